"""What a person changes on the own account."""

from django.db import transaction

from accounts.models import User
from core.events import record_event


def change_profile(*, user: User, name: str, language: str) -> User:
    """Change one's own name and language. Sign-in names and roles are not touched. The event names the fields, never what stood in them."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        changed = [field for field, value in (("name", name), ("language", language)) if getattr(row, field) != value]
        if changed:
            row.name, row.language = name, language
            row.save(update_fields=changed)
            record_event(subject=row, action="profile_changed", by=user, data={"fields": changed})
    user.name, user.language = name, language
    return user
