"""Linking two organisations' records of one human, so that figures count them once. Both records stay as they are."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import log_access
from core.events import record_event
from core.refusals import Refused
from youth_groups.models import Person, PersonLink

if TYPE_CHECKING:
    from accounts.models import User

#: Held in the lead organisation, these reach the records of every partner.
LINKS_PEOPLE: tuple[str, ...] = (Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT, Role.PROGRAMME_MANAGER)


def may_link(user: "User") -> bool:
    """Whoever reaches all organisations' records as M&E officer, focal point or manager."""
    return bool(user.reach(LINKS_PEOPLE)[0])


def link_people(*, first: Person, second: Person, by: "User", reason: str) -> PersonLink:
    """Say that two organisations' records are one human. Asked again, the standing link is given back. Nothing is merged or copied.

    Raises Refused: no right, no reason, the same record or organisation (that is a merge), a merged or erased record.
    """
    words = _reason(by, reason)
    with transaction.atomic():
        rows = list(Person.objects.select_for_update().filter(pk__in=(first.pk, second.pk)).order_by("pk"))
        if len(rows) != 2:
            raise Refused(_("A record cannot be linked with itself."), code="same_record")
        low, high = rows
        if low.organisation_id == high.organisation_id:
            raise Refused(_("Both records stand in one organisation: decide there whether they are one person."), code="same_organisation")
        if any(row.merged_into_id is not None or row.erased_at is not None for row in rows):
            raise Refused(_("One of the records was merged or erased."), code="gone")
        link, created = PersonLink.objects.get_or_create(
            first=low, second=high, undone_at__isnull=True, defaults={"reason": words, "linked_by": by}
        )
        if created:
            record_event(subject=link, action="linked", by=by, data={"first": low.pk, "second": high.pk})
            for row in rows:
                log_access(user=by, action="link", model=Person, subject_id=str(row.pk), reason=words)
    return link


def unlink(*, link: PersonLink, by: "User", reason: str) -> PersonLink:
    """Take a link back; it may be made again. Raises Refused without right or reason."""
    words = _reason(by, reason)
    with transaction.atomic():
        locked = PersonLink.objects.select_for_update().get(pk=link.pk)
        if locked.undone_at is None:
            locked.undone_at, locked.undone_by = timezone.now(), by
            locked.save(update_fields=["undone_at", "undone_by"])
            record_event(subject=locked, action="unlinked", by=by, data={"first": locked.first_id, "second": locked.second_id})
            for pk in (locked.first_id, locked.second_id):
                log_access(user=by, action="unlink", model=Person, subject_id=str(pk), reason=words)
    return locked


def _reason(by: "User", reason: str) -> str:
    if not may_link(by):
        raise Refused(_("Only the lead organisation's M&E officer, focal point and manager link records."), code="not_linker")
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused(_("Write why."), code="no_reason")
    return words
