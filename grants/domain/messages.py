"""Messages: to a group's accounts, each in its own language; to who is waited for, at once. Subjects name nobody."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.models import Message
from core.outbox import leave_card, send_message
from grants.queries.status import appeals_of, standing_of
from youth_groups.models import GroupUserObjectPermission

if TYPE_CHECKING:
    from grants.models import Application, GrantCall

#: Somebody who is waited for is told at once; what else comes of the same call within this time stands in the daily digest.
QUIET = timedelta(hours=2)


def editors_of(application: "Application") -> list[User]:
    """Active accounts that act for the group. One statement."""
    rights = Q(permission__codename="own_group") | Q(permission__codename="edit_group")
    rows = GroupUserObjectPermission.objects.filter(rights, content_object_id=application.group_id)
    return list(User.objects.filter(pk__in=rows.values("user_id"), is_active=True).order_by("pk"))


def what_follows(application: "Application") -> str:
    """Where it is, what comes next, who acts, by when, and whom one asks who disagrees: a line each."""
    lines = [f"{name}: {value}" for name, value, _small in standing_of(application).facts if value]
    appeals = appeals_of(application)
    return "\n".join([*lines, *([f"{_('You disagree, or were treated badly?')} {appeals}"] if appeals else [])])


def tell_group(*, application: "Application", kind: str, context: dict[str, Any] | None = None) -> None:
    """One message row for each; a card to tell where nobody has an account. Runs inside the caller's transaction."""
    address = str(settings.ASHAR["ADDRESS"]) + reverse("grants:status", args=[application.code])
    given = {"application": application, "call": application.call, "group": application.group, "link": address, **(context or {})}
    # Called by the template, in the reader's language.
    given["next_step"] = lambda: what_follows(application)
    people = editors_of(application)
    for user in people:
        send_message(to=user, kind=kind, context=given, about=application)
    if not people:
        leave_card(kind=kind, context=given, language=application.group.language or application.language, about=application)


def tell_approvers(*, application: "Application", but: Iterable[int | None]) -> None:
    """A proposal waits for its approval: whoever may give it is told, once for a call in two hours."""
    from grants.queries.pending import pending_of

    passed = set(but)
    for user in pending_of([application]).get(application.pk, []):
        if user.pk not in passed:
            _tell_waited_for(user, application.call, "approval_waits", reverse("grants:board", args=[application.call.slug]))


def tell_reviewer(*, application: "Application", reviewer: User) -> None:
    """Somebody was asked to review, once for a call in two hours."""
    _tell_waited_for(reviewer, application.call, "review_asked", reverse("grants:reviews"))


def tell_readers_of_an_earlier_version(*, application: "Application") -> None:
    """An application came back changed: whoever has sent a review of the earlier version is told that it can be taken up again."""
    newest = application.submissions.order_by("-version").values("pk")[:1]
    rows = application.assignments.counting().exclude(review__submission__in=newest).select_related("reviewer")
    for row in rows:
        _tell_waited_for(row.reviewer, application.call, "review_newer", reverse("grants:reviews"))


def _tell_waited_for(user: User, call: "GrantCall", kind: str, path: str) -> None:
    since = timezone.now() - QUIET
    about = {"about_type": call._meta.label_lower, "about_id": str(call.pk)}
    if not Message.objects.filter(kind=kind, to=user, created_at__gt=since, **about).exists():
        send_message(to=user, kind=kind, context={"call": call, "link": str(settings.ASHAR["ADDRESS"]) + path}, about=call)
