"""The records behind an agreement's figures in a period: loaded once, in a fixed number of statements, without names or notes of anybody.

What belongs to the period (see docs/decisions/0007-summaries.md):
- a training that this agreement funds, when its first held session with a mark lies in the period: it and everybody in it count there as a
  whole, so that trainings and participations of two periods add up;
- an award from one of this agreement's budget lines, by the day of the award;
- an application to a call on one of these lines, by the day on which it was sent;
- a campaign that this agreement pays, or of a group with such an award, with what came of it: see summaries.queries.campaigns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Value

from core.dates import BISHKEK, programme_day
from grants.models import Application, Award
from programme.models import Agreement, Locality
from summaries.queries.campaigns import Reach, load_reach
from trainings.enums import SessionState
from trainings.models import Mark, Participation, Session, SessionCount, Training, TrainingFunding
from trainings.queries.attendance import COUNTED, Attendance, Current, current_statuses
from youth_groups.models import CampaignFunding, Group, Membership, Person
from youth_groups.queries.links import representatives


@dataclass(frozen=True)
class PersonFacts:
    """What is counted of a person: nothing that names anybody."""

    pk: int
    sex: str
    birth_year: int | None
    province: str


@dataclass
class TrainingFacts:
    """A training with its share, and who was there in which held sessions. `attended`: person id -> ids of held sessions."""

    training: Training
    share_bp: int
    first_held: date
    attended: dict[int, set[int]] = field(default_factory=dict)
    completed: set[int] = field(default_factory=set)
    hours: dict[int, Fraction] = field(default_factory=dict)
    unmarked: int = 0


@dataclass(frozen=True)
class Supported:
    """A link between a person who was there and a group: by nomination, or as a member."""

    training_id: int
    person_id: int
    group_id: int
    nominated: bool


@dataclass(frozen=True)
class GroupFacts:
    pk: int
    kind: str
    province: str
    locality_id: int
    abroad: bool


@dataclass(frozen=True)
class AwardFacts:
    pk: int
    group_id: int
    line_id: int
    amount_minor: int
    currency: str
    awarded_on: date


@dataclass
class Records:
    """Everything that the figures of one agreement and period are counted from."""

    agreement: Agreement
    first_day: date
    last_day: date
    trainings: list[TrainingFacts] = field(default_factory=list)
    people: dict[int, PersonFacts] = field(default_factory=dict)
    links: list[Supported] = field(default_factory=list)
    groups: dict[int, GroupFacts] = field(default_factory=dict)
    awards: list[AwardFacts] = field(default_factory=list)
    awards_to_date: list[AwardFacts] = field(default_factory=list)
    applications: dict[int, str] = field(default_factory=dict)
    reach: Reach = field(default_factory=Reach)


def load_records(agreement: Agreement, first_day: date, last_day: date, as_of: date | None = None) -> Records:
    """Load the records; both days are included. The number of statements does not grow with the number of records.

    With `as_of`, marks that were recorded and awards that were made after the end of that day are left out.
    """
    records = Records(agreement, first_day, last_day)
    training_shares, campaign_shares = _shares(agreement)
    records.trainings = _trainings(training_shares, first_day, last_day, as_of)
    same = _as_humans(records.trainings)
    present = {(facts.training.pk, person) for facts in records.trainings for person in facts.attended}
    records.people = _people(facts.training.pk for facts in records.trainings)
    records.links = _links(records.trainings, present, same)
    records.awards_to_date = [award for award in _awards(agreement) if award.awarded_on <= min(last_day, as_of or last_day)]
    records.awards = [award for award in records.awards_to_date if award.awarded_on >= first_day]
    records.applications = _applications(agreement, first_day, last_day)
    records.groups = _groups({link.group_id for link in records.links} | {award.group_id for award in records.awards})
    granted: dict[int, date] = {}
    for award in records.awards_to_date:
        granted.setdefault(award.group_id, award.awarded_on)
    records.reach = load_reach(campaign_shares, granted, first_day, last_day)
    return records


def _shares(agreement: Agreement) -> tuple[dict[int, int], dict[int, int]]:
    """What the agreement pays: ({training: share}, {campaign: share}). One statement."""
    trainings = TrainingFunding.objects.filter(agreement=agreement).annotate(kind=Value("training"))
    campaigns = CampaignFunding.objects.filter(agreement=agreement).annotate(kind=Value("campaign"))
    found: dict[str, dict[int, int]] = {"training": {}, "campaign": {}}
    rows = trainings.values_list("kind", "training_id", "share_bp")
    for kind, pk, share in rows.union(campaigns.values_list("kind", "campaign_id", "share_bp"), all=True):
        found[kind][pk] = share
    return found["training"], found["campaign"]


def _trainings(shares: Mapping[int, int], first_day: date, last_day: date, as_of: date | None) -> list[TrainingFacts]:
    trainings = list(Training.objects.filter(pk__in=shares).select_related("locality__province").order_by("first_day", "pk"))
    sessions: dict[int, list[Session]] = {}
    counts = SessionCount.objects.filter(session=OuterRef("pk"))
    if as_of is not None:
        counts = counts.filter(written_at__lt=start_of(as_of + timedelta(days=1)))
    for session in Session.objects.filter(training__in=shares).annotate(has_count=Exists(counts)).order_by("position"):
        sessions.setdefault(session.training_id, []).append(session)
    roster: dict[int, list[Participation]] = {}
    for row in Participation.objects.filter(training__in=shares).only("pk", "training_id", "person_id").order_by("pk"):
        roster.setdefault(row.training_id, []).append(row)
    marks = Mark.objects.filter(session__training__in=shares, session__state=SessionState.HELD)
    if as_of is not None:
        marks = marks.filter(recorded_at__lt=start_of(as_of + timedelta(days=1)))
    statuses = current_statuses(marks)
    of_session: dict[int, dict[tuple[int, int], Current]] = {}
    for key, current in statuses.items():
        of_session.setdefault(key[1], {})[key] = current
    found = []
    for training in trainings:
        facts = _facts(training, shares[training.pk], sessions.get(training.pk, []), roster.get(training.pk, []), of_session)
        if facts is not None and first_day <= facts.first_held <= last_day:
            found.append(facts)
    return found


def _facts(
    training: Training,
    share_bp: int,
    sessions: list[Session],
    roster: list[Participation],
    of_session: dict[int, dict[tuple[int, int], Current]],
) -> TrainingFacts | None:
    """None where no held session has a mark or a head count."""
    held = [row for row in sessions if row.state == SessionState.HELD and (row.pk in of_session or row.has_count)]  # type: ignore[attr-defined]
    if not held:
        return None
    statuses = {key: current for session in held for key, current in of_session.get(session.pk, {}).items()}
    facts = TrainingFacts(training, share_bp, min(programme_day(session.starts_at) for session in held), hours=_hours(training, sessions))
    person_of = {row.pk: row.person_id for row in roster}
    for (place, session_id), current in statuses.items():
        if current.status in COUNTED and place in person_of:
            facts.attended.setdefault(person_of[place], set()).add(session_id)
    completions = Attendance(training, sessions, roster, statuses).completions()
    facts.completed = {person_of[place] for place, result in completions.items() if result.met}
    facts.unmarked = len({person_of[place] for place, result in completions.items() if result.unmarked})
    return facts


def _as_humans(trainings: list[TrainingFacts]) -> dict[int, int]:
    """Record -> the record that is counted for it, where organisations' records are linked as one human (rules: "Organisations").

    Who was there by two linked records was there once, in all the sessions of both.
    """
    same = representatives(person for facts in trainings for person in facts.attended)
    for facts in trainings:
        records, facts.attended = facts.attended, {}
        for person, sessions in records.items():
            facts.attended.setdefault(same[person], set()).update(sessions)
        facts.completed = {same.get(person, person) for person in facts.completed}
    return same


def _hours(training: Training, sessions: Iterable[Session]) -> dict[int, Fraction]:
    """The training's contact hours, spread over its sessions by their length. Hours of sessions that were not held are not made up for."""
    lengths = {session.pk: _minutes(session.ends_at - session.starts_at) for session in sessions}
    whole = sum(lengths.values())
    return {pk: Fraction(training.contact_hours * length, whole) for pk, length in lengths.items()} if whole else {}


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _people(trainings: Iterable[int]) -> dict[int, PersonFacts]:
    rows = Person.objects.filter(participations__training__in=list(trainings)).distinct()
    values = rows.values_list("pk", "sex", "birth_year", "province__iso", "locality__province__iso")
    return {pk: PersonFacts(pk, sex, year, own or lived or "unknown") for pk, sex, year, own, lived in values}


