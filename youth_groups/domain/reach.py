"""Whom a campaign reached: a list of people or a signed head count per activity, never both; indirect estimates with their grounds."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from core.text import fold
from core.uploads import store_upload
from programme.models import Locality
from youth_groups.domain.campaigns import activity_in_writing, campaign_in_writing
from youth_groups.domain.people import as_written, record_person
from youth_groups.enums import AgeBand, Channel, Sex
from youth_groups.models import Campaign, CampaignActivity, CampaignParticipant, Group, HeadCount, HeadCountCell, Person, ReachEstimate
from youth_groups.queries.campaigns import unlikely_count, unlikely_estimate

if TYPE_CHECKING:
    from accounts.models import User

SHEETS = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
MOST_IN_CELL = 100_000
Cell = tuple[str, str]


def known_people(group: Group) -> QuerySet[Person]:
    """Whom the group can tick: its members, and those who stood on a list of one of its campaigns."""
    members = group.memberships.values("person")
    earlier = CampaignParticipant.objects.filter(activity__campaign__group=group).values("person")
    return Person.objects.standing().filter(Q(pk__in=members) | Q(pk__in=earlier))


def list_people(*, activity: CampaignActivity, by: "User", people: Iterable[Person]) -> int:
    """Put people the group knows on the activity's list; who stands there already stays once. Returns how many came new.

    Raises Refused for somebody whom the group does not know, or where heads were counted.
    """
    chosen = {person.pk for person in people}
    with transaction.atomic():
        row = activity_in_writing(activity, by)
        _require_no_count(row)
        if chosen - set(known_people(row.campaign.group).filter(pk__in=chosen).values_list("pk", flat=True)):
            raise Refused(_("This person is not a member of the group. Write the person down as new."), code="not_a_member")
        return _listed(row, chosen, by)


def list_new_person(
    *, activity: CampaignActivity, by: "User", written_name: str, sex: str, birth_year: int | None, somebody_else: bool = False
) -> Person:
    """Record somebody who is not in the group and put them on the list; the record stays with the group's organisation.

    Raises Refused without a name, where heads were counted, or when the name and birth year stand on the list (`stands_already`) or
    in the group (`known`) and nobody said that this is somebody else.
    """
    with transaction.atomic():
        row = activity_in_writing(activity, by)
        _require_no_count(row)
        group = row.campaign.group
        if not somebody_else:
            _require_unknown(row, fold(as_written(written_name))[:200], birth_year)
        person = record_person(
            organisation=group.organisation,
            by=by,
            group=group,
            written_name=written_name,
            sex=sex,
            birth_year=birth_year,
            locality=row.locality,
        )
        _listed(row, {person.pk}, by)
    return person


def _require_unknown(activity: CampaignActivity, folded: str, birth_year: int | None) -> None:
    if activity.participants.filter(person__folded=folded, person__birth_year=birth_year).exists():
        raise Refused(_("This name with this birth year already stands on the list."), code="stands_already")
    if known_people(activity.campaign.group).filter(folded=folded, birth_year=birth_year).exists():
        raise Refused(
            _("This name with this birth year stands in your group already. Tick it above, or say here that this is somebody else."),
            code="known",
        )


def _listed(activity: CampaignActivity, people: set[int], by: "User") -> int:
    new = sorted(people - set(activity.participants.values_list("person", flat=True)))
    CampaignParticipant.objects.bulk_create([CampaignParticipant(activity=activity, person_id=pk) for pk in new])
    if new:
        record_event(subject=activity.campaign, action="people_listed", by=by, data={"activity": activity.pk, "people": new})
    return len(new)


def unlist_person(*, participant: CampaignParticipant, by: "User") -> None:
    """Take a person off the list; the record stays. Gone already is no error."""
    with transaction.atomic():
        row = activity_in_writing(participant.activity, by)
        if row.participants.filter(pk=participant.pk).delete()[0]:
            data = {"activity": row.pk, "person": participant.person_id}
            record_event(subject=row.campaign, action="person_unlisted", by=by, data=data)


def _require_no_count(activity: CampaignActivity) -> None:
    if HeadCount.objects.filter(activity=activity).exists():
        raise Refused(
            _("Heads were counted at this activity. An activity has a list or a head count: people would count twice."), code="counted"
        )


def counted_and_signed(cells: Mapping[Cell, int], ages: Collection[str], counted_by: str) -> dict[Cell, int]:
    """The cells of a head count that hold anybody: (sex, age) -> people. Raises Refused: nobody counted, nobody signed.

    Raises ValueError for a cell that no form has.
    """
    filled = {key: number for key, number in cells.items() if number}
    if any(sex not in Sex.values or age not in ages or not 0 < n <= MOST_IN_CELL for (sex, age), n in filled.items()):
        raise ValueError("no such cell")
    if not filled:
        raise Refused(_("Write how many people were there."), code="nobody")
    if not counted_by.strip():
        raise Refused(_("Write who counted and signed."), code="not_signed")
    return filled


def save_head_count(
    *,
    activity: CampaignActivity,
    by: "User",
    cells: Mapping[Cell, int],
    counted_by: str,
    sheet: IO[bytes] | None = None,
    sheet_name: str = "",
    reason: str = "",
) -> HeadCount:
    """Keep the signed count of an activity by sex and age band, with the photo of the signed sheet; a second one replaces the first.

    Raises Refused: nobody counted, nobody signed, no sheet, a list stands there (`listed`), unlikely without a reason (`reason_wanted`).
    """
    filled = counted_and_signed(cells, AgeBand.values, counted_by)
    with transaction.atomic():
        row = activity_in_writing(activity, by)
        if row.participants.exists():
            raise Refused(
                _("A list of people stands at this activity. An activity has a list or a head count: people would count twice."),
                code="listed",
            )
        warnings = unlikely_count(filled.values(), row.locality)
        if warnings and not reason.strip():
            raise Refused(" ".join(warnings), code="reason_wanted")
        before = HeadCount.objects.filter(activity=row).first()
        kept = store_upload(upload=sheet, name=sheet_name, by=by, kinds=SHEETS) if sheet else (before.sheet if before else None)
        if kept is None:
            raise Refused(_("Add a photo of the signed sheet."), code="no_sheet")
        values = {"counted_by": " ".join(counted_by.split()), "sheet": kept, "reason": reason.strip() if warnings else "", "written_by": by}
        count, _made = HeadCount.objects.update_or_create(activity=row, defaults=values)
        count.cells.all().delete()
        HeadCountCell.objects.bulk_create(
            [HeadCountCell(count=count, sex=sex, band=band, people=n) for (sex, band), n in sorted(filled.items())]
        )
        data = {"activity": row.pk, "people": sum(filled.values())}
        record_event(subject=row.campaign, action="heads_counted", by=by, data=data)
    return count


def remove_head_count(*, activity: CampaignActivity, by: "User") -> None:
    """Take the head count out, so that a list can stand there. Gone already is no error."""
    with transaction.atomic():
        row = activity_in_writing(activity, by)
        if HeadCount.objects.filter(activity=row).delete()[0]:
            record_event(subject=row.campaign, action="head_count_removed", by=by, data={"activity": row.pk})


def save_estimate(
    *,
    campaign: Campaign,
    by: "User",
    channel: str,
    people: int,
    method: str,
    source: str,
    day: date,
    locality: Locality | None = None,
    reason: str = "",
) -> ReachEstimate:
    """How many heard of it by a channel in a village, as an estimate: one per channel and village, a second one replaces the first.

    Raises Refused without method or source, for a day to come; above 60 % of the population without a reason (`reason_wanted`).
    """
    if channel not in Channel.values:
        raise ValueError(channel)
    if people < 1:
        raise Refused(_("Write how many people were there."), code="nobody")
    if not method.strip() or not source.strip():
        raise Refused(_("Say how it was estimated, and where the figure comes from."), code="no_grounds")
    if day > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    with transaction.atomic():
        locked = campaign_in_writing(campaign, by)
        place = locality or locked.locality
        warning = unlikely_estimate(people, place)
        if warning and not reason.strip():
            raise Refused(warning, code="reason_wanted")
        values = {
            "people": people,
            "method": method.strip(),
            "source": source.strip(),
            "day": day,
            "reason": reason.strip() if warning else "",
            "written_by": by,
        }
        row, _made = ReachEstimate.objects.update_or_create(campaign=locked, channel=channel, locality=place, defaults=values)
        record_event(subject=locked, action="estimate_saved", by=by, data={"estimate": row.pk, "channel": channel, "people": people})
    return row


def remove_estimate(*, estimate: ReachEstimate, by: "User") -> None:
    """Take an estimate out. Gone already is no error."""
    with transaction.atomic():
        campaign = campaign_in_writing(estimate.campaign, by)
        if campaign.estimates.filter(pk=estimate.pk).delete()[0]:
            record_event(subject=campaign, action="estimate_removed", by=by, data={"estimate": estimate.pk})
