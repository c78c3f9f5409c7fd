"""Who can get a certificate and what stands against it; and what a stranger may read by the number."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trainings.enums import CertificateState
from trainings.models import Certificate, Participation, Training
from trainings.queries.attendance import Attendance, Completion
from youth_groups.queries.consents import Standing


@dataclass(frozen=True)
class Candidate:
    """One person of the roster. `why_not` is empty for whoever meets the rule with standing consents; `rule_only`: a reason may help.

    `others`: more certificates in force, where the records of one person were put together later.
    """

    participation: Participation
    completion: Completion
    certificate: Certificate | None
    why_not: str = ""
    rule_only: bool = False
    others: tuple[Certificate, ...] = ()

    @property
    def ready(self) -> bool:
        return self.certificate is None and not self.why_not


@dataclass(frozen=True)
class Readiness:
    """All people of a roster, each once. `unsettled`: sessions of which nobody said whether they were held."""

    people: list[Candidate]
    unsettled: int

    @property
    def ready(self) -> list[Candidate]:
        return [] if self.unsettled else [person for person in self.people if person.ready]

    @property
    def issued(self) -> list[Candidate]:
        """One line for each certificate in force, as they are printed all at once."""
        held = [person for person in self.people if person.certificate is not None]
        return [line for person in held for line in (person, *(replace(person, certificate=other) for other in person.others))]

    @property
    def provisional(self) -> int:
        """Certificates that were printed before the end and are not confirmed yet."""
        return sum(1 for person in self.issued if person.certificate and person.certificate.state == CertificateState.PROVISIONAL)

    @property
    def waiting(self) -> list[Candidate]:
        return [person for person in self.people if person.certificate is None and person.why_not]


def readiness_of(attendance: Attendance, standing: dict[int, Standing]) -> Readiness:
    """Apply the rule and the consents to a loaded roster. One statement for the certificates in force."""
    held: dict[int, list[Certificate]] = {}
    for certificate in attendance.training.certificates.in_force().select_related("participation").order_by("pk"):  # type: ignore[attr-defined]
        held.setdefault(certificate.participation.person_id, []).append(certificate)
    completions = attendance.completions()
    people: dict[int, Candidate] = {}
    for row in attendance.roster:
        if row.person_id not in people:
            result = completions[row.pk]
            against = _against(result, standing[row.person_id])
            found = held.get(row.person_id, [])
            people[row.person_id] = Candidate(row, result, found[0] if found else None, *against, others=tuple(found[1:]))
    return Readiness(list(people.values()), len(attendance.open_sessions))


@dataclass(frozen=True)
class Pile:
    """Papers printed before the end, once attendance is in: those to hand out, those to take out, those that were taken out."""

    to_hand_out: list[Certificate]
    to_take_out: list[Certificate]
    taken_out: list[Certificate]

    @property
    def printed(self) -> int:
        return len(self.to_hand_out) + len(self.to_take_out) + len(self.taken_out)


def pile_of(training: Training) -> Pile:
    """One statement. Empty lists where nothing was printed before the end."""
    rows = (
        training.certificates.exclude(state=CertificateState.PROVISIONAL)
        .select_related("participation__person")
        .order_by("participation__person__folded", "pk")
    )
    found = [row for row in rows if row.leaves_pile or row.was_provisional or row.paper_back_at is not None]
    return Pile(
        to_hand_out=[row for row in found if row.state == CertificateState.VALID],
        to_take_out=[row for row in found if row.leaves_pile and row.paper_back_at is None],
        taken_out=[row for row in found if row.paper_back_at is not None],
    )


def _against(result: Completion, standing: Standing) -> tuple[str, bool]:
    """(why not, whether a reason of staff can stand in for it). A missing consent cannot be reasoned away."""
    if not standing.ok:
        return "; ".join(item.text for item in standing.missing), False
    if result.held == 0:
        return _("no session was held yet"), False
    if result.unmarked:
        text = ngettext("%(count)s held session is not marked", "%(count)s held sessions are not marked", result.unmarked)
        return text % {"count": result.unmarked}, False
    if not result.met:
        return _("%(counted)s of %(denominator)s sessions, %(needed)s are needed") % vars(result), True
    return "", False


def public_state(certificate: Certificate) -> tuple[str, str, str]:
    """(tone, heading, explanation) for the public page. An erased one says so first, and what it was besides."""
    tone, heading, text = _public_words(certificate.state)
    if certificate.facts:
        return tone, heading, text
    erased = _("The person asked us to forget them. That it was issued, and its state, are all that is left.")
    return "info", _("The personal data of this certificate were erased"), f"{heading}. {erased}"


def _public_words(state: str) -> tuple[str, str, str]:
    return {
        CertificateState.VALID: (
            "ok",
            _("This certificate is real and in force"),
            _("It was issued by the organiser named here and has not been changed, replaced or revoked."),
        ),
        CertificateState.PROVISIONAL: (
            "warn",
            _("This certificate is not yet confirmed"),
            _("It was printed before the end of the training; attendance is being checked."),
        ),
        CertificateState.REPLACED: (
            "info",
            _("This certificate was replaced"),
            _("A newer certificate is in force in its place."),
        ),
        CertificateState.REVOKED: ("bad", _("This certificate was revoked"), _("It is no longer in force. Ask the organiser.")),
        CertificateState.VOID: ("bad", _("This certificate was not earned"), _("It was printed before the end and did not become valid.")),
    }[CertificateState(state)]
