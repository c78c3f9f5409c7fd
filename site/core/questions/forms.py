"""One pure function from a schema to a form class, and the way from a form to answers and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.figures import format_money, format_number
from core.questions import fields
from core.questions.places import provinces
from core.questions.schema import (
    NUMBER_MAX,
    TABLE_ROWS,
    TEXT_MAX,
    Answers,
    Question,
    Schema,
    is_shown,
    question_by_key,
    questions_of,
    text_in,
)

#: Keys of file questions -> names of the files that are already stored for them.
StoredNames = Mapping[str, Iterable[str]]


class QuestionsForm(forms.Form):
    """The base of every form that `build_form` makes. HTML names begin with "q-": no button of a page clashes with a question."""

    prefix = "q"
    #: Our own errors, in the person's language, rather than the browser's.
    use_required_attribute = False
    schema: Schema
    language: str
    partial: bool
    earlier: Answers

    def _clean_fields(self) -> None:
        """A field says "required" to the reader; whether a gap is an error now depends on drafts and conditions."""
        by_key = question_by_key(self.schema)
        asked = {key: field.required for key, field in self.fields.items()}
        for key, field in self.fields.items():
            field.required = asked[key] and not self.partial and not by_key[key].get("show_if")
        super()._clean_fields()  # type: ignore[misc]
        for key, field in self.fields.items():
            field.required = asked[key]

    def clean(self) -> dict[str, Any]:
        """A question with a condition is required only where its condition holds, looking at the answers of other parts, too."""
        cleaned = super().clean() or self.cleaned_data
        if self.partial:
            return cleaned
        by_key = question_by_key(self.schema)
        answers = {**self.earlier, **answers_from(self)}
        for key in self.fields:
            question = by_key[key]
            if not question.get("show_if") or not question.get("required") or key in self.errors:
                continue
            if is_shown(question, answers, by_key) and _is_empty(cleaned.get(key)) and not getattr(self.fields[key], "stored", None):
                self.add_error(key, str(fields.REQUIRED))
        return cleaned


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def build_form(
    schema: Schema,
    *,
    language: str,
    part: str | None = None,
    answers: Answers | None = None,
    files: StoredNames | None = None,
    partial: bool = False,
) -> type[QuestionsForm]:
    """The form class for a schema, or for one part of it.

    `answers` are those already given (conditions may look at other parts); `files` maps keys to names already stored.
    `partial` saves a draft: gaps are allowed, kinds and limits still hold. A `budget` marker has no field: grants draws its own table.
    Bind it with the POST data; fields are named by the question's key. Unknown names in the POST are ignored.
    """
    by_key = question_by_key(schema)
    with translation.override(language):
        made = {
            question["key"]: _field(question, by_key, language, partial, list((files or {}).get(question["key"], ())))
            for _part, question in questions_of(schema, part)
            if question["kind"] != "budget"
        }
    body = {"schema": schema, "language": language, "partial": partial, "earlier": dict(answers or {}), **made}
    return type("QuestionsForm", (QuestionsForm,), body)


def _field(question: Question, by_key: dict[str, Question], language: str, partial: bool, stored: list[str]) -> forms.Field:  # noqa: PLR0911 (a line a kind)
    limits = question.get("limits") or {}
    common: dict[str, Any] = {
        "label": text_in(question["label"], language),
        "help_text": help_of(question, by_key, language),
        "required": bool(question.get("required")),
        "error_messages": {"required": fields.REQUIRED},
    }
    strict = not partial
    match question["kind"]:
        case "short_text":
            return fields.TextAnswer(max_chars=int(limits.get("max", TEXT_MAX["short_text"])), **common)
        case "long_text":
            most = int(limits.get("max", TEXT_MAX["long_text"]))
            return fields.TextAnswer(max_chars=most, rows=max(3, min(12, most // 120)), **common)
        case "number":
            return fields.NumberAnswer(low=int(limits.get("min", -NUMBER_MAX)), high=int(limits.get("max", NUMBER_MAX)), **common)
        case "money":
            low, high = int(limits.get("min", 0)), int(limits.get("max", NUMBER_MAX))
            return fields.MoneyAnswer(currency=currency_of(question), low=low, high=high, **common)
        case "choice":
            return fields.ChoiceAnswer(options=options_of(question, language), **common)
        case "choices":
            return fields.ChoicesAnswer(options=options_of(question, language), most=limits.get("max"), **common)
        case "yes_no":
            return fields.YesNoAnswer(**common)
        case "date":
            return fields.DateAnswer(first=limits.get("min", ""), last=limits.get("max", ""), **common)
        case "place":
            return fields.PlaceAnswer(options=lambda: provinces(language), strict=strict, **common)
        case "reach":
            high, chars = int(limits.get("max", 10_000_000)), int(limits.get("max_chars", 500))
            return fields.ReachAnswer(high=high, how_chars=chars, strict=strict, **common)
        case "table":
            columns = [(c["key"], text_in(c["label"], language), c.get("kind", "text")) for c in question.get("columns", [])]
            return fields.RowsAnswer(columns=columns, rows=int(limits.get("rows", TABLE_ROWS)), **common)
        case "file":
            return fields.FilesAnswer(most=int(limits.get("max", 1)), stored=stored, **{**common, "error_messages": {}})
    raise ValueError(question["kind"])


def currency_of(question: Question) -> str:
    return str((question.get("limits") or {}).get("currency", "KGS"))


def options_of(question: Question, language: str) -> list[tuple[str, str]]:
    return [(option["key"], text_in(option["label"], language)) for option in question.get("choices", [])]


def condition_words(question: Question, by_key: dict[str, Question], language: str) -> str:
    """`Answer only if “Do you have a partner?” is “Yes”.` or "" for a question without a condition."""
    condition = question.get("show_if")
    if not condition:
        return ""
    asked = by_key[condition["key"]]
    if isinstance(condition["equals"], bool):
        answer = _("Yes") if condition["equals"] else _("No")
    else:
        answer = dict(options_of(asked, language)).get(condition["equals"], condition["equals"])
    return _("Answer only if “%(question)s” is “%(answer)s”.") % {"question": text_in(asked["label"], language), "answer": answer}


def help_of(question: Question, by_key: dict[str, Question], language: str) -> str:
    """Condition, the staff's own help, the limit: plain text, escaped because templates show help as HTML."""
    words = [condition_words(question, by_key, language), text_in(question.get("help"), language), _limit_words(question)]
    return escape(" ".join(word for word in words if word))


