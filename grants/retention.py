"""The class of each field of grants. An application speaks of a group; whom it names stands in its free texts."""

from core.retention import declare

declare(
    "grants.GrantCall",
    not_personal="slug number title_en title_ru title_ky title_uz group_kinds currency floor_minor ceiling_minor budget_minor "
    "awarded_minor time_zone activities_from activities_to screening_by review_by decision_by quorum eligibility rubric state",
)
declare(
    "grants.Application",
    free_text="answers reason",
    not_personal="code number language eligibility part_versions open_parts rubric state requested_minor own_minor currency",
)
declare("grants.BudgetItem", free_text="item", not_personal="position category unit unit_cost_minor amount_minor own_minor currency")
declare("grants.ApplicationFile", file="file", not_personal="question")
declare("grants.Submission", free_text="payload", file="pdf", not_personal="version language sha256")
declare("grants.Proposal", free_text="conditions reason", not_personal="outcome amount_minor currency state")
declare(
    "grants.Award",
    free_text="conditions",
    file="letter",
    not_personal="number amount_minor requested_minor ceiling_minor currency awarded_on",
)
declare("grants.GrantCallIndexPage", not_personal="introduction")
declare("grants.GrantCallPage", not_personal="introduction who funded not_funded")
declare("grants.Screening", free_text="reason", not_personal="checks")
declare("grants.SanctionsCheck", name="name_asked", not_personal="list_name result checked_on")
declare("grants.ReviewAssignment", not_personal="state")
declare("grants.Review", free_text="comment", not_personal="scores score_bp")
