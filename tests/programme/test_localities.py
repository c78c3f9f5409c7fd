"""The register of localities: what the verbs accept and refuse, names with their days, what the database holds by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from core.models import Event
from core.refusals import Refused
from programme.domain.localities import (
    LocalityFacts,
    accept_locality,
    add_locality,
    add_locality_name,
    correct_locality,
    remove_locality_name,
    rename_locality,
)
from programme.domain.places import find_place, load_places, locality_for
from programme.models import Locality, LocalityName, Place
from tests.concurrency import run_concurrently
from tests.factories.programme import LocalityFactory, OrganisationFactory, PlaceFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> User:
    return holder("me_officer")


@pytest.fixture
def batken() -> Place:
    return PlaceFactory(soate="41705000000000", iso="KG-B", name_en="Batken")


def unit(within: Place, level: str = "district", soate: str = "41705214000000", **names: str) -> Place:
    return PlaceFactory(soate=soate, iso="", level=level, parent=within, folded=names.pop("folded", "|баткен|"), **names)


def facts(**values: Any) -> LocalityFacts:
    return LocalityFacts(**{"name": "Ак-Сай", "kind": "village"} | values)


def refusal(verb: Any, **arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        verb(**arguments)
    return refused.value.code


@pytest.mark.parametrize("role", ["programme_manager", "training_coordinator", "me_officer"])
def test_keepers_of_the_lead_accept_what_was_typed(batken: Place, role: str) -> None:
    typed = locality_for("Ак Сай", batken)
    given = facts(place=unit(batken), population=812, population_source="Перепись", population_year=2022, soate="41705214810010")
    accepted = accept_locality(locality=typed, facts=given, by=holder(role))
    assert (accepted.pk, accepted.name, accepted.kind, accepted.province, accepted.typed) == (typed.pk, "Ак-Сай", "village", batken, False)
    assert (accepted.population, accepted.population_source, accepted.population_year) == (812, "Перепись", 2022)
    assert locality_for("ак сай", batken) == locality_for("Ак-Сай", batken) == accepted
    event = Event.objects.get(subject_type="programme.locality", action="accepted")
    assert event.data["fields"] == ["kind", "name", "place", "population", "population_source", "population_year", "soate"]
    assert "Сай" not in str(event.data)


@pytest.mark.parametrize("role", ["grants_officer", "finance_officer", "trainer", "content_editor", "reviewer"])
def test_other_roles_keep_no_places(batken: Place, role: str) -> None:
    by = holder(role)
    typed, known = locality_for("Ак Сай", batken), LocalityFactory(province=batken)
    name = add_locality_name(locality=known, name="Эски", by=holder("me_officer"))
    assert refusal(accept_locality, locality=typed, facts=facts(), by=by) == "not_the_keeper"
    assert refusal(add_locality, facts=facts(province=batken), by=by) == "not_the_keeper"
    assert refusal(correct_locality, locality=known, facts=facts(province=batken), by=by) == "not_the_keeper"
    assert refusal(rename_locality, locality=known, name="Жаңы", from_day=date(2020, 1, 1), by=by) == "not_the_keeper"
    assert refusal(add_locality_name, locality=known, name="Жаңы", by=by) == "not_the_keeper"
    assert refusal(remove_locality_name, name=name, by=by) == "not_the_keeper"


def test_a_partners_manager_keeps_no_places(batken: Place) -> None:
    by = holder("programme_manager", OrganisationFactory())
    assert refusal(accept_locality, locality=locality_for("Ак Сай", batken), facts=facts(), by=by) == "not_the_keeper"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " . "}, "no_name"),
        ({"kind": ""}, "kind"),
        ({"kind": "hamlet"}, "kind"),
        ({"province": None}, "no_province"),
        ({"kind": "abroad"}, "country"),
        ({"kind": "abroad", "country": "KG"}, "country"),
        ({"kind": "quarter"}, "no_town"),
        ({"population": 5}, "population"),
        ({"population": 5, "population_source": "Census"}, "population"),
        ({"population_source": "Census", "population_year": 2022}, "population"),
        ({"population": 5, "population_source": "Census", "population_year": 1899}, "population_year"),
        ({"population": 5, "population_source": "Census", "population_year": 2999}, "population_year"),
        ({"soate": "4170521481001"}, "soate"),
        ({"pcode": "4170521481001"}, "pcode"),
    ],
)
def test_facts_that_do_not_hold_together_are_refused(keeper: User, batken: Place, values: dict[str, Any], code: str) -> None:
    assert refusal(add_locality, facts=facts(**{"province": batken} | values), by=keeper) == code
    assert Locality.objects.count() == 0


def test_the_district_gives_the_province_and_must_lie_in_it(keeper: User, batken: Place) -> None:
    district = unit(batken)
    assert refusal(add_locality, facts=facts(province=PlaceFactory(), place=district), by=keeper) == "provinces"
    assert add_locality(facts=facts(place=district), by=keeper).province == batken


def test_a_quarter_lies_in_a_town_and_a_village_in_an_aiyl_aimak(keeper: User, batken: Place) -> None:
    town, aimak = LocalityFactory(kind="town", province=batken), LocalityFactory(kind="aiyl_aimak", province=batken)
    assert add_locality(facts=facts(kind="quarter", parent=town), by=keeper).parent == town
    assert add_locality(facts=facts(parent=aimak), by=keeper).parent == aimak
    for values in ({"kind": "quarter", "parent": aimak}, {"parent": town}, {"kind": "town", "parent": aimak}):
        assert refusal(add_locality, facts=facts(name="Башка", **values), by=keeper) == "within"
    assert refusal(add_locality, facts=facts(name="Башка", parent=aimak, province=PlaceFactory()), by=keeper) == "provinces"


def test_in_what_others_lie_keeps_its_kind(keeper: User, batken: Place) -> None:
    town = LocalityFactory(kind="town", province=batken)
    add_locality(facts=facts(kind="quarter", parent=town), by=keeper)
    assert refusal(correct_locality, locality=town, facts=facts(name=town.name, province=batken), by=keeper) == "has_children"
    moved = facts(name=town.name, kind="town", province=PlaceFactory())
    assert refusal(correct_locality, locality=town, facts=moved, by=keeper) == "has_children"


def test_villages_of_one_name_stand_apart_by_district(keeper: User, batken: Place) -> None:
    first = add_locality(facts=facts(place=unit(batken)), by=keeper)
    second = add_locality(facts=facts(place=unit(batken, soate="41705226000000")), by=keeper)
    assert first.pk != second.pk
    assert refusal(add_locality, facts=facts(name="АК-САЙ айылы", place=first.place), by=keeper) == "twin"
    assert refusal(add_locality, facts=facts(name="с. Ак-Сай", place=first.place), by=keeper) == "twin"


def test_a_code_stands_once(keeper: User, batken: Place) -> None:
    add_locality(facts=facts(province=batken, soate="41705214810010", pcode="KG05214810010"), by=keeper)
    for values in ({"soate": "41705214810010"}, {"pcode": "KG05214810010"}):
        assert refusal(add_locality, facts=facts(name="Башка", province=batken, **values), by=keeper) == "twin"


def test_a_town_of_the_register_has_its_codes(keeper: User, batken: Place) -> None:
    town = unit(batken, "town", "41705410000010", folded="|кызыл-кия|", pcode="KG05410000010")
    accepted = accept_locality(
        locality=locality_for("Кызыл Кыя", batken), facts=facts(name="Кызыл-Кия", kind="town", place=town), by=keeper
    )
    assert (accepted.soate, accepted.pcode) == (town.soate, town.pcode)


def test_a_place_abroad_has_a_country_and_lies_in_no_province(keeper: User, batken: Place) -> None:
    abroad = add_locality(facts=facts(name="Белфаст", kind="abroad", country="GB", province=batken, place=unit(batken)), by=keeper)
    assert (abroad.country, abroad.province, abroad.place, abroad.parent) == ("GB", None, None, None)
    assert locality_for("Белфаст") == abroad


def test_accepting_twice_is_refused(keeper: User, batken: Place) -> None:
    typed = locality_for("Ак Сай", batken)
    accept_locality(locality=typed, facts=facts(province=batken), by=keeper)
    assert refusal(accept_locality, locality=typed, facts=facts(province=batken), by=keeper) == "not_typed"


def test_correcting_says_which_fields_and_keeps_the_old_spelling(keeper: User, batken: Place) -> None:
    village = LocalityFactory(name="Ак Сай", folded="ак сай", province=batken)
    correct_locality(locality=village, facts=facts(name="Ак-Сай", province=batken), by=keeper)
    assert Event.objects.get().data == {"fields": ["name"]}
    assert locality_for("ак сай", batken) == village
    correct_locality(locality=village, facts=facts(name="Ак-Сай", province=batken), by=keeper)
    assert Event.objects.count() == 1


def test_a_typed_place_is_not_corrected_nor_renamed(keeper: User, batken: Place) -> None:
    typed = locality_for("Ак Сай", batken)
    assert refusal(correct_locality, locality=typed, facts=facts(province=batken), by=keeper) == "typed"
    assert refusal(rename_locality, locality=typed, name="Жаңы", from_day=date(2020, 1, 1), by=keeper) == "typed"


def test_renaming_keeps_the_old_name_for_the_days_before(keeper: User, batken: Place) -> None:
    village = LocalityFactory(name="Ленинское", folded="ленинское", province=batken)
    renamed = rename_locality(locality=village, name="Жаңы-Жол", from_day=date(1992, 5, 1), by=keeper)
    assert renamed.name == "Жаңы-Жол"
    assert [renamed.name_on(day) for day in (date(1992, 4, 30), date(1992, 5, 1))] == ["Ленинское", "Жаңы-Жол"]
    assert locality_for("Ленинское", batken) == locality_for("Жаңы-Жол", batken) == village
    again = rename_locality(locality=village, name="Ленинское", from_day=date(2001, 1, 1), by=keeper)
    days = (date(1990, 1, 1), date(2000, 12, 31), date(2001, 1, 1), timezone.localdate())
    assert [again.name_on(day) for day in days] == ["Ленинское", "Жаңы-Жол", "Ленинское", "Ленинское"]
    assert list(Event.objects.values_list("action", flat=True)) == ["renamed", "renamed"]


def test_renaming_refuses_what_cannot_be(keeper: User, batken: Place) -> None:
    village = LocalityFactory(name="Ак-Сай", folded="ак-сай", province=batken)
    assert refusal(rename_locality, locality=village, name="Ак-Сай", from_day=date(2020, 1, 1), by=keeper) == "same_name"
    ahead = timezone.localdate() + timedelta(days=1)
    assert refusal(rename_locality, locality=village, name="Жаңы", from_day=ahead, by=keeper) == "ahead"
    rename_locality(locality=village, name="Жаңы", from_day=date(2020, 1, 1), by=keeper)
    assert refusal(rename_locality, locality=village, name="Башка", from_day=date(2020, 1, 1), by=keeper) == "earlier"
    twin = LocalityFactory(name="Башка", folded="башка", province=batken)
    assert refusal(rename_locality, locality=village, name=twin.name, from_day=date(2021, 1, 1), by=keeper) == "twin"


def test_names_in_languages_are_those_of_the_reader(keeper: User) -> None:
    village = LocalityFactory(name="Ак-Сай")
    add_locality_name(locality=village, name="Ак-Сайское", language="ru", by=keeper)
    assert [village.name_on(date(2026, 1, 1), code) for code in ("ru", "ky")] == ["Ак-Сайское", "Ак-Сай"]


def test_two_names_of_one_language_never_share_a_day(keeper: User) -> None:
    village = LocalityFactory()
    first = {"language": "ru", "valid_from": date(1990, 1, 1), "valid_to": date(1999, 12, 31)}
    add_locality_name(locality=village, name="Первое", by=keeper, **first)
    for values in ({}, {"valid_from": date(1999, 12, 31)}, {"valid_to": date(1990, 1, 1)}):
        assert refusal(add_locality_name, locality=village, name="Второе", language="ru", by=keeper, **values) == "overlap"
    add_locality_name(locality=village, name="Второе", language="ru", valid_from=date(2000, 1, 1), by=keeper)
    add_locality_name(locality=village, name="Бир", language="ky", by=keeper)
    assert [village.name_on(date(year, 6, 1), "ru") for year in (1989, 1995, 2005)] == [village.name, "Первое", "Второе"]
    wrong = {"valid_from": date(2001, 1, 2), "valid_to": date(2001, 1, 1)}
    assert refusal(add_locality_name, locality=village, name="Үч", language="uz", by=keeper, **wrong) == "days"


def test_a_spelling_has_neither_language_nor_days_and_is_known_once(keeper: User) -> None:
    village = LocalityFactory()
    row = add_locality_name(locality=village, name="Ак Сай", kind="spelling", language="ru", valid_from=date(2020, 1, 1), by=keeper)
    assert (row.language, row.valid_from) == ("", None)
    assert locality_for("ак сай", village.province) == village
    assert refusal(add_locality_name, locality=village, name="с. Ак Сай", kind="spelling", by=keeper) == "known_spelling"
    remove_locality_name(name=row, by=keeper)
    assert locality_for("ак сай", village.province) != village
    remove_locality_name(name=row, by=keeper)
    assert list(Event.objects.values_list("action", flat=True)) == ["name_added", "name_removed"]


def test_verbs_on_a_place_that_is_gone_are_refused(keeper: User) -> None:
    village = LocalityFactory()
    Locality.objects.filter(pk=village.pk).delete()
    assert refusal(add_locality_name, locality=village, name="Жаңы", by=keeper) == "gone"


BAD_ROWS: list[dict[str, Any]] = [
    {"population": 5},
    {"population": 5, "population_source": "Census"},
    {"population_source": "Census", "population_year": 2022},
    {"kind": ""},
    {"kind": "abroad", "province": None},
    {"country": "GB"},
    {"kind": "abroad", "country": "GB"},
    {"soate": "4170521481001"},
    {"pcode": "KG0521481001"},
]


@pytest.mark.parametrize("values", BAD_ROWS, ids=str)
def test_the_database_holds_the_rules_of_a_row(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalityFactory(**values)


def test_the_database_holds_that_nothing_lies_in_itself_and_nothing_stands_twice() -> None:
    village = LocalityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Locality.objects.filter(pk=village.pk).update(parent=village.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalityFactory(folded=village.folded)
    abroad = LocalityFactory(kind="abroad", country="GB", province=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalityFactory(kind="abroad", country="GB", province=None, folded=abroad.folded)
    LocalityFactory(kind="abroad", country="BE", province=None, folded=abroad.folded)


@pytest.mark.parametrize(
    "values",
    [
        {"valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)},
        {"kind": "spelling", "language": "ru"},
        {"kind": "spelling", "valid_to": date(2020, 1, 1)},
    ],
    ids=str,
)
def test_the_database_holds_the_rules_of_a_name(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalityName.objects.create(locality=LocalityFactory(), name="Ак", folded="ак", **values)


@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_accept_one_place_at_once_do_it_once() -> None:
    load_places()
    province = find_place("Баткен облусу")
    typed, by = locality_for("Ак Сай", province), holder("me_officer")
    outcomes = run_concurrently(lambda _n: accept_locality(locality=typed, facts=facts(province=province), by=by), range(2))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Locality", "Refused"]
    assert Event.objects.filter(action="accepted").count() == 1
