"""Reads on campaigns: direct people, indirect reach, what looks unlikely, lists of the office, a group's home, the boards.

Direct and indirect are never added to each other; people of lists and head counts are never added without the mark (rules: counting).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import BISHKEK, format_period
from core.figures import format_number
from core.worklists import WorkItem
from programme.models import Locality
from youth_groups.campaign_rights import APPROVES
from youth_groups.models import (
    Campaign,
    CampaignActivity,
    CampaignParticipant,
    CampaignPhoto,
    Group,
    HeadCount,
    HeadCountCell,
    Outcome,
    Output,
    Person,
    ReachEstimate,
)
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.registry import Section
from youth_groups.states import WRITES

if TYPE_CHECKING:
    from accounts.models import User

#: Above this share of the locality's population an indirect estimate is warned about (rules: counting), in per cent.
UNLIKELY_SHARE = 60
SHOWN = 3
#: A campaign should be reported within so many days after its last day.
REPORT_WITHIN = timedelta(days=14)


def two_figures(people: int) -> int:
    """Rounded to two significant figures, halves up: what is shown of an estimate."""
    unit = 10 ** max(0, len(str(people)) - 2)
    return (people + unit // 2) // unit * unit


def about(people: int) -> str:
    """An estimate in words: "about 1 200"."""
    return _("about %(people)s") % {"people": format_number(two_figures(people))}


@dataclass(frozen=True)
class Direct:
    """Who took part: distinct people of the lists; heads counted, by event, and in how many activities. Never one sum."""

    people: int = 0
    heads: int = 0
    events: int = 0


def direct_reach(campaigns: Iterable[Campaign] | QuerySet[Campaign]) -> Direct:
    """Direct participants of campaigns: a person on two lists counts once, head counts add up by event. Two statements."""
    ids = _ids(campaigns)
    people = CampaignParticipant.objects.filter(activity__campaign__in=ids).aggregate(found=Count("person", distinct=True))
    cells = HeadCountCell.objects.filter(count__activity__campaign__in=ids)
    counted = cells.aggregate(heads=Sum("people"), events=Count("count", distinct=True))
    return Direct(people["found"], counted["heads"] or 0, counted["events"])


def indirect_reach(campaigns: Iterable[Campaign] | QuerySet[Campaign]) -> dict[str, int]:
    """Channel -> people, unrounded: in each locality the largest estimate of the channel, added up over localities only. One statement."""
    rows = (
        ReachEstimate.objects.filter(campaign__in=_ids(campaigns))
        .order_by()
        .values("channel", "locality")
        .annotate(largest=Max("people"))
        .values_list("channel", "largest")
    )
    found: dict[str, int] = defaultdict(int)
    for channel, largest in rows:
        found[channel] += largest
    return dict(sorted(found.items()))


def _ids(campaigns: Iterable[Campaign] | QuerySet[Campaign]) -> object:
    return campaigns.order_by().values("pk") if isinstance(campaigns, QuerySet) else [campaign.pk for campaign in campaigns]


def outside_days(campaign: Campaign, day: date) -> str:
    """The warning about an activity on this day; "" when it lies within the campaign."""
    if campaign.first_day <= day <= campaign.last_day:
        return ""
    period = format_period(campaign.first_day, campaign.last_day)
    return _("This day lies outside the campaign (%(period)s). If that is right, say why.") % {"period": period}


def population_words(locality: Locality) -> str:
    """Population with source and year, or that it is not known."""
    if locality.population is None:
        return _("The population of %(place)s is not known: the estimate cannot be checked against it.") % {"place": locality.name}
    words = {
        "place": locality.name,
        "people": format_number(locality.population),
        "source": locality.population_source,
        "year": locality.population_year,
    }
    return _("Population of %(place)s: %(people)s (%(source)s, %(year)s).") % words


def unlikely_estimate(people: int, locality: Locality) -> str:
    """The warning about an indirect estimate; "" when it is likely or the population is not known."""
    if locality.population is None or people * 100 <= locality.population * UNLIKELY_SHARE:
        return ""
    words = {"people": about(people), "share": UNLIKELY_SHARE, "population": population_words(locality)}
    return _("%(people)s is more than %(share)s %% of the population. %(population)s If it is right, say why.") % words


def unlikely_count(cells: Iterable[int], locality: Locality) -> list[str]:
    """Warnings about a head count: more than live there; the same number in every cell."""
    numbers = list(cells)
    found = []
    if locality.population is not None and sum(numbers) > locality.population:
        found.append(_("More people were counted than live there. %(population)s") % {"population": population_words(locality)})
    filled = [number for number in numbers if number]
    if len(filled) > 2 and len(set(filled)) == 1:
        found.append(_("The same number stands in every cell. If it is right, say why."))
    return found


@dataclass
class Warned:
    """One warning of a campaign with the reason that the group gave."""

    what: str
    text: str
    reason: str


def warnings_of(campaign: Campaign, activities: list[CampaignActivity] | None = None) -> list[Warned]:
    """What looks unlikely now, with the reasons given. Three statements at most."""
    rows = activities_of(campaign) if activities is None else activities
    found: list[Warned] = []
    for row in rows:
        if text := outside_days(campaign, row.day):
            found.append(Warned(row.title, text, row.reason))
        count = head_count_of(row)
        if count is not None:
            found += [Warned(row.title, text, count.reason) for text in unlikely_count([c.people for c in count.cells.all()], row.locality)]
    for estimate in estimates_of(campaign):
        if text := unlikely_estimate(estimate.people, estimate.locality):
            found.append(Warned(str(estimate.get_channel_display()), text, estimate.reason))
    return found


def unexplained(campaign: Campaign) -> list[Warned]:
    return [warned for warned in warnings_of(campaign) if not warned.reason]


def head_count_of(activity: CampaignActivity) -> HeadCount | None:
    return getattr(activity, "head_count", None)


def activities_of(campaign: Campaign) -> list[CampaignActivity]:
    """With village, head count and its cells, number of listed people. Two statements."""
    rows = campaign.activities.select_related("locality", "head_count", "head_count__sheet").prefetch_related("head_count__cells")
    return list(rows.annotate(listed=Count("participants")).order_by("day", "pk"))


def photos_seen(campaign: Campaign, user: "User") -> int | None:
    """How many photos there are; None for who does not handle them. Two statements."""
    if not Campaign.objects.with_photos_for(user).filter(pk=campaign.pk).exists():
        return None
    return CampaignPhoto.objects.standing().filter(campaign=campaign).count()


def estimates_of(campaign: Campaign) -> list[ReachEstimate]:
    return list(campaign.estimates.select_related("locality").order_by("channel", "locality__folded", "pk"))


@dataclass(frozen=True)
class Filters:
    """What the office looks for in its lists."""

    state: str = ""
    theme: str = ""
    province: int | None = None
    values: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        wanted = {"state": self.state, "theme": self.theme, "locality__province": self.province}
        object.__setattr__(self, "values", {name: value for name, value in wanted.items() if value})


def campaigns_listed(user: "User", filters: Filters) -> QuerySet[Campaign]:
    """Campaigns within the reader's scope, the newest first."""
    rows = Campaign.objects.in_scope(user).filter(**filters.values).select_related("group__organisation", "locality__province")
    return rows.order_by("-first_day", "-pk")


