"""What the groups of an agreement did in public in a period: campaigns, advocacy outcomes, publications. Loaded once, without names.

A campaign belongs to an agreement that gave its group a grant no later than the campaign's last day; so do the group's outcomes and
publications from the day of the grant on. Campaigns and outcomes count once they are approved; the office's own rows name no agreement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from programme.models import Locality
from youth_groups.models import Campaign, CampaignActivity, CampaignParticipant, HeadCountCell, Outcome, Output, ReachEstimate
from youth_groups.queries.links import representatives


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign: where it was in the country, who stood on its lists (linked records as one human), how many heads were counted."""

    pk: int
    localities: frozenset[int]
    people: frozenset[int]
    heads: int


@dataclass(frozen=True)
class EstimateFacts:
    campaign_id: int
    channel: str
    locality_id: int
    people: int


@dataclass
class Reach:
    """`outcomes`: id -> step. `publications`: ids."""

    campaigns: list[CampaignFacts] = field(default_factory=list)
    estimates: list[EstimateFacts] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)
    publications: frozenset[int] = frozenset()


def load_reach(granted: Mapping[int, date], first_day: date, last_day: date) -> Reach:
    """`granted`: group id -> day of its first grant of the agreement. None: no statement; else eight, however many there are."""
    if not granted:
        return Reach()
    days = (first_day, last_day)
    campaigns = Campaign.objects.filter(group__in=granted, state=Campaign.State.APPROVED, last_day__range=days)
    held = _since(campaigns.values_list("pk", "group_id", "last_day"), granted)
    outcomes = Outcome.objects.filter(group__in=granted, state=Outcome.State.APPROVED, day__range=days)
    steps = list(outcomes.values_list("pk", "group_id", "day", "stage"))
    outputs = Output.objects.filter(group__in=granted, published_on__range=days)
    return Reach(
        campaigns=_facts(held),
        estimates=[
            EstimateFacts(*row)
            for row in ReachEstimate.objects.filter(campaign__in=held)
            .order_by("pk")
            .values_list("campaign_id", "channel", "locality_id", "people")
        ],
        outcomes={pk: stage for pk, group, day, stage in sorted(steps) if day >= granted[group]},
        publications=frozenset(_since(outputs.values_list("pk", "group_id", "published_on"), granted)),
    )


def _since(rows: Iterable[tuple[int, int, date]], granted: Mapping[int, date]) -> list[int]:
    """Ids of the rows of (id, group, day) that are no older than the group's grant."""
    return sorted(pk for pk, group, day in rows if day >= granted[group])


def _facts(campaigns: list[int]) -> list[CampaignFacts]:
    places: dict[int, set[int]] = defaultdict(set)
    at_home = CampaignActivity.objects.filter(campaign__in=campaigns).exclude(locality__kind=Locality.Kind.ABROAD)
    for campaign, locality in at_home.values_list("campaign_id", "locality_id"):
        places[campaign].add(locality)
    listed = list(
        CampaignParticipant.objects.filter(activity__campaign__in=campaigns).values_list("activity__campaign_id", "person_id").distinct()
    )
    same = representatives(person for _campaign, person in listed)
    people: dict[int, set[int]] = defaultdict(set)
    for campaign, person in listed:
        people[campaign].add(same[person])
    cells = HeadCountCell.objects.filter(count__activity__campaign__in=campaigns).order_by().values("count__activity__campaign_id")
    heads = dict(cells.annotate(heads=Sum("people")).values_list("count__activity__campaign_id", "heads"))
    return [CampaignFacts(pk, frozenset(places[pk]), frozenset(people[pk]), heads.get(pk, 0)) for pk in campaigns]
