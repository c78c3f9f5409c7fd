"""The report on a training: figures without small numbers, photos with consent only, no participant's name; who handles photos."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone

from core.pdf import check
from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import marked
from trainings.documents.report import draw_report
from trainings.domain.photos import add_training_photo, remove_training_photo
from trainings.queries.photos import pictures_of
from trainings.queries.report import LANGUAGES, report_of
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.erasure import erase_person, request_erasure

pytestmark = pytest.mark.django_db


def training_of(women, men):
    training = TrainingFactory()
    with_sessions(training, 2)
    for sex, count in (("female", women), ("male", men)):
        for number in range(count):
            person = PersonFactory(written_name=f"Zqname {sex} {number}", sex=sex, birth_year=1990)
            ParticipationFactory(training=training, person=person)
    marked(training)
    return training


@pytest.fixture
def manager():
    from tests.factories.programme import clear

    user = holder("programme_manager", language="en")
    clear(user)
    return user


def consents(by, person, *purposes, answer="given"):
    given = [ConsentGiven(person=person, purpose=purpose, by="self", answer=answer) for purpose in purposes]
    record_consents(answers=given, by=by, given_on=timezone.localdate())


def add(training, by, *people, **fields):
    upload = io.BytesIO(picture())
    return add_training_photo(training=training, by=by, upload=upload, name="a.jpg", shows_people=bool(people), people=people, **fields)


def test_figures_by_sex_are_told_only_when_neither_is_small():
    figures = dict(report_of(training_of(6, 5), "en").figures)
    assert figures["of them women and girls, men and boys"] == "6 / 5"
    assert (figures["People who were there, each once"], figures["Person-hours"]) == ("11", "198")
    figures = dict(report_of(training_of(6, 4), "en").figures)
    assert figures["of them women and girls, men and boys"] == "withheld: small numbers"
    assert dict(report_of(training_of(2, 1), "en").figures)["People who were there, each once"] == "fewer than 5"


def test_every_language_is_a_report_without_anybody_s_name(client, coordinator, manager):
    training = training_of(6, 5)
    add(training, manager, caption="The hall")
    client.force_login(coordinator)
    assert client.get(reverse("trainings:report", args=[training.slug])).status_code == 200
    for language in LANGUAGES:
        response = client.get(reverse("trainings:report_pdf", args=[training.slug, language]))
        text = check.text(response.content)
        assert "Zqname" not in text
        assert "The hall" in text
        assert (check.metadata(response.content)[0], check.outside(response.content)) == (language, [])
        data = report_of(training, language)
        assert draw_report(data) == draw_report(data)
    client.force_login(trainer_of(training))
    assert client.get(reverse("trainings:report", args=[training.slug])).status_code == 404


def test_a_photo_stands_in_the_report_only_while_everybody_on_it_agrees(manager, coordinator):
    training = training_of(6, 5)
    person = training.participations.earliest("pk").person
    nobody, shown, stranger = add(training, manager), add(training, manager, person), add(training, manager, person, unknown_people=True)
    outside = lambda: {row.photo.pk for row in pictures_of(training) if row.outside}  # noqa: E731
    assert outside() == {nobody.pk}
    consents(coordinator, person, "photo_internal", "photo_publication")
    assert outside() == {nobody.pk, shown.pk}
    assert (len(report_of(training, "en").photos), report_of(training, "en").hidden) == (2, 1)
    consents(coordinator, person, "photo_publication", answer="withdrawn")
    assert outside() == {nobody.pk}
    remove_training_photo(photo=stranger, by=manager)
    asked = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=manager)
    erase_person(request=asked, by=manager)
    assert [row.photo.pk for row in pictures_of(training)] == [nobody.pk]
    shown.file.refresh_from_db()
    assert not shown.file.file


def test_photos_have_a_permission_of_their_own(client, manager, coordinator):
    training = training_of(1, 0)
    with pytest.raises(Refused) as refusal:
        add(training, coordinator)
    assert refusal.value.code == "not_yours"
    photo = add(training, manager)
    for user, status in ((coordinator, 404), (trainer_of(training), 404), (manager, 200)):
        client.force_login(user)
        assert client.get(reverse("trainings:photos", args=[training.slug])).status_code == status
        assert client.get(reverse("trainings:photo", args=[training.slug, photo.pk])).status_code == status
    for fields, code in (({"shows_people": True}, "no_people"), ({"shows_people": True, "people": [PersonFactory()]}, "not_on_roster")):
        with pytest.raises(Refused) as refusal:
            add_training_photo(training=training, by=manager, upload=io.BytesIO(picture()), name="a.jpg", **fields)
        assert refusal.value.code == code
    data = {"upload": io.BytesIO(picture()), "shows": "none", "caption": "The hall"}
    assert "The hall" in client.post(reverse("trainings:photos", args=[training.slug]), data, follow=True).content.decode()
