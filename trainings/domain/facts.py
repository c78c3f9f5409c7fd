"""What is frozen of a certificate, and what a stranger may read of it. Never birth date, number of a document, ethnicity."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import format_date, format_period
from core.pdf.fonts import nfc
from core.refusals import Refused
from core.translated import FALLBACK
from trainings.documents.data import TEMPLATE_VERSION, CertificateFacts, Signatory, facts_from_json, facts_to_json
from trainings.domain.logos import keep_logos
from trainings.domain.wording import languages_of, missing_sign, own_words, place_in, problems_of, text_in
from trainings.enums import CertificateState
from trainings.models import Certificate, Training
from trainings.queries.names import begins_like, first_name_of


class FactsMaker:
    """The facts that all certificates of a training share, loaded once; one person's facts are added to them.

    Raises Refused with everything that stands against printing: nobody who signs, a missing title, a placeholder unknown or empty.
    """

    def __init__(self, training: Training) -> None:
        if problems := problems_of(training):
            raise Refused(" ".join(problems), code="no_signatories" if not training.signatories.exists() else "wording")
        self.languages = languages_of(training)
        words, version = own_words(training)
        self.template_version = f"{TEMPLATE_VERSION}/{version}" if version else TEMPLATE_VERSION
        images = {signs.pk: signs.image.sha256 if signs.image else "" for signs in training.signatories.select_related("image")}
        self.shared: dict[str, Any] = {
            "languages": self.languages,
            "organiser": self._texts(training.organisation, "name"),
            "title": self._texts(training, "public_title"),
            "first_day": training.first_day,
            "last_day": training.last_day,
            "hours": str(training.contact_hours),
            "place": {code: place_in(training, code) for code in self.languages},
            "signatories": tuple(
                Signatory(signs.name, self._texts(signs, "post"), images.get(signs.pk, "")) for signs in training.signatories.all()
            ),
            "funding": self._funding(training) if training.with_logos else (),
            "logos": keep_logos(training),
            "address": f"{settings.ASHAR['ADDRESS']}/v",
            "words": words,
            "template_version": self.template_version,
        }

    def _texts(self, obj: Any, field: str) -> dict[str, str]:
        return {code: text_in(obj, field, code) for code in self.languages}

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
    return not missing_sign(name)


def _in_language(texts: dict[str, str]) -> str:
    """The reader's language when the certificate has it, else its first."""
    wanted = (get_language() or "en").split("-")[0]
    return next((texts[code] for code in (wanted, *FALLBACK, *texts) if texts.get(code)), "")


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


def images_in(rows: Iterable[str]) -> set[str]:
    """The hashes of all pictures that these frozen facts name: logos and signatures."""
    return {sha256 for facts in rows for sha256 in facts_from_json(facts).images}
