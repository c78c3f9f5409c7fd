"""What is frozen of a certificate, and what a stranger may read of it. Never birth date, number of a document, ethnicity."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import format_date, format_period
from core.pdf.fonts import SERIF, MissingGlyph, nfc, register, runs
from core.refusals import Refused
from core.translated import FALLBACK, translated
from trainings.documents.data import TEMPLATE_VERSION, CertificateFacts, Signatory, facts_to_json
from trainings.domain.logos import keep_logos
from trainings.enums import CertificateState
from trainings.models import Certificate, Training
from trainings.queries.names import begins_like, first_name_of


class FactsMaker:
    """The facts that all certificates of a training share, loaded once; one person's facts are added to them.

    Raises Refused when nobody is named who signs.
    """

    template_version = TEMPLATE_VERSION

    def __init__(self, training: Training) -> None:
        self.languages = tuple(training.certificate_languages.split("-"))
        signatories = tuple(Signatory(signs.name, self._texts(signs, "post")) for signs in training.signatories.all())
        if not signatories:
            raise Refused(_("First say who signs the certificates."), code="no_signatories")
        self.shared: dict[str, Any] = {
            "languages": self.languages,
            "organiser": self._texts(training.organisation, "name"),
            "title": self._texts(training, "public_title"),
            "first_day": training.first_day,
            "last_day": training.last_day,
            "hours": str(training.contact_hours),
            "place": self._place(training),
            "signatories": signatories,
            "funding": self._funding(training) if training.with_logos else (),
            "logos": keep_logos(training),
            "address": f"{settings.ASHAR['ADDRESS']}/v",
        }

    def _texts(self, obj: Any, field: str) -> dict[str, str]:
        return {code: translated(obj, field, code) for code in self.languages}

    def _place(self, training: Training) -> dict[str, str]:
        locality = training.locality
        if locality is None:
            return dict.fromkeys(self.languages, training.venue)
        prefetch_related_objects([locality], "names", "place__names")
        return {code: locality.name_on(training.first_day, code) for code in self.languages}

    def _funding(self, training: Training) -> tuple[dict[str, str], ...]:
        rows = training.funding.select_related("agreement").order_by("-share_bp", "pk")
        texts = [self._texts(row.agreement, "funding_statement") for row in rows]
        return tuple(text for text in texts if any(text.values()))

    def facts(self, *, name: str, number: str, day: date, state: str, replaces: str = "") -> str:
        """The canonical JSON of one certificate."""
        provisional = state == CertificateState.PROVISIONAL
        return facts_to_json(
            CertificateFacts(**self.shared, name=nfc(name), number=number, issued=day, provisional=provisional, replaces=replaces)
        )


def can_be_printed(name: str) -> bool:
    """Whether every letter of the name is in the fonts of the certificate."""
    register()
    try:
        runs(nfc(name), SERIF)
    except MissingGlyph:
        return False
    return True


def _in_language(texts: dict[str, str]) -> str:
    """The reader's language when the certificate has it, else its first."""
    wanted = (get_language() or "en").split("-")[0]
    return next((texts[code] for code in (wanted, *FALLBACK) if texts.get(code)), "")


def public_facts(certificate: Certificate) -> list[tuple[str, str]]:
    """What anybody with the number may read: from the frozen facts, no name. Only the training's public side when the facts were erased."""
    if not certificate.facts:
        training = certificate.training
        days = format_period(training.first_day, training.last_day)
        return [(_("Training"), training.public_title), (_("Dates"), days), (_("Contact hours"), str(training.contact_hours))]
    facts = json.loads(certificate.facts)
    return [
        (_("Training"), _in_language(facts["title"])),
        (_("Dates"), format_period(date.fromisoformat(facts["first_day"]), date.fromisoformat(facts["last_day"]))),
        (_("Contact hours"), str(facts["hours"])),
        (_("Place"), _in_language(facts["place"])),
        (_("Organiser"), _in_language(facts["organiser"])),
        (_("Issued"), format_date(date.fromisoformat(facts["issued"]))),
    ]


def shown_name(certificate: Certificate, letters: str) -> str:
    """The printed name for whoever knows how the family name begins; of a minor the first name alone; "" for everybody else."""
    if not certificate.facts:
        return ""
    name = str(json.loads(certificate.facts)["name"])
    if not begins_like(name, letters):
        return ""
    minor = certificate.participation.person.is_minor_on(certificate.training.first_day)
    return (first_name_of(name) or name[:1] + ".") if minor else name


def logos_in(rows: Iterable[str]) -> set[str]:
    """The hashes of all logos that these frozen facts name."""
    return {sha256 for facts in rows for sha256 in json.loads(facts).get("logos", ())}
