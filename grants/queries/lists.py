"""The office's list of applications: filters, the next step of each, whom it waits for, by when; and the rows as they are taken out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import BISHKEK
from core.text import fold
from grants.enums import ApplicationState as S
from grants.models import Application, Proposal
from grants.queries.scores import COUNTS, Score, every_score, points, with_scores
from grants.querysets import RUNS_GRANTS
from youth_groups.enums import GroupKind
from youth_groups.queries.groups import folded_names

SOON = 7
BATCH = 2_000
#: What the list may be asked by, in the order of the form.
KEYS = ("q", "call", "state", "kind", "province", "waiting")
WAITING = ("mine", "overdue", "soon")
#: The day by which each state's step is due.
DUE = {S.SUBMITTED: "screening_by", S.ELIGIBLE: "review_by", S.PROPOSED: "decision_by", S.RESERVE: "decision_by"}


@dataclass(frozen=True)
class Filters:
    """As the address says them; what is unknown asks nothing."""

    q: str = ""
    call: str = ""
    state: str = ""
    kind: str = ""
    province: str = ""
    waiting: str = ""

    @classmethod
    def of(cls, given: Any) -> "Filters":
        values = {key: str(given.get(key, "")).strip()[:100] for key in KEYS}
        if values["state"] not in S.values:
            values["state"] = ""
        if values["waiting"] not in WAITING:
            values["waiting"] = ""
        if values["kind"] not in GroupKind.values:
            values["kind"] = ""
        if not values["province"].isdecimal():
            values["province"] = ""
        return cls(**values)

    @property
    def filled(self) -> list[tuple[str, str]]:
        return [(key, getattr(self, key)) for key in KEYS if getattr(self, key)]

    @property
    def query(self) -> str:
        return urlencode(self.filled)


@dataclass
class Line:
    """due: the day of the next step; late: it has passed; waits: names of who may take the step."""

    application: Any
    next: str
    tone: str
    due: date | None
    late: bool
    waits: list[str] = field(default_factory=list)


def listed(user: User, filters: Filters) -> "QuerySet[Any]":
    """What was sent and this user may read, the latest first, with `asked` and `sent_reviews` of each."""
    rows: QuerySet[Any] = with_scores(Application.objects.for_office(user), *COUNTS)
    if filters.q:
        text = fold(filters.q)
        rows = rows.alias(folded_names=folded_names("group__")).filter(
            Q(folded_names__contains=text)
            | Q(number__iexact=filters.q)
            | Q(group__number__iexact=filters.q)
            | Q(group__locality__folded__contains=text)
        )
    for lookup, value in (("call__slug", filters.call), ("state", filters.state), ("group__kind", filters.kind)):
        if value:
            rows = rows.filter(**{lookup: value})
    if filters.province:
        rows = rows.filter(group__locality__province=int(filters.province))
    if filters.waiting == "mine":
        rows = waiting_for(rows, user)
    elif filters.waiting:
        today = timezone.localdate()
        until = today if filters.waiting == "overdue" else today + timedelta(days=SOON + 1)
        due = Q()
        for state, column in DUE.items():
            due |= Q(**{"state": state, f"call__{column}__lt": until})
        rows = rows.filter(due)
        if filters.waiting == "soon":
            late = Q()
            for state, column in DUE.items():
                late |= Q(**{"state": state, f"call__{column}__lt": today})
            rows = rows.exclude(late)
    return rows.order_by("-submitted_at", "-pk")


def waiting_for(rows: "QuerySet[Any]", user: User) -> "QuerySet[Any]":
    """Of rows that `with_scores` has counted: those whose next step this officer may take.

    Screening, assigning, proposing, approving what another one proposed.
    """
    own = Proposal.objects.filter(Q(proposed_by=user) | Q(first_approved_by=user), state="open").values("application")
    steps = (
        Q(state=S.SUBMITTED) | Q(state=S.ELIGIBLE, asked__lt=F("call__quorum")) | Q(state=S.ELIGIBLE, sent_reviews__gte=F("call__quorum"))
    )
    mine = Application.objects.in_scope(user, RUNS_GRANTS).values("pk")
    return rows.filter(steps | (Q(state=S.PROPOSED) & ~Q(pk__in=own)), pk__in=mine)


def lines(rows: list[Any]) -> list[Line]:
    """One page of the list, with whom each application waits for. Four statements."""
    from grants.queries.office import next_step
    from grants.queries.pending import pending_of

    waits, today, found = pending_of(rows), timezone.localdate(), []
    for row in rows:
        tone, words = next_step(row, row.call)
        due = getattr(row.call, DUE[row.state]) if row.state in DUE else None
        names = [user.name or user.number for user in waits.get(row.pk, [])]
        if row.state == S.ELIGIBLE and row.call.quorum <= row.asked and row.sent_reviews < row.call.quorum:
            names = [_("Reviewers")]
        found.append(Line(row, words, tone, due, due is not None and due < today, names))
    return found


def headings() -> list[str]:
    return [
        _("number"),
        _("group"),
        _("group's number"),
        _("kind of group"),
        _("village or town"),
        _("province"),
        _("call"),
        _("state"),
        _("sent"),
        _("asked for"),
        _("own contribution"),
        _("currency"),
        _("awarded"),
        _("reviews"),
        _("mean of 5"),
        _("spread"),
    ]


def cells(user: User, filters: Filters) -> Iterator[tuple[str, ...]]:
    """The rows of the list as texts, as a stream; no answers, no names of people. Two statements."""
    language = (get_language() or "en").split("-")[0]
    name = "name_ky" if language not in ("ru", "en", "uz") else f"name_{language}"
    place = name if name != "name_uz" else "name_en"
    states = {value: str(label) for value, label in S.choices}
    kinds = {value: str(label) for value, label in GroupKind.choices}
    scores = every_score()
    rows = listed(user, filters).values_list(
        "pk", "number", f"group__{name}", "group__name_ky", "group__name_ru", "group__number", "group__kind", "group__locality__name",
        f"group__locality__province__{place}", "call__number", "state", "submitted_at", "requested_minor", "own_minor", "currency",
        "award__amount_minor",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=BATCH):
        pk, number, own, ky, ru, of_group, kind, village, province, call, state, at, asked, given, currency, awarded = row
        score = scores.get(pk, _NONE)
        yield (
            number,
            own or ky or ru or "",
            of_group,
            kinds[kind],
            village,
            province or "",
            call,
            states[state],
            _moment(at),
            _major(asked),
            _major(given),
            currency,
            "" if awarded is None else _major(awarded),
            str(score.sent),
            points(score.mean, "."),
            points(score.spread_bp, "."),
        )


_NONE = Score(0, None, None, None)


def _major(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _moment(at: datetime) -> str:
    return at.astimezone(BISHKEK).isoformat(" ", "minutes")[:16]
