"""What stands against sending: gaps of the answers and of the budget."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.figures import format_money
from core.questions import questions_of, text_in

if TYPE_CHECKING:
    from grants.models import Application, BudgetItem


@dataclass(frozen=True)
class Gap:
    """part: where to mend it; key: of the question; label, reason: in the reader's language."""

    part: str
    key: str
    label: str
    reason: str


def budget_gaps(application: "Application", rows: "list[BudgetItem]", language: str) -> "list[Gap]":
    """Whether the budget adds up and fits floor and ceiling of the call."""
    found = next(
        ((part, question) for part, question in questions_of(application.form_version.schema) if question["kind"] == "budget"), None
    )
    if found is None:
        return []
    part, question = found
    call, currency = application.call, application.currency
    asked = sum(row.asked_minor for row in rows)
    reason = ""
    if not rows:
        reason = _("Please add what you will spend, one row for each thing.")
    elif not all(call.takes_cost(row.category) for row in rows):
        reason = _("This call does not pay for this kind of cost.")
    elif asked != application.requested_minor:
        reason = _("The budget does not add up. Please save it once more.")
    elif asked > call.ceiling_minor:
        reason = _("You ask for %(asked)s; one grant is at most %(most)s. Take %(over)s away.") % {
            "asked": format_money(asked, currency),
            "most": format_money(call.ceiling_minor, currency),
            "over": format_money(asked - call.ceiling_minor, currency),
        }
    elif asked < call.floor_minor or asked <= 0:
        reason = _("You ask for %(asked)s; one grant is at least %(least)s.") % {
            "asked": format_money(asked, currency),
            "least": format_money(max(call.floor_minor, 1), currency),
        }
    return [Gap(part["key"], question["key"], text_in(question["label"], language), reason)] if reason else []
