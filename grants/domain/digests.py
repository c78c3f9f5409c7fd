"""The daily digest: once a night, what waits for whom. Only who has something to do gets one; what cannot wait was told at once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from core.models import Message
from core.outbox import send_message
from grants.queries.work import duties_for
from grants.querysets import RUNS_GRANTS

KIND = "grants_digest"
#: A run that is taken up again within this time writes nobody a second one.
ONCE = timedelta(hours=20)


def send_digests(at: datetime) -> dict[str, int]:
    """Write one message to each officer and reviewer for whom something waits. Returns how many: {"digests": n}. Idempotent for a night."""
    today, sent = timezone.localdate(at), 0
    holders = User.objects.filter(
        Q(roles_held__last_day=None) | Q(roles_held__last_day__gte=today),
        roles_held__role__in=(*RUNS_GRANTS, Role.REVIEWER),
        roles_held__first_day__lte=today,
        is_active=True,
    )
    told = Message.objects.filter(kind=KIND, created_at__gt=at - ONCE).values("to")
    for user in holders.exclude(pk__in=told).distinct().order_by("pk"):
        with override(user.language):
            items = list(duties_for(user))
        if items:
            address = str(settings.ASHAR["ADDRESS"]) + reverse("home:office")
            send_message(to=user, kind=KIND, context={"items": items, "link": address})
            sent += 1
    return {"digests": sent}
