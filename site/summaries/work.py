"""What waits for the M&E officer and the programme manager, and what a donor's contact has to read."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import format_period
from core.worklists import WorkItem
from programme.models import Agreement
from summaries.models import Snapshot
from summaries.querysets import WRITES_SUMMARIES

SHOWN = 5


def work_for(user: Any) -> Iterator[WorkItem]:
    """Drafts to publish; the newest published summaries for donors' contacts and auditors. Two statements at most."""
    rows = Snapshot.objects.select_related("agreement")
    if user.role_codes() & set(WRITES_SUMMARIES):
        for snapshot in rows.in_scope(user).filter(state="draft").order_by("pk")[:SHOWN]:
            yield _item(snapshot, title=_("Read and publish summary no. %(number)s"), action=_("Look"))
    elif not user.is_office and user.needs_second_factor:
        for snapshot in rows.for_reader(user).order_by("-published_at")[:SHOWN]:
            yield _item(snapshot, title=_("Summary no. %(number)s"), action=_("Read"))


def _item(snapshot: Snapshot, *, title: str, action: str) -> WorkItem:
    return WorkItem(
        title=title % {"number": snapshot.number},
        detail=f"{snapshot.agreement.number}, {format_period(snapshot.first_day, snapshot.last_day)}",
        url=snapshot.get_absolute_url(),
        action=action,
        group=_("Donor summaries"),
    )


def portal_address(request: Any) -> str:
    """The link in the head for donors' contacts and auditors; "" for everybody else. One statement for whoever needs a second factor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_office or not user.needs_second_factor:
        return ""
    return reverse("summaries:list") if Agreement.objects.read_by(user).exists() else ""