def _limit_words(question: Question) -> str:
    limits = question.get("limits") or {}
    most = limits.get("max")
    match question["kind"]:
        case "short_text" | "long_text" if most is not None or question["kind"] == "long_text":
            return _("At most %(max)s characters.") % {"max": format_number(int(most or TEXT_MAX["long_text"]))}
        case "money":
            currency = currency_of(question)
            limit = _("At most %(amount)s.") % {"amount": format_money(int(most), currency)} if most is not None else ""
            return " ".join(word for word in (_("In %(currency)s.") % {"currency": currency}, limit) if word)
        case "number" if most is not None and "min" in limits:
            return _("From %(low)s to %(high)s.") % {"low": format_number(int(limits["min"])), "high": format_number(int(most))}
        case "choices" if most is not None:
            return _("At most %(most)s answers.") % {"most": most}
        case "file":
            return _("PDF, photo, Word or Excel file, up to 10 MB; at most %(most)s.") % {"most": most or 1}
    return ""


def _cleaned(form: forms.Form) -> dict[str, Any]:
    """The fields that are right, also when others are wrong; checks the form when nobody has yet."""
    form.is_valid()
    return form.cleaned_data


def answers_from(form: forms.Form) -> Answers:
    """The answers of a checked form by key, ready for JSON. Empty ones and files are left out; wrong ones, too (they have errors)."""
    return {
        key: value
        for key, value in _cleaned(form).items()
        if key in form.fields and not isinstance(form.fields[key], fields.FilesAnswer) and not _is_empty(value)
    }


def merged(answers: Answers, form: forms.Form) -> Answers:
    """Earlier answers with those of the form over them. An answer that was emptied goes; one that is wrong stays as it was stored."""
    kept = {key: value for key, value in answers.items() if key not in form.fields or key in form.errors}
    return {**kept, **answers_from(form)}


def uploads_from(form: forms.Form) -> list[tuple[str, UploadedFile]]:
    """Files newly chosen, with the key of their question. Check and store them by `core.uploads.store_upload`."""
    return [
        (key, item)
        for key, field in form.fields.items()
        if isinstance(field, fields.FilesAnswer)
        for item in form.cleaned_data.get(key) or []
    ]


def initial_from(answers: Answers) -> dict[str, Any]:
    """What to pass as `initial=` to a form of `build_form`: each field draws its own answer."""
    return dict(answers)