def _links(trainings: list[TrainingFacts], present: set[tuple[int, int]], same: dict[int, int]) -> list[Supported]:
    """Nominations and memberships of those who were there. Memberships count while they last."""
    ids = [facts.training.pk for facts in trainings]
    nominated = Participation.objects.filter(training__in=ids, nomination__group__isnull=False)
    links = [Supported(t, same.get(p, p), g, True) for t, p, g in nominated.values_list("training_id", "person_id", "nomination__group_id")]
    memberships: dict[int, list[tuple[int, date | None, date | None]]] = {}
    members = Membership.objects.filter(person__participations__training__in=ids).distinct()
    for person, group, first, last in members.values_list("person_id", "group_id", "first_day", "last_day"):
        memberships.setdefault(same.get(person, person), []).append((group, first, last))
    days = {facts.training.pk: (facts.training.first_day, facts.training.last_day) for facts in trainings}
    for training, person in sorted(present):
        begins, ends = days[training]
        links += [
            Supported(training, person, group, False)
            for group, first, last in memberships.get(person, [])
            if (first is None or first <= ends) and (last is None or last >= begins)
        ]
    return list(dict.fromkeys(link for link in links if (link.training_id, link.person_id) in present))


def _groups(ids: set[int]) -> dict[int, GroupFacts]:
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "kind", "locality__province__iso", "locality_id", "locality__kind")
    return {
        pk: GroupFacts(pk, kind, iso or "unknown", locality, place_kind == Locality.Kind.ABROAD)
        for pk, kind, iso, locality, place_kind in rows
    }


def _awards(agreement: Agreement) -> list[AwardFacts]:
    rows = Award.objects.filter(line__agreement=agreement).order_by("awarded_on", "pk")
    values = rows.values_list("pk", "application__group_id", "line_id", "amount_minor", "currency", "awarded_on")
    return [AwardFacts(*found) for found in values]


def _applications(agreement: Agreement, first_day: date, last_day: date) -> dict[int, str]:
    """Application id -> state, of those that were sent in the period. Drafts are nobody's business yet."""
    begins, ends = start_of(first_day), start_of(last_day + timedelta(days=1))
    sent = Application.objects.filter(call__budget_line__agreement=agreement, submitted_at__gte=begins, submitted_at__lt=ends)
    return dict(sent.exclude(state="draft").values_list("pk", "state"))


def start_of(day: date) -> datetime:
    """The first moment of a day in Bishkek."""
    return datetime.combine(day, time.min, tzinfo=BISHKEK)
