"""The figures for donors: each a pure function of the loaded records, with the ids of the records behind it.

Definitions: rules on counting, "Counting"; how they are read here: docs/decisions/0007-summaries.md.
People are counted from attendance only. People and groups are counted anew for every total: their totals are never sums.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from programme.models import Locality
from summaries.queries.campaigns import CampaignFacts
from summaries.queries.records import PersonFacts, Records
from youth_groups.enums import GroupKind, OutcomeStage, Sex
from youth_groups.queries.campaigns import two_figures

#: The version of these definitions; a snapshot says by which it was counted.
DEFINITIONS = "2026-2"
#: At least so many members present in one training make a group supported.
MEMBERS_PRESENT = 2
AGE_BANDS = (("under_18", 0, 17), ("18_28", 18, 28), ("29_35", 29, 35), ("36_over", 36, 200))
STAGES: dict[str, str] = {
    "submitted": "in_review",
    "eligible": "in_review",
    "changes_asked": "in_review",
    "reserve": "in_review",
    "proposed": "in_review",
    "awarded": "awarded",
    "declined": "not_supported",
    "not_eligible": "not_supported",
    "withdrawn": "not_supported",
}
STAGE_ORDER = ("in_review", "awarded", "not_supported")


@dataclass(frozen=True)
class Counted:
    """A figure and its evidence: kind of record ("training", "award", "group", "application", "campaign", "outcome", "output") -> ids."""

    value: int
    evidence: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def records(self) -> int:
        return sum(len(ids) for ids in self.evidence.values())


@dataclass(frozen=True)
class Breakdown:
    """One table: codes of columns, rows (code, a figure a column), the total a column. `people`: its total may be small, too."""

    code: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Counted, ...]], ...]
    total: tuple[Counted, ...]
    people: bool = False


def _trainings_of(records: Records, people: Iterable[int]) -> dict[str, frozenset[int]]:
    wanted = set(people)
    return {"training": frozenset(facts.training.pk for facts in records.trainings if wanted & set(facts.attended))}


def present_people(records: Records) -> set[int]:
    """Ids of the people present or late in at least one held session."""
    return {person for facts in records.trainings for person in facts.attended}


def people_trained(records: Records) -> Counted:
    people = present_people(records)
    return Counted(len(people), _trainings_of(records, people))


def participations(records: Records) -> Counted:
    ids = frozenset(facts.training.pk for facts in records.trainings if facts.attended)
    return Counted(sum(len(facts.attended) for facts in records.trainings), {"training": ids})


def trainings_held(records: Records) -> Counted:
    return Counted(len(records.trainings), {"training": frozenset(facts.training.pk for facts in records.trainings)})


def completed(records: Records) -> Counted:
    ids = frozenset(facts.training.pk for facts in records.trainings if facts.completed)
    return Counted(sum(len(facts.completed) for facts in records.trainings), {"training": ids})


def person_hours(records: Records) -> Counted:
    """Whole hours, rounded once at the end (half to even)."""
    hours = Fraction(0)
    for facts in records.trainings:
        hours += sum((facts.hours.get(session, Fraction(0)) for sessions in facts.attended.values() for session in sessions), Fraction(0))
    ids = frozenset(facts.training.pk for facts in records.trainings if facts.attended)
    return Counted(round(hours), {"training": ids})


def supported_groups(records: Records) -> set[int]:
    """Groups with a nominee who was there, with at least two members in one training, or with a grant."""
    found = {link.group_id for link in records.links if link.nominated} | {award.group_id for award in records.awards}
    members: dict[tuple[int, int], set[int]] = {}
    for link in records.links:
        members.setdefault((link.training_id, link.group_id), set()).add(link.person_id)
    return found | {group for (_training, group), people in members.items() if len(people) >= MEMBERS_PRESENT}


def groups_supported(records: Records) -> Counted:
    groups = supported_groups(records)
    return Counted(len(groups), {"group": frozenset(groups)})


def communities_reached(records: Records) -> Counted:
    """Localities with a held training, with a group that was given a grant, or with an activity of a campaign. Places abroad are none."""
    at_home = [facts.training for facts in records.trainings if _at_home(facts.training.locality)]
    places = {training.locality_id for training in at_home}
    groups = [records.groups[award.group_id] for award in records.awards]
    places |= {group.locality_id for group in groups if not group.abroad}
    trainings = frozenset(training.pk for training in at_home)
    campaigns = records.reach.campaigns
    places |= {place for facts in campaigns for place in facts.localities}
    awards = frozenset(award.pk for award in records.awards)
    return Counted(len(places), {"training": trainings, "award": awards, "campaign": _campaign_ids(campaigns)})


def _at_home(locality: Locality | None) -> bool:
    return locality is not None and locality.kind != Locality.Kind.ABROAD


def _campaign_ids(campaigns: Iterable[CampaignFacts]) -> frozenset[int]:
    return frozenset(facts.pk for facts in campaigns)


def campaigns(records: Records) -> Counted:
    """Approved campaigns whose last day lies in the period."""
    return Counted(len(records.reach.campaigns), {"campaign": _campaign_ids(records.reach.campaigns)})


def campaign_people(records: Records) -> Counted:
    """People on lists of campaigns, each once. Counted heads are another figure: the two are never added."""
    listed = [facts for facts in records.reach.campaigns if facts.people]
    return Counted(len({person for facts in listed for person in facts.people}), {"campaign": _campaign_ids(listed)})


def campaign_heads(records: Records) -> Counted:
    """Heads in signed counts, added up by event: who came twice counts twice."""
    counted = [facts for facts in records.reach.campaigns if facts.heads]
    return Counted(sum(facts.heads for facts in counted), {"campaign": _campaign_ids(counted)})


def outcomes(records: Records) -> Counted:
    """Approved steps of advocacy outcomes, each once."""
    return Counted(len(records.reach.outcomes), {"outcome": frozenset(records.reach.outcomes)})


def publications(records: Records) -> Counted:
    return Counted(len(records.reach.publications), {"output": records.reach.publications})


def indirect(records: Records) -> dict[str, Counted]:
    """Channel -> people reached indirectly, two significant figures: the largest estimate in each locality, localities added.

    Never added to those who took part, and channels never to one another: they reach the same people.
    """
    largest: dict[tuple[str, int], int] = {}
    behind: dict[str, set[int]] = {}
    for row in records.reach.estimates:
        key = (row.channel, row.locality_id)
        largest[key] = max(largest.get(key, 0), row.people)
        behind.setdefault(row.channel, set()).add(row.campaign_id)
    sums = {code: sum(people for (channel, _place), people in largest.items() if channel == code) for code in sorted(behind)}
    return {code: Counted(two_figures(people), {"campaign": frozenset(behind[code])}) for code, people in sums.items()}


def grants_awarded(records: Records) -> Counted:
    return Counted(len(records.awards), {"award": frozenset(award.pk for award in records.awards)})


def amounts_awarded(records: Records) -> dict[str, int]:
    """Currency -> minor units awarded in the period."""
    amounts: dict[str, int] = {}
    for award in records.awards:
        amounts[award.currency] = amounts.get(award.currency, 0) + award.amount_minor
    return dict(sorted(amounts.items()))


def unmarked_places(records: Records) -> int:
    """Data quality: people who stand on a roster without a mark in a held session (person x training)."""
    return sum(facts.unmarked for facts in records.trainings)


#: In the order in which they are shown.
FIGURES: dict[str, Callable[[Records], Counted]] = {
    "people_trained": people_trained,
    "participations": participations,
    "trainings_held": trainings_held,
    "completed": completed,
    "person_hours": person_hours,
    "groups_supported": groups_supported,
    "communities_reached": communities_reached,
    "grants_awarded": grants_awarded,
    "campaigns": campaigns,
    "campaign_people": campaign_people,
    "campaign_heads": campaign_heads,
    "outcomes": outcomes,
    "publications": publications,
}
#: Figures that count people: a small one is withheld itself.
OF_PEOPLE = frozenset({"people_trained", "participations", "completed", "person_hours", "campaign_people", "campaign_heads"})
#: Figures of campaigns: they have a section of their own, and other people behind them than the trainings.
OF_CAMPAIGNS = frozenset({"campaigns", "campaign_people", "campaign_heads", "outcomes", "publications"})
#: The code of the estimates, one a channel.
INDIRECT = "campaign_indirect"


# tables


def _people_cell(records: Records, people: set[int]) -> Counted:
    return Counted(len(people), _trainings_of(records, people))


def _people_table(
    records: Records,
    code: str,
    rows: Iterable[str],
    row_of: Callable[[PersonFacts], str],
    columns: Mapping[str, Callable[[PersonFacts], bool]],
) -> Breakdown:
    people = [records.people[pk] for pk in sorted(present_people(records))]
    cells = [
        (row, tuple(_people_cell(records, {p.pk for p in people if row_of(p) == row and belongs(p)}) for belongs in columns.values()))
        for row in rows
    ]
    total = tuple(_people_cell(records, {p.pk for p in people if belongs(p)}) for belongs in columns.values())
    return Breakdown(code, tuple(columns), tuple(cells), total, people=True)


def _sexes() -> dict[str, Callable[[PersonFacts], bool]]:
    return {sex: (lambda person, sex=sex: person.sex == sex) for sex in Sex.values}  # type: ignore[misc]


def _everybody(_person: PersonFacts) -> bool:
    return True


def people_by_sex(records: Records) -> Breakdown:
    return _people_table(records, "people_by_sex", Sex.values, lambda person: person.sex, {"people": _everybody})


def people_by_age_and_sex(records: Records) -> Breakdown:
    """Age on the first day of the first training in the period at which the person was present."""
    first: dict[int, int] = {}
    for facts in records.trainings:
        for person in facts.attended:
            first[person] = min(first.get(person, facts.training.first_day.year), facts.training.first_day.year)
    rows = (*(code for code, _low, _high in AGE_BANDS), "unknown")
    return _people_table(
        records,
        "people_by_age_and_sex",
        rows,
        lambda person: age_band(person.birth_year, first[person.pk]),
        {**_sexes(), "all": _everybody},
    )


def age_band(birth_year: int | None, year: int) -> str:
    """The band of `year - birth_year`; "unknown" without a year of birth, or before birth."""
    age = -1 if birth_year is None else year - birth_year
    return next((code for code, low, high in AGE_BANDS if low <= age <= high), "unknown")


def _province_rows(records: Records) -> tuple[str, ...]:
    """Most people first, "unknown" last."""
    people = [records.people[pk].province for pk in present_people(records)]
    found = {*people, *(group.province for group in records.groups.values())} - {"unknown"}
    return (*sorted(found, key=lambda iso: (-people.count(iso), iso)), "unknown")


def people_by_province(records: Records) -> Breakdown:
    return _people_table(records, "people_by_province", _province_rows(records), lambda person: person.province, {"people": _everybody})


def people_by_province_and_sex(records: Records) -> Breakdown:
    columns = {**_sexes(), "all": _everybody}
    return _people_table(records, "people_by_province_and_sex", _province_rows(records), lambda person: person.province, columns)


def _types(records: Records) -> list[str]:
    return sorted({facts.training.activity_type_id for facts in records.trainings})


def trainings_by_type(records: Records) -> Breakdown:
    rows = []
    for kind in _types(records):
        ids = frozenset(facts.training.pk for facts in records.trainings if facts.training.activity_type_id == kind)
        rows.append((kind, (Counted(len(ids), {"training": ids}),)))
    return Breakdown("trainings_by_type", ("trainings",), tuple(rows), (trainings_held(records),))


def participations_by_type(records: Records) -> Breakdown:
    rows = []
    for kind in _types(records):
        of_kind = [facts for facts in records.trainings if facts.training.activity_type_id == kind]
        part = Records(records.agreement, records.first_day, records.last_day, trainings=of_kind)
        rows.append((kind, (participations(part), completed(part))))
    total = (participations(records), completed(records))
    return Breakdown("participations_by_type", ("participations", "completed"), tuple(rows), total, people=True)


def _groups_table(records: Records, code: str, rows: Iterable[str], row_of: Callable[[int], str]) -> Breakdown:
    groups = supported_groups(records)
    found = []
    for row in rows:
        ids = frozenset(group for group in groups if row_of(group) == row)
        found.append((row, (Counted(len(ids), {"group": ids}),)))
    return Breakdown(code, ("groups",), tuple(found), (groups_supported(records),))


def groups_by_kind(records: Records) -> Breakdown:
    return _groups_table(records, "groups_by_kind", GroupKind.values, lambda group: records.groups[group].kind)


def groups_by_province(records: Records) -> Breakdown:
    return _groups_table(records, "groups_by_province", _province_rows(records), lambda group: records.groups[group].province)


def applications_by_stage(records: Records) -> Breakdown:
    rows = []
    for stage in STAGE_ORDER:
        ids = frozenset(pk for pk, state in records.applications.items() if STAGES[state] == stage)
        rows.append((stage, (Counted(len(ids), {"application": ids}),)))
    total = Counted(len(records.applications), {"application": frozenset(records.applications)})
    return Breakdown("applications_by_stage", ("applications",), tuple(rows), (total,))


def outcomes_by_stage(records: Records) -> Breakdown:
    rows = []
    for stage in OutcomeStage.values:
        ids = frozenset(pk for pk, found in records.reach.outcomes.items() if found == stage)
        rows.append((stage, (Counted(len(ids), {"outcome": ids}),)))
    return Breakdown("outcomes_by_stage", ("outcomes",), tuple(rows), (outcomes(records),))


#: In the order in which they are shown.
TABLES: dict[str, Callable[[Records], Breakdown]] = {
    "people_by_sex": people_by_sex,
    "people_by_age_and_sex": people_by_age_and_sex,
    "people_by_province": people_by_province,
    "people_by_province_and_sex": people_by_province_and_sex,
    "trainings_by_type": trainings_by_type,
    "participations_by_type": participations_by_type,
    "groups_by_kind": groups_by_kind,
    "groups_by_province": groups_by_province,
    "applications_by_stage": applications_by_stage,
    "outcomes_by_stage": outcomes_by_stage,
}
