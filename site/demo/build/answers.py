"""A course for which people were chosen and asked: some confirmed, one comes without the consents, one gave the place back, some wait."""

import uuid

from accounts.models import User
from demo.build.grants import account_of
from demo.build.programme import World
from demo.people import LEAD
from trainings.domain.answers import answer_offer
from trainings.domain.nominations import Candidate, nominate
from trainings.domain.offers import usual_deadline
from trainings.domain.selection import save_choice, tell_groups
from trainings.domain.trainings import add_trainer, create_training, plan_sessions
from trainings.models import Nomination, PlaceOffer, Training, TrainingCall
from youth_groups.models import Group, Person

PLACES, GROUPS, EACH = 10, 7, 2
WHY = "Айылында жаштар менен иштейт, сүйлөшүүнү жакшыраак билгиси келет."


def build_answers(world: World, call: TrainingCall, groups: list[Group]) -> Training:
    """Fourteen people of seven groups: ten have a place, three of whom answered; one of four who wait has moved up."""
    coordinator, lead = world.user("coordinator"), world.organisations[LEAD].pk
    course = create_training(
        organisation=call.organisation,
        by=coordinator,
        slug=f"{call.slug}-{call.first_day.year}",
        activity_type=call.activity_type_id,
        internal_title=f"{call.title_en} ({call.first_day:%Y-%m})",
        public_titles={"en": call.title_en, "ru": call.title_ru, "ky": call.title_ky, "uz": call.title_uz},
        first_day=call.first_day,
        last_day=call.last_day,
        capacity=PLACES,
        contact_hours=12,
        locality=call.locality,
        venue="Жаштар үйү",
        call=call,
    )
    plan_sessions(training=course, by=coordinator, kind="half_days")
    add_trainer(training=course, user=world.user("trainer"), by=coordinator)
    rows = [row for group in _lead(groups, lead) for row in _nominate(call, group)]
    chosen = {row.pk: "Тобунда алгачкы жолу катышат" for row in rows[:PLACES]}
    save_choice(training=course, by=coordinator, chosen=chosen, rest="wait", rest_reason="Азырынча орун жок")
    tell_groups(training=course, by=coordinator, answer_by=usual_deadline(course))
    _answer(course, coordinator)
    return course


def _lead(groups: list[Group], lead: int) -> list[Group]:
    return [group for group in groups if group.organisation_id == lead][:GROUPS]


def _nominate(call: TrainingCall, group: Group) -> list[Nomination]:
    """The oldest members: most of them are grown up."""
    people = Person.objects.filter(memberships__group=group, birth_year__isnull=False).distinct().order_by("birth_year", "pk")[:EACH]
    candidates = [Candidate(person=person, answers={"why": WHY, "before": False}) for person in people]
    return nominate(call=call, group=group, by=account_of(group), candidates=candidates, key=uuid.uuid4(), language="ky")


def _answer(course: Training, coordinator: User) -> None:
    """The first group, the demo's own, has not answered yet, nor has somebody who must be told. Three come, one does not, one moves up."""
    offers = list(PlaceOffer.objects.filter(training=course).select_related("nomination__group").order_by("pk")[EACH:])
    answer_offer(offer=offers[0], comes=True)
    answer_offer(offer=offers[2], comes=True, by=account_of(_group(offers[2])))
    answer_offer(offer=offers[4], comes=True, by=coordinator)
    answer_offer(offer=offers[3], comes=False, by=account_of(_group(offers[3])), reason="Ошол күнү экзамени бар")


def _group(offer: PlaceOffer) -> Group:
    group = offer.nomination.group if offer.nomination is not None else None
    if group is None:
        raise ValueError("everybody here was nominated by a group")
    return group
