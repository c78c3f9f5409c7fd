"""What of grants goes into a partner's archive. Nothing of an application that whoever takes it out was asked to review."""

from typing import Any

from django.db.models import QuerySet

from core.takeout import close_rows, declare, leave_out
from grants.querysets import asked_to_review

WHY = "grants: applications that whoever took this out was asked to review; they are read by the assignment alone"


def _goes(model: str, to_application: str, to_organisation: str) -> None:
    """`to_application`: the path from the row to the application."""

    def apart(rows: "QuerySet[Any]", user: Any) -> "QuerySet[Any]":
        return rows.exclude(**{f"{to_application}__in": asked_to_review(user)})

    declare(f"grants.{model}", to_organisation)
    close_rows(f"grants.{model}", apart, WHY)


declare("grants.GrantCall", "organisation")
declare("grants.GrantCall_provinces", "grantcall__organisation")
_goes("Application", "pk", "organisation")
for model in (
    "BudgetItem",
    "ApplicationFile",
    "Submission",
    "Proposal",
    "Award",
    "Screening",
    "SanctionsCheck",
    "ReviewAssignment",
    "Received",
    "SecondText",
    "Remark",
    "Letter",
):
    _goes(model, "application", "application__organisation")
for model in ("Review", "EarlierReview"):
    _goes(model, "assignment__application", "assignment__application__organisation")

declare("grants.PanelMeeting", "call__organisation")
declare("grants.PanelMeeting_members", "panelmeeting__call__organisation")

leave_out("grants.Mark", "made again from what was sent")
leave_out("grants.GrantCallPage", "public pages")
