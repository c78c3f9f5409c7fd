"""Tests before and after, feedback: without an account and without a name, gain with n, nothing told of few."""

import random
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Event
from core.pdf import check
from core.pdf.formats import LANGUAGES
from core.refusals import Refused
from core.retention import blank_what_is_due
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import QUESTIONS_OF_A_TEST, ParticipationFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import PersonFactory
from trainings.domain.short_forms import answer_form, form_by_code, open_form, save_short_form, set_right_answers, use_form
from trainings.models import FormAnswer, ShortForm
from trainings.queries.short_forms import collapsed, results_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["language"] = "en"
    cache.clear()


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def kept(by, kind="test", **fields):
    form = ShortForm(**{"organisation": by_organisation(by), "kind": kind, "name_en": "Form", "questions": QUESTIONS_OF_A_TEST} | fields)
    return save_short_form(form=form, by=by)


def by_organisation(by):
    return by.roles_held.get().organisation


@pytest.fixture
def training():
    training = TrainingFactory(public_title_en="Talking and agreeing", internal_title="Secret phase 2")
    ParticipationFactory(training=training, person=PersonFactory(birth_year=1990))
    return training


@pytest.fixture
def rounds(training, coordinator):
    before, after = use_form(training=training, form=kept(coordinator), by=coordinator)
    [feedback] = use_form(training=training, form=kept(coordinator, "feedback"), by=coordinator)
    set_right_answers(training=training, by=coordinator, right={"law": False, "phone": "a"})
    return [open_form(form=form, by=coordinator, is_open=True) for form in (before, after, feedback)]


def filled(form, *rows):
    for row in rows:
        answer_form(form=form, answers=row, key=uuid.uuid4())


RIGHT, HALF, WRONG = {"law": False, "phone": "a"}, {"law": False, "phone": "b"}, {"law": True, "phone": "b"}


def test_gain_is_the_difference_of_means_with_both_n_and_needs_five_on_each_side(training, coordinator, rounds):
    before, after, _feedback = rounds
    filled(before, HALF, HALF, WRONG, WRONG, RIGHT)
    filled(after, *[RIGHT] * 3, HALF)
    gain = results_of(training, "en")[1]
    assert (gain.after, gain.points) == (None, None)
    filled(after, HALF, {"phone": "a"})
    gain = results_of(training, "en")[1]
    assert (gain.before.reached, gain.before.possible, gain.before.n) == (4, 10, 5)
    assert (gain.after.reached, gain.after.possible, gain.after.n) == (9, 12, 6)
    assert gain.points == pytest.approx(9 / 6 - 4 / 5)
    assert not gain.with_shares
    ParticipationFactory(training=training, person=PersonFactory(birth_year=training.first_day.year - 15))
    assert results_of(training, "en")[1].points is None


def test_feedback_tells_means_and_collapsed_rows_and_nothing_of_few(training, coordinator, rounds):
    feedback = rounds[2]
    filled(feedback, *[{"phone": "a", "mood": 4, "words": "Zq good"}] * 4)
    assert results_of(training, "en")[0][2].questions == []
    filled(feedback, *[{"phone": "b", "mood": 2}] * 6, {"mood": 5, "words": "More games"})
    found = {question.label: question for question in results_of(training, "en")[0][2].questions}
    assert (found["How was it, 1 to 5?"].mean, found["How was it, 1 to 5?"].n) == (pytest.approx(33 / 11), 11)
    assert found["Whom do you call?"].rows == []
    assert found["In your own words"].texts == ["More games", *["Zq good"] * 4]
    assert found["May a child be hit?"].n == 0


def test_collapsed_rows_give_no_small_number_away():
    dice = random.Random(7)
    for _trial in range(2_000):
        counts = [dice.choice([0, 0, 1, 2, 3, 4, 5, 6, 9, 20]) for _row in range(dice.randint(2, 6))]
        rows = collapsed([(str(place), count) for place, count in enumerate(counts)], 5)
        assert all(count >= 5 for _words, count in rows)
        assert len(rows) != 1
        if rows:  # what is not shown is the total less what is: never one small row alone
            assert sum(count for _words, count in rows) == sum(counts)


