"""Who may work with minors: a signed code of conduct and a safeguarding briefing on file, each not older than two years."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role
from core.worklists import WorkItem
from youth_groups.enums import ClearanceKind
from youth_groups.models import Clearance

if TYPE_CHECKING:
    from accounts.models import User

#: Without these two nobody opens a minor's record or is assigned to a training with minors.
NEEDED = (ClearanceKind.CODE_OF_CONDUCT, ClearanceKind.BRIEFING)
#: Who may read minors' records or lead trainings, and so needs clearance.
WORK_WITH_MINORS: tuple[str, ...] = (
    Role.TRAINER,
    Role.TRAINING_COORDINATOR,
    Role.PROGRAMME_MANAGER,
    Role.ME_OFFICER,
    Role.GRANTS_OFFICER,
    Role.SAFEGUARDING_FOCAL_POINT,
)
#: The focal point; the manager records the focal point's own papers.
RECORDS_CLEARANCE: tuple[str, ...] = (Role.SAFEGUARDING_FOCAL_POINT, Role.PROGRAMME_MANAGER)
SOON = timedelta(days=60)


def valid_until(user: "User", day: date) -> dict[str, date]:
    """Kind -> the last day on which the newest paper of that kind still stands, for those signed by `day`. One statement."""
    rows = Clearance.objects.filter(user=user, signed_on__lte=day).order_by("valid_until").values_list("kind", "valid_until")
    return dict(rows)


def missing_clearance(user: "User", day: date) -> list[str]:
    """In words, what of the needed papers is not on file or has lapsed on the day."""
    found = valid_until(user, day)
    return [
        str(kind.label) if kind not in found else _("%(paper)s (has lapsed)") % {"paper": kind.label}
        for kind in NEEDED
        if kind not in found or found[kind] < day
    ]


def is_cleared(user: "User", day: date) -> bool:
    """Whether code of conduct and briefing stand on the day."""
    return not missing_clearance(user, day)


def reads_minors(user: "User", day: date) -> bool:
    """Whether lists show this reader minors' names: a group's own accounts wrote them down, the office needs its papers. One statement."""
    return not user.is_office or is_cleared(user, day)


def cleared_among(users: Collection[int], day: date) -> set[int]:
    """Of these accounts' keys, those with code of conduct and briefing that stand on the day. One statement."""
    stands = Clearance.objects.filter(user__in=users, kind__in=NEEDED, signed_on__lte=day, valid_until__gte=day)
    papers: dict[int, set[str]] = {}
    for pk, kind in stands.values_list("user_id", "kind"):
        papers.setdefault(pk, set()).add(kind)
    return {pk for pk, kinds in papers.items() if kinds == set(NEEDED)}


@dataclass(frozen=True)
class ClearanceLine:
    """One account and its papers: (words of the paper, last day or None, tone, key of the row whose scan is kept or None)."""

    user: "User"
    papers: list[tuple[str, date | None, str, int | None]]
    tone: str


def clearances_listed(by: "User", day: date) -> list[ClearanceLine]:
    """Accounts that may meet minors in the organisations whose focal point `by` is; what lapsed or is missing first. Two statements."""
    accounts = list(_accounts(by))
    stands: dict[tuple[int, str], tuple[date, int | None]] = {}
    rows = Clearance.objects.filter(user__in=accounts, signed_on__lte=day).order_by("valid_until")
    for pk, kind, until, row, scan in rows.values_list("user_id", "kind", "valid_until", "pk", "scan_id"):
        stands[(pk, kind)] = (until, row if scan else None)
    lines = [_line(account, stands, day) for account in accounts]
    order = {"bad": 0, "warn": 1, "ok": 2}
    return sorted(lines, key=lambda line: (order[line.tone], line.user.name, line.user.pk))


def accounts_to_clear(by: "User") -> Any:
    """The accounts whose papers `by` may record."""
    return _accounts(by)


def _accounts(by: "User") -> Any:
    everywhere, organisations = by.reach(RECORDS_CLEARANCE)
    rows = Q(roles_held__role__in=WORK_WITH_MINORS)
    if not everywhere:
        rows &= Q(roles_held__organisation__in=organisations)
    return get_user_model().objects.filter(rows, is_active=True).distinct().order_by("name", "pk")


def _line(account: "User", stands: dict[tuple[int, str], tuple[date, int | None]], day: date) -> ClearanceLine:
    papers: list[tuple[str, date | None, str, int | None]] = []
    for kind in NEEDED:
        until, scan = stands.get((account.pk, kind), (None, None))
        tone = "bad" if until is None or until < day else "warn" if until <= day + SOON else "ok"
        papers.append((str(kind.label), until, tone, scan))
    worst = next(tone for tone in ("bad", "warn", "ok") if any(paper[2] == tone for paper in papers))
    return ClearanceLine(account, papers, worst)


def work_for(user: "User") -> list[WorkItem]:
    """For the focal point: papers that are missing, have lapsed or lapse soon."""
    if not user.is_office or not user.role_codes() & set(RECORDS_CLEARANCE):
        return []
    today = timezone.localdate()
    due = [line for line in clearances_listed(user, today) if line.tone != "ok"]
    if not due:
        return []
    words = ngettext("%(count)s person", "%(count)s people", len(due)) % {"count": len(due)}
    return [
        WorkItem(
            title=_("Papers for work with minors are missing or end soon"),
            detail=words,
            url=reverse("youth_groups:clearances"),
            action=_("See"),
            count=len(due),
            tone="bad" if due[0].tone == "bad" else "warn",
            group=_("Safeguarding"),
        )
    ]
