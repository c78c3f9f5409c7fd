"""The pages of the register of places: who opens them, what they say, how many statements they take."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.worklists import work_for
from programme.domain.localities import add_locality_name
from programme.domain.merging import merge_localities
from programme.domain.places import find_place, load_places, locality_for
from programme.models import Locality, LocalityMerge, LocalityName, Place
from programme.queries.localities import waiting_with
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, OrganisationFactory, PlaceFactory, holder
from tests.factories.trainings import TrainingFactory
from tests.factories.youth_groups import GroupFactory, PersonFactory, member_account

pytestmark = pytest.mark.django_db
LISTS = ("places", "localities", "locality_add")


@pytest.fixture
def keeper() -> User:
    return holder("me_officer", language="en")


def batken() -> Place:
    return PlaceFactory(soate="41705000000000", iso="KG-B", name_en="Batken", folded="|баткен|")


def page(client: Client, user: User, name: str, *args: Any, **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(f"programme:{name}", args=args), query)


def post(client: Client, user: User, view: str, *args: Any, **values: Any) -> Any:
    client.force_login(user)
    return client.post(reverse(f"programme:{view}", args=args), values)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("role", ["programme_manager", "training_coordinator", "me_officer"])
def test_pages_open_for_those_who_keep_places(client: Client, role: str) -> None:
    user, village = holder(role), LocalityFactory()
    for name in LISTS:
        assert page(client, user, name).status_code == 200
    for name in ("locality", "locality_match", "locality_edit", "locality_name_add", "locality_rename"):
        assert page(client, user, name, village.pk).status_code == 200


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("who", ["grants_officer", "partners_coordinator", "partners_manager", "trainer", "group", "nobody"])
def test_pages_are_not_there_for_others(client: Client, keeper: User, who: str) -> None:
    village, other = LocalityFactory(), locality_for("Ак Сай")
    name = add_locality_name(locality=village, name="Эски", by=keeper)
    merge = merge_localities(survivor=village, gone=LocalityFactory(), by=keeper)
    user = {
        "grants_officer": lambda: holder("grants_officer"),
        "partners_coordinator": lambda: holder("training_coordinator", OrganisationFactory()),
        "partners_manager": lambda: holder("programme_manager", OrganisationFactory()),
        "trainer": lambda: holder("trainer"),
        "group": lambda: member_account(GroupFactory()),
        "nobody": UserFactory,
    }[who]()
    for listed in LISTS:
        assert page(client, user, listed).status_code == 404
    for single in ("locality", "locality_match", "locality_edit", "locality_name_add", "locality_rename"):
        assert page(client, user, single, village.pk).status_code == 404
        if single != "locality":
            assert post(client, user, single, village.pk, into=other.pk).status_code == 404
    assert page(client, user, "locality", merge.gone_id).status_code == 404
    assert post(client, user, "locality_add").status_code == 404
    assert post(client, user, "locality_name_remove", name.pk).status_code == 404
    assert post(client, user, "locality_merge_undo", merge.pk).status_code == 404
    assert LocalityName.objects.filter(pk=name.pk).exists()


def test_the_queue_shows_what_each_may_be_and_why(client: Client, keeper: User) -> None:
    province, elsewhere = PlaceFactory(), batken()
    same = LocalityFactory(name="Көк-Талаа", folded="кок-талаа", province=province)
    far = LocalityFactory(name="Көк-Талаа", folded="кок-талаа", province=elsewhere)
    LocalityFactory(name="Баткен", folded="баткен", province=elsewhere)
    spelt = LocalityFactory(name="Жаңы-Жол", folded="жаны-жол", province=province)
    add_locality_name(locality=spelt, name="Ленинское", language="ru", valid_to=date(1992, 1, 1), by=keeper)
    latin, near = locality_for("Kok-Talaa", province), locality_for("Кок-Тала", province)
    old = locality_for("Ленинское", elsewhere)
    GroupFactory(locality=latin)
    PersonFactory.create_batch(2, locality=latin)
    TrainingFactory(locality=latin)
    shown = {item.locality: item for item in page(client, keeper, "places").context["waiting"]}
    assert set(shown) == {latin, near, old}
    reasons = {item: [(found.locality, found.reasons) for found in shown[item].candidates] for item in shown}
    assert reasons[latin] == [
        (same, ("the same in other letters", "in the same province")),
        (far, ("the same in other letters", "in another province")),
    ]
    assert reasons[near] == [(same, ("a near spelling", "in the same province")), (far, ("a near spelling", "in another province"))]
    assert reasons[old] == [(spelt, ("known by this name, too", "in another province"))]
    assert sorted((use.name, use.count) for use in shown[latin].uses) == [("groups", 1), ("people", 2), ("trainings", 1)]
    assert shown[near].uses == []


def test_units_of_the_register_are_offered_where_they_lie(client: Client, keeper: User) -> None:
    load_places()
    province = find_place("Баткен облусу")
    typed = locality_for("Лейлек", province)
    abroad = locality_for("Лейлек", find_place("Нарын облусу"))
    waiting = {item.locality: item for item in waiting_with([typed, abroad])}
    assert [unit.soate for unit in waiting[typed].units] == [found.soate for found in [find_place("Лейлекский район")] if found]
    assert waiting[abroad].units == []
    unit = waiting[typed].units[0]
    answer = page(client, keeper, "locality_edit", typed.pk, unit=unit.pk)
    assert answer.context["form"].initial["place"] == unit


@pytest.mark.parametrize("name", ["places", "localities"])
def test_lists_take_the_same_statements_with_one_and_with_thirty_rows(client: Client, keeper: User, name: str) -> None:
    def statements() -> int:
        client.force_login(keeper)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"programme:{name}")).status_code == 200
        return len(captured)

    province = batken()
    town = LocalityFactory(kind="town", province=province)
    for index in range(30):
        row = locality_for(f"Кыштак {index}", province)
        GroupFactory(locality=row)
        PersonFactory(locality=row)
        LocalityFactory(name=f"Кыштактар {index}", folded=f"кыштактар {index}", province=province, kind="quarter", parent=town)
        if index == 0:
            statements()
            first = statements()
    assert statements() == first
    assert first <= 15


def test_one_place_takes_the_same_statements_with_much_on_it(client: Client, keeper: User) -> None:
    def statements(row: Locality) -> int:
        client.force_login(keeper)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(row.get_absolute_url()).status_code == 200
        return len(captured)

    rows = [LocalityFactory(), LocalityFactory()]
    for row, times in zip(rows, (1, 10), strict=True):
        for index in range(times):
            GroupFactory(locality=row)
            add_locality_name(locality=row, name=f"Айылча {row.pk} {index}", kind="spelling", by=keeper)
            merge_localities(survivor=row, gone=LocalityFactory(), by=keeper)
    statements(rows[0])
    assert statements(rows[0]) == statements(rows[1]) <= 15


def test_pages_of_the_queue_hold_twenty(client: Client, keeper: User) -> None:
    for index in range(21):
        locality_for(f"Кыштак {index}")
    assert len(page(client, keeper, "places").context["waiting"]) == 20
    assert len(page(client, keeper, "places", page=2).context["waiting"]) == 1


def test_matching_by_a_button_and_taking_it_back(client: Client, keeper: User) -> None:
    known = LocalityFactory(name="Көк-Талаа", folded="кок-талаа")
    typed = locality_for("Кок Тала", known.province)
    group = GroupFactory(locality=typed)
    response = post(client, keeper, "locality_match", typed.pk, into=known.pk)
    assert response["Location"] == reverse("programme:places")
    group.refresh_from_db()
    assert group.locality == known
    assert page(client, keeper, "locality", typed.pk)["Location"] == known.get_absolute_url()
    shown = page(client, keeper, "locality", known.pk)
    assert [(merge.gone["name"], may) for merge, may in shown.context["merges"]] == [("Кок Тала", True)]
    assert [station["title"] for station in shown.context["stations"]] == ["A typed place was matched with it"]
    merge = LocalityMerge.objects.get()
    assert post(client, keeper, "locality_merge_undo", merge.pk)["Location"] == typed.get_absolute_url()
    group.refresh_from_db()
    assert group.locality == typed
    answer = client.post(reverse("programme:locality_merge_undo", args=[merge.pk]), follow=True)
    assert said(answer) == ["They are two places again.", "This merge was undone already."]


def test_after_thirty_days_there_is_no_button(client: Client, keeper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    known = LocalityFactory()
    merge = merge_localities(survivor=known, gone=LocalityFactory(), by=keeper)
    undo = reverse("programme:locality_merge_undo", args=[merge.pk])
    assert undo in page(client, keeper, "locality", known.pk).content.decode()
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("programme.domain.merging.timezone.now", lambda: later)
    assert undo not in page(client, keeper, "locality", known.pk).content.decode()


def test_merging_two_known_places_leads_to_the_survivor(client: Client, keeper: User) -> None:
    survivor, gone = LocalityFactory(name="Ак-Сай", folded="ак-сай"), LocalityFactory(name="Башка", folded="башка")
    found = page(client, keeper, "locality_match", gone.pk, q="АК-САЙ").context["found"]
    assert list(found) == [survivor]
    assert post(client, keeper, "locality_match", gone.pk, into=survivor.pk)["Location"] == survivor.get_absolute_url()


def test_a_refused_match_is_said_and_nothing_moves(client: Client, keeper: User) -> None:
    town = LocalityFactory(kind="town")
    quarter = LocalityFactory(kind="quarter", parent=town)
    response = post(client, keeper, "locality_match", quarter.pk, into=town.pk)
    assert (response.status_code, said(response)) == (200, ["One of the two lies in the other."])
    for into in ("", "0", "x", "99999999999999999999"):
        assert post(client, keeper, "locality_match", quarter.pk, into=into).status_code == 404


def test_accepting_as_new(client: Client, keeper: User) -> None:
    province = PlaceFactory()
    typed = locality_for("Ак Сай", province)
    form = page(client, keeper, "locality_edit", typed.pk).context["form"]
    assert (form.initial["name"], form.initial["province"]) == ("Ак Сай", province)
    values = {"name": "Ак-Сай", "kind": "village", "province": province.pk, "population": "812"}
    refused = post(client, keeper, "locality_edit", typed.pk, **values)
    assert refused.context["form"].non_field_errors() == ["A population needs its source and year."]
    assert refused.context["form"]["name"].value() == "Ак-Сай"
    response = post(client, keeper, "locality_edit", typed.pk, **values, population_source="Census", population_year="2022")
    assert response["Location"] == reverse("programme:places")
    typed.refresh_from_db()
    assert (typed.name, typed.typed, typed.population, typed.population_year) == ("Ак-Сай", False, 812, 2022)


def test_correcting_renaming_and_naming(client: Client, keeper: User) -> None:
    village = LocalityFactory(name="Ленинское", folded="ленинское")
    values = {"name": "Ленинское", "kind": "aiyl_aimak", "province": village.province_id}
    assert post(client, keeper, "locality_edit", village.pk, **values)["Location"] == village.get_absolute_url()
    assert post(client, keeper, "locality_rename", village.pk, name="Жаңы-Жол", from_day="1992-05-01").status_code == 302
    assert post(client, keeper, "locality_name_add", village.pk, name="Новый Путь", kind="name", language="ru").status_code == 302
    village.refresh_from_db()
    assert (village.kind, village.name) == ("aiyl_aimak", "Жаңы-Жол")
    shown = page(client, keeper, "locality", village.pk).content.decode()
    for words in ("Жаңы-Жол", "Ленинское", "to 30 April 1992", "from 1 May 1992", "Новый Путь", "Renamed"):
        assert words in shown
    wrong = post(client, keeper, "locality_name_add", village.pk, name="Ещё", kind="name", language="ru")
    assert wrong.context["form"].non_field_errors() == ["It has another name in this language on these days."]
    row = village.names.get(name="Новый Путь")
    assert post(client, keeper, "locality_name_remove", row.pk)["Location"] == village.get_absolute_url()
    assert not LocalityName.objects.filter(pk=row.pk).exists()


def test_a_typed_place_is_not_renamed(client: Client, keeper: User) -> None:
    assert page(client, keeper, "locality_rename", locality_for("Ак Сай").pk).status_code == 404


def test_a_study_tours_town_abroad_is_added(client: Client, keeper: User) -> None:
    assert post(client, keeper, "locality_add", name="Белфаст", kind="abroad", country="GB")["Location"] == reverse("programme:localities")
    abroad = Locality.objects.get()
    assert (abroad.country, abroad.province) == ("GB", None)
    assert "United Kingdom" in page(client, keeper, "locality", abroad.pk).content.decode()
    twice = post(client, keeper, "locality_add", name="белфаст", kind="abroad", country="GB")
    assert twice.context["form"].non_field_errors() == ["The register has this place, or its code, already: merge the two."]


@pytest.mark.parametrize("language", ["ky", "ru", "uz", "en"])
def test_countries_are_named_in_the_readers_language(client: Client, language: str) -> None:
    client.force_login(holder("me_officer"))
    response = client.get(reverse("programme:locality_add"), HTTP_ACCEPT_LANGUAGE=language)
    choices = dict(response.context["form"]["country"].field.choices)
    assert {"GB", "BE", "GE"} <= set(choices)
    assert "KG" not in choices
    assert choices["GE"] == {"ky": "Грузия", "ru": "Грузия", "uz": "Gruziya", "en": "Georgia"}[language]


def test_the_register_is_searched_by_any_name(client: Client, keeper: User) -> None:
    here, there = PlaceFactory(), batken()
    village = LocalityFactory(name="Көк-Талаа", folded="кок-талаа", province=here)
    town = LocalityFactory(name="Жаңы-Жол", folded="жаны-жол", province=there, kind="town")
    add_locality_name(locality=town, name="Ленинское", language="ru", by=keeper)

    def found(**query: Any) -> list[Locality]:
        return list(page(client, keeper, "localities", **query).context["page"].object_list)

    assert found() == [town, village]
    assert found(q="кок") == found(q="КӨК-ТАЛАА") == found(province=here.pk) == found(kind="village") == [village]
    assert found(q="ленин") == found(province=there.pk, kind="town") == [town]
    assert found(q="нет такого") == []
    assert found(province="x", kind="hamlet") == [town, village]


def test_the_board_says_how_many_wait(keeper: User) -> None:
    def waiting(user: User) -> list[tuple[str, int]]:
        return [(item.url, item.count) for item in work_for(user) if item.title == "Places wait to be matched"]

    assert waiting(keeper) == []
    for name in ("Бир", "Эки"):
        locality_for(name)
    assert waiting(keeper) == [(reverse("programme:places"), 2)]
    assert waiting(holder("grants_officer")) == waiting(holder("training_coordinator", OrganisationFactory())) == []


def test_places_are_kept_on_our_own_pages_only(client: Client) -> None:
    client.force_login(holder("programme_manager"))
    assert client.get("/admin/programme/localities/").status_code == 404