def outcomes_listed(user: "User", filters: Filters) -> QuerySet[Outcome]:
    rows = Outcome.objects.in_scope(user).filter(**filters.values).select_related("group", "organisation", "locality__province")
    return rows.order_by("-day", "-pk")


def outputs_listed(user: "User", *, kind: str = "") -> QuerySet[Output]:
    rows = Output.objects.in_scope(user).select_related("group", "organisation", "campaign")
    return (rows.filter(kind=kind) if kind else rows).order_by("-published_on", "-pk")


def campaigns_of_group(group: Group, user: "User") -> Section:
    """For the group's home. One statement."""
    items = [
        WorkItem(
            title=row.title,
            detail=f"{row.get_state_display()} · {format_period(row.first_day, row.last_day)}",
            url=row.get_absolute_url(),
        )
        for row in group.campaigns.order_by("-first_day", "-pk")[:SHOWN]
    ]
    return Section(
        title=_("Campaigns"),
        items=items,
        empty=_("No campaign is written down yet."),
        action=_("All campaigns"),
        action_url=reverse("youth_groups:campaigns", args=[group.number]),
    )


def campaigns_of_person(person: Person, user: "User") -> Section | None:
    """For the office's page of a person: campaigns on whose lists they stand, of the organisations in which the reader reads people.

    Two statements, however many there were.
    """
    listed = CampaignParticipant.objects.filter(
        person=person, activity__campaign__in=Campaign.objects.in_scope(user, OFFICE_READS_PEOPLE)
    ).select_related("activity__campaign")
    activities: dict[Campaign, list[str]] = {}
    for row in listed.order_by("activity__campaign__first_day", "activity__campaign", "activity__day", "pk"):
        activities.setdefault(row.activity.campaign, []).append(row.activity.title)
    if not activities:
        return None
    opens = set(Campaign.objects.for_user(user).filter(pk__in=[row.pk for row in activities]).values_list("pk", flat=True))
    items = [
        WorkItem(
            title=row.title,
            url=row.get_absolute_url() if row.pk in opens else "",
            detail=f"{format_period(row.first_day, row.last_day)}; {', '.join(titles)}",
        )
        for row, titles in activities.items()
    ]
    return Section(title=_("Campaigns"), items=items)


