import pytest
from django.urls import reverse

from accounts.roles import Role
from programme.models import Locality
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, PlaceFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, member_account
from youth_groups.models import Group

pytestmark = pytest.mark.django_db


def form(**more):
    return {
        "organisation": lead().pk,
        "kind": "youth",
        "name_ky": "Келечек",
        "province": PlaceFactory().pk,
        "village": "Мирмахмудов айылы",
        "founded_year": "2019",
        "language": "ky",
    } | more


def test_register_a_group_and_say_who_acts_for_it(signed_in):
    client, member = signed_in(holder(Role.GRANTS_OFFICER)), UserFactory(email="meerim@example.org")
    done = client.post(reverse("youth_groups:register_group"), form())
    group = Group.objects.get()
    assert done["Location"] == reverse("youth_groups:access", args=[group.number])
    assert (group.name_ky, group.locality.name, group.founded_year) == ("Келечек", "Мирмахмудов айылы", 2019)
    client.post(done["Location"], {"account": " Meerim@example.org ", "right": "own_group"})
    assert Group.objects.editable_by(member).get() == group
    assert member.number in client.get(done["Location"]).content.decode()


@pytest.mark.parametrize("wrong", [{"name_ky": " "}, {"village": ""}, {"founded_year": "2999"}, {"province": ""}])
def test_register_wrong_input_gets_a_message_and_keeps_what_was_typed(signed_in, wrong):
    page = signed_in(holder(Role.GRANTS_OFFICER)).post(reverse("youth_groups:register_group"), form(contact_phone="0555 123", **wrong))
    assert (page.status_code, Group.objects.count()) == (200, 0)
    assert 'role="alert"' in page.content.decode()
    assert 'value="0555 123"' in page.content.decode()


def test_a_partner_registers_for_itself_only(signed_in):
    partner = OrganisationFactory()
    client = signed_in(holder(Role.TRAINING_COORDINATOR, partner))
    client.post(reverse("youth_groups:register_group"), form())
    assert (Group.objects.count(), Locality.objects.filter(folded__contains="мирмахмудов").count()) == (0, 0)
    client.post(reverse("youth_groups:register_group"), form(organisation=partner.pk))
    assert Group.objects.get().organisation == partner


def test_access_page_is_404_for_others_and_an_unknown_account_is_said(signed_in):
    group = GroupFactory()
    address = reverse("youth_groups:access", args=[group.number])
    for stranger in (member_account(group, "own_group"), holder(Role.GRANTS_OFFICER, OrganisationFactory()), holder(Role.FINANCE_OFFICER)):
        assert signed_in(stranger).get(address).status_code == 404
    assert (
        "No account signs in with this"
        in signed_in(holder(Role.GRANTS_OFFICER)).post(address, {"account": "x@y.org", "right": "edit_group"}).content.decode()
    )
