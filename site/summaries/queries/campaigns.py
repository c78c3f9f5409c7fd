"""What the groups of an agreement did in public in a period: campaigns, advocacy outcomes, publications. Loaded once, without names.

A campaign belongs to the agreements that the office named for it, each with its share; where it named none, to those that gave its group a
grant no later than the campaign's last day. Outcomes and publications follow the campaign from which they came; without one, or without
agreements named for it, they belong to the grants' agreements from the day of the grant on. Campaigns and outcomes count once they are
approved; the office's own rows name no agreement.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from programme.domain.shares import WHOLE_BP
from programme.models import Locality
from youth_groups.models import (
    Campaign,
    CampaignActivity,
    CampaignParticipant,
    HeadCountCell,
    Outcome,
    Output,
    ReachEstimate,
)
from youth_groups.queries.links import representatives

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign: where it was in the country, who stood on its lists (linked records as one human), how many heads were counted."""

    pk: int
    localities: frozenset[int]
    people: frozenset[int]
    heads: int
    number: str = ""
    share_bp: int = WHOLE_BP


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


def load_reach(shares: Mapping[int, int], granted: Mapping[int, date], first_day: date, last_day: date) -> Reach:
    """`shares`: campaign id -> what the agreement pays of it; `granted`: group id -> day of its first grant of the agreement.

    None of either: no statement; else ten at most, however many rows there are.
    """
    if not granted and not shares:
        return Reach()
    days = (first_day, last_day)
    campaigns = Campaign.objects.filter(state=Campaign.State.APPROVED, last_day__range=days)
    held = _ours(campaigns, "", "last_day", granted, shares)
    steps = _ours(Outcome.objects.filter(state=Outcome.State.APPROVED, day__range=days), "campaign__", "day", granted, shares)
    return Reach(
        campaigns=_facts(held, shares),
        estimates=[
            EstimateFacts(*row)
            for row in ReachEstimate.objects.filter(campaign__in=held)
            .order_by("pk")
            .values_list("campaign_id", "channel", "locality_id", "people")
        ],
        outcomes=dict(Outcome.objects.filter(pk__in=steps).order_by("pk").values_list("pk", "stage")),
        publications=frozenset(_ours(Output.objects.filter(published_on__range=days), "campaign__", "published_on", granted, shares)),
    )


def _ours(rows: "QuerySet[Any]", to_campaign: str, day: str, granted: Mapping[int, date], shares: Mapping[int, int]) -> list[int]:
    """Ids of the rows whose campaign the agreement pays, and of those without any payer that are no older than their group's grant."""
    paid = Q(**{f"{to_campaign}pk__in": shares})
    free = Q(**{f"{to_campaign}funding": None, "group__in": granted})
    found = rows.filter(paid | free).distinct().values_list("pk", f"{to_campaign}pk", "group_id", day)
    return sorted(pk for pk, campaign, group, when in found if campaign in shares or when >= granted[group])


def _facts(campaigns: list[int], shares: Mapping[int, int]) -> list[CampaignFacts]:
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
    numbers = dict(Campaign.objects.filter(pk__in=campaigns).values_list("pk", "number"))
    return [
        CampaignFacts(pk, frozenset(places[pk]), frozenset(people[pk]), heads.get(pk, 0), numbers[pk], shares.get(pk, WHOLE_BP))
        for pk in campaigns
    ]
