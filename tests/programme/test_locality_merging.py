"""Two localities that are one: everything moves, nothing is lost, 30 days to undo it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from core.models import Event
from core.refusals import Refused
from programme.domain.localities import add_locality_name, rename_locality
from programme.domain.merging import UNDO_DAYS, match_locality, merge_localities, undo_locality_merge
from programme.domain.places import locality_for
from programme.models import Locality, LocalityMerge, LocalityName
from programme.relations import Relation, register, relations
from tests.concurrency import run_concurrently
from tests.factories.programme import LocalityFactory, OrganisationFactory, PlaceFactory, holder
from tests.factories.trainings import TrainingCallFactory, TrainingFactory
from tests.factories.youth_groups import GroupFactory, PersonFactory
from youth_groups.enums import Theme
from youth_groups.models import Campaign, ReachEstimate

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.datetime(1990, 1, 1).date()


@pytest.fixture
def keeper() -> User:
    return holder("training_coordinator")


def code_of(verb: Any, **arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        verb(**arguments)
    return refused.value.code


def state() -> dict[str, list[Any]]:
    """Every row of the register and of all that points to it."""
    found = {
        relation.key: list(relation.model_class._base_manager.order_by("pk").values_list("pk", relation.field)) for relation in relations()
    }
    found.pop("programme.LocalityMerge.survivor")
    found["localities"] = list(Locality.objects.order_by("pk").values())
    found["names"] = sorted(LocalityName.objects.values_list("locality_id", "kind", "language", "name", "valid_from", "valid_to"), key=str)
    return found


def standing_on(place: Locality) -> list[Any]:
    """One row of every kind that the factories make."""
    group = GroupFactory(locality=place)
    return [group, PersonFactory(locality=place), TrainingFactory(locality=place), TrainingCallFactory(locality=place)]


def test_every_relation_to_a_locality_is_declared() -> None:
    fields = Locality._meta.get_fields(include_hidden=True)
    pointing = {f"{field.related_model._meta.label}.{field.field.name}" for field in fields if field.auto_created and field.is_relation}
    assert {relation.key for relation in relations()} | {"programme.LocalityName.locality"} == pointing
    assert len(relations()) == len({relation.key for relation in relations()}) >= 11


def test_declaring_a_relation_twice_counts_once() -> None:
    before = relations()
    register(Relation(model="programme.Locality", field="parent", counted=False))
    assert relations() == before


def test_matching_moves_everything_and_keeps_the_spelling(keeper: User) -> None:
    known = LocalityFactory(name="Көк-Талаа", folded="кок-талаа")
    typed = locality_for("Кок Тала", known.province)
    rows = standing_on(typed)
    merge = match_locality(typed=typed, known=known, by=keeper)
    for row in rows:
        row.refresh_from_db()
        assert row.locality == known
    assert not Locality.objects.filter(pk=typed.pk).exists()
    assert locality_for("кок тала", known.province) == known
    assert (merge.survivor, merge.gone_id, merge.gone["name"], merge.by) == (known, typed.pk, "Кок Тала", keeper)
    assert merge.moved == {
        "youth_groups.Group.locality": [rows[0].pk],
        "youth_groups.Person.locality": [rows[1].pk],
        "trainings.Training.locality": [rows[2].pk],
        "trainings.TrainingCall.locality": [rows[3].pk],
    }
    event = Event.objects.get(action="matched")
    assert event.data == {"merge": merge.pk, "gone": typed.pk, "moved": dict.fromkeys(merge.moved, 1)}
    assert Event.objects.get(action="went_into").subject_id == str(typed.pk)
    assert not any("Тал" in str(data) for data in Event.objects.values_list("data", flat=True))


def test_a_match_is_of_a_typed_place_with_a_known_one(keeper: User) -> None:
    known, other = LocalityFactory(), LocalityFactory()
    typed, second = locality_for("Ак Сай", known.province), locality_for("Ак Сайы", known.province)
    assert code_of(match_locality, typed=known, known=other, by=keeper) == "not_typed"
    assert code_of(match_locality, typed=typed, known=second, by=keeper) == "not_known"
    assert code_of(merge_localities, survivor=typed, gone=known, by=keeper) == "keeps_typed"
    assert code_of(merge_localities, survivor=known, gone=known, by=keeper) == "same"
    merge_localities(survivor=typed, gone=second, by=keeper)
    assert Locality.objects.get(typed=True) == typed


@pytest.mark.parametrize("role", ["grants_officer", "finance_officer", "trainer", "content_editor"])
def test_other_roles_and_partners_merge_nothing(keeper: User, role: str) -> None:
    survivor, gone = LocalityFactory(), LocalityFactory()
    merge = merge_localities(survivor=survivor, gone=LocalityFactory(), by=keeper)
    for by in (holder(role), holder("programme_manager", OrganisationFactory())):
        assert code_of(merge_localities, survivor=survivor, gone=gone, by=by) == "not_the_keeper"
        assert code_of(match_locality, typed=gone, known=survivor, by=by) == "not_the_keeper"
        assert code_of(undo_locality_merge, merge=merge, by=by) == "not_the_keeper"
    assert Locality.objects.count() == 2


def test_names_are_united_and_parted_again(keeper: User) -> None:
    survivor, gone = LocalityFactory(name="Бир", folded="бир"), LocalityFactory(name="Эки", folded="эки")
    add_locality_name(locality=survivor, name="Ортодо", kind="spelling", by=keeper)
    for name in ("Ортодо", "Бир", "Башка"):
        add_locality_name(locality=gone, name=name, kind="spelling", by=keeper)
    rename_locality(locality=gone, name="Экинчи", from_day=LONG_AGO, by=keeper)
    before = state()
    merge = merge_localities(survivor=survivor, gone=gone, by=keeper)
    assert {locality_for(name, survivor.province).pk for name in ("Бир", "Ортодо", "Башка", "Эки", "Экинчи")} == {survivor.pk}
    spellings = LocalityName.objects.filter(kind="spelling").order_by("name").values_list("name", flat=True)
    assert list(spellings) == ["Башка", "Ортодо", "Экинчи"]
    undo_locality_merge(merge=merge, by=keeper)
    assert state() == before


def test_undoing_brings_everything_back_under_its_old_id(keeper: User) -> None:
    survivor, town = LocalityFactory(), LocalityFactory(kind="aiyl_aimak")
    gone = LocalityFactory(parent=town, population=10, population_source="Census", population_year=2022)
    standing_on(survivor)
    standing_on(gone)
    before = state()
    merge = merge_localities(survivor=survivor, gone=gone, by=keeper)
    assert state() != before
    assert undo_locality_merge(merge=merge, by=keeper) == gone
    assert state() == before
    merge.refresh_from_db()
    assert (merge.undone_by, merge.undone_at is not None) == (keeper, True)
    actions = Event.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["merged", "went_into", "merge_undone", "came_back"]
    assert code_of(undo_locality_merge, merge=merge, by=keeper) == "undone"


def test_what_was_given_another_place_since_stays_there(keeper: User) -> None:
    survivor, gone, third = LocalityFactory(), LocalityFactory(), LocalityFactory()
    stays, goes = GroupFactory(locality=gone), GroupFactory(locality=gone)
    merge = merge_localities(survivor=survivor, gone=gone, by=keeper)
    type(stays).objects.filter(pk=stays.pk).update(locality=third)
    new = GroupFactory(locality=survivor)
    undo_locality_merge(merge=merge, by=keeper)
    for group in (stays, goes, new):
        group.refresh_from_db()
    assert [stays.locality, goes.locality, new.locality] == [third, gone, survivor]


@pytest.mark.parametrize(("days", "code"), [(UNDO_DAYS, ""), (UNDO_DAYS + 1, "too_late")])
def test_a_merge_can_be_undone_for_thirty_days(keeper: User, monkeypatch: pytest.MonkeyPatch, days: int, code: str) -> None:
    merge = merge_localities(survivor=LocalityFactory(), gone=LocalityFactory(), by=keeper)
    later = merge.at + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert UNDO_DAYS == 30
    if code:
        assert code_of(undo_locality_merge, merge=merge, by=keeper) == code
    else:
        undo_locality_merge(merge=merge, by=keeper)
    assert Locality.objects.count() == (1 if code else 2)


def test_a_merge_whose_place_has_come_again_is_not_undone(keeper: User) -> None:
    survivor = LocalityFactory()
    typed = locality_for("Ак Сай", None)
    merge = match_locality(typed=typed, known=survivor, by=keeper)
    locality_for("Ак Сай", None)
    assert code_of(undo_locality_merge, merge=merge, by=keeper) == "twin"


def test_a_chain_of_merges_is_undone_in_any_order(keeper: User) -> None:
    first, second, third = LocalityFactory(), LocalityFactory(), LocalityFactory()
    groups = {place.pk: GroupFactory(locality=place) for place in (first, second, third)}
    before = state()
    one = merge_localities(survivor=second, gone=first, by=keeper)
    two = merge_localities(survivor=third, gone=second, by=keeper)
    one.refresh_from_db()
    assert one.survivor == third
    undo_locality_merge(merge=one, by=keeper)
    groups[first.pk].refresh_from_db()
    assert groups[first.pk].locality == first
    undo_locality_merge(merge=two, by=keeper)
    assert state() == before


def test_a_spelling_that_two_merges_brought_stays_with_the_second(keeper: User) -> None:
    known = LocalityFactory()
    one, two = locality_for("Ак Сай", known.province), locality_for("Ак Сай", PlaceFactory(soate="41705000000000", iso="KG-B"))
    first = match_locality(typed=one, known=known, by=keeper)
    match_locality(typed=two, known=known, by=keeper)
    undo_locality_merge(merge=first, by=keeper)
    assert known.names.filter(folded="ак сай").count() == 1


def test_what_it_lay_in_may_have_been_merged_meanwhile(keeper: User) -> None:
    old, new = LocalityFactory(kind="aiyl_aimak"), LocalityFactory(kind="aiyl_aimak")
    village, survivor = LocalityFactory(parent=old), LocalityFactory()
    merge = merge_localities(survivor=survivor, gone=village, by=keeper)
    merge_localities(survivor=new, gone=old, by=keeper)
    assert undo_locality_merge(merge=merge, by=keeper).parent == new


def test_family_is_not_merged(keeper: User) -> None:
    town = LocalityFactory(kind="town")
    quarter = LocalityFactory(kind="quarter", parent=town)
    assert code_of(merge_localities, survivor=town, gone=quarter, by=keeper) == "family"
    assert code_of(merge_localities, survivor=quarter, gone=town, by=keeper) == "family"
    assert code_of(merge_localities, survivor=LocalityFactory(), gone=town, by=keeper) == "kinds"
    other = LocalityFactory(kind="town", province=PlaceFactory(soate="41705000000000", iso="KG-B"))
    assert code_of(merge_localities, survivor=other, gone=town, by=keeper) == "kinds"
    merge_localities(survivor=LocalityFactory(kind="town"), gone=town, by=keeper)


def test_children_of_one_name_refuse_the_merge_and_nothing_moves(keeper: User) -> None:
    towns = [LocalityFactory(kind="town"), LocalityFactory(kind="town")]
    for town in towns:
        LocalityFactory(kind="quarter", parent=town, name="Борбор", folded="борбор")
    group = GroupFactory(locality=towns[1])
    before = state()
    assert code_of(merge_localities, survivor=towns[0], gone=towns[1], by=keeper) == "clash"
    assert state() == before
    assert group.locality == towns[1]


def test_a_list_that_holds_both_refuses_the_merge(keeper: User) -> None:
    survivor, gone = LocalityFactory(), LocalityFactory()
    day, by = timezone.localdate(), keeper
    campaign = Campaign.objects.create(
        group=GroupFactory(locality=survivor),
        number="C-1",
        theme=Theme.values[0],
        first_day=day,
        last_day=day,
        locality=survivor,
        written_by=by,
    )
    channel = ReachEstimate._meta.get_field("channel").choices[0][0]
    for place in (survivor, gone):
        ReachEstimate.objects.create(
            campaign=campaign, channel=channel, locality=place, people=5, method="asked", source="akim", day=day, written_by=by
        )
    before = state()
    assert code_of(merge_localities, survivor=survivor, gone=gone, by=keeper) == "clash"
    assert state() == before


def test_merging_what_is_gone_is_refused(keeper: User) -> None:
    survivor, gone = LocalityFactory(), LocalityFactory()
    merge_localities(survivor=survivor, gone=gone, by=keeper)
    assert code_of(merge_localities, survivor=survivor, gone=gone, by=keeper) == "gone"
    assert code_of(merge_localities, survivor=gone, gone=survivor, by=keeper) == "gone"


def test_the_record_of_a_merge_is_never_changed_nor_deleted(keeper: User) -> None:
    merge = merge_localities(survivor=LocalityFactory(), gone=LocalityFactory(), by=keeper)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LocalityMerge.objects.filter(pk=merge.pk).update(moved={"programme.Locality.parent": [1]})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        merge.delete()


def test_rows_are_locked_in_the_order_of_their_ids(keeper: User, django_assert_max_num_queries: Any) -> None:
    low, high = LocalityFactory(), LocalityFactory()
    with django_assert_max_num_queries(60) as captured:
        merge_localities(survivor=low, gone=high, by=keeper)
    first = next(query["sql"] for query in captured.captured_queries if 'FROM "programme_locality"' in query["sql"])
    assert 'ORDER BY "programme_locality"."id" ASC' in first
    assert ("FOR UPDATE" in first) == (connection.vendor == "postgresql")


def _all_groups_have_a_place(groups: list[Any]) -> bool:
    for group in groups:
        group.refresh_from_db()
    return all(Locality.objects.filter(pk=group.locality_id).exists() for group in groups)


@pytest.mark.django_db(transaction=True)
def test_merges_into_one_place_at_once_lose_no_row() -> None:
    by, survivor = holder("me_officer"), LocalityFactory()
    gone = [LocalityFactory() for _n in range(4)]
    groups = [GroupFactory(locality=place) for place in gone for _n in range(3)]
    outcomes = run_concurrently(lambda place: merge_localities(survivor=survivor, gone=place, by=by), gone)
    assert {type(outcome).__name__ for outcome in outcomes} == {"LocalityMerge"}
    assert _all_groups_have_a_place(groups)
    assert survivor.groups.count() == 12
    assert sorted(pk for merge in LocalityMerge.objects.all() for pk in merge.moved["youth_groups.Group.locality"]) == sorted(
        group.pk for group in groups
    )


@pytest.mark.django_db(transaction=True)
def test_merges_against_one_another_at_once_lose_no_row() -> None:
    by, one, two = holder("me_officer"), LocalityFactory(), LocalityFactory()
    groups = [GroupFactory(locality=place) for place in (one, two)]
    outcomes = run_concurrently(lambda pair: merge_localities(survivor=pair[0], gone=pair[1], by=by), [(one, two), (two, one)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LocalityMerge", "Refused"]
    assert _all_groups_have_a_place(groups)
    assert Locality.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_undoing_twice_at_once_undoes_once() -> None:
    by, survivor, gone = holder("me_officer"), LocalityFactory(), LocalityFactory()
    group = GroupFactory(locality=gone)
    merge = merge_localities(survivor=survivor, gone=gone, by=by)
    outcomes = run_concurrently(lambda _n: undo_locality_merge(merge=merge, by=by), range(2))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Locality", "Refused"]
    group.refresh_from_db()
    assert group.locality == gone
