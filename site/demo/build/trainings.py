"""Two training calls and their trainings; the camp from the office's Excel, a course that is running, a course that is over."""

import random
import uuid
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from demo.build.after import build_after
from demo.build.answers import build_answers
from demo.build.grants import account_of
from demo.build.programme import World
from demo.build.texts import TRAINING_QUESTIONS
from demo.people import LEAD
from programme.domain.places import locality_for
from programme.models import Place
from trainings.domain.attendance import record_marks
from trainings.domain.calls import create_training_call, publish_training_call
from trainings.domain.certificates import issue_certificates
from trainings.domain.import_files import stage_roster
from trainings.domain.imports import confirm_import, decide_pairs
from trainings.domain.nominations import Candidate, nominate
from trainings.domain.rosters import add_participations
from trainings.domain.targets import Target, set_targets
from trainings.domain.trainings import Signs, add_trainer, create_training, plan_sessions, set_funding, set_signatories
from trainings.enums import CertificateLanguages, MarkStatus, Source, TargetKind
from trainings.models import Training, TrainingCall
from trainings.queries.pool import key_of
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.protected import PREFER_NOT, declare_sensitive
from youth_groups.enums import ConsentBy, ConsentPurpose, Sex
from youth_groups.models import Group, Person

ROSTER = Path(__file__).resolve().parent.parent / "data" / "rosters" / "camp-2019.xlsx"
#: In turn; "" was not asked.
ORIGINS = ("Кыргыз", "Өзбек", "Кыргыз", PREFER_NOT, "Кыргыз", "Тажик", "Өзбек", "Кыргыз", "Орус", "")
SIGNS = [
    Signs(
        name="Айнура Төрөкулова",
        posts={"en": "Director of the Foundation", "ru": "Директор фонда", "ky": "Фонддун директору", "uz": "Fond direktori"},
    ),
    Signs(name="Нургүл Осмонова", posts={"en": "Trainer", "ru": "Тренер", "ky": "Тренер", "uz": "Trener"}),
]
TITLES = {
    "camp": {
        "en": "Young people’s camp “All different, together”",
        "ru": "Молодёжный лагерь «Мы разные, мы вместе»",
        "ky": "«Ар түрдүүбүз, чогуубуз» жаштар лагери",
        "uz": "«Har xilmiz, birgamiz» yoshlar lageri",
    },
    "talk": {
        "en": "Talking and agreeing",
        "ru": "Говорить и договариваться",
        "ky": "Сүйлөшүү жана макулдашуу",
        "uz": "Soʻzlashish va kelishish",
    },
    "village": {
        "en": "A safe village: first steps",
        "ru": "Безопасное село: первые шаги",
        "ky": "Коопсуз айыл: алгачкы кадамдар",
        "uz": "Xavfsiz qishloq: ilk qadamlar",
    },
}


def build_trainings(world: World, groups: list[Group], teams: list[Group]) -> tuple[list[TrainingCall], list[Training]]:
    """(calls, trainings)."""
    coordinator = world.user("coordinator")
    today = timezone.localdate()
    winter = _call(
        world,
        coordinator,
        "winter-camp",
        TITLES["camp"],
        first_day=today + timedelta(days=45),
        days=3,
        kind="camp",
        ages=(14, 17),
    )
    talk = _call(
        world,
        coordinator,
        "talking-and-agreeing",
        TITLES["talk"],
        first_day=today + timedelta(days=20),
        days=2,
        kind="course",
        ages=None,
    )
    camp = _training(world, coordinator, "camp", TITLES["camp"], first_day=today - timedelta(days=60), days=3, kind="camp", hours=18)
    running = _training(
        world, coordinator, "village", TITLES["village"], first_day=today - timedelta(days=1), days=3, kind="course", hours=18
    )
    over = _training(world, coordinator, "talk", TITLES["talk"], first_day=today - timedelta(days=30), days=2, kind="course", hours=12)
    _nominations(world, coordinator, winter, groups)
    _selection(world, coordinator, winter)
    build_answers(world, talk, groups)
    _camp(world, coordinator, camp)
    youth = [group for group in groups if group.organisation_id == world.organisations[LEAD].pk]
    _from_groups(coordinator, running, youth[:8], each=3)
    _from_groups(coordinator, over, [*youth[8:13], *teams[1:20:2]], each=3)
    trainer = world.user("trainer")
    _attend(trainer, camp, dice=random.Random(1), until=today)  # noqa: S311
    _attend(trainer, running, dice=random.Random(2), until=today - timedelta(days=1))  # noqa: S311
    _attend(trainer, over, dice=random.Random(3), until=today)  # noqa: S311
    issue_certificates(training=over, by=coordinator)
    build_after(coordinator, over)
    return [winter, talk], [camp, running, over]


