"""A person in the record and an account that signs in are two things; the office may say that they are one human."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.rights import require_records_people
from youth_groups.models import Person
from youth_groups.queries.people import accounts_offered

if TYPE_CHECKING:
    from accounts.models import User


def link_account(*, person: Person, user: "User", by: "User") -> Person:
    """Say that an account is this person's: they then answer consents on screen themself, and messages follow how they may be reached.

    The account is one that acts for a group in which the person is, so that nobody learns here who else has an account. It gets no right.
    Raises Refused: no right, a merged or erased record, a person or an account that is linked already, an account of nobody's group.
    """
    require_records_people(by, person.organisation_id)
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=user.pk)
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.merged_into_id is not None or locked.erased_at is not None:
            raise Refused(_("This record was merged or erased."), code="gone")
        if locked.user_id == user.pk:
            return locked
        if locked.user_id is not None or not accounts_offered(locked).filter(pk=user.pk).exists():
            raise Refused(_("Choose an account of the person's group that is nobody's yet."), code="not_offered")
        locked.user_id = user.pk
        locked.save(update_fields=["user"])
        record_event(subject=locked, action="account_linked", by=by, data={"user": user.pk})
    return locked


def unlink_account(*, person: Person, by: "User") -> Person:
    """Say that it is somebody else's. Record, account and what either did stay as they are. Raises Refused without the right."""
    require_records_people(by, person.organisation_id)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.user_id is not None:
            data = {"user": locked.user_id}
            locked.user = None
            locked.save(update_fields=["user"])
            record_event(subject=locked, action="account_unlinked", by=by, data=data)
    return locked