def test_nobody_is_written_down_and_a_form_sent_twice_counts_once(client, training, rounds):
    before = rounds[0]
    url = reverse("short_form", args=[before.code])
    events = Event.objects.count()
    key = str(uuid.uuid4())
    data = {"key": key, "q-law": "no", "q-phone": "a"}
    page = client.get(url)
    assert "Talking and agreeing" in page.content.decode()
    assert "Secret" not in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert client.post(url, {"key": key, "q-law": "no"}).status_code == 200
    assert not FormAnswer.objects.exists()
    for _twice in range(2):
        assert "Thank you" in client.post(url, data, follow=True).content.decode()
    row = FormAnswer.objects.get()
    assert (row.answers, row.typed_by, row.how) == ({"law": False, "phone": "a"}, None, "phone")
    assert {field.name for field in FormAnswer._meta.fields} == {"id", "form", "key", "answers", "said", "how", "typed_by"}
    assert Event.objects.count() == events
    assert "sessionid" not in client.cookies


def test_a_closed_form_takes_nothing_and_guessed_codes_end(client, training, coordinator, rounds, monkeypatch):
    monkeypatch.setattr("trainings.views.short_forms.UNKNOWN_TRIES", 3)
    form = open_form(form=rounds[0], by=coordinator, is_open=False)
    with refused("closed"):
        answer_form(form=form, answers=RIGHT, key=uuid.uuid4())
    assert "closed" in client.get(reverse("short_form", args=[form.code])).content.decode()
    typed = f"{form.code[:4].lower()} {form.code[4:]}"
    assert client.post(reverse("short_form_code"), {"code": typed})["Location"] == reverse("short_form", args=[form.code])
    assert [client.get(reverse("short_form", args=[f"WRNG{n}ABC"])).status_code for n in range(4)] == [404] * 3 + [429]
    assert form_by_code("WRNG2ABC") is None


def test_paper_is_typed_in_by_who_leads_the_training_with_its_gaps(client, training, rounds):
    trainer, before = trainer_of(training, language="en"), rounds[0]
    client.force_login(trainer)
    url = reverse("trainings:form_from_paper", args=[training.slug, "before"])
    assert "Here is the next one" in client.post(url, {"key": str(uuid.uuid4()), "q-law": "no"}, follow=True).content.decode()
    row = FormAnswer.objects.get()
    assert (row.how, row.typed_by, row.answers) == ("paper", trainer, {"law": False})
    with refused("not_trainer"):
        answer_form(form=before, answers=RIGHT, key=uuid.uuid4(), by=holder("training_coordinator", OrganisationFactory(code="partner")))
    for language in LANGUAGES:
        content = b"".join(client.get(reverse("trainings:form_print", args=[training.slug, "before", language])))
        assert check.outside(content) == []
    assert "Баланы урса болобу?" in check.text(content)


def test_questions_stay_once_somebody_answered_and_are_checked_when_chosen(training, coordinator, rounds):
    filled(rounds[0], RIGHT)
    with refused("answered"):
        use_form(training=training, form=kept(coordinator), by=coordinator)
    with refused("no_questions"):
        use_form(training=training, form=kept(coordinator, questions=[]), by=coordinator)
    with refused("no_right_answer"):
        set_right_answers(training=training, by=coordinator, right={"words": "x"})
    other = TrainingFactory(organisation=training.organisation)
    assert use_form(training=other, form=kept(coordinator), by=coordinator)[1].right == {"law": False, "phone": "a"}


def test_own_words_go_after_a_year_and_figures_stay(training, coordinator, rounds):
    filled(rounds[2], {"mood": 4, "words": "Zq"})
    last = timezone.localdate() - timedelta(days=367)
    type(training).objects.filter(pk=training.pk).update(first_day=last, last_day=last)
    assert blank_what_is_due(timezone.now())["form_texts"] == 1
    assert FormAnswer.objects.get().answers == {"mood": 4}


def test_the_page_of_forms_costs_the_same_with_many_answers(client, training, coordinator, rounds):
    client.force_login(coordinator)
    url = reverse("trainings:forms", args=[training.slug])

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
        return len(found)

    filled(rounds[0], RIGHT)
    statements()
    few = statements()
    filled(rounds[2], *[{"mood": 3, "words": "x"}] * 30)
    assert statements() == few
