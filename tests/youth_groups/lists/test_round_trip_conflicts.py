"""A record changed after its list left, two people at once, a failure in the middle: nothing is overwritten, nothing stays half."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import Event, Job
from core.refusals import Refused
from tests.concurrency import run_concurrently
from tests.factories.programme import holder
from tests.factories.youth_groups import PersonFactory
from tests.youth_groups.lists.workbooks import edited, taken
from youth_groups.domain import changes
from youth_groups.domain.changes import apply_changes, choose_changes, confirm_changes, stage_changes
from youth_groups.domain.duplicates import refresh_keys
from youth_groups.domain.people import change_person
from youth_groups.models import Person

pytestmark = pytest.mark.django_db


def test_a_record_that_changed_since_the_list_left_is_a_conflict_and_not_ticked(signed_in, by, person):
    other = PersonFactory(birth_year=1991)
    content = edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"})
    change_person(person=person, by=by, birth_year=1988)
    sheet = stage_changes(content=content, by=by)
    conflict, plain = sheet.rows.get(person=person), sheet.rows.get(person=other)
    # The list still says 1990: that stands apart as well.
    assert (conflict.conflict, conflict.chosen, conflict.data) == (True, [], {"birth": 1990, "institution": "A"})
    assert (plain.conflict, plain.chosen) == (False, ["institution"])
    page = signed_in(by).get(reverse("youth_groups:changes", args=[sheet.pk])).content.decode()
    assert (page.count('type="checkbox"'), page.count(" checked")) == (3, 1)
    apply_changes(sheet=sheet, by=by)
    for row in (person, other):
        row.refresh_from_db()
    assert (person.institution, person.birth_year, other.institution) == ("№ 5 мектеп", 1988, "B")


def test_a_conflict_can_be_chosen_after_a_look(by, person):
    content = edited(taken(by), {(person.number, "institution"): "A"})
    change_person(person=person, by=by, birth_year=1988)
    sheet = stage_changes(content=content, by=by)
    choose_changes(sheet=sheet, chosen={sheet.rows.get().pk: ["institution", "nonsense"]}, by=by)
    apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    assert (person.institution, person.birth_year) == ("A", 1988)


def test_a_list_without_its_version_is_a_conflict(by, person):
    content = edited(taken(by), {(person.number, "institution"): "A"}, drop=("version",))
    assert stage_changes(content=content, by=by).rows.get().conflict


def test_a_record_that_changes_after_the_look_stops_all_of_it(by, person):
    other = PersonFactory(birth_year=1991)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"}), by=by)
    change_person(person=other, by=by, birth_year=1992)
    with pytest.raises(Refused, match="Nothing was applied"):
        apply_changes(sheet=sheet, by=by)
    person.refresh_from_db()
    sheet.refresh_from_db()
    assert (person.institution, sheet.state) == ("№ 5 мектеп", "staged")


def test_a_failure_in_the_middle_leaves_nothing_half(by, person, monkeypatch):
    other = PersonFactory(birth_year=1991)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A", (other.number, "institution"): "B"}), by=by)
    real, done = changes.change_person, []

    def breaks(**facts):
        if done:
            raise RuntimeError("killed")
        done.append(real(**facts))

    monkeypatch.setattr(changes, "change_person", breaks)
    with pytest.raises(RuntimeError):
        apply_changes(sheet=sheet, by=by)
    assert set(Person.objects.values_list("institution", flat=True)) & {"A", "B"} == set()
    assert not Event.objects.filter(action="changed").exists()


def test_many_changes_are_a_job_that_applies_once(by, monkeypatch):
    people = PersonFactory.create_batch(3, birth_year=1990)
    refresh_keys([person.pk for person in people])
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    sheet = stage_changes(content=edited(taken(by), {(person.number, "institution"): "A" for person in people}), by=by)
    assert confirm_changes(sheet=sheet, by=by).state == "staged"
    job = Job.objects.get(kind=changes.JOB)
    assert job.arguments == {"sheet": str(sheet.pk)}
    apply_changes(sheet=sheet, by=by)
    apply_changes(sheet=sheet, by=by)
    assert Person.objects.filter(institution="A").count() == 3
    assert Event.objects.filter(subject_type="youth_groups.person", action="changed").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_the_second_overwrites_nothing():
    first, second = holder(Role.TRAINING_COORDINATOR), holder(Role.PROGRAMME_MANAGER)
    person = PersonFactory(birth_year=1990, institution="old")
    sheets = [
        (stage_changes(content=edited(taken(by), {(person.number, "institution"): word}), by=by), by)
        for by, word in ((first, "A"), (second, "B"))
    ]
    outcomes = run_concurrently(lambda pair: apply_changes(sheet=pair[0], by=pair[1]), sheets)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangeSheet", "Refused"]
    person.refresh_from_db()
    assert person.institution in ("A", "B")
    assert Event.objects.filter(action="changed").count() == 1
