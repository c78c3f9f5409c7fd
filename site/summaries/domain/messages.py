"""Telling a donor's contacts that a summary is there to read."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from core.outbox import send_message
from programme.models import AgreementUserObjectPermission
from summaries.models import Snapshot


def tell_contacts(snapshot: Snapshot, _by: Any, _note: str) -> None:
    """One message to each active contact of the agreement; it names no figure. Runs inside the publishing transaction."""
    rights = AgreementUserObjectPermission.objects.filter(content_object=snapshot.agreement_id, permission__codename="view_summary")
    address = settings.ASHAR["ADDRESS"] + reverse("summaries:summary", args=[snapshot.pk])
    for user in User.objects.filter(pk__in=rights.values("user_id"), is_active=True).order_by("pk"):
        context = {"snapshot": snapshot, "agreement": snapshot.agreement, "name": user.name, "link": address}
        send_message(to=user, kind="summary_published", context=context, about=snapshot)
