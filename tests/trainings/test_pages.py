"""Every page of the app: who sees it, what it says, how many statements it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AccessLog, Message
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import (
    NominationFactory,
    ParticipationFactory,
    TrainingCallFactory,
    TrainingFactory,
    consent_to_take_part,
    new_key,
    trainer_of,
    with_sessions,
)
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from trainings.domain.attendance import record_marks
from trainings.domain.certificates import issue_certificates
from trainings.models import Mark, Nomination, Participation

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    training = TrainingFactory(call=TrainingCallFactory())
    with_sessions(training)
    ParticipationFactory.create_batch(3, training=training)
    return training


def coordinator():
    return holder("training_coordinator", language="en")


def get(client, user, url):
    client.force_login(user)
    return client.get(url)


def marked(training, status="present"):
    for session in training.sessions.all():
        statuses = dict.fromkeys(training.participations.values_list("pk", flat=True), status)
        record_marks(session=session, by=trainer_of(training), statuses=statuses, batch=new_key())


TRAINER_PAGES = ["training", "attendance", "walk_in", "certificates"]


def address(name, training):
    extra = [1] if name == "attendance" else []
    return reverse(f"trainings:{name}", args=[training.slug, *extra])


@pytest.mark.parametrize("name", TRAINER_PAGES)
def test_page_opens_for_its_trainer_and_its_coordinator(client, training, name):
    for user in (trainer_of(training), coordinator()):
        assert get(client, user, address(name, training)).status_code == 200


@pytest.mark.parametrize("name", [*TRAINER_PAGES, "selection"])
@pytest.mark.parametrize("who", ["stranger", "another_trainer", "partners_coordinator", "grants_officer", "group_member", "me_officer"])
def test_page_is_not_found_for_others(client, training, name, who):
    user = {
        "stranger": UserFactory,
        "another_trainer": lambda: trainer_of(TrainingFactory()),
        "partners_coordinator": lambda: holder("training_coordinator", OrganisationFactory()),
        "grants_officer": lambda: holder("grants_officer"),
        "group_member": lambda: member_account(GroupFactory()),
        "me_officer": lambda: holder("me_officer"),
    }[who]()
    assert get(client, user, address(name, training)).status_code == 404


def test_selection_is_not_found_for_the_trainer(client, training):
    assert get(client, trainer_of(training), address("selection", training)).status_code == 404


@pytest.mark.parametrize("name", ["training", "attendance", "certificates"])
def test_page_takes_the_same_statements_for_3_and_for_40_people(client, training, name):
    marked(training)
    user = coordinator()
    get(client, user, address(name, training))
    with CaptureQueriesContext(connection) as few:
        client.get(address(name, training))
    ParticipationFactory.create_batch(37, training=training)
    marked(training, "late")
    with CaptureQueriesContext(connection) as many:
        client.get(address(name, training))
    assert len(few) == len(many)
    assert len(many) <= 30


def test_selection_takes_the_same_statements_for_1_and_for_30_candidates(client, training):
    NominationFactory(call=training.call)
    user = coordinator()
    get(client, user, address("selection", training))
    with CaptureQueriesContext(connection) as few:
        client.get(address("selection", training))
    for _n in range(29):
        NominationFactory(call=training.call)
    with CaptureQueriesContext(connection) as many:
        response = client.get(address("selection", training))
    assert len(few) == len(many)
    assert response.content.count(b"Speaks up for her class") == 30


def test_list_takes_the_same_statements_for_1_and_for_30_trainings(client, training):
    user = coordinator()
    get(client, user, reverse("trainings:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("trainings:list"))
    TrainingFactory.create_batch(29)
    TrainingCallFactory.create_batch(20)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("trainings:list"))
    assert len(few) == len(many)


def test_list_of_a_trainer_holds_only_own_trainings(client, training):
    other = TrainingFactory(public_title_en="Somebody else's")
    body = get(client, trainer_of(training), reverse("trainings:list")).content.decode()
    assert training.public_title_en.replace("'", "&#x27;") in body
    assert other.public_title_en not in body


def test_internal_title_is_on_no_page_of_the_trainer(client, training):
    user = trainer_of(training)
    for name in TRAINER_PAGES:
        assert training.internal_title not in get(client, user, address(name, training)).content.decode()


def test_grid_posts_marks_without_javascript_and_shows_them(client, training):
    client.force_login(trainer_of(training))
    url = address("attendance", training)
    page = client.get(url).context["form"]
    places = list(training.participations.values_list("pk", flat=True))
    data = {"key": str(page.initial["key"]), "how": "paper", f"p{places[0]}": "present", f"p{places[1]}": "late"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert set(Mark.objects.values_list("participation_id", "status", "how")) == {
        (places[0], "present", "paper"),
        (places[1], "late", "paper"),
    }
    body = client.get(url).content.decode()
    assert "marked 2 of 3" in body
    assert "1 without a mark" in body


def test_grid_keeps_what_was_typed_when_the_form_is_wrong(client, training):
    client.force_login(trainer_of(training))
    place = training.participations.first()
    response = client.post(address("attendance", training), {"key": "no key", "how": "paper", f"p{place.pk}": "excused"})
    assert response.status_code == 200
    assert f'name="p{place.pk}" value="excused" checked' in response.content.decode()
    assert not Mark.objects.exists()


def test_reading_a_roster_with_minors_is_logged_and_without_minors_is_not(client, training):
    user = trainer_of(training)
    get(client, user, address("attendance", training))
    assert not AccessLog.objects.exists()
    ParticipationFactory(training=training, person=PersonFactory(birth_year=2012))
    get(client, user, address("attendance", training))
    assert list(AccessLog.objects.values_list("user", "action", "rows", "reason")) == [(user.pk, "read_roster", 1, "attendance")]


def test_settle_cancels_a_session(client, training):
    client.force_login(trainer_of(training))
    client.post(reverse("trainings:settle", args=[training.slug, 6]), {"action": "cancel"})
    assert training.sessions.get(position=6).state == "cancelled"


def test_walk_in_page_adds_to_the_roster(client, training):
    client.force_login(trainer_of(training))
    data = {"key": str(new_key()), "written_name": "Шерзод Юлдашев", "sex": "male", "birth_year": "1990", "village": "Араван"}
    for _twice in range(2):
        assert client.post(address("walk_in", training), data).status_code == 302
    assert training.participations.filter(source="walk_in").count() == 1


def test_walk_in_page_with_a_wrong_year_keeps_what_was_typed(client, training):
    client.force_login(trainer_of(training))
    data = {"key": str(new_key()), "written_name": "Шерзод Юлдашев", "sex": "male", "birth_year": "90", "village": "Араван"}
    body = client.post(address("walk_in", training), data).content.decode()
    assert "Шерзод Юлдашев" in body
    assert "four digits" in body


def test_an_unconsented_minor_who_is_there_is_listed_and_the_certificate_waits(client, training):
    child = ParticipationFactory(training=training, person=PersonFactory(birth_year=2012, written_name="Асель Маматова"))
    marked(training)
    body = get(client, coordinator(), address("training", training)).content.decode()
    assert "Under 18, was there, consent outstanding" in body
    assert child not in [row.participation for row in issue_certificates(training=training, by=coordinator()).certificates]


# nominating


@pytest.fixture
def group():
    return GroupFactory()


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


# selecting


def test_decide_page_chooses_with_a_reason_and_tells_the_group(client, training, group):
    member_account(group)
    nomination = NominationFactory(call=training.call, group=group)
    client.force_login(coordinator())
    url = reverse("trainings:decide", args=[training.slug, nomination.pk])
    assert "Speaks up for her class" in client.get(url).content.decode()
    assert client.post(url, {"action": "select", "reason": ""}).status_code == 200
    assert client.post(url, {"action": "select", "reason": "First camp"}).status_code == 302
    assert Participation.objects.filter(nomination=nomination).count() == 1
    client.post(reverse("trainings:tell", args=[training.slug]))
    assert Message.objects.count() == 1


def test_decide_page_at_the_capacity_says_why_and_keeps_the_reason(client, training):
    training.capacity = 3
    training.save()
    nomination = NominationFactory(call=training.call)
    client.force_login(coordinator())
    url = reverse("trainings:decide", args=[training.slug, nomination.pk])
    body = client.post(url, {"action": "select", "reason": "First camp"}).content.decode()
    assert "All 3 places are taken." in body
    assert "First camp" in body


def test_decide_page_for_a_candidate_of_another_call_is_not_found(client, training):
    nomination = NominationFactory()
    assert get(client, coordinator(), reverse("trainings:decide", args=[training.slug, nomination.pk])).status_code == 404


def test_certificates_page_issues_to_those_who_are_ready(client, training):
    by = coordinator()
    marked(training)
    consent_to_take_part(training.participations.first().person, by=by)
    client.force_login(by)
    client.post(address("certificates", training))
    assert training.certificates.count() == 1
    assert "consent is missing" in client.get(address("certificates", training)).content.decode()


# the office sets up


def test_setup_page_saves_each_part(client, training):
    from tests.factories.programme import AgreementFactory
    from trainings.models import TrainingFunding

    agreement, trainer = AgreementFactory(), holder("trainer", name="Нурлан Эсенов")
    client.force_login(coordinator())
    url = reverse("trainings:setup", args=[training.slug])
    assert client.get(url).status_code == 200
    client.post(url, {"part": "sessions", "kind": "days"})
    assert training.sessions.count() == 3
    client.post(url, {"part": "trainer", "user": trainer.pk})
    assert "Нурлан Эсенов" in client.get(url).content.decode()
    signs = {"signs-TOTAL_FORMS": 3, "signs-INITIAL_FORMS": 0, "signs-0-name": "Гүлзат Маматкадырова", "signs-0-post_ky": "Директор"}
    client.post(url, {"part": "signatories", **signs})
    assert list(training.signatories.values_list("name", flat=True)) == ["Гүлзат Маматкадырова"]
    share = {"share-TOTAL_FORMS": 3, "share-INITIAL_FORMS": 0, "share-0-agreement": agreement.pk, "share-0-percent": "62.50"}
    client.post(url, {"part": "funding", **share})
    assert list(TrainingFunding.objects.values_list("agreement", "share_bp")) == [(agreement.pk, 6250)]
    client.post(url, {"part": "remove", "number": trainer.number})
    client.force_login(trainer)
    assert client.get(training.get_absolute_url()).status_code == 404


def test_shares_above_the_whole_are_refused(client, training):
    from tests.factories.programme import AgreementFactory
    from trainings.models import TrainingFunding

    client.force_login(coordinator())
    data = {"part": "funding", "share-TOTAL_FORMS": 3, "share-INITIAL_FORMS": 0}
    for place in range(2):
        data |= {f"share-{place}-agreement": AgreementFactory().pk, f"share-{place}-percent": "60"}
    body = client.post(reverse("trainings:setup", args=[training.slug]), data).content.decode()
    assert "at most the whole" in body
    assert not TrainingFunding.objects.exists()


@pytest.mark.parametrize("name", ["setup", "selection"])
def test_office_pages_are_not_found_for_a_trainer_and_a_partners_coordinator(client, training, name):
    for user in (trainer_of(training), holder("training_coordinator", OrganisationFactory())):
        assert get(client, user, address(name, training)).status_code == 404


def question_blocks(count=1):
    texts = {"en": "Why this person?", "ru": "", "ky": "", "uz": ""}
    question = {"type": "long_text", "value": {"label": texts, "help": {}, "required": True, "blind": False, "key": ""}}
    return [{"type": "part", "value": {"title": texts, "intro": {}, "questions": [question] * count, "key": ""}}]


def test_call_page_publishes_and_freezes_the_questions(client):
    import json

    call = TrainingCallFactory(state="draft", form_version=None, questions=json.dumps(question_blocks()))
    client.force_login(coordinator())
    url = reverse("trainings:call", args=[call.slug])
    assert "Why this person?" in client.get(url).content.decode()
    client.post(url, {"action": "publish"})
    call.refresh_from_db()
    assert (call.state, call.is_open()) == ("published", True)
    assert [q["label"] for q in call.form_version.schema["parts"][0]["questions"]] == [{"en": "Why this person?"}]
    client.post(url, {"action": "withdraw"})
    call.refresh_from_db()
    assert (call.state, call.is_open()) == ("withdrawn", False)


@pytest.mark.parametrize(("age_from", "state"), [(14, "draft"), (18, "published")])
def test_nine_questions_are_too_many_where_somebody_under_18_may_be_nominated(client, age_from, state):
    import json

    call = TrainingCallFactory(state="draft", form_version=None, age_from=age_from, questions=json.dumps(question_blocks(9)))
    client.force_login(coordinator())
    client.post(reverse("trainings:call", args=[call.slug]), {"action": "publish"})
    call.refresh_from_db()
    assert call.state == state


def test_certificates_page_issues_provisionally_then_confirms(client, training):
    by = coordinator()
    consent_to_take_part(*(row.person for row in training.participations.all()), by=by)
    client.force_login(by)
    url = address("certificates", training)
    client.post(url, {"action": "provisional"})
    assert set(training.certificates.values_list("state", flat=True)) == {"provisional"}
    marked(training)
    client.post(url, {"action": "settle_provisional"})
    assert set(training.certificates.values_list("state", flat=True)) == {"valid"}


def test_certificates_page_is_not_for_a_trainer_to_issue_provisionally(client, training):
    consent_to_take_part(*(row.person for row in training.participations.all()), by=coordinator())
    client.force_login(trainer_of(training))
    body = client.post(address("certificates", training), {"action": "provisional"}, follow=True).content.decode()
    assert "Only the coordinators of this organisation can do this." in body
    assert not training.certificates.exists()
