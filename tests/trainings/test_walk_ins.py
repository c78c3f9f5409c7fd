"""Walk-ins are linked to people of the register later; marks stay, and a person counts once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import new_key, trainer_of
from tests.factories.youth_groups import PersonFactory
from trainings.domain.attendance import record_marks
from trainings.domain.rosters import add_walk_in, link_walk_in
from trainings.models import Mark
from trainings.queries.attendance import attendance_of
from youth_groups.domain.duplicates import undo_merge
from youth_groups.domain.people import PersonFacts, record_person
from youth_groups.models import PersonMerge

pytestmark = pytest.mark.django_db


def came(training, name="Toktosunova Aigul"):
    facts = PersonFacts(written_name=name, sex="female", birth_year=1999)
    return add_walk_in(training=training, by=trainer_of(training), facts=facts, key=new_key())


def known(training, by, name="Токтосунова Айгүл"):
    return record_person(organisation=training.organisation, by=by, written_name=name, sex="female", birth_year=1999)


def test_a_walk_in_is_linked_and_its_marks_stay(training, coordinator):
    row, person = came(training), known(training, coordinator)
    own = row.person
    record_marks(session=training.sessions.first(), by=coordinator, statuses={row.pk: "late"}, batch=new_key())
    before = list(Mark.objects.values())
    linked = link_walk_in(participation=row, person=person, by=coordinator)
    assert (linked.pk, linked.person, linked.source) == (row.pk, person, "walk_in")
    assert list(Mark.objects.values()) == before
    assert Event.objects.filter(action="linked").count() == 1
    with pytest.raises(Refused) as refusal:
        link_walk_in(participation=linked, person=PersonFactory(), by=coordinator)
    assert refusal.value.code == "linked"
    undo_merge(merge=PersonMerge.objects.get(), by=coordinator)
    row.refresh_from_db()
    assert row.person == own


def test_somebody_of_the_roster_who_came_as_a_walk_in_counts_once(training, coordinator):
    row, listed = came(training), training.participations.exclude(source="walk_in").first()
    session = training.sessions.first()
    record_marks(session=session, by=coordinator, statuses={row.pk: "present", listed.pk: "absent"}, batch=new_key())
    link_walk_in(participation=row, person=listed.person, by=coordinator)
    met = attendance_of(training).completions()
    assert met[row.pk] == met[listed.pk]
    assert met[row.pk].counted == 1


@pytest.mark.parametrize("who", ["trainer", "partners_coordinator"])
def test_others_link_nobody(training, coordinator, who):
    row, person = came(training), known(training, coordinator)
    user = trainer_of(training) if who == "trainer" else holder("training_coordinator", OrganisationFactory())
    with pytest.raises(Refused):
        link_walk_in(participation=row, person=person, by=user)
    row.refresh_from_db()
    assert row.person != person


def test_people_of_the_list_are_not_linked_here(training, coordinator):
    with pytest.raises(Refused) as refusal:
        link_walk_in(participation=training.participations.first(), person=PersonFactory(), by=coordinator)
    assert refusal.value.code == "linked"


def test_the_page_proposes_the_record_in_another_script_and_links_it(client, training, coordinator):
    row, person = came(training), known(training, coordinator)
    client.force_login(coordinator)
    url = reverse("trainings:walk_ins", args=[training.slug])
    assert url in client.get(training.get_absolute_url()).content.decode()
    assert [each for each, _reasons in client.get(url).context["rows"][0].likely] == [person]
    assert "no record with this number" in client.post(url, {"place": row.pk, "person": "P-0"}).content.decode()
    assert client.post(url, {"place": row.pk, "person": person.number}).status_code == 302
    row.refresh_from_db()
    assert row.person == person
    assert client.get(url).context["rows"] == []
    stranger = trainer_of(training)
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_the_page_takes_the_same_statements_for_1_and_for_30_walk_ins(client, training, coordinator):
    client.force_login(coordinator)
    url = reverse("trainings:walk_ins", args=[training.slug])

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    known(training, coordinator)
    came(training)
    cost()
    few = cost()
    for number in range(29):
        came(training, f"Toktosunova Aigul{'abcdefghijklmnopqrstuvwxyzабв'[number]}")
    assert cost() == few
