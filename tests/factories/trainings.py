"""Trainings as the office makes them: rows by factory, everything that has a rule by its verb."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import User
from core.dates import BISHKEK
from core.questions import freeze
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, clear, lead
from tests.factories.youth_groups import GroupFactory, PersonFactory
from trainings.models import Nomination, Participation, Session, Signatory, Training, TrainingCall
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.models import Person

QUESTIONS: dict[str, Any] = {
    "format": 1,
    "parts": [
        {
            "key": "about",
            "title": {"en": "About the candidate"},
            "questions": [
                {
                    "kind": "long_text",
                    "key": "motivation",
                    "label": {"en": "Why this person?", "ru": "Почему этот человек?", "ky": "Эмне үчүн бул адам?"},
                    "required": True,
                    "limits": {"max": 500},
                }
            ],
        }
    ],
}


def _texts(en: str, ky: str) -> dict[str, str]:
    return {"en": en, "ky": ky, "ru": "", "uz": ""}


#: As staff build them: a test with two right answers to give, a number, own words.
QUESTIONS_OF_A_TEST: list[Any] = [
    (
        "part",
        {
            "key": "test",
            "title": _texts("Test", "Тест"),
            "questions": [
                ("yes_no", {"key": "law", "label": _texts("May a child be hit?", "Баланы урса болобу?"), "required": True}),
                (
                    "choice",
                    {
                        "key": "phone",
                        "label": _texts("Whom do you call?", "Кимге чаласыз?"),
                        "required": True,
                        "choices": [
                            {"key": "a", "label": _texts("111", "111")},
                            {"key": "b", "label": _texts("Nobody", "Эч кимге")},
                        ],
                    },
                ),
                ("number", {"key": "mood", "label": _texts("How was it, 1 to 5?", "1ден 5ке чейин кандай?"), "lowest": 1, "highest": 5}),
                ("long_text", {"key": "words", "label": _texts("In your own words", "Өз сөзүңүз менен")}),
            ],
        },
    )
]


class TrainingCallFactory(factory.django.DjangoModelFactory):
    """A published call, open for a week."""

    class Meta:
        model = TrainingCall

    organisation = factory.LazyFunction(lead)
    slug = factory.Sequence(lambda n: f"camp-{n}")
    activity_type_id = "camp"
    title_en = factory.Sequence(lambda n: f"Young people's camp {n}")
    title_ru = factory.Sequence(lambda n: f"Молодёжный лагерь {n}")
    title_ky = factory.Sequence(lambda n: f"Жаштар лагери {n}")
    first_day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    last_day = factory.LazyAttribute(lambda call: call.first_day + timedelta(days=2))
    age_from = 14
    age_to = None
    places = 30
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    form_version = factory.LazyFunction(lambda: freeze(QUESTIONS))
    state = "published"


class TrainingFactory(factory.django.DjangoModelFactory):
    """A training of three days that has just ended; without sessions (`with_sessions`)."""

    class Meta:
        model = Training
        skip_postgeneration_save = True

    organisation = factory.LazyFunction(lead)
    number = factory.Sequence(lambda n: f"T-2026-{n:04d}")
    slug = factory.Sequence(lambda n: f"training-{n}")
    activity_type_id = "course"
    internal_title = factory.Sequence(lambda n: f"Internal title {n}")
    public_title_en = factory.Sequence(lambda n: f"Safety in our village {n}")
    public_title_ru = factory.Sequence(lambda n: f"Безопасность в нашем селе {n}")
    public_title_ky = factory.Sequence(lambda n: f"Биздин айылдын коопсуздугу {n}")
    first_day = date(2026, 10, 14)
    last_day = date(2026, 10, 16)
    locality = factory.SubFactory(LocalityFactory)
    capacity = 30
    contact_hours = 18

    @factory.post_generation
    def signed(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Somebody signs the certificates; `signed=False` leaves them out."""
        if create and extracted is not False:
            Signatory.objects.create(
                training=self, position=1, name="Айнура Төрөкулова", post_ky="Директор", post_ru="Директор", post_en="Director"
            )


class NominationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomination

    call = factory.SubFactory(TrainingCallFactory)
    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)
    form_version = factory.LazyAttribute(lambda nomination: nomination.call.form_version)
    answers = factory.LazyFunction(lambda: {"motivation": "Speaks up for her class"})
    created_by = factory.SubFactory(UserFactory)


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    training = factory.SubFactory(TrainingFactory)
    person = factory.SubFactory(PersonFactory)
    source = "staff"


def with_sessions(training: Training, count: int = 6, state: str = "planned") -> list[Session]:
    """Half-days from the training's first day on."""
    rows = []
    for place in range(count):
        day = training.first_day + timedelta(days=place // 2)
        starts = datetime(day.year, day.month, day.day, 9 if place % 2 == 0 else 14, tzinfo=BISHKEK)
        rows.append(Session(training=training, position=place + 1, starts_at=starts, ends_at=starts + timedelta(hours=3), state=state))
    return Session.objects.bulk_create(rows)


def trainer_of(training: Training, *, cleared: bool = True, **fields: Any) -> User:
    user = UserFactory(**fields)
    if cleared:
        clear(user)
    assign_perm("lead_training", user, training)
    return user


def consent_to_take_part(*people: Person, by: User, caregiver: bool = True) -> None:
    """The own consent of each person and, for the young, a caregiver's."""
    answers = []
    for person in people:
        answers.append(ConsentGiven(person=person, purpose="participation", by="self"))
        if caregiver:
            answers.append(ConsentGiven(person=person, purpose="participation", by="caregiver", relation="mother"))
    record_consents(answers=answers, by=by, given_on=timezone.localdate())


def new_key() -> uuid.UUID:
    return uuid.uuid4()
