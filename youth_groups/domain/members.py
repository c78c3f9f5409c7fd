"""A group puts right what it wrote down of a member itself, as long as nobody else builds on it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.events import events_of
from core.refusals import Refused
from core.text import fold
from youth_groups.domain.groups import locked_group
from youth_groups.domain.people import as_written, change_person
from youth_groups.models import Group, Membership, Person, PersonLink
from youth_groups.person_relations import relations

if TYPE_CHECKING:
    from accounts.models import User


def correct_member(*, membership: Membership, by: "User", written_name: str, sex: str, birth_year: int | None) -> Person:
    """Put right a member's name, sex and birth year. The event of the person keeps names of fields, no values.

    Raises Refused: no right on the group, a reason of `why_group_does_not_correct`, a name that stands in the group already, no name, an
    impossible birth year.
    """
    with transaction.atomic():
        group = locked_group(membership.group, by)
        row = Membership.objects.get(pk=membership.pk, group=group)
        person = Person.objects.select_for_update(of=("self",)).get(pk=row.person_id)
        reason = why_group_does_not_correct(group, person)
        if reason:
            raise Refused(reason, code="not_to_be_corrected")
        same = group.memberships.filter(person__folded=fold(as_written(written_name))[:200], person__birth_year=birth_year)
        if same.exclude(person=person).exists():
            raise Refused(_("This name with this birth year already stands in the group."), code="stands_already")
        return change_person(person=person, by=by, checked=True, written_name=written_name, sex=sex, birth_year=birth_year)


def why_group_does_not_correct(group: Group, person: Person) -> str:
    """Why the group asks the office instead; "" when it puts the facts right itself. One statement for each relation at most."""
    if person.erased_at is not None or person.merged_into_id is not None or person.merged_records.exists():
        return _("This record was merged or erased.")
    if person.user_id is not None:
        return _("This person has an account of their own: ask the office to put the facts right.")
    if not _recorded_by(group, person):
        return _("The office wrote this person down: ask it to put the facts right.")
    if _others_build_on(group, person):
        return _("A consent, a training or another record builds on these facts: ask the office to put them right.")
    return ""


def _recorded_by(group: Group, person: Person) -> bool:
    """An account of the group, without a role in an office, wrote the person down and put them into the group."""
    recorded = events_of(person).filter(action="recorded").first()
    if recorded is None or recorded.actor_role != "member":
        return False
    return events_of(group).filter(action="member_added", actor=recorded.actor_id, data__person=person.pk).exists()


def _others_build_on(group: Group, person: Person) -> bool:
    if person.shown_adult_at is not None:
        return True
    if PersonLink.objects.filter(Q(first=person) | Q(second=person), undone_at__isnull=True).exists():
        return True
    for relation in relations():
        rows = relation.model_class._default_manager.filter(**{relation.field: person})
        if relation.group:
            rows = rows.exclude(**{relation.group: group})
        if rows.exists():
            return True
    return False
