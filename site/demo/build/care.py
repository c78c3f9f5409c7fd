"""A camp in preparation: children with consents, care data, a decision of the focal point, the risk form. And one human in two records."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from demo.build.programme import World
from demo.people import LEAD, PARTNER
from programme.domain.places import locality_for
from programme.models import Place
from trainings.domain.risk import RiskFacts, confirm_place, say_who_collects, write_risk_form
from trainings.domain.rosters import add_participations
from trainings.domain.trainings import add_trainer, create_training, plan_sessions, set_funding
from trainings.enums import Source
from trainings.models import Participation, Training
from youth_groups.domain.consents import ConsentGiven, decide_for_child, record_consents
from youth_groups.domain.links import link_people
from youth_groups.domain.protected import record_care
from youth_groups.enums import ConsentBy, ConsentPurpose
from youth_groups.models import Person

TITLES = {
    "en": "Map of our village: a weekend in the mountains",
    "ru": "Карта нашего села: выходные в горах",
    "ky": "Айылыбыздын картасы: тоодогу эки күн",
    "uz": "Qishlogʻimiz xaritasi: togʻda ikki kun",
}
CHILDREN = 8
#: What the children of the roster need, in its order; an empty one needs nothing.
NEEDS: list[dict[str, object]] = [
    {"diet": ["no_meat"], "contact_name": "Апасы", "contact_phone": "+996555100201"},
    {"diet": ["no_nuts"], "diet_note": "Жаңгактан денеси кычышат", "health": "Жаңгакка аллергия", "contact_name": "Атасы"},
    {"access": ["ground_floor", "near_toilet"], "access_note": "Таяк менен басат", "contact_name": "Эжеси"},
    {"diet": ["no_meat", "no_milk"], "contact_name": "Чоң энеси", "contact_phone": "+996555100204"},
    {"health": "Астма, дарысы өзүндө", "contact_name": "Апасы", "contact_phone": "+996555100205"},
    {},
]
PURPOSES = (ConsentPurpose.PARTICIPATION, ConsentPurpose.TRAVEL, ConsentPurpose.CARE)
RISKS = RiskFacts(
    women=2,
    men=1,
    children_per_adult=4,
    sleeping="Кыздар экинчи кабатта, балдар биринчи кабатта; ар бир бөлмөнүн жанында чоң киши уктайт.",
    transport="Автобус, баарына кур; айдоочунун күбөлүгү текшерилген.",
    dangers="Тоо суусу: балдар жалгыз барбайт. Түнкүсүн дарбаза жабылат.",
    nearest_help="Өзгөн райондук ооруканасы, 25 мүнөт",
)


def build_care(world: World) -> None:
    """Six children are ready and confirmed, for one the focal point decided, for one the caregiver has not answered yet."""
    coordinator, focal = world.user("coordinator"), world.user("safeguarding")
    camp = _camp(world, coordinator)
    places = list(camp.participations.select_related("person").order_by("pk"))
    ready, sheltered, asked = places[:-2], places[-2], places[-1]
    _consents(coordinator, camp, ready, (ConsentBy.SELF, ConsentBy.CAREGIVER))
    _consents(coordinator, camp, [sheltered, asked], (ConsentBy.SELF,))
    decide_for_child(
        person=sheltered.person,
        by=focal,
        trusted_adult="Класс жетекчиси Сейитова Гүлмира",
        grounds="Үйүндөгүлөрдөн сураш бала үчүн кооптуу.",
        about=camp,
    )
    days = {"first_day": camp.first_day, "ends_on": camp.last_day}
    for place, answers in zip(ready, NEEDS, strict=True):
        if answers:
            record_care(person=place.person, about=camp, answers=answers, by=coordinator, **days)
        say_who_collects(training=camp, person=place.person, who="Апасы же атасы", by=coordinator)
    for place in (*ready, sheltered):
        confirm_place(participation=place, by=coordinator)
    write_risk_form(training=camp, by=coordinator, facts=RISKS)
    _one_human(world)


def _camp(world: World, by: User) -> Training:
    first = timezone.localdate() + timedelta(days=12)
    camp = create_training(
        organisation=world.organisations[LEAD],
        by=by,
        slug=f"map-of-our-village-{first.year}",
        activity_type="camp",
        internal_title=f"{TITLES['en']} ({first:%Y-%m})",
        public_titles=TITLES,
        first_day=first,
        last_day=first + timedelta(days=1),
        capacity=12,
        contact_hours=12,
        locality=locality_for("Өзгөн", Place.objects.get(iso="KG-O")),
        venue="Турбаза",
    )
    plan_sessions(training=camp, by=by, kind="half_days")
    set_funding(training=camp, by=by, shares={world.agreements["donor"]: 10_000})
    add_trainer(training=camp, user=world.user("trainer"), by=by)
    year = first.year
    young = Person.objects.filter(
        organisation=world.organisations[LEAD], memberships__isnull=False, birth_year__range=(year - 16, year - 14)
    )
    add_participations(training=camp, people=list(young.distinct().order_by("pk")[:CHILDREN]), by=by, source=Source.STAFF)
    return camp


def _consents(by: User, camp: Training, places: list[Participation], givers: tuple[ConsentBy, ...]) -> None:
    answers = [
        ConsentGiven(person=place.person, purpose=purpose, by=giver, relation="апасы" if giver == ConsentBy.CAREGIVER else "")
        for place in places
        for purpose in PURPOSES
        for giver in givers
    ]
    record_consents(answers=answers, by=by, given_on=timezone.localdate() - timedelta(days=2), about=camp)


def _one_human(world: World) -> None:
    """A woman who stands in the lead's record and, a year younger, in the partner's."""
    women = Person.objects.filter(sex="female", birth_year__isnull=False, memberships__isnull=False).distinct().order_by("pk")
    ours = {(_given(row), row.birth_year): row for row in women.filter(organisation=world.organisations[LEAD])}
    for row in women.filter(organisation=world.organisations[PARTNER]):
        born = row.birth_year or 0
        for year in (born, born - 1, born + 1):
            if found := ours.get((_given(row), year)):
                link_people(first=found, second=row, by=world.user("me_officer"), reason="Эки уюмдун тең иш-чарасына катышканын өзү айтты")
                return


def _given(person: Person) -> str:
    return person.written_name.split()[-1]
