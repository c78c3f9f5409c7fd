"""Telling a donor's contacts that a summary is there to read."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from core.outbox import send_message
from programme.querysets import contacts_standing
from summaries.models import Snapshot


def tell_contacts(snapshot: Snapshot, _by: Any, _note: str) -> None:
    """One message to each contact whose right stands; it names no figure. Runs inside the publishing transaction."""
    rights = contacts_standing().filter(content_object=snapshot.agreement_id)
    address = settings.ASHAR["ADDRESS"] + reverse("summaries:summary", args=[snapshot.pk])
    for user in User.objects.filter(pk__in=rights.values("user_id"), is_active=True).order_by("pk"):
        context = {"snapshot": snapshot, "agreement": snapshot.agreement, "name": user.name, "link": address}
        send_message(to=user, kind="summary_published", context=context, about=snapshot)
