"""Per diem and travel: days from the marks of held sessions, sums that add up, what stands on the sheet, who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AccessLog
from core.money import Money
from core.pdf import check
from core.pdf.formats import LANGUAGES
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of, with_sessions
from tests.factories.youth_groups import PersonFactory
from trainings.documents.payments import PaymentData, PaymentRow, draw_payment_sheet
from trainings.domain.attendance import record_marks
from trainings.domain.payments import print_payment_sheet, set_payments
from trainings.models import PaymentSheet, PaymentTerms
from trainings.queries.attendance import attendance_of
from trainings.queries.own_data_after import after_trainings_of_person
from trainings.queries.payments import payment_lines, totals_of
from youth_groups.domain.erasure import erase_person, request_erasure

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    """Six half-days on three days, of which the fourth was not held; a grown-up, a minor, somebody who stands twice, one who never came."""
    training = TrainingFactory(public_title_ky="Коопсуз айыл")
    sessions = with_sessions(training)
    year = training.first_day.year
    adult = ParticipationFactory(training=training, person=PersonFactory(written_name="Асанов Бакыт", birth_year=1990))
    minor = ParticipationFactory(training=training, person=PersonFactory(written_name="Бекова Нургүл", birth_year=year - 15))
    twice = PersonFactory(written_name="Орозова Айгүл", birth_year=1985)
    rows = [adult, minor, *ParticipationFactory.create_batch(2, training=training, person=twice)]
    rows.append(ParticipationFactory(training=training, person=PersonFactory(written_name="Токтоев Эмил", birth_year=1991)))
    there = {0: "PPPxPP", 1: "PAPxAL", 2: "PAAxAA", 3: "AAAxPA", 4: "AEAxAA"}
    words = {"P": "present", "A": "absent", "L": "late", "E": "excused"}
    for place, session in enumerate(sessions):
        if place == 3:
            type(session).objects.filter(pk=session.pk).update(state="not_held")
            continue
        statuses = {row.pk: words[there[n][place]] for n, row in enumerate(rows)}
        record_marks(session=session, by=trainer_of(training), statuses=statuses, batch=new_key())
    return training


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def terms_of(training, by, **own):
    return set_payments(training=training, by=by, per_day=Money.of("350.50"), travel=Money.of(200), **own)


def test_days_come_from_held_sessions_and_every_sum_adds_up(training, coordinator):
    rows = list(training.participations.order_by("pk"))
    terms = terms_of(training, coordinator, own_travel={rows[1].pk: Money.of(75), rows[2].pk: Money.of(0)})
    lines = payment_lines(attendance_of(training), terms)
    found = [(line.person.written_name, line.days, line.per_diem, line.travel, line.minor) for line in lines]
    assert found == [
        ("Асанов Бакыт", 3, 105_150, 20_000, False),
        ("Бекова Нургүл", 3, 105_150, 7_500, True),
        ("Орозова Айгүл", 2, 70_100, 0, False),
    ]
    totals = totals_of(lines)
    assert (totals.days, totals.per_diem, totals.travel, totals.total) == (8, 280_400, 27_500, 307_900)
    set_payments(training=training, by=coordinator, per_day=Money(0, "EUR"), travel=Money(1, "EUR"))
    assert {line.total for line in payment_lines(attendance_of(training), PaymentTerms.objects.get())} == {1}


def test_the_sheet_is_kept_with_its_sums_and_says_who_takes_the_money_of_a_minor(training, coordinator):
    terms_of(training, coordinator)
    for language in LANGUAGES:  # English first
        sheet = print_payment_sheet(training=training, by=coordinator, language=language)
    assert (sheet.total_minor, [row[1:] for row in sheet.rows]) == (
        340_400,
        [[3, 105_150, 20_000], [3, 105_150, 20_000], [2, 70_100, 20_000]],
    )
    text = " ".join(check.text(PaymentSheet.objects.earliest("pk").file.file.read()).split())
    assert [words for words in ("Per diem and travel", "3 404 KGS", "Бекова Нургүл", "paid to the caregiver") if words not in text] == []
    assert "Токтоев" not in text
    assert str(training.first_day.year - 15) not in text
    assert AccessLog.objects.filter(reason="payments", rows=3).count() == len(LANGUAGES)


def test_who_is_erased_stands_on_no_sheet_and_reads_before_what_was_paid(training, coordinator):
    terms_of(training, coordinator)
    sheet = print_payment_sheet(training=training, by=coordinator, language="ky")
    person, manager = training.participations.earliest("pk").person, holder("programme_manager")
    money, _asked, _photos = after_trainings_of_person([person], "en")
    assert [words.split("; ")[1] for _title, words in money.lines] == ["1\u00a0251.50\u00a0KGS"]
    erase_person(request=request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=manager), by=manager)
    sheet.file.refresh_from_db()
    assert (bool(sheet.file.file), PaymentSheet.objects.get().total_minor) == (False, 340_400)


def test_three_hundred_people_long_names_and_every_language_fit():
    name = "Абдыракманова-Токтосунова Гүлжамалкан Кубанычбековна Улуу"
    rows = tuple(PaymentRow(name, 31, 9_999_999_999, 1_234_567, n % 2 == 0) for n in range(300))
    for language in LANGUAGES:
        data = PaymentData(
            language=language,
            number="7K4MQ2XD",
            title="Т" * 150,
            place="Ош",
            days="1–3",
            organiser="О",
            project="П" * 200,
            line="Л",
            currency="KGS",
            per_day=1,
            rows=rows,
        )
        content, pages = draw_payment_sheet(data)
        assert content == draw_payment_sheet(data)[0]
        assert (len(check.texts(content)), check.outside(content)) == (pages, [])
        assert check.text(content).count("Гүлжамалкан") == 300


def test_who_does_not_coordinate_pays_nobody(training, coordinator):
    terms_of(training, coordinator)
    for by in (trainer_of(training), holder("training_coordinator", OrganisationFactory(code="partner"))):
        with refused("not_coordinator"):
            terms_of(training, by)
        with refused("not_coordinator"):
            print_payment_sheet(training=training, by=by, language="ky")
    stranger = ParticipationFactory()
    with refused("not_on_roster"):
        terms_of(training, coordinator, own_travel={stranger.pk: Money.of(1)})
    with refused("currencies"):
        set_payments(training=training, by=coordinator, per_day=Money(1, "KGS"), travel=Money(1, "EUR"))


def test_the_page_takes_sums_shows_totals_and_prints(client, training, coordinator):
    client.force_login(coordinator)
    url = reverse("trainings:payments", args=[training.slug])
    place = training.participations.order_by("pk")[1]
    data = {"currency": "KGS", "per_day": "350,50", "travel": "200", f"travel-{place.pk}": "75"}
    assert client.post(url, data | {"per_day": "much"}).status_code == 200
    body = client.post(url, data, follow=True).content.decode()
    assert "3 279 KGS" in " ".join(body.replace("\u202f", " ").replace("\xa0", " ").split())
    printing = client.post(reverse("trainings:print_payments", args=[training.slug, "ru"]), follow=True)
    assert b"".join(printing.streaming_content).startswith(b"%PDF")
    assert url in client.get(training.get_absolute_url()).content.decode()
    client.force_login(trainer_of(training))
    assert client.get(url).status_code == 404
