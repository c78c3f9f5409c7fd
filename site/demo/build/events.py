"""A series of trainings, and a public event at which heads were counted."""

import io
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from demo.build.grants import PNG
from demo.build.programme import LEAD, World
from programme.domain.places import locality_for
from programme.models import Place
from trainings.domain.counts import save_head_count
from trainings.domain.series import save_series
from trainings.domain.trainings import create_training, plan_sessions, save_training, set_funding
from trainings.models import Training, TrainingSeries
from youth_groups.enums import Sex

NAMES = {"name_ky": "Жаштар элчилери", "name_ru": "Молодёжные послы", "name_en": "Youth ambassadors", "name_uz": "Yoshlar elchilari"}
TITLES = {
    "ky": "Милиция менен ачык сүйлөшүү",
    "ru": "Открытый разговор с милицией",
    "en": "Open talk with the police",
    "uz": "Militsiya bilan ochiq suhbat",
}
HEADS: dict[tuple[str, str], int] = {(Sex.FEMALE, "14-17"): 21, (Sex.MALE, "14-17"): 17, (Sex.FEMALE, "36+"): 26, (Sex.MALE, "36+"): 12}


def build_events(world: World, trainings: Sequence[Training]) -> None:
    """`trainings` become the series."""
    by, today = world.user("coordinator"), timezone.localdate()
    days = {"first_day": today - timedelta(days=180), "last_day": today + timedelta(days=180)}
    series = save_series(series=TrainingSeries(organisation=world.organisations[LEAD], slug="youth-ambassadors", **NAMES, **days), by=by)
    for training in trainings:
        training.series = series
        save_training(training=training, by=by)
    day = today - timedelta(days=12)
    event = create_training(
        organisation=world.organisations[LEAD],
        by=by,
        slug=f"open-door-{day.year}",
        activity_type="open_door_day",
        internal_title=f"{TITLES['en']} ({day:%Y-%m})",
        public_titles=TITLES,
        first_day=day,
        last_day=day,
        capacity=200,
        contact_hours=4,
        locality=locality_for("Сузак", Place.objects.get(iso="KG-J")),
        venue="Милиция бөлүмү",
    )
    set_funding(training=event, by=by, shares={world.agreements["donor"]: 10_000})
    session = plan_sessions(training=event, by=by, kind="days")[0]
    save_head_count(session=session, by=by, cells=HEADS, counted_by="Айыл башчысы", sheet=io.BytesIO(PNG), sheet_name="барак.png")
