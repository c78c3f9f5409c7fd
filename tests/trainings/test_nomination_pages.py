"""A group nominates: the page of the call, what it keeps, who finds it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.refusals import Refused
from core.transitions import why_not
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, TrainingCallFactory, TrainingFactory, new_key
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from tests.trainings.pages import get
from trainings.domain.nominations import apply_for_oneself
from trainings.domain.selection import decide
from trainings.models import Nomination

pytestmark = pytest.mark.django_db


def nominate_url(call, group, query=""):
    return reverse("trainings:nominate", args=[call.slug, group.number]) + query


def test_nominate_page_two_steps(client, group):
    call, member = TrainingCallFactory(), MembershipFactory(group=group).person
    client.force_login(member_account(group))
    assert member.written_name in client.get(nominate_url(call, group)).content.decode()
    url = nominate_url(call, group, f"?p={member.number}&new=1")
    form = client.get(url).context["form"]
    data = {
        "key": str(form.key),
        f"m{member.pk}-motivation": "Leads a debate club",
        "n0-written_name": "Бекзат Орозов",
        "n0-sex": "male",
        "n0-birth_year": "2010",
        "n0-village": "Сузак",
        "n0q-motivation": "First camp",
    }
    assert client.post(url, data).status_code == 302
    assert sorted(Nomination.objects.values_list("person__written_name", "answers__motivation")) == sorted(
        [(member.written_name, "Leads a debate club"), ("Бекзат Орозов", "First camp")]
    )


def test_nominate_page_keeps_what_was_typed_when_an_answer_is_missing(client, group):
    call = TrainingCallFactory()
    client.force_login(member_account(group))
    data = {"key": str(new_key()), "n0-written_name": "Бекзат Орозов", "n0-sex": "male", "n0-birth_year": "2010", "n0-village": "Сузак"}
    response = client.post(nominate_url(call, group, "?new=1"), data)
    assert response.status_code == 200
    assert "Бекзат Орозов" in response.content.decode()
    assert "Please answer this question." in response.content.decode()
    assert not Nomination.objects.exists()


def test_nominate_page_offers_who_can_be_of_the_age_and_says_who_cannot(client, group):
    call = TrainingCallFactory(age_from=14, age_to=17)
    old = MembershipFactory(group=group, person=PersonFactory(birth_year=1980, written_name="Орозова Бүбү")).person
    client.force_login(member_account(group))
    page = client.get(nominate_url(call, group))
    assert page.context["others"] == [old]
    assert f'value="{old.number}"' not in page.content.decode()
    data = {"key": str(new_key()), "n0-written_name": "Бекзат", "n0-sex": "male", "n0-birth_year": "1990", "n0-village": "Сузак"}
    response = client.post(nominate_url(call, group, "?new=1"), data | {"n0q-motivation": "First camp"})
    body = response.content.decode()
    assert (response.status_code, "By the birth year that cannot be." in body, "Бекзат" in body, "First camp" in body) == (
        200,
        True,
        True,
        True,
    )
    assert not Nomination.objects.exists()


def test_nominate_page_of_a_closed_call_says_so(client, group):
    call = TrainingCallFactory(closes_at=timezone.now() - timedelta(hours=1))
    body = get(client, member_account(group), nominate_url(call, group)).content.decode()
    assert "This call is closed" in body
    assert "<button" not in body.split("<main")[1]


@pytest.mark.parametrize("who", ["stranger", "other_group", "viewer"])
def test_nominate_page_is_not_found_for_others(client, group, who):
    user = {
        "stranger": UserFactory,
        "other_group": lambda: member_account(GroupFactory()),
        "viewer": lambda: member_account(group, "view_group"),
    }[who]()
    assert get(client, user, nominate_url(TrainingCallFactory(), group)).status_code == 404


def test_nominate_page_of_another_organisations_call_is_not_found(client, group):
    call = TrainingCallFactory(organisation=OrganisationFactory())
    assert get(client, member_account(group), nominate_url(call, group)).status_code == 404


def test_draft_call_is_not_found(client, group):
    call = TrainingCallFactory(state="draft")
    assert get(client, member_account(group), nominate_url(call, group)).status_code == 404


def test_withdraw_by_another_group_is_not_found(client, group):
    nomination = NominationFactory(group=group)
    other = GroupFactory()
    client.force_login(member_account(other))
    response = client.post(reverse("trainings:withdraw", args=[nomination.call.slug, other.number, nomination.pk]))
    assert response.status_code == 404


def own_account(**person):
    person = PersonFactory(**{"birth_year": 1990} | person)
    person.user = UserFactory(language="en")
    person.save()
    return person


def test_somebody_applies_for_themself_once_sees_what_became_of_it_and_withdraws(client):
    call, person = TrainingCallFactory(age_from=None, age_to=None), own_account()
    client.cookies["language"] = "en"
    client.force_login(person.user)
    url = reverse("trainings:apply", args=[call.slug])
    key = str(new_key())
    missing = client.post(url, {"key": key})
    assert (missing.status_code, Nomination.objects.count()) == (200, 0)
    assert "Please answer this question." in missing.content.decode()
    for _twice in range(2):
        assert client.post(url, {"key": key, f"m{person.pk}-motivation": "I want to learn"}, follow=True).status_code == 200
    row = Nomination.objects.get()
    assert (row.person, row.group, row.created_by, row.answers["motivation"]) == (person, None, person.user, "I want to learn")
    by = holder("training_coordinator")
    training = TrainingFactory(call=call)
    decide(nomination=row, training=training, action="wait", by=by, reason="No place yet")
    assert "waiting list" in client.get(url).content.decode()
    client.post(url, {"part": "withdraw"})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_who_may_apply_for_themself(client, group):
    call = TrainingCallFactory(age_from=14, age_to=17)
    person = own_account(birth_year=1960)
    url = reverse("trainings:apply", args=[call.slug])
    assert client.get(url).status_code == 302
    for user in (member_account(group), holder("training_coordinator")):
        client.force_login(user)
        assert client.get(url).status_code == 404
    client.force_login(person.user)
    client.post(url, {"key": str(new_key()), f"m{person.pk}-motivation": "Because"})
    assert not Nomination.objects.exists()
    with pytest.raises(Refused) as refusal:
        apply_for_oneself(call=call, by=person.user, answers={"motivation": "Because"}, key=new_key())
    assert refusal.value.code == "age"
    elsewhere = TrainingCallFactory(organisation=OrganisationFactory())
    assert client.get(reverse("trainings:apply", args=[elsewhere.slug])).status_code == 404
    call.closes_at = timezone.now()
    call.save()
    with pytest.raises(Refused) as refusal:
        apply_for_oneself(call=call, by=person.user, answers={"motivation": "Because"}, key=new_key())
    assert refusal.value.code == "closed"
    assert "This call is closed" in client.get(url).content.decode()


def test_a_nomination_of_somebody_else_is_not_theirs_to_withdraw():
    row, other = NominationFactory(), own_account()
    assert why_not(row, "withdraw", other.user)
    row.person.user = UserFactory()
    row.person.save()
    assert why_not(Nomination.objects.get(), "withdraw", row.person.user) is None
