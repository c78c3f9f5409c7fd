import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import AccessLog
from core.registered import Registered
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups import registry
from youth_groups.domain.duplicates import refresh_keys
from youth_groups.models import Membership

pytestmark = pytest.mark.django_db


def test_group_page_shows_members_and_sections_to_its_people(signed_in, monkeypatch):
    monkeypatch.setattr(registry, "_providers", Registered())
    registry.register(lambda group, user: registry.Section(title="Grants of it", items=[], empty="None so far"))
    registry.register(lambda group, user: None)
    group = GroupFactory()
    MembershipFactory(group=group, person=PersonFactory(written_name="Айбек Нурбек уулу"))
    page = signed_in(member_account(group, "view_group")).get(group.get_absolute_url())
    text = page.content.decode()
    assert [word for word in ("Айбек Нурбек уулу", "Grants of it", "None so far") if word not in text] == []
    assert reverse("youth_groups:add_member", args=[group.number]) not in text


def test_group_page_is_404_for_others(signed_in):
    group = GroupFactory()
    strangers = [
        UserFactory(),
        member_account(GroupFactory()),
        holder(Role.TRAINING_COORDINATOR, OrganisationFactory()),
        holder(Role.CONTENT_EDITOR),
    ]
    for stranger in strangers:
        assert signed_in(stranger).get(group.get_absolute_url()).status_code == 404
        assert signed_in(stranger).get(reverse("youth_groups:add_member", args=[group.number])).status_code == 404


def test_group_page_leads_signed_out_people_to_sign_in(client):
    assert client.get(GroupFactory().get_absolute_url()).status_code == 302


def test_reading_a_minors_name_is_logged(signed_in):
    group = GroupFactory()
    MembershipFactory(group=group, person=PersonFactory(birth_year=1990))
    user = member_account(group)
    signed_in(user).get(group.get_absolute_url())
    assert AccessLog.objects.count() == 0
    MembershipFactory(group=group, person=PersonFactory(birth_year=2015))
    signed_in(user).get(group.get_absolute_url())
    assert list(AccessLog.objects.values_list("user", "action", "rows")) == [(user.pk, "read_members", 1)]


def test_add_member_writes_a_person_once(signed_in):
    group = GroupFactory()
    client = signed_in(member_account(group))
    form = {"name": " Бермет  Алиева ", "sex": "female", "birth_year": "2008", "function": "leader"}
    address = reverse("youth_groups:add_member", args=[group.number])
    assert client.post(address, form).status_code == 302
    again = client.post(address, form)
    assert "already stands in the group" in again.content.decode()
    assert [(m.person.written_name, m.person.birth_year, m.function) for m in Membership.objects.select_related("person")] == [
        ("Бермет Алиева", 2008, "leader")
    ]


def test_add_member_with_a_wrong_year_keeps_what_was_typed(signed_in):
    group = GroupFactory()
    page = signed_in(member_account(group)).post(
        reverse("youth_groups:add_member", args=[group.number]),
        {"name": "Бермет", "sex": "female", "birth_year": "198", "function": "member"},
    )
    assert (page.status_code, Membership.objects.count()) == (200, 0)
    assert 'value="Бермет"' in page.content.decode()


def test_person_page_within_scope_only_and_logged(signed_in):
    person = PersonFactory(birth_year=2012)
    address = reverse("youth_groups:person", args=[person.number])
    coordinator = holder(Role.TRAINING_COORDINATOR)
    assert "consent is missing" in signed_in(coordinator).get(address).content.decode()
    assert list(AccessLog.objects.values_list("user", "action", "subject_id")) == [(coordinator.pk, "read", str(person.pk))]
    for stranger in (UserFactory(), holder(Role.TRAINING_COORDINATOR, OrganisationFactory()), holder(Role.GRANTS_OFFICER)):
        assert signed_in(stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "role", "stranger"),
    [("people", Role.TRAINING_COORDINATOR, Role.GRANTS_OFFICER), ("groups", Role.GRANTS_OFFICER, Role.CONTENT_EDITOR)],
)
def test_lists_of_the_office_by_role_and_organisation(signed_in, name, role, stranger):
    partner = OrganisationFactory()
    person = PersonFactory(written_name="Наша Айжан")
    PersonFactory(written_name="Чужая Айжан", organisation=partner)
    MembershipFactory(group=GroupFactory(name_en="Ours"), person=person)
    GroupFactory(name_en="Theirs", organisation=partner)
    address = reverse(f"youth_groups:{name}")
    ours, theirs = {"people": ("Наша Айжан", "Чужая Айжан"), "groups": ("Ours", "Theirs")}[name]
    everything = signed_in(holder(role)).get(address).content.decode()
    assert (ours in everything, theirs in everything) == (True, True)
    partly = signed_in(holder(role, partner)).get(address).content.decode()
    assert (ours in partly, theirs in partly) == (False, True)
    assert signed_in(holder(stranger)).get(address).status_code == 404


def test_people_are_found_by_words_in_any_case_and_letters(signed_in):
    people = [PersonFactory(written_name=name) for name in ("Өмүралиев Азамат", "Асанов Азамат")]
    refresh_keys([person.pk for person in people])
    text = signed_in(holder(Role.TRAINING_COORDINATOR)).get(reverse("youth_groups:people"), {"q": "азамат ӨМҮР"}).content.decode()
    assert ("Өмүралиев" in text, "Асанов" in text) == (True, False)


@pytest.mark.parametrize("name", ["people", "groups"])
def test_lists_take_the_same_statements_for_one_and_thirty(signed_in, name, django_assert_num_queries, django_assert_max_num_queries):
    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    counts = []
    for number in (1, 30):
        for _n in range(number):
            MembershipFactory(group=GroupFactory(), person=PersonFactory(birth_year=2012))
        with django_assert_max_num_queries(20) as captured:
            client.get(reverse(f"youth_groups:{name}"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_group_page_takes_the_same_statements_for_one_and_thirty_members(signed_in, django_assert_max_num_queries):
    group = GroupFactory()
    client = signed_in(member_account(group))
    counts = []
    for number in (1, 30):
        for _n in range(number):
            MembershipFactory(group=group, person=PersonFactory(birth_year=2012))
        with django_assert_max_num_queries(30) as captured:
            client.get(group.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
