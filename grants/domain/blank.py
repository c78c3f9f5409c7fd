"""The blank form of a call as data for its PDF: from the frozen questions, in one language."""

from html import unescape
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import format_deadline
from core.questions import text_in
from core.questions.forms import help_of, options_of
from core.questions.places import provinces
from core.questions.schema import TABLE_ROWS, TEXT_MAX, Question, Schema, question_by_key
from core.translated import translated
from grants.documents.blank import BlankForm, BlankPart, BlankQuestion, draw_blank
from grants.models import GrantCall, GrantCallPage
from grants.queries.calls import facts_of_call

#: Characters that a hand writes on one line, and the rows of a budget on paper.
HAND = 55
BUDGET_ROWS = 10
MOST_LINES = 24
LEAST_LINES = 3


def blank_form(call: GrantCall, language: str) -> BlankForm:
    """Everything that stands on the paper. Needs the call's frozen questions."""
    empty: Schema = {"format": 1, "parts": []}
    schema: Schema = cast(Schema, call.form_version.schema) if call.form_version else empty
    pages = list(GrantCallPage.objects.live().filter(call=call).select_related("locale"))
    page = next((page for page in pages if page.locale.language_code == language), pages[0] if pages else None)
    path = page.url if page is not None else "/"
    with override(language):
        # The deadline without the days that are left: paper stays.
        facts = [(name, value) for name, value, _small in facts_of_call(call)[1:] if value]
        return BlankForm(
            language=language,
            title=translated(call, "title", language),
            number=call.number,
            organisation=translated(call.organisation, "name", language),
            address=path if path.startswith("http") else f"{settings.ASHAR['ADDRESS']}{path}",
            how=_("Fill in by hand and give it to the office, or send a photo of every page. What counts is when it arrives."),
            page="{page} / {pages}",
            facts=[(_("Deadline"), format_deadline(call.closes_at)), *facts],
            conditions=[text_in(condition["question"], language) for condition in call.eligibility],
            yes_no=(_("Yes"), _("No")),
            parts=[_who(), *_parts(schema, language)],
        )


def _who() -> BlankPart:
    """What an account would know."""
    return BlankPart(_("Who applies"), "", [BlankQuestion(label) for label in (_("Name of the group"), _("Village or town"), _("Phone"))])


def _parts(schema: Schema, language: str) -> list[BlankPart]:
    return [
        BlankPart(
            text_in(part["title"], language),
            text_in(part.get("intro"), language),
            [_question(question, schema, language) for question in part["questions"]],
        )
        for part in schema["parts"]
    ]


def blank_pdf(call: GrantCall, language: str) -> bytes:
    return draw_blank(blank_form(call, language))


def _question(question: Question, schema: Schema, language: str) -> BlankQuestion:  # noqa: PLR0911 (a line a kind)
    label = text_in(question["label"], language) + (" *" if question.get("required") else "")
    words = unescape(help_of(question, question_by_key(schema), language))
    limits = question.get("limits") or {}
    match question["kind"]:
        case "long_text":
            most = int(limits.get("max", TEXT_MAX["long_text"]))
            return BlankQuestion(label, words, lines=max(LEAST_LINES, min(MOST_LINES, most // HAND)))
        case "choice" | "choices":
            return BlankQuestion(label, words, options=[option for _key, option in options_of(question, language)])
        case "yes_no":
            return BlankQuestion(label, words, options=[_("Yes"), _("No")])
        case "place":
            named = ", ".join(name for _code, name in provinces(language))
            return BlankQuestion(label, " ".join(part for part in (words, named) if part), lines=2)
        case "reach":
            columns = [
                _("Directly (people who take part)"),
                _("Indirectly (people who benefit or hear of it)"),
                _("How did you estimate this?"),
            ]
            return BlankQuestion(label, words, columns=columns, rows=1)
        case "table":
            columns = [text_in(column["label"], language) for column in question.get("columns", [])]
            return BlankQuestion(label, words, columns=columns, rows=int(limits.get("rows", TABLE_ROWS)))
        case "budget":
            columns = [_("What"), _("Kind of cost"), _("How many"), _("Unit"), _("Price of one"), _("Of it your own contribution")]
            return BlankQuestion(label, words, columns=columns, rows=BUDGET_ROWS)
        case "file":
            return BlankQuestion(label, _("Put it beside this paper."), lines=0)
    return BlankQuestion(label, words)
