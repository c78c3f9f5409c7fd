"""A role of the lead organisation reads a partner's records with a reason, and the reason is logged."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import AccessLog
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.across import say_why_across

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return OrganisationFactory(code="partner-x")


@pytest.fixture
def person(partner):
    return PersonFactory(organisation=partner, written_name="Жээнбекова Сыргайым", birth_year=1990)


def test_the_record_opens_after_a_reason_which_stands_in_the_log(signed_in, person, partner):
    client = signed_in(holder(Role.ME_OFFICER))
    page = reverse("youth_groups:person", args=[person.number])
    asked = client.get(page)
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("youth_groups:across", args=["partner-x"]))
    assert "Сыргайым" not in client.get(asked["Location"]).content.decode()
    assert client.post(asked["Location"], {"reason": " "}).status_code == 200
    assert AccessLog.objects.count() == 0
    answer = client.post(asked["Location"], {"reason": "figures differ"})
    assert answer["Location"] == page
    assert "Сыргайым" in client.get(page).content.decode()
    assert list(AccessLog.objects.order_by("pk").values_list("action", "subject_id", "reason")) == [
        ("read_across", str(partner.pk), "figures differ"),
        ("read", str(person.pk), "figures differ"),
    ]


def test_the_reason_is_for_one_partner_and_one_session(signed_in, person, client):
    user = holder(Role.ME_OFFICER)
    signed_in(user).post(reverse("youth_groups:across", args=["partner-x"]), {"reason": "figures differ"})
    other = PersonFactory(organisation=OrganisationFactory(), birth_year=1990)
    assert client.get(reverse("youth_groups:person", args=[person.number])).status_code == 200
    assert client.get(reverse("youth_groups:person", args=[other.number])).status_code == 302
    client.logout()
    signed_in(user)
    assert client.get(reverse("youth_groups:person", args=[person.number])).status_code == 302


def test_every_page_of_the_record_asks(signed_in, person):
    client = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT))
    for name in ("person", "sensitive", "consents"):
        assert client.get(reverse(f"youth_groups:{name}", args=[person.number])).status_code == 302, name


def test_ones_own_organisation_asks_nothing(signed_in, person, partner):
    page = reverse("youth_groups:person", args=[person.number])
    assert signed_in(holder(Role.ME_OFFICER, partner)).get(page).status_code == 200
    own = PersonFactory(birth_year=1990)
    assert signed_in(holder(Role.ME_OFFICER)).get(reverse("youth_groups:person", args=[own.number])).status_code == 200


def test_the_list_notes_how_many_of_others_stood_in_it(signed_in, person):
    PersonFactory(birth_year=1990)
    signed_in(holder(Role.ME_OFFICER)).get(reverse("youth_groups:people"))
    assert list(AccessLog.objects.values_list("action", "rows")) == [("read_across", 1)]


def test_it_leads_to_no_other_house(signed_in, person):
    page = reverse("youth_groups:across", args=["partner-x"])
    answer = signed_in(holder(Role.ME_OFFICER)).post(f"{page}?next=https://example.org/", {"reason": "x"})
    assert answer["Location"] == reverse("youth_groups:people")


def test_another_partner_gets_404_and_is_refused(signed_in, person, partner):
    stranger = holder(Role.PROGRAMME_MANAGER, OrganisationFactory())
    page = reverse("youth_groups:across", args=["partner-x"])
    assert signed_in(stranger).get(page).status_code == 404
    with pytest.raises(Refused) as refusal:
        say_why_across(organisation=partner, reason="x", by=stranger)
    assert refusal.value.code == "not_your_people"
    with pytest.raises(Refused) as refusal:
        say_why_across(organisation=partner, reason=" ", by=holder(Role.ME_OFFICER))
    assert refusal.value.code == "no_reason"