def campaigns_to_decide(user: "User") -> list[WorkItem]:
    """For the office's board: reported campaigns and outcomes that this account may decide on. Two statements."""
    if not user.is_office:
        return []
    campaigns = Campaign.objects.in_scope(user, APPROVES).filter(state="reported").exclude(written_by=user).exclude(reported_by=user)
    outcomes = Outcome.objects.in_scope(user, APPROVES).filter(state="reported").exclude(written_by=user).exclude(reported_by=user)
    found = [
        (campaigns.count(), _("Campaign reports wait for a decision"), reverse("youth_groups:office_campaigns")),
        (outcomes.count(), _("Advocacy outcomes wait for a decision"), reverse("youth_groups:office_outcomes")),
    ]
    return [
        WorkItem(title=title, url=f"{url}?state=reported", action=_("Decide"), count=count, tone="warn", group=_("Campaigns"))
        for count, title, url in found
        if count
    ]


def campaigns_to_report(user: "User") -> list[WorkItem]:
    """For a member's own page: campaigns that are over and not reported yet, with the day by which they should be. One statement."""
    if user.is_office:
        return []
    groups = Group.objects.editable_by(user).filter(state__in=WRITES).values("pk")
    rows = Campaign.objects.filter(group__in=groups, state=Campaign.State.DRAFT, last_day__lt=timezone.localdate())
    return [
        WorkItem(
            title=_("Report on your campaign"),
            detail=f"{row.title} · {row.group.name}",
            url=row.get_absolute_url(),
            due=datetime.combine(row.last_day + REPORT_WITHIN, time(23, 59), tzinfo=BISHKEK),
            action=_("Go on"),
            group=_("Campaigns"),
            about=(row.group.number,),
        )
        for row in rows.select_related("group").order_by("last_day", "pk")[:10]
    ]


def reports_overdue(user: "User") -> list[WorkItem]:
    """For the office's board: campaigns of its groups whose report is late. One statement."""
    if not user.is_office:
        return []
    late = Campaign.objects.in_scope(user, APPROVES).filter(
        state=Campaign.State.DRAFT, last_day__lt=timezone.localdate() - REPORT_WITHIN, group__state__in=WRITES
    )
    count = late.count()
    url = f"{reverse('youth_groups:office_campaigns')}?state=draft"
    title = _("Campaign reports are overdue")
    return [WorkItem(title=title, url=url, action=_("See"), count=count, tone="bad", group=_("Campaigns"))] if count else []


def campaigns_to_put_right(user: "User") -> list[WorkItem]:
    """For a member's own page: campaigns and outcomes that were sent back. Two statements."""
    if user.is_office:
        return []
    groups = Group.objects.editable_by(user).values("pk")
    campaigns = Campaign.objects.filter(group__in=groups, state="returned").select_related("group").order_by("pk")[:10]
    outcomes = Outcome.objects.filter(group__in=groups, state="returned").select_related("group").order_by("pk")[:10]
    rows = [(row.title, row.group, row.get_absolute_url()) for row in campaigns]
    rows += [(row.what, row.group, reverse("youth_groups:outcome", args=[row.pk])) for row in outcomes if row.group is not None]
    return [
        WorkItem(
            title=_("Put the report right"),
            detail=f"{title} · {group.name}",
            url=url,
            action=_("Go on"),
            tone="warn",
            group=_("Campaigns"),
            about=(group.number,),
        )
        for title, group, url in rows
    ]
