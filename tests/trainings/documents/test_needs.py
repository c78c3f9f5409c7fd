"""The page for kitchen and venue: counts in the kitchen's language, no name on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.pdf import check
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import PersonFactory
from trainings.documents import NeedsSheet, draw_needs_sheet
from trainings.queries.risk import needs_sheet
from youth_groups.models import CareData


def sheet(**more: Any) -> NeedsSheet:
    needs = [("Тамак-аш", [("этсиз", 2), ("жаңгаксыз", 1)]), ("Жеткиликтүүлүк", [("тепкичсиз жол", 1)])]
    data = {"parts": needs, "people": ("адам", 54), "facts": [("Тренинг", "«Ар түрдүүбүз, чогуубуз» " * 8), ("Күндөрү", "4–6")]}
    return NeedsSheet(**{"language": "ky", "title": "Ашкана үчүн", "number": "T-1", "organiser": "Фонд", "empty": "жок", **data, **more})


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ky", "ru", "uz", "en"])
def test_kitchen_reads_counts_and_no_names(language: str) -> None:
    today = timezone.localdate()
    training = TrainingFactory(first_day=today, last_day=today + timedelta(days=2), venue="Жаштар үйү")
    by = holder(Role.TRAINING_COORDINATOR)
    for diet in (["no_meat", "other"], ["no_meat"], []):
        person = PersonFactory(written_name="Зыкбай")
        ParticipationFactory(training=training, person=person)
        answers = {"diet": diet, "access": ["no_steps", "other"], "health": "Zqhealth", "diet_note": "Zqnote"}
        about = {"about_type": "trainings.training", "about_id": str(training.pk), "ends_on": training.last_day}
        CareData.objects.create(person=person, **about, answers=answers, written_by=by)
    facts = needs_sheet(training, language)
    assert [[count for _word, count in needs] for _heading, needs in facts.parts] == [[2, 1], [3, 3]]
    assert facts.people[1] == 3
    content = draw_needs_sheet(facts)
    text = check.text(content)
    assert all(word in text for word in (facts.title, *(word for _heading, needs in facts.parts for word, _count in needs), "Жаштар үйү"))
    assert not any(word in text for word in ("Зыкбай", "Zq"))
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}


def test_everything_stands_inside_the_page_and_the_same_data_give_the_same_bytes() -> None:
    content = draw_needs_sheet(sheet())
    assert content == draw_needs_sheet(sheet())
    assert check.outside(content, margin=5) == []
    assert len(check.texts(content)) == 1
    assert "жок" not in check.text(content)
    assert "жок" in check.text(draw_needs_sheet(sheet(parts=[("a", []), ("b", [])])))


@pytest.mark.django_db
def test_the_venue_of_a_camp_reads_how_many_beds_for_whom() -> None:
    today = timezone.localdate()
    training = TrainingFactory(activity_type_id="camp", first_day=today, last_day=today + timedelta(days=2))
    young, grown = today.year - 15, today.year - 40
    for sex, year in (("female", young), ("female", young), ("female", grown), ("male", young), ("not_stated", grown), ("male", None)):
        ParticipationFactory(training=training, person=PersonFactory(written_name="Зыкбай", sex=sex, birth_year=year))
    ParticipationFactory(training=training, person=training.participations.earliest("pk").person)
    trainer_of(training)
    heading, beds = needs_sheet(training, "en").parts[-1]
    assert (heading, beds) == (
        "Beds, 2 nights",
        [("girls under 18", 2), ("boys under 18", 2), ("women", 1), ("sex not stated", 1), ("trainers", 1)],
    )
    text = check.text(draw_needs_sheet(needs_sheet(training, "en")))
    assert "girls under 18 2" in text
    assert "Зыкбай" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "days"), [("course", 3), ("camp", 1)])
def test_nobody_sleeps_where_nobody_stays(kind: str, days: int) -> None:
    today = timezone.localdate()
    training = TrainingFactory(activity_type_id=kind, first_day=today, last_day=today + timedelta(days=days - 1))
    ParticipationFactory(training=training)
    assert len(needs_sheet(training, "en").parts) == 2
