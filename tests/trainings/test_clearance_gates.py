"""Nobody reads a roster or candidates with minors without code of conduct and briefing on file; the page says what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.programme import clear, holder
from tests.factories.trainings import (
    NominationFactory,
    ParticipationFactory,
    TrainingCallFactory,
    TrainingFactory,
    trainer_of,
    with_sessions,
)
from tests.factories.youth_groups import PersonFactory
from trainings.domain.certificates import issue_certificates
from trainings.domain.passes import make_pass_for_newcomer, make_training_pass
from trainings.domain.sheets import print_sign_in_sheet
from trainings.domain.trainings import add_trainer
from trainings.models import Certificate, RosterImport, SignInSheet, Training
from youth_groups.queries.clearance import cleared_among

pytestmark = pytest.mark.django_db
NAME = "Асель Маматова"


def training_with(birth_year: int) -> Training:
    training = TrainingFactory(call=TrainingCallFactory(state="closed"))
    with_sessions(training, state="held")
    person = PersonFactory(written_name=NAME, birth_year=birth_year)
    ParticipationFactory(training=training, person=person)
    NominationFactory(call=training.call, person=person)
    return training


def addresses(training: Training) -> list[str]:
    """Every page of a training that names its people."""
    by = holder(Role.TRAINING_COORDINATOR)
    slug, row = training.slug, training.participations.get()
    sheet = print_sign_in_sheet(training=training, day=training.first_day, by=by)
    issue_certificates(training=training, by=by, reasons={row.pk: "was there"})
    names = [
        ("training", []),
        ("attendance", [1]),
        ("sheet_file", [sheet.number]),
        ("certificates", []),
        ("selection", []),
        ("consents", []),
    ]
    found = [reverse(f"trainings:{name}", args=[slug, *more]) for name, more in names]
    found += [
        reverse("trainings:decide", args=[slug, training.call.nominations.get().pk]),
        reverse("trainings:preparation", args=[slug]),
    ]
    for certificate in Certificate.objects.all():
        found += [reverse(f"trainings:{name}", args=[certificate.number]) for name in ("certificate", "certificate_pdf")]
    return found


def test_pages_with_a_minors_name_open_for_the_cleared_only_and_say_what_is_missing(client: Any) -> None:
    training = training_with(2012)
    pages = addresses(training)
    user = holder(Role.TRAINING_COORDINATOR, cleared=False)
    client.force_login(user)
    for page in pages:
        answer = client.get(page)
        body = answer.content.decode()
        assert (page, answer.status_code, NAME in body) == (page, 403, False)
        assert all(words in body for words in ("code of conduct", "safeguarding briefing", "safeguarding focal point of your organisation"))
    clear(user)
    assert {client.get(page).status_code for page in pages} == {200}


def test_a_briefing_of_more_than_two_years_ago_opens_nothing(client: Any) -> None:
    user = holder(Role.TRAINING_COORDINATOR, cleared=False)
    clear(user, timezone.localdate() - timedelta(days=735))
    client.force_login(user)
    answer = client.get(reverse("trainings:attendance", args=[training_with(2012).slug, 1]))
    assert (answer.status_code, "has lapsed" in answer.content.decode()) == (403, True)


def test_an_unknown_birth_year_is_a_minors(client: Any) -> None:
    training = training_with(2012)
    training.participations.get().person.__class__.objects.update(birth_year=None)
    client.force_login(holder(Role.TRAINING_COORDINATOR, cleared=False))
    assert client.get(reverse("trainings:attendance", args=[training.slug, 1])).status_code == 403


def test_a_training_of_adults_opens_without_papers(client: Any) -> None:
    training = training_with(1990)
    pages = [page for page in addresses(training) if "/preparation/" not in page]
    client.force_login(holder(Role.TRAINING_COORDINATOR, cleared=False))
    assert {client.get(page).status_code for page in pages} == {200}


def test_marks_and_sheets_are_refused_without_papers(client: Any) -> None:
    training = training_with(2012)
    client.force_login(trainer_of(training, cleared=False))
    row = training.participations.get()
    posted = client.post(reverse("trainings:attendance", args=[training.slug, 1]), {f"m-{row.pk}": "present"})
    printed = client.post(reverse("trainings:print_sheet", args=[training.slug, training.first_day.isoformat()]))
    pdf = client.post(reverse("trainings:certificates_bulk", args=[training.slug]))
    assert (posted.status_code, printed.status_code, pdf.status_code) == (403, 403, 403)
    assert not SignInSheet.objects.exists()


def test_an_import_opens_for_the_cleared_only(client: Any) -> None:
    user = holder(Role.TRAINING_COORDINATOR, cleared=False)
    row = RosterImport.objects.create(
        organisation=TrainingFactory().organisation,
        training=Training.objects.get(),
        file_name="r.xlsx",
        file_sha256="0" * 64,
        created_by=user,
        state=RosterImport.State.STAGED,
    )
    client.force_login(user)
    pages = [reverse(f"trainings:{name}", args=[row.pk]) for name in ("import", "import_columns")]
    assert [client.get(page).status_code for page in pages] == [403, 403]


def test_assignment_and_passes_are_refused_without_papers() -> None:
    training, by = training_with(2012), holder(Role.TRAINING_COORDINATOR)
    leader = trainer_of(training, cleared=False)
    for refused in (
        lambda: add_trainer(training=training, user=holder(Role.TRAINER, cleared=False), by=by),
        lambda: make_training_pass(training=training, user=leader, by=by),
        lambda: make_pass_for_newcomer(training=training, name="Эже", by=by),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        assert refusal.value.code == "not_cleared"


def test_cleared_among_is_one_statement(django_assert_num_queries: Any) -> None:
    cleared, old, none = (holder(Role.TRAINER, cleared=False) for _ in range(3))
    clear(cleared)
    clear(old, timezone.localdate() - timedelta(days=900))
    with django_assert_num_queries(1):
        assert cleared_among([cleared.pk, old.pk, none.pk], timezone.localdate()) == {cleared.pk}
