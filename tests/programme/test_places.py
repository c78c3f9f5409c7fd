import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from programme.domain.places import UNITS, find_place, load_places, locality_for, name_key, province_of
from programme.models import Locality, Place
from tests.concurrency import run_concurrently
from tests.factories.programme import LocalityFactory


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


def test_locality_for_a_town_makes_one_row_however_it_is_written(places: None) -> None:
    rows = {
        locality_for(text, province).pk
        for text in ("г. Манас", "Жалал-Абад шаары", "Jalal-Abad")
        for province in (None, find_place("KG03000000000"))
    }
    assert len(rows) == 1
    town = Locality.objects.get()
    assert (town.kind, town.soate, town.province.iso if town.province else "") == ("town", "41703410000010", "KG-J")


def test_locality_for_a_city_of_republican_rank_in_itself(places: None) -> None:
    city = locality_for("Ош", Place.objects.get(iso="KG-GO"))
    assert (city.typed, city.kind, city.place, city.province) == (False, "town", city.province, Place.objects.get(iso="KG-GO"))


def test_locality_for_a_code_of_a_province_is_no_town(places: None) -> None:
    assert (locality_for("KG05000000000").typed, locality_for("KG05000000000").place) == (True, None)


def test_locality_for_finds_what_is_known_by_another_name(places: None, django_assert_num_queries: Any) -> None:
    province = find_place("Баткен облусу")
    village = LocalityFactory(name="Жаңы-Айыл", folded="жаны-айыл", province=province)
    village.names.create(name="Ленинское", folded="ленинское", language="ru", valid_to=date(1992, 1, 1))
    village.names.create(name="Жаны Айл", folded="жаны аил", kind="spelling")
    for text in ("с. Ленинское", "жаны аил", "Жаңы-Айыл"):
        with django_assert_num_queries(1):
            assert locality_for(text, province) == village
    assert locality_for("Ленинское", find_place("Ошская область")) != village
    assert locality_for("Ленинское") != village


def test_locality_for_two_villages_of_one_name_guesses_neither(places: None) -> None:
    province = find_place("Баткен облусу")
    districts = Place.objects.filter(parent=province, level="district")[:2]
    for district in districts:
        LocalityFactory(name="Ак-Сай", folded="ак-сай", province=province, place=district)
    typed = locality_for("Ак-Сай", province)
    assert (typed.typed, typed.place) == (True, None)
    assert locality_for("Ак-Сай", province) == typed


def test_locality_for_a_name_of_its_own_goes_before_an_old_name_of_another(places: None) -> None:
    province = find_place("Баткен облусу")
    now = LocalityFactory(name="Манас", folded="манас", province=province)
    LocalityFactory(province=province).names.create(name="Манас", folded="манас", valid_to=date(1990, 1, 1))
    assert locality_for("Манас", province) == now


def test_locality_for_a_place_abroad_is_found_without_a_province(places: None) -> None:
    abroad = LocalityFactory(name="Белфаст", folded="белфаст", kind="abroad", country="GB", province=None)
    assert locality_for("Белфаст") == abroad


def test_a_renamed_town_is_found_by_both_names_and_has_each_on_its_days(places: None) -> None:
    town = find_place("Жалал-Абад шаары")
    assert town is not None
    assert town == find_place("г. Манас")
    assert [town.name_on(day, "ky") for day in (date(2025, 9, 16), date(2025, 9, 17))] == ["Жалал-Абад шаары", "Манас шаары"]
    assert [town.name_on(day, "en") for day in (date(2025, 9, 16), date(2025, 9, 17))] == ["Jalal-Abad", "Manas (ex Jalal-Abad)"]


def test_a_name_that_the_file_of_former_names_gives_is_found(places: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "former.csv"
    file.write_text("soate,language,name,valid_from,valid_to,source\n41705236610010,ru,Никакой,,2001-02-03,test\n", encoding="utf-8")
    monkeypatch.setattr("programme.domain.places.FORMER_NAMES", file)
    assert find_place("Никакой") is None
    load_places()
    found = find_place("Никакой")
    assert found is not None
    assert (found.soate, found.name_on(date(2001, 2, 3), "ru")) == ("41705236610010", "Никакой")


def test_the_districts_former_name_is_found(places: None) -> None:
    district = find_place("Кара-Бууринский район")
    assert district is not None
    assert district == find_place("Айтматовский район")


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
