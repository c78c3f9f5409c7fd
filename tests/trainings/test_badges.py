"""Badges: whose, which name, a code that stays, logged with the reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AccessLog
from core.pdf import check
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import coordinator, get
from trainings.domain.badges import CODE_LENGTH, print_badges
from trainings.models import Participation
from trainings.numbers import is_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def camp():
    """A grown-up with a name of their own for the certificate, and a minor."""
    training = TrainingFactory(public_title_ky="Коопсуз айыл")
    adult = PersonFactory(written_name="Токтосунова Айгүл Бакытовна", certificate_name="Айгүл Токтосунова", birth_year=1990)
    minor = PersonFactory(written_name="Сатыбалдиев Нурбек Азизович", birth_year=training.first_day.year - 15, sex="male")
    for person in (adult, minor):
        ParticipationFactory(training=training, person=person)
    return training


def text_of(training, **changes) -> str:
    return check.text(print_badges(**{"training": training, "by": coordinator(), "reason": "The camp", **changes}))


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_the_name_of_the_certificate_and_of_minors_the_own_name_only(camp):
    trainer_of(camp, name="Нургүл Осмонова")
    text = text_of(camp)
    assert "Айгүл Токтосунова" in text
    assert "Нурбек" in text
    for secret in ("Сатыбалдиев", "Азизович", "Бакытовна", camp.internal_title):
        assert secret not in text
    assert (text.count("Нургүл Осмонова"), text.count("Коопсуз айыл")) == (1, 3)
    assert "Нургүл Осмонова" not in text_of(camp, with_trainers=False)


def test_a_minor_without_a_recognisable_own_name_gets_a_line_to_write_on(client, camp):
    person = PersonFactory(written_name="Сатыбалдиева", birth_year=camp.first_day.year - 15)
    place = ParticipationFactory(training=camp, person=person)
    assert "Сатыбалдиева" not in text_of(camp, places=[place.pk])
    page = get(client, coordinator(), reverse("trainings:badges", args=[camp.slug])).content.decode()
    assert "On 1 badge the first name is left to write by hand" in page


def test_codes_are_random_stay_and_belong_to_one_place(camp):
    text_of(camp, places=[camp.participations.first().pk])
    first = dict(camp.participations.values_list("pk", "badge_code"))
    assert [code is None for code in first.values()].count(True) == 1
    text = text_of(camp)
    codes = dict(camp.participations.values_list("pk", "badge_code"))
    assert all(codes[pk] == code for pk, code in first.items() if code)
    assert len(set(codes.values())) == 2
    for pk, code in codes.items():
        assert is_number(code, CODE_LENGTH)
        assert str(pk) != code
        assert code in text


def test_the_qr_code_holds_the_code_alone(camp):
    import pypdfium2
    import zxingcpp

    by = coordinator()
    content = print_badges(training=camp, by=by, reason="The camp", with_trainers=False)
    found = zxingcpp.read_barcodes(pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil())
    assert {each.text for each in found} == set(Participation.objects.values_list("badge_code", flat=True))


def test_who_stands_twice_gets_one_badge(camp):
    ParticipationFactory(training=camp, person=camp.participations.first().person)
    assert text_of(camp, with_trainers=False).count("Коопсуз айыл") == 2


def test_printing_is_logged_as_an_export_with_its_reason(camp):
    by = coordinator()
    text_of(camp, by=by)
    log = AccessLog.objects.get(action="export")
    assert (log.user, log.subject_type, log.subject_id, log.rows, log.reason) == (
        by,
        "trainings.training",
        str(camp.pk),
        2,
        "The camp · badges",
    )


def test_refusals(camp):
    with refused("no_reason"):
        text_of(camp, reason="  ")
    with refused("nobody"):
        text_of(camp, places=[], with_trainers=False)
    with refused("not_cleared"):
        text_of(camp, by=trainer_of(camp, cleared=False))
    with refused("not_trainer"):
        text_of(camp, by=holder("training_coordinator", OrganisationFactory()))
    with refused("no_roster"):
        text_of(TrainingFactory(activity_type_id="mentoring"))
    assert not AccessLog.objects.exists()
    assert not Participation.objects.exclude(badge_code=None).exists()


def test_the_page_prints_everybody_or_those_ticked(client, camp):
    url = reverse("trainings:badges", args=[camp.slug])
    client.force_login(coordinator())
    assert url in client.get(camp.get_absolute_url()).content.decode()
    data = {"which": "some", "language": "ky", "reason": "The camp", "on": [camp.participations.get(person__birth_year=1990).pk]}
    answer = client.post(url, data)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        f'attachment; filename="badges-{camp.number}.pdf"',
    )
    assert "Нурбек" not in check.text(answer.content)
    assert check.text(client.post(url, {**data, "which": "all"}).content).count("Катышуучу") == 2
    assert "Choose at least one person." in client.post(url, {**data, "on": []}).content.decode()
    foreign = ParticipationFactory()
    assert client.post(url, {**data, "on": [foreign.pk]}).status_code == 200
    for user in (holder("training_coordinator", OrganisationFactory()), trainer_of(foreign.training)):
        assert get(client, user, url).status_code == 404


def test_the_same_statements_for_2_and_for_40_people(camp):
    by = coordinator()
    print_badges(training=camp, by=by, reason="x")
    with CaptureQueriesContext(connection) as few:
        print_badges(training=camp, by=by, reason="x")
    people = PersonFactory.create_batch(38, locality=None, province=None)
    Participation.objects.bulk_create(Participation(training=camp, person=person, source="staff") for person in people)
    print_badges(training=camp, by=by, reason="x")
    with CaptureQueriesContext(connection) as many:
        content = print_badges(training=camp, by=by, reason="x")
    assert len(few) == len(many)
    assert len(check.texts(content)) == 5
