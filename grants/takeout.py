"""What of grants goes into a partner's archive."""

from core.takeout import declare, leave_out

for model in ("GrantCall", "Application"):
    declare(f"grants.{model}", "organisation")
declare("grants.GrantCall_provinces", "grantcall__organisation")
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
    declare(f"grants.{model}", "application__organisation")
for model in ("Review", "EarlierReview"):
    declare(f"grants.{model}", "assignment__application__organisation")

declare("grants.PanelMeeting", "call__organisation")
declare("grants.PanelMeeting_members", "panelmeeting__call__organisation")

leave_out("grants.Mark", "made again from what was sent")
leave_out("grants.GrantCallPage", "public pages")
