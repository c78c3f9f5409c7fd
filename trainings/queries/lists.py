"""A training's people as lists that are taken out: who takes part, who was nominated."""

from typing import TYPE_CHECKING

from django.utils import timezone

from core.retention import kept
from core.translated import translated
from trainings.enums import NominationState
from trainings.models import Nomination, Training
from youth_groups.models import Group
from youth_groups.queries.lists import PeopleList

if TYPE_CHECKING:
    from accounts.models import User


def participants_list(user: "User", training: Training) -> PeopleList:
    """The roster. A child's caregiver and their phone stand in it as long as they are kept: until three months after the training."""
    rows = training.participations.for_user(user).order_by("person__folded", "pk")
    caregivers = timezone.localdate() <= training.last_day + kept("caregiver_phones")
    return PeopleList(kind="participants", rows=rows, day=training.first_day, path="person__", caregivers=caregivers, about=training)


def nominations_list(user: "User", training: Training) -> PeopleList:
    """The candidates of the training's call with what was decided. Their answers do not leave."""
    rows = Nomination.objects.in_scope(user).filter(call_id=training.call_id).exclude(state=NominationState.WITHDRAWN)
    groups = {group.pk: translated(group, "name") for group in Group.objects.filter(nominations__call_id=training.call_id).distinct()}
    states = {value: str(label) for value, label in NominationState.choices}
    more = (("group", "group_id", lambda key: groups.get(key, "")), ("state", "state", lambda state: states[state]))
    rows = rows.order_by("person__folded", "pk")
    return PeopleList(kind="nominations", rows=rows, day=training.first_day, path="person__", more=more, about=training)
