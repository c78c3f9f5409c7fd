"""The wizard of the roster import: columns proposed, chosen and remembered; attendance; undo; jobs that are killed."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import demo
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory
from tests.factories.trainings import TrainingFactory, with_sessions
from tests.trainings.rosters import coordinator, received
from trainings.domain.attendance import record_marks
from trainings.domain.import_files import choose_columns, place_headings, throw_away_held
from trainings.domain.import_undo import record_attendance
from trainings.domain.imports import carry_out_import, confirm_import, decide_pairs
from trainings.models import HeldRoster, ImportRow, KnownHeading, Mark, RosterImport, Training
from trainings.queries.attendance import attendance_of
from trainings.queries.imports import list_attendance, samples_of
from youth_groups.models import Person

ROSTERS = Path(demo.__file__).parent / "data" / "rosters"
POLICE, CAMP = "police-and-leaders-2019.xlsx", "camp-2019.xlsx"
PAIRS = json.loads((ROSTERS / "PAIRS.json").read_text(encoding="utf-8"))
TRUTH = json.loads((ROSTERS / "TRUTH.json").read_text(encoding="utf-8"))


def offers(row) -> dict[str, str]:
    return {column["heading"]: column["offer"] for sheet in row.columns["sheets"] for column in sheet["columns"]}


def keys(row) -> dict[str, str]:
    return {column["heading"]: column["key"] for sheet in row.columns["sheets"] for column in sheet["columns"]}


def decide_by_truth(row, file, by) -> None:
    people = PAIRS[file]
    decisions = {
        pair.pk: "same" if people[pair.row.reference] == people[pair.other.reference] else "two"
        for pair in row.pairs.select_related("row", "other")
    }
    decide_pairs(roster_import=row, decisions=decisions, by=by)


@pytest.mark.django_db
def test_the_ticks_of_the_police_training_become_marks():
    by, training = coordinator(), TrainingFactory(capacity=80)
    sessions = with_sessions(training, 6)
    row = received((ROSTERS / POLICE).read_bytes(), by, training=training, name=POLICE)
    assert [c["offer"] for s in row.columns["sheets"] for c in s["columns"] if c["offer"].startswith("session-")] == [
        f"session-{session.pk}" for session in sessions
    ]
    choose_columns(roster_import=row, choices={}, by=by)
    row.refresh_from_db()
    decide_by_truth(row, POLICE, by)
    carry_out_import(roster_import=row, by=by)
    row.refresh_from_db()
    assert (training.participations.count(), Mark.objects.count()) == (TRUTH[POLICE]["people"], 0)
    held = ImportRow.objects.values_list("data", flat=True)
    assert {name for data in held for name in data} == {"ticks"}
    assert record_attendance(roster_import=row, by=by) == TRUTH[POLICE]["people"] * 6
    assert record_attendance(roster_import=row, by=by) == 0
    met = [one for one in attendance_of(Training.objects.get(pk=training.pk)).completions().values() if one.counted >= 5]
    assert len(met) == TRUTH[POLICE]["people_with_5_of_6_half_days"]
    assert set(Mark.objects.values_list("how", flat=True)) == {"import"}
    assert set(map(str, ImportRow.objects.values_list("data", flat=True))) == {"{}"}


@pytest.mark.django_db
def test_marks_that_stand_stay_and_are_counted_where_the_list_says_something_else():
    by, training = coordinator(), TrainingFactory()
    session = with_sessions(training, 1)[0]
    row = received("Аты-жөнү;1-күн\nАсанов Бакыт;+\nЖакыпова Айжан;+\n", by, training=training)
    choose_columns(roster_import=row, choices={}, by=by)
    confirm_import(roster_import=RosterImport.objects.get(), by=by)
    row.refresh_from_db()
    first = training.participations.get(person__written_name="Асанов Бакыт")
    record_marks(session=session, by=by, statuses={first.pk: "absent"}, batch=uuid.uuid4())
    found = list_attendance(row)
    assert (found.marks, found.differ, found.agree) == (1, 1, 0)
    record_attendance(roster_import=row, by=by)
    assert sorted(Mark.objects.values_list("status", "how")) == [("absent", "paper"), ("present", "import")]


@pytest.mark.django_db
def test_a_session_that_has_not_begun_or_was_cancelled_is_not_offered():
    by = coordinator()
    training = TrainingFactory(first_day=timezone.localdate() + timedelta(days=3), last_day=timezone.localdate() + timedelta(days=4))
    with_sessions(training, 1)
    cancelled = TrainingFactory()
    with_sessions(cancelled, 1, state="cancelled")
    for one in (training, cancelled):
        row = received("Аты-жөнү;1-күн\nАсанов Бакыт;+\n", by, training=one)
        assert offers(row) == {"Аты-жөнү": "name", "1-күн": ""}
        chosen = choose_columns(roster_import=row, choices={keys(row)["1-күн"]: f"session-{one.sessions.get().pk}"}, by=by)
        assert chosen.chosen[keys(row)["1-күн"]] == ""


@pytest.mark.django_db
def test_headings_nobody_knows_are_mapped_by_hand_and_remembered_for_the_sender():
    by, training = coordinator(), TrainingFactory()
    table = "Кто;Откуда;Ж или М;Когда родился\nАсанов Бакыт;Кара-Суу;м;1998\n"
    row = received(table, by, training=training, sender="Школа № 3")
    assert (offers(row), samples_of(row)[keys(row)["Откуда"]]) == (dict.fromkeys(table.split("\n")[0].split(";"), ""), ("Кара-Суу",))
    with pytest.raises(Refused) as refusal:
        choose_columns(roster_import=row, choices={}, by=by)
    assert refusal.value.code == "no_name"
    at = keys(row)
    chosen = {at["Кто"]: "name", at["Откуда"]: "village", at["Ж или М"]: "sex", at["Когда родился"]: "birth"}
    choose_columns(roster_import=row, choices=chosen, by=by)
    data = ImportRow.objects.get().data
    assert (data["name"], data["village"], data["sex"], data["birth_year"]) == ("Асанов Бакыт", "Кара-Суу", "male", 1998)
    again = received(table, by, training=training, sender="школа № 3")
    assert list(offers(again).values()) == ["name", "village", "sex", "birth"]
    stranger = received(table, by, training=training, sender="Мектеп 5")
    other = OrganisationFactory()
    theirs = received(table, coordinator(other), training=TrainingFactory(organisation=other), sender="Школа № 3")
    assert set(offers(stranger).values()) == set(offers(theirs).values()) == {""}


@pytest.mark.django_db
def test_a_column_left_out_by_hand_is_not_read_and_choosing_it_again_forgets():
    by = coordinator()
    table = "Аты-жөнү;Телефону\nАсанов Бакыт;0555000111\n"
    row = received(table, by)
    choose_columns(roster_import=row, choices={keys(row)["Телефону"]: ""}, by=by)
    assert ("phone" in ImportRow.objects.get().data, KnownHeading.objects.get().field) == (False, "left_out")
    again = received(table, by, training=row.training)
    assert offers(again)["Телефону"] == ""
    choose_columns(roster_import=again, choices={keys(again)["Телефону"]: "phone"}, by=by)
    assert KnownHeading.objects.count() == 0


@pytest.mark.django_db
def test_what_may_never_be_taken_is_not_shown_and_not_taken_whatever_is_chosen():
    by = coordinator()
    row = received("Аты-жөнү;ПИН;Улуту\nАсанов Бакыт;20101199800123;кыргыз\n", by)
    at = keys(row)
    assert (at["ПИН"] in samples_of(row), at["Улуту"] in samples_of(row)) == (False, False)
    choose_columns(roster_import=row, choices={at["ПИН"]: "institution", at["Улуту"]: "village"}, by=by)
    assert ImportRow.objects.get().data == {"name": "Асанов Бакыт", "sex": "not_stated"}
    assert KnownHeading.objects.count() == 0


@pytest.mark.django_db
def test_an_identification_number_under_another_heading_is_left_out_with_a_word():
    by = coordinator()
    row = received("Аты-жөнү;Код\nАсанов Бакыт;20101199800123\nЖакыпова Айжан;AN1234567\n", by)
    assert samples_of(row)[keys(row)["Код"]] == ()
    choose_columns(roster_import=row, choices={keys(row)["Код"]: "institution"}, by=by)
    row.refresh_from_db()
    assert ["institution" in data for data in ImportRow.objects.values_list("data", flat=True)] == [False, False]
    assert [warning["what"] for warning in row.warnings] == ["This looks like an identification number."] * 2


@pytest.mark.django_db
def test_one_meaning_twice_in_a_sheet_is_refused():
    by = coordinator()
    row = received("Аты-жөнү;Телефону;Тел 2\nАсанов Бакыт;0555000111;0555000112\n", by)
    with pytest.raises(Refused) as refusal:
        choose_columns(roster_import=row, choices={keys(row)["Тел 2"]: "phone"}, by=by)
    assert refusal.value.code == "twice"


@pytest.mark.django_db
def test_the_held_file_is_unreadable_in_the_database_and_gone_once_read():
    from django.db import connection

    by = coordinator()
    row = received("Аты-жөнү;ПИН\nАсанов Бакыт;20101199800123\n", by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM trainings_heldroster")
        kept = cursor.fetchone()[0]
    assert ("20101199800123" in kept, "Бакыт" in kept, len(kept) > 100) == (False, False, True)
    choose_columns(roster_import=row, choices={}, by=by)
    assert HeldRoster.objects.count() == 0


@pytest.mark.django_db
def test_a_file_that_nobody_chose_columns_for_is_thrown_away_after_a_day():
    row = received("Аты-жөнү;Жынысы\nАсанов Бакыт;э\n", coordinator())
    assert throw_away_held(at=timezone.now() + timedelta(hours=23)) == 0
    assert throw_away_held(at=timezone.now() + timedelta(hours=25)) == 1
    row.refresh_from_db()
    assert (row.state, row.file_name, HeldRoster.objects.count()) == ("discarded", "", 0)


@pytest.mark.django_db
def test_pasted_rows_work_like_a_file(client):
    training = TrainingFactory()
    client.force_login(coordinator())
    address = reverse("trainings:import_upload", args=[training.slug])
    nothing = client.post(address, {"pasted": "  ", "sender": "Школа"})
    assert "Choose a file, or paste the rows." in nothing.content.decode()
    wrong = client.post(address, {"pasted": "just words", "sender": "Школа"}).content.decode()
    assert ("just words" in wrong, "Школа" in wrong, 'role="alert"' in wrong) == (True, True, True)
    client.post(address, {"pasted": "Аты-жөнү\tЖынысы\tТуулган жылы\nАсанов Бакыт\tэ\t1998\n"})
    row = RosterImport.objects.get()
    client.post(reverse("trainings:import_columns", args=[row.pk]), {f"column-{key}": offers(row)[h] for h, key in keys(row).items()})
    done = client.post(row.get_absolute_url(), {"action": "confirm"}, follow=True).content.decode()
    assert ("1 person stands on the roster now" in done, Person.objects.get().birth_year) == (True, 1998)
    undone = client.post(reverse("trainings:import_undo", args=[row.pk]), follow=True).content.decode()
    assert ("This import is undone" in undone, Person.objects.count()) == (True, 0)


def placed(row, by, first, last, choices=None):
    return place_headings(roster_import=row, headings={"": (first, last)}, choices=choices or {}, by=by)


@pytest.mark.django_db
def test_where_the_headings_stand_can_be_said_by_hand():
    by, training = coordinator(), TrainingFactory()
    row = received("Тизме;2019\nЛагерь;Ош\nКто;Откуда\nАсанов Бакыт;Кара-Суу\nЖакыпова Айжан;Сузак\n", by, training=training)
    assert list(offers(row)) == ["Тизме", "2019"] or "Кто" not in offers(row)
    row = placed(row, by, 2, 2)
    at = keys(row)
    assert (list(at), samples_of(row)[at["Кто"]]) == (["Кто", "Откуда"], ("Асанов Бакыт", "Жакыпова Айжан"))
    row = placed(row, by, 1, 2)
    assert list(keys(row)) == ["Лагерь / Кто", "Ош / Откуда"]
    for wrong in ((4, 4), (1, 3), (-2, -2), (3, 2), (90, 90)):
        with pytest.raises(Refused) as refusal:
            placed(row, by, *wrong)
        assert refusal.value.code == "no_such_row"
    row = placed(row, by, 2, 2, {"!0": "name"})
    choose_columns(roster_import=row, choices={"!0": "name", "!1": "village"}, by=by)
    assert {data["name"] for data in ImportRow.objects.values_list("data", flat=True)} == {"Асанов Бакыт", "Жакыпова Айжан"}
    with pytest.raises(Refused) as refusal:
        placed(row, by, 0, 0)
    assert refusal.value.code == "finished"


@pytest.mark.django_db
def test_a_list_without_headings_begins_with_a_person():
    by, training = coordinator(), TrainingFactory()
    row = received("Асанов Бакыт;Кара-Суу;1998;21504199800123\nЖакыпова Айжан;Сузак;2001;20101200100456\n", by, training=training)
    row = placed(row, by, -1, -1)
    assert [column["place"] for sheet in row.columns["sheets"] for column in sheet["columns"]] == [1, 2, 3, 4]
    assert samples_of(row)["!3"] == ()
    choose_columns(roster_import=row, choices={"!0": "name", "!1": "village", "!2": "birth"}, by=by)
    rows = {data["name"]: data["birth_year"] for data in ImportRow.objects.values_list("data", flat=True)}
    assert rows == {"Асанов Бакыт": 1998, "Жакыпова Айжан": 2001}
    assert not KnownHeading.objects.exists()


@pytest.mark.django_db
def test_what_was_chosen_stays_where_the_heading_stays_and_the_page_asks_to_look_again(signed_in):
    by = coordinator()
    row = received("Тизме;2019\nКто;Откуда\nАсанов Бакыт;Кара-Суу\n", by)
    client, address = signed_in(by), reverse("trainings:import_columns", args=[row.pk])
    page = client.get(address).content.decode()
    assert 'name="first-0"' in page
    first = row.columns["sheets"][0]["heading"][0]
    other = 2 if first == 0 else 1
    data = {"first-0": other, "last-0": other, "column-!0": "name", "column-!1": "village"}
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.columns["sheets"][0]["heading"]) == ("received", [other - 1, other - 1])
    assert client.post(address, data | {"first-0": 40, "last-0": 40}).status_code == 200
    again = client.post(address, data | {"action": "headings"})
    assert again.status_code == 302
    row.refresh_from_db()
    assert set(offers(row).values()) == {"name", "village"}
    client.post(address, data)
    row.refresh_from_db()
    assert row.state == "staged"