def _call(
    world: World, by: User, slug: str, titles: dict[str, str], *, first_day: date, days: int, kind: str, ages: tuple[int, int] | None
) -> TrainingCall:
    closes = timezone.localtime(timezone.now() + timedelta(days=14)).replace(hour=18, minute=0, second=0, microsecond=0)
    call = create_training_call(
        organisation=world.organisations[LEAD],
        by=by,
        slug=slug,
        activity_type=kind,
        titles=titles,
        first_day=first_day,
        last_day=first_day + timedelta(days=days - 1),
        places=30,
        closes_at=closes,
        questions=TRAINING_QUESTIONS,
        locality=locality_for("Ош", Place.objects.get(iso="KG-GO")),
        age_from=ages[0] if ages else None,
        age_to=ages[1] if ages else None,
    )
    return publish_training_call(call=call, by=by)


def _training(world: World, by: User, key: str, titles: dict[str, str], *, first_day: date, days: int, kind: str, hours: int) -> Training:
    training = create_training(
        organisation=world.organisations[LEAD],
        by=by,
        slug=f"{key}-{first_day.year}",
        activity_type=kind,
        internal_title=f"{titles['en']} ({first_day:%Y-%m})",
        public_titles=titles,
        first_day=first_day,
        last_day=first_day + timedelta(days=days - 1),
        capacity=60,
        contact_hours=hours,
        locality=locality_for("Сузак" if key == "camp" else "Ош", Place.objects.get(iso="KG-J" if key == "camp" else "KG-GO")),
        venue="Жаштар үйү",
        certificate_languages=CertificateLanguages.KY_RU,
    )
    plan_sessions(training=training, by=by, kind="half_days")
    shares = (
        {world.agreements["donor"]: 10_000} if key != "village" else {world.agreements["donor"]: 6_000, world.agreements["donor2"]: 4_000}
    )
    set_funding(training=training, by=by, shares=shares)
    set_signatories(training=training, by=by, signatories=SIGNS)
    add_trainer(training=training, user=world.user("trainer"), by=by)
    return training


def _nominations(world: World, coordinator: User, call: TrainingCall, groups: list[Group]) -> None:
    """Every group of the lead organisation but the first has put its young members forward."""
    lead = world.organisations[LEAD].pk
    year = call.first_day.year
    for group in [g for g in groups if g.organisation_id == lead][1:]:
        young = [p for p in Person.objects.filter(memberships__group=group).distinct() if p.birth_year and 14 <= year - p.birth_year <= 17][
            :4
        ]
        if young:
            candidates = [
                Candidate(person=person, answers={"why": "Башка айылдардын жаштары менен таанышкысы келет.", "before": False})
                for person in young
            ]
            nominate(call=call, group=group, by=account_of(group), candidates=candidates, key=uuid.uuid4(), language="ky")


