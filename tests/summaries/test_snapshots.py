"""Freezing, publishing, correcting."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from core.models import Event, Message
from core.refusals import Refused
from programme.domain.places import load_places
from programme.models import Agreement
from summaries.domain.snapshots import build_snapshot, discard_snapshot, publish_snapshot
from summaries.labels import row_label
from summaries.models import Snapshot
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, BudgetLineFactory, OrganisationFactory, PlaceFactory, holder
from tests.factories.summaries import FIRST, LAST, held_training
from tests.factories.youth_groups import PersonFactory
from trainings.models import ActivityType

pytestmark = pytest.mark.django_db


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


@pytest.fixture
def agreement() -> Agreement:
    return AgreementFactory()


def build(agreement: Agreement, reason: str = "") -> Snapshot:
    return build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=holder("me_officer"), reason=reason)


def test_the_same_records_give_the_same_bytes(agreement: Agreement) -> None:
    load_places()
    BudgetLineFactory(agreement=agreement)
    held_training(agreement, PersonFactory.create_batch(12))
    first, second = build(agreement), build(agreement)
    assert (first.number, second.number) == (1, 2)
    assert first.payload == second.payload
    assert first.sha256 == second.sha256 == hashlib.sha256(first.payload.encode()).hexdigest()
    held_training(agreement, PersonFactory.create_batch(1))
    assert build(agreement).sha256 != first.sha256


def test_the_payload_holds_figures_and_no_person(agreement: Agreement) -> None:
    people = PersonFactory.create_batch(7, written_name="Айчүрөк Токтогулова", institution="Мектеп 12", phone="+996700000000")
    held_training(agreement, people)
    snapshot = build(agreement)
    payload = json.loads(snapshot.payload)
    assert payload["scope"]["agreement"] == agreement.number
    tiles = {tile["code"]: tile["cell"]["value"] for tile in payload["tiles"]}
    assert (tiles["people_trained"], tiles["participations"], tiles["trainings_held"]) == (7, 7, 1)
    for secret in ("Айчүрөк", "Мектеп", "+996", people[0].number):
        assert secret not in snapshot.payload


def test_a_type_is_called_as_it_was_when_the_figures_were_frozen(agreement: Agreement) -> None:
    training = held_training(agreement, PersonFactory.create_batch(7))
    kind = ActivityType.objects.get(code=training.activity_type_id)
    snapshot, was = build(agreement), kind.name_ru
    ActivityType.objects.filter(pk=kind.pk).update(name_ru="курс под другим названием")
    assert row_label("trainings_by_type", kind.code, json.loads(snapshot.payload), "ru") == was


def test_a_summary_from_before_the_types_were_rows_names_them_too(agreement: Agreement) -> None:
    held_training(agreement, PersonFactory.create_batch(7))
    payload = json.loads(build(agreement).payload)
    del payload["types"]
    assert row_label("trainings_by_type", "camp", payload, "en") == "young people's camp"


def test_small_figures_are_not_even_in_the_payload(agreement: Agreement) -> None:
    held_training(agreement, [*PersonFactory.create_batch(9), *PersonFactory.create_batch(3, sex="male")])
    payload = json.loads(build(agreement).payload)
    table = next(table for table in payload["tables"] if table["code"] == "people_by_sex")
    assert (table["protected"], table["rows"]) == (True, [])
    assert [cell["value"] for cell in table["total"]] == [12]


def test_a_summary_on_four_people_withholds_every_figure_of_people(agreement: Agreement) -> None:
    held_training(agreement, PersonFactory.create_batch(4))
    payload = json.loads(build(agreement).payload)
    cells = {tile["code"]: tile["cell"] for tile in payload["tiles"]}
    for code in ("people_trained", "participations", "completed", "person_hours"):
        assert cells[code] == {"state": "withheld", "value": None, "records": None}
    assert cells["trainings_held"] == {"state": "shown", "value": 1, "records": 1}


def test_building_takes_a_fixed_number_of_statements(agreement: Agreement) -> None:
    load_places()
    officer = holder("me_officer")
    assert officer.role_codes() == {"me_officer"}

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=officer)
        return len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])

    held_training(agreement, PersonFactory.create_batch(2))
    few = statements()
    for _n in range(4):
        held_training(agreement, PersonFactory.create_batch(6))
    assert few == statements() <= 25


def test_only_the_offices_of_the_organisation_count(agreement: Agreement) -> None:
    partner = OrganisationFactory()
    for by in (holder("finance_officer"), holder("me_officer", partner)):
        with refused("not_yours"):
            build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=by)
    own = AgreementFactory(project__organisation=partner)
    assert build_snapshot(agreement=own, first_day=FIRST, last_day=LAST, by=holder("me_officer", partner)).number == 1
    assert Snapshot.objects.count() == 1


def test_impossible_days_are_refused(agreement: Agreement) -> None:
    officer, today = holder("me_officer"), timezone.localdate()
    for first, last, as_of, code in (
        (LAST, FIRST, None, "days"),
        (date(2020, 1, 1), date(2020, 6, 30), None, "outside_agreement"),
        (FIRST, LAST, today + timedelta(days=1), "future"),
        (today + timedelta(days=1), agreement.last_day, today, "not_begun"),
    ):
        with refused(code):
            build_snapshot(agreement=agreement, first_day=first, last_day=last, by=officer, as_of=as_of)
    assert Snapshot.objects.count() == 0


def test_publishing_is_one_way(agreement: Agreement) -> None:
    snapshot, officer = build(agreement), holder("programme_manager")
    publish_snapshot(snapshot=snapshot, by=officer)
    stored = Snapshot.objects.get(pk=snapshot.pk)
    assert (stored.state, stored.published_by, stored.published_at is not None) == ("published", officer, True)
    with refused("publish_refused"):
        publish_snapshot(snapshot=snapshot, by=officer)
    with refused("discard_refused"):
        discard_snapshot(snapshot=snapshot, by=officer)
    assert list(Event.objects.filter(subject_type="summaries.snapshot").order_by("pk").values_list("action", "target")) == [
        ("counted", "draft"),
        ("publish", "published"),
    ]


def test_nobody_else_publishes(agreement: Agreement) -> None:
    snapshot = build(agreement)
    for by in (holder("grants_officer"), holder("me_officer", OrganisationFactory())):
        with refused("publish_refused"):
            publish_snapshot(snapshot=snapshot, by=by)
    assert Snapshot.objects.get().state == "draft"


def test_a_correction_is_the_next_number_with_a_reason(agreement: Agreement) -> None:
    first = publish_snapshot(snapshot=build(agreement), by=holder("me_officer"))
    with refused("no_reason"):
        build(agreement, reason="  ")
    second = build(agreement, reason="Two sheets came late")
    assert (second.number, second.replaces, second.reason) == (2, first, "Two sheets came late")
    assert publish_snapshot(snapshot=second, by=holder("me_officer")).state == "published"


def test_of_two_drafts_of_one_period_one_is_published(agreement: Agreement) -> None:
    one, two = build(agreement), build(agreement)
    publish_snapshot(snapshot=two, by=holder("me_officer"))
    with refused("needs_a_reason"):
        publish_snapshot(snapshot=one, by=holder("me_officer"))
    assert discard_snapshot(snapshot=one, by=holder("me_officer")).state == "discarded"


@pytest.mark.parametrize("change", [{"payload": "{}"}, {"sha256": "0" * 64}, {"number": 7}, {"as_of": date(2020, 1, 1)}])
def test_the_database_refuses_to_change_what_was_frozen(agreement: Agreement, change: dict[str, object]) -> None:
    snapshot = build(agreement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_two_publishings_of_one_draft_make_one() -> None:
    PlaceFactory()
    agreement = AgreementFactory()
    snapshot, officer = build(agreement), holder("me_officer")
    outcomes = run_concurrently(lambda pk: publish_snapshot(snapshot=Snapshot.objects.get(pk=pk), by=officer), [snapshot.pk] * 4)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Refused", "Refused", "Snapshot"]
    assert Event.objects.filter(action="publish").count() == 1


@pytest.mark.django_db(transaction=True)
def test_counting_at_once_gives_each_its_own_number() -> None:
    agreement, officer = AgreementFactory(), holder("me_officer")
    numbers = [
        outcome.number
        for outcome in run_concurrently(
            lambda _n: build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=officer), range(4)
        )
    ]
    assert sorted(numbers) == [1, 2, 3, 4]


def test_publishing_tells_each_contact_in_their_language(agreement: Agreement) -> None:
    contacts = [UserFactory(language="en"), UserFactory(language="ru"), UserFactory(is_active=False)]
    for contact in contacts:
        assign_perm("view_summary", contact, agreement)
    assign_perm("view_summary", UserFactory(), AgreementFactory())
    snapshot = build(agreement)
    assert Message.objects.count() == 0
    publish_snapshot(snapshot=snapshot, by=holder("me_officer"))
    messages = Message.objects.order_by("pk")
    assert [(message.to, message.kind, message.language) for message in messages] == [
        (contacts[0], "summary_published", "en"),
        (contacts[1], "summary_published", "ru"),
    ]
    assert messages[0].subject == "Ashar: a summary is published"
    assert f"Summary no. 1 of your agreement {agreement.number} is published (1 January – 30 June 2026)." in messages[0].body
    assert snapshot.get_absolute_url() in messages[0].body
