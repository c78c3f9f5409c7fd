"""Answers read back: what is missing, what a page or a document shows, what is kept when they are sent."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from core.dates import format_date
from core.figures import format_money, format_number
from core.questions.fields import FilesAnswer, MoneyAnswer, PlaceAnswer, ReachAnswer, RowsAnswer, YesNoAnswer, typed_amount
from core.questions.forms import QuestionsForm, build_form, currency_of, options_of
from core.questions.places import provinces
from core.questions.schema import Answers, Question, Schema, is_shown, question_by_key, questions_of, text_in

StoredNames = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Missing:
    """A gap to close before sending."""

    part: str
    key: str
    label: str
    reason: str


@dataclass(frozen=True)
class Item:
    """One question with its answer in words. `rows` with `columns` for a table; `hidden` when a blind reading leaves it out."""

    key: str
    kind: str
    label: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[str, ...] = ()
    answered: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class ShownPart:
    key: str
    title: str
    items: list[Item] = field(default_factory=list)


def settled(schema: Schema, answers: Answers) -> Answers:
    """The answers that are kept when a form is sent: of questions in the schema whose condition holds."""
    by_key = question_by_key(schema)
    return {key: answers[key] for key, question in by_key.items() if key in answers and is_shown(question, answers, by_key)}


def missing(schema: Schema, answers: Answers, files: StoredNames, language: str) -> list[Missing]:
    """Every answer that is required and not there, or that breaks a limit, in the order of the form. Files: key -> stored names.

    The `budget` marker is not looked at: grants knows whether its table adds up.
    """
    by_key = question_by_key(schema)
    found = []
    with translation.override(language):
        form = bound_form(schema, answers, files, language)
        for part, question in questions_of(schema):
            key = question["key"]
            if question["kind"] == "budget" or not is_shown(question, answers, by_key):
                continue
            reasons = [str(error) for error in form.errors.get(key, [])]
            if reasons:
                found.append(Missing(part["key"], key, text_in(question["label"], language), " ".join(reasons)))
    return found


def bound_form(schema: Schema, answers: Answers, files: StoredNames, language: str) -> QuestionsForm:
    """The whole form filled with stored answers as if they were typed: one way of checking for typing and for sending."""
    form_class = build_form(schema, language=language, answers=answers, files=files)
    data: dict[str, Any] = {}
    for key, form_field in form_class.base_fields.items():
        if key in answers:
            data.update(_typed(f"q-{key}", form_field, answers[key]))
    return form_class(MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in data.items()}))


def _typed(name: str, form_field: forms.Field, answer: Any) -> dict[str, Any]:
    """What a browser would post for this answer. One of another shape than its kind becomes text: the field says what is wrong."""
    if isinstance(form_field, PlaceAnswer | ReachAnswer):
        return {f"{name}_{part}": str(answer.get(part, "")) for part in form_field.names} if isinstance(answer, dict) else {}
    if isinstance(form_field, RowsAnswer):
        rows = enumerate(answer if isinstance(answer, list) else [])
        return {f"{name}_{number}_{key}": str(value) for number, row in rows for key, value in row.items()}
    if isinstance(form_field, MoneyAnswer) and isinstance(answer, int):
        return {name: typed_amount(answer, form_field.currency)}
    if isinstance(form_field, YesNoAnswer) and isinstance(answer, bool):
        return {name: "yes" if answer else "no"}
    if isinstance(form_field, FilesAnswer):
        return {}
    return {name: [str(item) for item in answer] if isinstance(answer, list) else str(answer)}


def display(schema: Schema, answers: Answers, language: str, *, blind: bool = False, files: StoredNames | None = None) -> list[ShownPart]:
    """Every part with its questions and answers in words, in one language; questions whose condition does not hold are left out.

    `blind` shows the question and hides the answer where staff marked it.
    """
    by_key = question_by_key(schema)
    shown: dict[str, ShownPart] = {part["key"]: ShownPart(part["key"], text_in(part["title"], language)) for part in schema["parts"]}
    with translation.override(language):
        for part, question in questions_of(schema):
            if is_shown(question, answers, by_key):
                names = tuple((files or {}).get(question["key"], ()))
                shown[part["key"]].items.append(_item(question, answers.get(question["key"]), language, blind, names))
    return list(shown.values())


def _item(question: Question, answer: Any, language: str, blind: bool, files: tuple[str, ...]) -> Item:
    key, kind, label = question["key"], question["kind"], text_in(question["label"], language)
    if blind and question.get("blind"):
        return Item(key, kind, label, text=_("hidden in the review"), hidden=True)
    if kind == "file":
        return Item(key, kind, label, text=", ".join(files), files=files, answered=bool(files))
    if answer is None:
        return Item(key, kind, label)
    if kind == "table":
        columns = question.get("columns", [])
        rows = tuple(tuple(str(row.get(column["key"], "")) for column in columns) for row in answer)
        return Item(key, kind, label, columns=tuple(text_in(c["label"], language) for c in columns), rows=rows, answered=True)
    return Item(key, kind, label, text=_words(question, answer, language), answered=True)


def _words(question: Question, answer: Any, language: str) -> str:  # noqa: PLR0911 (a line a kind)
    match question["kind"]:
        case "number":
            return format_number(answer)
        case "money":
            return format_money(answer, currency_of(question), language)
        case "choice":
            return dict(options_of(question, language)).get(answer, str(answer))
        case "choices":
            labels = dict(options_of(question, language))
            return "; ".join(labels.get(key, key) for key in answer)
        case "yes_no":
            return _("Yes") if answer else _("No")
        case "date":
            return format_date(dt.date.fromisoformat(answer), language)
        case "place":
            province = answer.get("province", "")
            return ", ".join(word for word in (answer.get("village", ""), dict(provinces(language)).get(province, province)) if word)
        case "reach":
            return _reach(answer)
    return str(answer)


def _reach(answer: dict[str, Any]) -> str:
    words = []
    if "direct" in answer:
        words.append(_("directly: %(number)s") % {"number": format_number(answer["direct"])})
    if "indirect" in answer:
        words.append(_("indirectly: %(number)s") % {"number": format_number(answer["indirect"])})
    if "how" in answer:
        words.append(_("estimated so: %(how)s") % {"how": answer["how"]})
    return "; ".join(words)
