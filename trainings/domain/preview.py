"""A training's certificate before any is issued: everything true but the name and the number."""

from django.utils import timezone

from core.pdf import formats
from trainings.documents.data import CertificateFacts, facts_from_json
from trainings.documents.sample import NAMES, NUMBER
from trainings.domain.facts import FactsMaker
from trainings.enums import CertificateState
from trainings.models import Training


def preview_facts(training: Training) -> CertificateFacts:
    """Raises Refused with everything that stands against printing."""
    maker = FactsMaker(training)
    name = NAMES[formats.base(maker.languages[0])]
    return facts_from_json(maker.facts(name=name, number=NUMBER, day=timezone.localdate(), state=CertificateState.VALID))
