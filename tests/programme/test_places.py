import csv

import pytest

from programme.domain.places import UNITS, find_place, load_places, locality_for, name_key, province_of
from programme.models import Locality, Place
from tests.concurrency import run_concurrently


@pytest.fixture
def places(db: None) -> None:
    load_places()


def test_load_places_twice_changes_nothing(db: None) -> None:
    assert load_places() == 86
    before = list(Place.objects.order_by("pk").values())
    assert load_places() == 86
    assert list(Place.objects.order_by("pk").values()) == before
    assert Place.objects.filter(level="oblast").count() == 7
    assert Place.objects.filter(level="city_republic").count() == 2


def test_load_places_brings_a_changed_row_up_to_date(places: None) -> None:
    Place.objects.filter(soate="41705000000000").update(name_en="Somewhere")
    load_places()
    assert Place.objects.get(soate="41705000000000").name_en == "Batken"


def test_codes_stay_text_of_14_characters(places: None) -> None:
    assert {len(place.soate) for place in Place.objects.all()} == {14}


def test_every_unit_is_found_by_its_russian_and_kyrgyz_name_within_its_parent(places: None) -> None:
    with UNITS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["parent_soate"]]
    for row in rows:
        parent = Place.objects.get(soate=row["parent_soate"])
        for name in (row["name_ru"], row["name_ky"]):
            found = find_place(name, within=parent)
            assert found is not None, name
            assert found.soate == row["soate"], name


@pytest.mark.parametrize(
    ("text", "soate"),
    [
        ("Ош", "41706000000000"),
        ("Ошская область", "41706000000000"),
        ("г. Ош", "41721000000000"),
        ("Ош шаары", "41721000000000"),
        ("ЖАЛАЛ-АБАД ОБЛУСУ", "41703000000000"),
        ("Чуй", "41708000000000"),
        ("Таласский р-н", "41707232000000"),
        ("41705236000000", "41705236000000"),
        ("KG05000000000", "41705000000000"),
        ("  озгон  району ", "41706255000000"),
    ],
)
def test_find_place_by_code_or_folded_name(places: None, text: str, soate: str) -> None:
    found = find_place(text)
    assert found is not None
    assert found.soate == soate


@pytest.mark.parametrize("text", ["", "  ", "область", "Атлантида", "KG01"])
def test_find_place_guesses_nobody(places: None, text: str) -> None:
    assert find_place(text) is None


def test_name_key_drops_the_kind_of_place() -> None:
    assert name_key("Ысык-Көл облусу") == ("ысык-кол", (Place.Level.OBLAST,))


def test_province_of_a_town_in_a_district(places: None) -> None:
    town = Place.objects.get(soate="41705236610010")
    province = province_of(town)
    assert province is not None
    assert province.iso == "KG-B"


def test_locality_for_takes_what_was_typed_and_finds_it_again(places: None) -> None:
    province = find_place("Ошская область")
    typed = locality_for("  Чоң-Кара-Көл ", province)
    assert (typed.name, typed.typed, typed.province) == ("Чоң-Кара-Көл", True, province)
    assert locality_for("с. чон-кара-кол", province) == typed
    assert locality_for("Чоң-Кара-Көл айылы", find_place("Баткен облусу")) != typed


def test_locality_for_a_town_of_the_register_needs_no_matching(places: None) -> None:
    town = locality_for("г. Токмок", find_place("Чуй"))
    assert (town.typed, town.place.soate if town.place else "") == (False, "41708400000010")


def test_locality_for_an_empty_text_is_refused(places: None) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        locality_for("  ")


@pytest.mark.django_db(transaction=True)
def test_locality_for_eight_at_once_make_one_row() -> None:
    load_places()
    province = find_place("Баткен облусу")
    rows = run_concurrently(lambda _n: locality_for("Көк-Талаа", province), range(8))
    assert {type(row).__name__ for row in rows} == {"Locality"}
    assert Locality.objects.count() == 1
