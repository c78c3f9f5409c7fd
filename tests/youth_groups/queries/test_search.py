"""A person is found by any spelling: script, order, slips, a soft sign left out, a family name before marriage; nobody else's is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from tests.factories.programme import OrganisationFactory, holder, lead
from youth_groups.domain.people import PersonFacts, record_people
from youth_groups.models import Person
from youth_groups.queries.duplicates import matching
from youth_groups.queries.groups import people_listed

pytestmark = pytest.mark.django_db

AIGUL, NURBEK, ZHYLDYZ, OGLI = "Токтосунова Айгүл Бакытовна", "Айбек Нурбек уулу", "Жээнбекова Жылдыз", "Gʻaniyev Oʻtkir Shavkat oʻgʻli"
YULIA, CHOLPON, MARRIED, EMIL = "Соловьёва Юлия", "Чолпонбаев Үмүт", "Асанова (Мамытова) Бермет", "Эмильбеков Ыйман"
KNOWN = (AIGUL, NURBEK, ZHYLDYZ, OGLI, YULIA, CHOLPON, MARRIED, EMIL, "Осмонов Азамат", "Каримова Гүлнара", "Сапарова Айзада")
#: What somebody types -> who is meant.
SPELLINGS = [
    # One name in its four ways, alone and with others, in any order and case.
    ("Айгүл", AIGUL),
    ("Айгуль", AIGUL),
    ("Aigul", AIGUL),
    ("Aygül", AIGUL),
    ("Aigül", AIGUL),
    ("Aygul", AIGUL),
    ("айгул", AIGUL),
    ("АЙГҮЛ ТОКТОСУНОВА", AIGUL),
    ("toktosunova aigul", AIGUL),
    ("Toktosunova A.", AIGUL),
    ("Токтосун", AIGUL),
    ("Aigul Bakytovna", AIGUL),
    ("  Айгуль   Бакытовна ", AIGUL),
    ("Токтосунова, Айгүл", AIGUL),
    # One letter more, less, another, two swapped.
    ("Токтасунова", AIGUL),
    ("Токтосунва", AIGUL),
    ("Токтоссунова", AIGUL),
    ("Тотксоунова", AIGUL),
    ("Toktosunoba", AIGUL),
    ("Агйүл Токтосунова", AIGUL),
    ("Айгүп", AIGUL),
    ("Йагүл", AIGUL),
    ("Отктосунова", AIGUL),
    # A child of: the words in either order, in both scripts.
    ("Айбек Нурбек уулу", NURBEK),
    ("Нурбек уулу Айбек", NURBEK),
    ("Aibek Nurbek uulu", NURBEK),
    ("Aybek", NURBEK),
    ("Айбек Нурбеков", NURBEK),
    ("Айбек Нурбек-уулу", NURBEK),
    ("Нурбекуулу Айбек", NURBEK),
    # Sounds that are written in several ways.
    ("Жылдыз", ZHYLDYZ),
    ("Zhyldyz", ZHYLDYZ),
    ("Jyldyz", ZHYLDYZ),
    ("Djyldyz", ZHYLDYZ),
    ("Жеенбекова", ZHYLDYZ),
    ("Jeenbekova", ZHYLDYZ),
    ("Zheenbekova Zhyldyz", ZHYLDYZ),
    ("Джылдыз", ZHYLDYZ),
    ("Чолпонбаев", CHOLPON),
    ("Cholponbaev Umut", CHOLPON),
    ("Cholponbayev", CHOLPON),
    ("Умут", CHOLPON),
    ("Ümüt", CHOLPON),
    # Uzbek in both scripts, whatever stands for the apostrophe.
    ("Ўткир", OGLI),
    ("Utkir", OGLI),
    ("O'tkir", OGLI),
    ("O’tkir Ganiyev", OGLI),
    ("Ғаниев", OGLI),
    # Soft and hard signs, ё and е, ю and yu.
    ("Соловева", YULIA),
    ("Соловьева", YULIA),
    ("Solovyova", YULIA),
    ("Solovieva Yulia", YULIA),
    ("Юля Соловьёва", YULIA),
    ("Iuliia", YULIA),
    ("Эмилбеков", EMIL),
    ("Emilbekov Yiman", EMIL),
    ("Ыйман", EMIL),
    # The family name before marriage stands beside the one of today.
    ("Мамытова Бермет", MARRIED),
    ("Асанова Бермет", MARRIED),
    ("Bermet Mamytova", MARRIED),
    ("Bermet Asanova", MARRIED),
]


@pytest.fixture
def people(by):
    made = record_people(organisation=lead(), by=by, people=[PersonFacts(written_name=name, birth_year=1990) for name in KNOWN])
    return {person.written_name: person for person in made}


def found(text, rows=None):
    return list(matching(Person.objects.all() if rows is None else rows, text).order_by("pk").values_list("written_name", flat=True))


def test_every_spelling_finds_whom_it_means(people):
    assert [(text, name) for text, name in SPELLINGS if name not in found(text)] == []


def test_a_whole_name_finds_nobody_else(people):
    whole = [(text, name) for text, name in SPELLINGS if len(text.split()) > 1 and not text.endswith(".")]
    assert [(text, found(text)) for text, name in whole if found(text) != [name]] == []


@pytest.mark.parametrize(
    "text", ["Щщщщщ", "Айпери", "Токтосунова Азамат", "Осмонов Айгүл", "Канылдыз", "", "  ", "№", "P-999999", "Айгүл Токтосунова Бурул"]
)
def test_nobody_is_found_by_what_is_nobodys_name(people, text):
    assert found(text) == []


def test_another_first_letter_is_another_name(by):
    record_people(organisation=lead(), by=by, people=[PersonFacts(written_name=name) for name in ("Жаныбек Асанов", "Каныбек Асанов")])
    assert found("Каныбек") == ["Каныбек Асанов"]
    assert found("Janybek") == ["Жаныбек Асанов"]


def test_a_number_finds_its_person_in_any_case(people):
    person = people[AIGUL]
    assert [found(person.number), found(person.number.lower())] == [[AIGUL], [AIGUL]]


@pytest.mark.parametrize("text", ["Aigul", "Айгуль Токтасунова Бакытовна", "Каримова", "P-000001", "Щщщщщ", "Asanova Bermet"])
def test_a_search_takes_three_statements_at_most_with_few_people_and_with_many(by, people, text):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            list(matching(Person.objects.for_user(by), text))
        return len(seen)

    by.roles  # noqa: B018 read once a request, before any page
    few = statements()
    more = [PersonFacts(written_name=f"Айгүл{chr(1072 + n % 32)} Токтосунов{chr(1072 + n // 2 % 32)}а") for n in range(200)]
    record_people(organisation=lead(), by=by, people=more)
    assert (statements(), few <= 3) == (few, True)


def test_a_search_finds_people_within_reach_only(by, people):
    partner = OrganisationFactory()
    theirs = holder(Role.TRAINING_COORDINATOR, partner)
    record_people(organisation=partner, by=theirs, people=[PersonFacts(written_name="Aigul Toktosunova")])
    assert found("Айгүл", Person.objects.for_user(theirs)) == ["Aigul Toktosunova"]
    assert found("Токтосунова", Person.objects.for_user(holder(Role.GRANTS_OFFICER))) == []
    assert sorted(found("Айгүл", Person.objects.for_user(by))) == sorted(["Aigul Toktosunova", AIGUL])


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(by, people):
    from youth_groups.domain.people import change_person

    change_person(person=people[AIGUL], by=by, written_name="Эсенова Айгүл")
    assert (found("Esenova"), found("Токтосунова")) == (["Эсенова Айгүл"], [])


def test_the_page_finds_by_another_script(client, second_factor_aside, by, people):
    client.force_login(by)
    text = client.get(reverse("youth_groups:people"), {"q": "Aygül Toktosunva"}).content.decode()
    assert [AIGUL in text, ZHYLDYZ in text] == [True, False]
    assert people_listed(by, text="Jyldyz").get() == people[ZHYLDYZ]
