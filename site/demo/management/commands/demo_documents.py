"""Every kind of document from the demo as `<kind>.<lang>[-<lang>].pdf`, drawn by the product's own functions; one path printed a line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import override

from core.pdf import formats
from demo.people import user_of
from grants.documents import draw_award_letter
from grants.domain.papers import application_pdf, award_letter
from grants.models import Award, Submission
from summaries.domain.files import drawn
from summaries.models import Snapshot
from trainings.documents import draw_certificate, draw_certificates, draw_protocol, draw_sign_in_sheet
from trainings.documents.payments import draw_payment_sheet
from trainings.documents.report import draw_report
from trainings.documents.short_form import draw_paper_form
from trainings.domain.facts import FactsMaker
from trainings.domain.proposals import propose_selection
from trainings.domain.selection import save_choice
from trainings.domain.targets import pool_for
from trainings.models import Certificate, Training
from trainings.queries.attendance import attendance_of
from trainings.queries.payments import payment_lines, sheet_data
from trainings.queries.protocol import protocol_of
from trainings.queries.report import LANGUAGES as REPORTED
from trainings.queries.report import report_of
from trainings.queries.risk import forms_of_roster
from trainings.queries.sheets import sheet_facts
from trainings.queries.short_forms import paper_form
from youth_groups.documents import draw_consent_forms

Document = tuple[str, bytes]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not Certificate.objects.exists():
            raise CommandError("The demo has no data yet: run `make demo-data` first.")
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for documents in (_sheets(), _certificates(), _applications(), _letters(), _summaries(), _consents(), _protocols(), _after()):
            for name, content in documents:
                path = folder / f"{name}.pdf"
                path.write_bytes(content)
                self.stdout.write(str(path))


def _sheets() -> Iterator[Document]:
    training = Certificate.objects.select_related("training").order_by("pk")[0].training
    for language in formats.LANGUAGES:
        training.sheet_language = language
        facts, _roster = sheet_facts(training, training.first_day, "DEMO-SHEET")
        yield f"sign-in-sheet.{language}", draw_sign_in_sheet(facts)[0]


def _certificates() -> Iterator[Document]:
    rows = list(Certificate.objects.in_force().select_related("training", "participation__person").order_by("pk"))
    training = rows[0].training
    for languages in ("ky", "ru", "uz", "uz-Cyrl", "en", "ky-ru"):
        training.certificate_languages = languages
        maker = FactsMaker(training)
        facts = [
            maker.facts(name=row.participation.person.name_for_certificate, number=row.number, day=date.today(), state=row.state)  # noqa: DTZ011
            for row in rows
        ]
        yield f"certificate.{languages}", draw_certificate(facts[0])
        if languages == "ky-ru":
            yield "certificates-bulk.ky-ru", draw_certificates(facts)


def _applications() -> Iterator[Document]:
    for language in ("ky", "ru", "en", "uz"):
        submission = Submission.objects.filter(application__language=language).order_by("pk").first()
        if submission is not None:
            yield f"application.{language}", application_pdf(submission)


def _letters() -> Iterator[Document]:
    award = Award.objects.select_related("application__group", "application__call__organisation").order_by("pk")[0]
    for language in ("ky", "ru", "en", "uz"):
        award.application.group.language = language
        yield f"award-letter.{language}", draw_award_letter(award_letter(award))


def _summaries() -> Iterator[Document]:
    snapshot = Snapshot.objects.order_by("pk")[0]
    for language in ("en", "ru", "ky"):
        yield f"donor-summary.{language}", drawn(snapshot, language)


def _consents() -> Iterator[Document]:
    training = Certificate.objects.select_related("training").order_by("pk")[0].training
    for language in ("ky", "ru", "uz", "en"):
        yield f"consent-form.{language}", draw_consent_forms(forms_of_roster(training, language)[:1])


def _protocols() -> list[Document]:
    """As if the proposal had been saved as it is; nothing of it stays."""
    training, found = Training.objects.filter(targets__isnull=False).order_by("pk")[0], list[Document]()
    coordinator = user_of("coordinator")
    if coordinator is None:
        raise CommandError("The demo has no coordinator.")
    with transaction.atomic():
        proposal = propose_selection(training=training, by=coordinator)
        chosen = dict.fromkeys(proposal.data.get("chosen", []), "Биринчи лагери")
        save_choice(training=training, by=coordinator, chosen=chosen, rest="wait", rest_reason="Орун жок", proposal=proposal)
        for language in ("ky", "ru", "uz", "en"):
            with override(language):
                pool = pool_for(training=training, by=coordinator)
                found.append((f"selection-protocol.{language}", draw_protocol(protocol_of(pool, language))))
        transaction.set_rollback(True)
    return found


def _after() -> Iterator[Document]:
    """Of the course that is over: per diem and travel, the forms on paper, the report."""
    training = (
        Training.objects.filter(payment_terms__isnull=False).select_related("payment_terms", "organisation", "locality").order_by("pk")[0]
    )
    lines = payment_lines(attendance_of(training), training.payment_terms)
    for language in formats.LANGUAGES:
        yield f"payment-sheet.{language}", draw_payment_sheet(sheet_data(training, training.payment_terms, lines, "DEMO-PAY", language))[0]
        for form in training.short_forms.select_related("form_version", "training__organisation"):
            yield f"short-form-{form.kind}.{language}", draw_paper_form(paper_form(form, language))
    for language in REPORTED:
        yield f"training-report.{language}", draw_report(report_of(training, language))
