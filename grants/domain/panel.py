"""Talking about applications: remarks apart from the event log, meetings of the panel with minutes; views that somebody keeps."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from grants.domain.rights import require_runs, require_stands_apart
from grants.enums import AssignmentState
from grants.models import Application, GrantCall, PanelMeeting, Remark, SavedView

if TYPE_CHECKING:
    from accounts.models import User

MOST_VIEWS = 20


def add_remark(*, application: Application, by: "User", text: str) -> Remark:
    """Say something about an application. The office may, and a reviewer who has sent the own scores; nobody of the group.

    A remark decides nothing and stands apart from the events. Raises Refused: no text, no right, own scores not sent yet.
    """
    if not text.strip():
        raise Refused(_("Write something first."), code="no_text")
    asked = application.assignments.filter(reviewer=by).first()
    if asked is None:
        require_stands_apart(by, application)
    elif asked.state != AssignmentState.SENT:
        raise Refused(_("Send your own scores first, then join the discussion."), code="own_scores_first")
    return Remark.objects.create(application=application, text=text.strip(), by=by)


def record_meeting(*, call: GrantCall, by: "User", held_on: date, members: "Collection[User]", minutes: str) -> PanelMeeting:
    """Keep that the panel met: the day, who was there, the minutes. It decides nothing: proposals and approvals stay single steps.

    Raises Refused: no right, nobody there, no minutes, a day in the future.
    """
    require_runs(by, call.organisation_id)
    if not members or not minutes.strip():
        raise Refused(_("Say who was there and write the minutes."), code="no_minutes")
    if held_on > timezone.localdate():
        raise Refused(_("The day of the meeting lies in the future."), code="future")
    with transaction.atomic():
        meeting = PanelMeeting.objects.create(call=call, held_on=held_on, minutes=minutes.strip(), recorded_by=by)
        meeting.members.set(members)
        record_event(subject=call, action="panel_met", by=by, data={"meeting": meeting.pk, "members": sorted(user.pk for user in members)})
    return meeting


def save_view(*, by: "User", name: str, query: str) -> SavedView:
    """Keep a filter of the list under a name; the same name again takes the new filter."""
    if not name.strip():
        raise Refused(_("Give the view a name."), code="no_name")
    known = SavedView.objects.filter(user=by)
    if known.count() >= MOST_VIEWS and not known.filter(name=name.strip()).exists():
        raise Refused(_("These are enough views: remove one first."), code="too_many")
    try:
        with transaction.atomic():
            return SavedView.objects.update_or_create(user=by, name=name.strip()[:60], defaults={"query": query[:300]})[0]
    except IntegrityError as error:
        raise Refused(_("Give the view a name."), code="twice") from error


def remove_view(*, view: SavedView) -> None:
    view.delete()
