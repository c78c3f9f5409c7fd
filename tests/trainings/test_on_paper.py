"""Nominations typed in from paper: the questions and rules of online, who wrote it and when, nobody twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AccessLog
from core.refusals import Refused
from core.retention import blank_what_is_due
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, TrainingCallFactory, TrainingFactory, new_key
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from tests.trainings.pages import coordinator, get
from trainings.domain.nominations import Candidate, Paper, nominate_from_paper
from trainings.models import Nomination
from trainings.retention import _not_selected_due
from youth_groups.domain.duplicates import make_keys
from youth_groups.domain.people import PersonFacts
from youth_groups.models import Person

pytestmark = pytest.mark.django_db
WHY = {"motivation": "Speaks up for her class"}
BEKZAT = PersonFacts(written_name="Бекзат Орозов", sex="male", birth_year=2010)


def paper(**changes) -> Paper:
    return Paper(**{"filled_by": "Асанова Гүлмира, мугалим", "day": timezone.localdate() - timedelta(days=2)} | changes)


def enter(call, *candidates, group=None, by=None, key=None, **changes):
    by = by or coordinator()
    return nominate_from_paper(call=call, by=by, candidates=candidates, key=key or new_key(), paper=paper(**changes), group=group)


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_a_groups_paper_makes_its_new_people_members_and_says_who_wrote_it(group):
    call, member, stranger, by = TrainingCallFactory(), MembershipFactory(group=group).person, PersonFactory(), coordinator()
    rows = enter(
        call,
        Candidate(person=member, answers=WHY),
        Candidate(person=stranger, answers=WHY),
        Candidate(facts=BEKZAT, answers=WHY),
        group=group,
        by=by,
    )
    assert {row.person.written_name for row in rows} == {member.written_name, stranger.written_name, "Бекзат Орозов"}
    assert {(row.paper_by, row.paper_day, row.late_reason, row.created_by) for row in rows} == {(paper().filled_by, paper().day, "", by)}
    assert group.memberships.count() == 3
    assert {row.group for row in rows} == {group}


def test_somebody_on_their_own_needs_no_group():
    (row,) = enter(TrainingCallFactory(), Candidate(facts=BEKZAT, answers=WHY))
    assert (row.group, row.person.written_name, row.person.memberships.count()) == (None, "Бекзат Орозов", 0)


def test_the_same_form_twice_nominates_once_and_who_stands_is_kept(group):
    call, key, by = TrainingCallFactory(), new_key(), coordinator()
    standing = NominationFactory(call=call, person=MembershipFactory(group=group).person, group=group)
    candidates = (Candidate(facts=BEKZAT, answers=WHY), Candidate(person=standing.person, answers={"motivation": "other"}))
    first = enter(call, *candidates, group=group, by=by, key=key)
    again = enter(call, *candidates, group=group, by=by, key=key)
    assert [row.pk for row in first] == [row.pk for row in again]
    assert Nomination.objects.count() == 2
    assert Nomination.objects.get(pk=standing.pk).answers == standing.answers
    assert Person.objects.filter(written_name="Бекзат Орозов").count() == 1


def test_after_the_deadline_a_reason_is_asked_for_and_kept_only_then():
    late = TrainingCallFactory(closes_at=timezone.now() - timedelta(days=1))
    with refused("no_reason"):
        enter(late, Candidate(facts=BEKZAT, answers=WHY), late_reason="  ")
    (row,) = enter(late, Candidate(facts=BEKZAT, answers=WHY), late_reason="The road was closed")
    assert row.late_reason == "The road was closed"
    (row,) = enter(TrainingCallFactory(), Candidate(facts=BEKZAT, answers=WHY), late_reason="not asked")
    assert row.late_reason == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"filled_by": " "}, "no_writer"), ({"day": timezone.localdate() + timedelta(days=1)}, "paper_day")],
)
def test_what_the_paper_says_of_itself(changes, code):
    with refused(code):
        enter(TrainingCallFactory(), Candidate(facts=BEKZAT, answers=WHY), **changes)
    assert not Person.objects.filter(written_name="Бекзат Орозов").exists()


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_a_call_that_is_not_published_takes_no_paper(state):
    with refused("not_published"):
        enter(TrainingCallFactory(state=state), Candidate(facts=BEKZAT, answers=WHY))


def test_the_rules_of_online_hold_for_paper(group):
    call, by = TrainingCallFactory(), coordinator()
    with refused("incomplete"):
        enter(call, Candidate(facts=BEKZAT, answers={}), by=by)
    with refused("nobody"):
        enter(call, by=by)
    with refused("other_organisation"):
        enter(call, Candidate(person=PersonFactory(organisation=OrganisationFactory()), answers=WHY), by=by)
    with refused("other_organisation"):
        enter(call, Candidate(facts=BEKZAT, answers=WHY), group=GroupFactory(organisation=OrganisationFactory()), by=by)
    with refused("group_waiting"):
        enter(call, Candidate(facts=BEKZAT, answers=WHY), group=GroupFactory(state="waiting"), by=by)
    for stranger in (member_account(group), holder("training_coordinator", OrganisationFactory())):
        with refused("not_coordinator"):
            enter(call, Candidate(facts=BEKZAT, answers=WHY), group=group, by=stranger)
    assert not Nomination.objects.exists()


def test_who_wrote_the_paper_is_blanked_with_the_answers():
    call = TrainingCallFactory(closes_at=timezone.now() - timedelta(days=4000))
    enter(call, Candidate(facts=BEKZAT, answers=WHY), late_reason="Late")
    assert _not_selected_due(timezone.now()).count() == 1
    blank_what_is_due(timezone.now())
    row = Nomination.objects.get()
    assert (row.answers, row.paper_by, row.late_reason) == ({}, "", "")
    assert not _not_selected_due(timezone.now()).exists()


# --- the page


def url(call, query=""):
    return reverse("trainings:from_paper", args=[call.slug]) + query


def typed(form, **changes):
    data = {"key": str(form.key), "filled_by": "Мугалим", "day": timezone.localdate().isoformat()}
    data |= {"n0-written_name": "Бекзат Орозов", "n0-sex": "male", "n0-birth_year": "2010", "n0-village": "Сузак"}
    return data | {"n0q-motivation": "First camp"} | changes


def test_three_steps_of_a_groups_paper(client, group):
    call, member = TrainingCallFactory(), MembershipFactory(group=group).person
    client.force_login(coordinator())
    assert url(call) in client.get(reverse("trainings:call", args=[call.slug])).content.decode()
    assert group.number in client.get(url(call)).content.decode()
    assert member.written_name in client.get(url(call, f"?group={group.number}")).content.decode()
    step = url(call, f"?group={group.number}&p={member.number}&new=1")
    form = client.get(step).context["form"]
    answer = client.post(step, typed(form, **{f"m{member.pk}-motivation": "Leads a club"}))
    assert (answer.status_code, answer["Location"]) == (302, reverse("trainings:call", args=[call.slug]))
    assert set(Nomination.objects.values_list("person__written_name", "paper_by", "group")) == {
        (member.written_name, "Мугалим", group.pk),
        ("Бекзат Орозов", "Мугалим", group.pk),
    }


def test_somebody_of_the_register_is_recognised_before_anything_is_saved(client):
    call = TrainingCallFactory()
    known = PersonFactory(written_name="Орозов Бекзат", sex="male", birth_year=2010, locality=LocalityFactory(name="Сузак"))
    make_keys([known])
    client.force_login(coordinator())
    step = url(call, "?group=&new=1")
    data = typed(client.get(step).context["form"])
    body = client.post(step, data).content.decode()
    assert known.number in body
    assert "nothing is saved yet" in body
    assert not Nomination.objects.exists()
    assert client.post(step, data | {"s0-same": "P-999999"}).status_code == 200
    assert client.post(step, data | {"s0-same": known.number}).status_code == 302
    assert Nomination.objects.get().person == known
    assert Person.objects.count() == 1
    other = typed(client.get(step).context["form"], **{"s0-same": "new"})
    assert client.post(step, other).status_code == 302
    assert (Person.objects.count(), Nomination.objects.count()) == (2, 2)
    assert AccessLog.objects.filter(reason__startswith="paper").count() == 4


def test_names_of_minors_open_for_those_with_papers_only(client, group):
    call = TrainingCallFactory()
    minor = MembershipFactory(group=group, person=PersonFactory(birth_year=timezone.localdate().year - 15)).person
    page = url(call, f"?group={group.number}")
    assert minor.written_name not in get(client, holder("training_coordinator", cleared=False), page).content.decode()
    assert not AccessLog.objects.exists()
    assert minor.written_name in get(client, coordinator(), page).content.decode()
    assert AccessLog.objects.get().rows == 1


def test_after_the_deadline_the_page_asks_why(client):
    call = TrainingCallFactory(closes_at=timezone.now() - timedelta(days=1))
    client.force_login(coordinator())
    step = url(call, "?group=&new=1")
    form = client.get(step).context["form"]
    assert client.post(step, typed(form)).status_code == 200
    assert not Nomination.objects.exists()
    assert client.post(step, typed(form, late_reason="The road was closed")).status_code == 302
    row = Nomination.objects.get()
    training = TrainingFactory(call=call)
    page = client.get(reverse("trainings:decide", args=[training.slug, row.pk])).content.decode()
    assert "filled in by Мугалим" in page
    assert "The road was closed" in page


def test_the_page_is_for_the_coordinators_in_scope(client, group):
    call = TrainingCallFactory()
    for user in (member_account(group), holder("training_coordinator", OrganisationFactory())):
        assert get(client, user, url(call)).status_code == 404
    assert get(client, coordinator(), url(TrainingCallFactory(state="draft"))).status_code == 404


def test_a_groups_members_take_the_same_statements_for_1_and_for_20(client, group):
    call = TrainingCallFactory()
    MembershipFactory(group=group)
    client.force_login(coordinator())
    page = url(call, f"?group={group.number}")
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    MembershipFactory.create_batch(19, group=group)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(few) == len(many)
