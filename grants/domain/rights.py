"""Who may change what in this app. Every verb asks here or through the tables of grants.states."""

from typing import Any

from django.utils.translation import gettext as _

from core.refusals import Refused
from grants.querysets import RECORDS_GRANTS, RUNS_GRANTS
from grants.states import acts_for_group, runs_and_stands_apart


def require_runs(by: Any, organisation_id: int) -> None:
    """Refuse who does not run the grants of this organisation."""
    everywhere, organisations = by.reach(RUNS_GRANTS)
    if not everywhere and organisation_id not in organisations:
        raise Refused(_("Only the grants officers of this organisation can do this."), code="not_officer")


def require_records(by: Any, organisation_id: int) -> None:
    """Refuse who does not record what groups hand in otherwise: officers, and those who meet the groups."""
    everywhere, organisations = by.reach(RECORDS_GRANTS)
    if not everywhere and organisation_id not in organisations:
        raise Refused(_("Only the office of this organisation can do this."), code="not_office")


def require_acts(by: Any, application: Any) -> None:
    reason = acts_for_group(by, application)
    if reason is not None:
        raise Refused(reason, code="not_your_group")


def require_stands_apart(by: Any, application: Any) -> None:
    reason = runs_and_stands_apart(by, application)
    if reason is not None:
        raise Refused(reason, code="not_apart")