def _selection(world: World, coordinator: User, call: TrainingCall) -> None:
    """The camp for which the candidates are chosen, with what the choice is to be balanced by. Nobody is chosen yet."""
    camp = create_training(
        organisation=call.organisation,
        by=coordinator,
        slug=f"winter-camp-{call.first_day.year}",
        activity_type=call.activity_type_id,
        internal_title=f"{TITLES['camp']['en']} ({call.first_day:%Y-%m})",
        public_titles=TITLES["camp"],
        first_day=call.first_day,
        last_day=call.last_day,
        capacity=10,
        contact_hours=18,
        locality=call.locality,
        venue="Жаштар үйү",
        call=call,
    )
    add_trainer(training=camp, user=world.user("trainer"), by=coordinator)
    targets = [
        Target(kind=TargetKind.SEX, key=Sex.FEMALE, at_least=4, at_most=6),
        Target(kind=TargetKind.SEX, key=Sex.MALE, at_least=4, at_most=6),
        Target(kind=TargetKind.PROVINCE, at_least=1, at_most=5),
        Target(kind=TargetKind.GROUP, at_most=3),
    ]
    set_targets(training=camp, by=coordinator, targets=targets)
    _declared(coordinator, call)
    # Whoever may read declared attributes adds what the coordinator does not see.
    targets.append(Target(kind=TargetKind.ETHNICITY, key=key_of(ORIGINS[0]), at_most=7))
    set_targets(training=camp, by=world.user("me_officer"), targets=targets)


def _declared(by: User, call: TrainingCall) -> None:
    """What candidates say of themselves: most a word, some prefer not to say, some were not asked."""
    people = Person.objects.filter(nominations__call=call).order_by("nominations__pk")
    for place, person in enumerate(people):
        word = ORIGINS[place % len(ORIGINS)]
        if word:
            declare_sensitive(person=person, by=by, declared_on=timezone.localdate(), ethnicity=word)


def _camp(world: World, coordinator: User, camp: Training) -> None:
    """The camp's roster from the office's Excel: 57 rows, three people stand twice, 54 people; paper consents on one page."""
    staged = stage_roster(training=camp, content=ROSTER.read_bytes(), file_name=ROSTER.name, by=coordinator)
    # Three stand twice on the list; who only sounds like somebody in the register is somebody else.
    decisions = {pair.pk: "same" if pair.person_id is None else "two" for pair in staged.pairs.all()}
    decide_pairs(roster_import=staged, decisions=decisions, by=coordinator)
    confirm_import(roster_import=staged, by=coordinator)
    people = [row.person for row in camp.participations.select_related("person").order_by("pk")]
    # Four caregivers have not signed yet: their children are counted, their certificates wait.
    _consents(coordinator, camp, people[:-4])


def _consents(by: User, training: Training, people: list[Person]) -> None:
    answers = []
    for place, person in enumerate(people):
        purposes = [ConsentPurpose.PARTICIPATION, ConsentPurpose.TRAVEL]
        if place % 3:
            purposes += [ConsentPurpose.PHOTO_INTERNAL]
        if place % 2:
            purposes += [ConsentPurpose.PHOTO_PUBLICATION]
        for purpose in purposes:
            answers.append(ConsentGiven(person=person, purpose=purpose, by=ConsentBy.SELF))
            if person.is_minor_on(training.first_day):
                answers.append(ConsentGiven(person=person, purpose=purpose, by=ConsentBy.CAREGIVER, relation="апасы"))
    record_consents(answers=answers, by=by, given_on=training.first_day - timedelta(days=3), about=training)


def _from_groups(coordinator: User, training: Training, groups: list[Group], *, each: int) -> None:
    people = [person for group in groups for person in Person.objects.filter(memberships__group=group).distinct().order_by("pk")[:each]]
    add_participations(training=training, people=people, by=coordinator, source=Source.STAFF)
    _consents(coordinator, training, people)


def _attend(trainer: User, training: Training, *, dice: random.Random, until: date) -> None:
    """Attendance typed in from paper for the sessions up to a day."""
    roster = list(training.participations.order_by("pk").values_list("pk", flat=True))
    habits = {pk: dice.choice([0.0, 0.0, 0.05, 0.1, 0.4]) for pk in roster}
    for session in training.sessions.order_by("position"):
        if timezone.localdate(session.starts_at) > until:
            continue
        statuses = {}
        for pk in roster:
            missed = dice.random() < habits[pk]
            statuses[pk] = (
                dice.choice([MarkStatus.ABSENT, MarkStatus.ABSENT, MarkStatus.EXCUSED])
                if missed
                else MarkStatus.LATE
                if dice.random() < 0.05
                else MarkStatus.PRESENT
            )
        with override("en"):
            record_marks(session=session, by=trainer, statuses=statuses, batch=uuid.uuid4())
