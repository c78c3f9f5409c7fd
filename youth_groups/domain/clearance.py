"""Papers of adults who work with minors: recorded by the focal point, asked for by every door to a minor's record."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.models import StoredFile
from core.refusals import Refused
from youth_groups.enums import ClearanceKind
from youth_groups.models import Clearance
from youth_groups.queries.clearance import accounts_to_clear, missing_clearance

if TYPE_CHECKING:
    from accounts.models import User

YEARS_VALID = 2


def record_clearance(*, user: "User", kind: str, signed_on: date, by: "User", scan: StoredFile | None = None) -> Clearance:
    """Put a paper on file: a code of conduct signed, a briefing held, references checked. It stands for two years. Rows are only added.

    Raises Refused: not the focal point (or the manager) of the account's organisation, one's own papers, a day to come.
    """
    if kind not in ClearanceKind.values:
        raise ValueError(kind)
    if user.pk == by.pk:
        raise Refused(_("Nobody records their own papers. Ask the programme manager or another focal point."), code="own_papers")
    if not accounts_to_clear(by).filter(pk=user.pk).exists():
        raise Refused(_("Only the safeguarding focal point of the organisation records these papers."), code="not_focal_point")
    if signed_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    with transaction.atomic():
        return _write(user=user, kind=kind, signed_on=signed_on, by=by, scan=scan)


def _write(*, user: "User", kind: str, signed_on: date, by: "User", scan: StoredFile | None) -> Clearance:
    row = Clearance.objects.create(
        user=user, kind=kind, signed_on=signed_on, valid_until=two_years_after(signed_on), scan=scan, recorded_by=by
    )
    record_event(subject=user, action="clearance_recorded", by=by, data={"clearance": row.pk, "kind": kind})
    return row


def two_years_after(day: date) -> date:
    """The last day on which a paper of that day still stands."""
    try:
        return day.replace(year=day.year + YEARS_VALID)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS_VALID, day=28)


def require_cleared(user: "User", day: date | None = None) -> None:
    """Refuse whoever has no code of conduct and briefing that stand on the day; the sentence says what is missing and who records it."""
    missing = missing_clearance(user, day or timezone.localdate())
    if missing:
        raise Refused(refusal_words(missing), code="not_cleared")


def require_assignable(user: "User", first_day: date) -> None:
    """Refuse to assign whoever will not be cleared on the first day of a training with minors."""
    missing = missing_clearance(user, max(first_day, timezone.localdate()))
    if missing:
        words = _("Not on file for this person: %(papers)s. The safeguarding focal point records them.") % {"papers": "; ".join(missing)}
        raise Refused(_("Minors come to this training.") + " " + words, code="not_cleared")


def refusal_words(missing: list[str]) -> str:
    return _("Children's records open after these are on file: %(papers)s. The safeguarding focal point records them.") % {
        "papers": "; ".join(missing)
    }
