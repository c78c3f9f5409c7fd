"""Outreach campaigns of a group: writing one, its activities, reporting it; the office approves it or sends it back."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.outbox import send_message
from core.refusals import Refused
from core.transitions import move
from programme.models import Locality
from youth_groups.domain.groups import locked_group
from youth_groups.enums import ActivityKind, Theme
from youth_groups.models import Campaign, CampaignActivity, Group, GroupUserObjectPermission, PlannedActivity
from youth_groups.queries.campaigns import outside_days

if TYPE_CHECKING:
    from accounts.models import User

MOST_ACTIVITIES = 60
OPEN = (Campaign.State.DRAFT, Campaign.State.RETURNED)


def write_campaign(
    *,
    group: Group,
    by: "User",
    title: str,
    theme: str,
    first_day: date,
    last_day: date,
    locality: Locality | None = None,
    planned_activity: PlannedActivity | None = None,
    story: str = "",
) -> Campaign:
    """Begin a campaign of the group; its own village stands when none is given.

    Raises Refused without title or right, for days the wrong way round, another group's plan, or when the same stands there already.
    """
    facts = _facts(group, title=title, theme=theme, first_day=first_day, last_day=last_day, planned=planned_activity, story=story)
    with transaction.atomic():
        locked = locked_group(group, by)
        if locked.campaigns.filter(title=facts["title"], first_day=first_day).exists():
            raise Refused(_("Your group has written down this campaign already."), code="stands_already")
        row = Campaign.objects.create(
            group=locked, number=f"new-{uuid.uuid4().hex[:12]}", locality=locality or locked.locality, written_by=by, **facts
        )
        row.number = f"C-{row.pk:04d}"
        row.save(update_fields=["number"])
        record_event(subject=row, action="written", by=by, target=row.state, data={"group": locked.pk, "theme": theme})
    return row


def change_campaign(
    *,
    campaign: Campaign,
    by: "User",
    title: str,
    theme: str,
    first_day: date,
    last_day: date,
    locality: Locality | None = None,
    planned_activity: PlannedActivity | None = None,
    story: str = "",
) -> Campaign:
    """Put right what is written, until it is reported. Raises Refused like `write_campaign`."""
    facts = _facts(campaign.group, title=title, theme=theme, first_day=first_day, last_day=last_day, planned=planned_activity, story=story)
    with transaction.atomic():
        row = campaign_in_writing(campaign, by)
        facts["locality"] = locality or row.locality
        changed = [name for name, value in facts.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, facts[name])
        if changed:
            row.save(update_fields=changed)
            record_event(subject=row, action="changed", by=by, data={"fields": sorted(changed)})
    return row


def _facts(
    group: Group, *, title: str, theme: str, first_day: date, last_day: date, planned: PlannedActivity | None, story: str
) -> dict[str, Any]:
    words = " ".join(title.split())
    if theme not in Theme.values:
        raise ValueError(theme)
    if not words:
        raise Refused(_("Give the campaign a title."), code="no_title")
    if last_day < first_day:
        raise Refused(_("The last day lies before the first."), code="days")
    if planned is not None and planned.plan.group_id != group.pk:
        raise Refused(_("This activity belongs to another group's plan."), code="other_group")
    return {
        "title": words,
        "theme": theme,
        "first_day": first_day,
        "last_day": last_day,
        "planned_activity": planned,
        "story": story.strip(),
    }


def campaign_in_writing(campaign: Campaign, by: "User") -> Campaign:
    """The campaign under its group's lock and its own, for a verb that writes in it. Raises Refused once it is reported."""
    locked_group(campaign.group, by)
    row = Campaign.objects.select_for_update(of=("self",)).select_related("group", "locality").get(pk=campaign.pk)
    if row.state not in OPEN:
        raise Refused(_("This campaign is reported: nothing in it can be changed now."), code="reported")
    return row


def activity_in_writing(activity: CampaignActivity, by: "User") -> CampaignActivity:
    """The activity under its campaign's lock. Raises Refused when somebody removed it meanwhile."""
    campaign = campaign_in_writing(activity.campaign, by)
    row = CampaignActivity.objects.filter(pk=activity.pk, campaign=campaign).select_related("locality").first()
    if row is None:
        raise Refused(_("Somebody of your group removed this activity while you were writing."), code="gone")
    row.campaign = campaign
    return row


def save_campaign_activity(
    *,
    campaign: Campaign,
    by: "User",
    kind: str,
    title: str,
    day: date,
    locality: Locality | None = None,
    reason: str = "",
    row: CampaignActivity | None = None,
) -> CampaignActivity:
    """Write down what was done on a day in a village, or put it right.

    Raises Refused without words, when the campaign is full or reported; outside the campaign's days without a reason (`reason_wanted`).
    """
    words = " ".join(title.split())
    if kind not in ActivityKind.values:
        raise ValueError(kind)
    if not words:
        raise Refused(_("Write what it was."), code="no_words")
    with transaction.atomic():
        locked = campaign_in_writing(campaign, by)
        warning = outside_days(locked, day)
        if warning and not reason.strip():
            raise Refused(warning, code="reason_wanted")
        values = {
            "kind": kind,
            "title": words,
            "day": day,
            "locality": locality or locked.locality,
            "reason": reason.strip() if warning else "",
        }
        if row is not None:
            saved = activity_in_writing(row, by)
            CampaignActivity.objects.filter(pk=saved.pk).update(**values)
            saved.refresh_from_db()
        else:
            _require_new(locked, words, day)
            saved = CampaignActivity.objects.create(campaign=locked, **values)
        record_event(subject=locked, action="activity_saved", by=by, data={"activity": saved.pk, "kind": kind})
    return saved


def _require_new(campaign: Campaign, title: str, day: date) -> None:
    if campaign.activities.filter(title=title, day=day).exists():
        raise Refused(_("This activity stands there already."), code="stands_already")
    if campaign.activities.count() >= MOST_ACTIVITIES:
        raise Refused(_("The campaign is full. Put small activities together."), code="too_many")


def remove_campaign_activity(*, activity: CampaignActivity, by: "User") -> None:
    """Take an activity out. Raises Refused while people or a head count hang on it."""
    with transaction.atomic():
        row = activity_in_writing(activity, by)
        if row.participants.exists() or hasattr(row, "head_count"):
            raise Refused(_("Take its list or head count out first."), code="has_people")
        number = row.pk
        row.delete()
        record_event(subject=row.campaign, action="activity_removed", by=by, data={"activity": number})


def report_campaign(*, campaign: Campaign, by: "User") -> Campaign:
    """Send the report to the office. Raises Refused without an activity, before the last day, or while a warning has no reason."""
    campaign.reported_by = by
    move(campaign, "report", by, update=["reported_by"])
    return campaign


def approve_campaign(*, campaign: Campaign, by: "User") -> Campaign:
    """Its figures count from now on. Raises Refused for who wrote or reported it, and for accounts of the group."""
    with transaction.atomic():
        move(campaign, "approve", by)
        _tell(campaign)
    return campaign


def send_campaign_back(*, campaign: Campaign, by: "User", reason: str) -> Campaign:
    """Give it back to the group with what is to be put right. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Write what the group should put right."), code="no_reason")
    with transaction.atomic():
        move(campaign, "send_back", by, reason.strip())
        _tell(campaign)
    return campaign


def _tell(campaign: Campaign) -> None:
    for user in people_who_write(campaign.group):
        send_message(to=user, kind="campaign_decided", context={"campaign": campaign, "at": timezone.now()}, about=campaign)


def people_who_write(group: Group) -> list["User"]:
    """The group's active owners and editors."""
    rows = GroupUserObjectPermission.objects.filter(
        content_object=group, permission__codename__in=("own_group", "edit_group"), user__is_active=True
    ).select_related("user")
    return list({row.user_id: row.user for row in rows}.values())
