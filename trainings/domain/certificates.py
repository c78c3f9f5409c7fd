"""Verbs on certificates. Frozen are the facts, their SHA-256 and the version of the template; the PDF follows from them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event, record_events
from core.models import StoredFile
from core.refusals import Refused
from core.transitions import move
from core.uploads import store_bytes
from trainings.documents import draw_certificate
from trainings.domain.activity_types import require_certificates
from trainings.domain.facts import FactsMaker, can_be_printed, images_in
from trainings.domain.logos import pictures
from trainings.domain.pdf_signature import signed
from trainings.domain.rights import require_coordinates, require_leads
from trainings.enums import CertificateState
from trainings.models import Certificate, Participation, Training
from trainings.numbers import new_number
from trainings.queries.attendance import attendance_of
from trainings.queries.certificates import Readiness, readiness_of
from trainings.queries.preparation import consents_of

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Issued:
    """What `issue_certificates` did: the new certificates, and who got none, with the reason in words."""

    certificates: list[Certificate] = field(default_factory=list)
    withheld: list[tuple[Participation, str]] = field(default_factory=list)


def issue_certificates(
    *,
    training: Training,
    by: "User",
    participations: Collection[Participation] | None = None,
    reasons: Mapping[int, str] | None = None,
) -> Issued:
    """Issue certificates to those who meet the rule and whose consents stand; all of the roster, or only `participations`.

    `reasons` (participation id -> why) lets a coordinator give one to somebody who does not meet the rule; a missing consent cannot be
    reasoned away. Who holds a certificate keeps it: asked twice, also at once, nobody gets two. Nothing is drawn here.
    Raises Refused while a session is neither held nor cancelled, where the type of activity gives none, or without the right.
    """
    require_leads(by, training)
    require_certificates(training)
    if reasons:
        require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        locked, readiness = _ready(training)
        if readiness.unsettled:
            raise Refused(_("First say of every session whether it was held."), code="unsettled")
        wanted = None if participations is None else {row.person_id for row in participations}
        outcome = Issued()
        chosen: list[tuple[Participation, str]] = []
        for person in readiness.people:
            if person.certificate is not None or (wanted is not None and person.participation.person_id not in wanted):
                continue
            reason = " ".join((reasons or {}).get(person.participation.pk, "").split()) if person.rule_only else ""
            if person.why_not and not reason:
                outcome.withheld.append((person.participation, person.why_not))
            elif not can_be_printed(person.participation.person.name_for_certificate):
                outcome.withheld.append((person.participation, _("the name holds a sign that cannot be printed")))
            else:
                chosen.append((person.participation, reason))
        outcome.certificates = write_certificates(training=locked, places=chosen, by=by, state=CertificateState.VALID)
    return outcome


def _ready(training: Training) -> tuple[Training, Readiness]:
    """The training's row, locked, and who is ready."""
    locked = Training.objects.select_for_update().get(pk=training.pk)
    attendance = attendance_of(locked)
    return locked, readiness_of(attendance, consents_of(locked, attendance.roster))


def write_certificates(*, training: Training, places: Iterable[tuple[Participation, str]], by: "User", state: str) -> list[Certificate]:
    """Number, facts, hash and event for each of these places, with the reason where the rule was not met.

    The caller holds the lock of the training's row and has checked the right, the rule and the consents.
    """
    maker, now = FactsMaker(training), timezone.now()
    rows = [_certificate(training, place, maker, by=by, state=state, reason=reason, now=now) for place, reason in places]
    with transaction.atomic():
        made = Certificate.objects.bulk_create(rows)
        record_events(action="issued", by=by, about=training, target=state, rows=((row, _told(row)) for row in made))
    return made


def _certificate(
    training: Training, participation: Participation, maker: FactsMaker, *, by: "User", state: str, now: Any, reason: str = "", **extra: Any
) -> Certificate:
    number = new_number()
    old = extra["replaces"].number if "replaces" in extra else ""
    name, day = participation.person.name_for_certificate, timezone.localdate(now)
    facts = maker.facts(name=name, number=number, day=day, state=state, replaces=old)
    return Certificate(
        training=training,
        participation=participation,
        number=number,
        facts=facts,
        facts_sha256=hashlib.sha256(facts.encode()).hexdigest(),
        template_version=maker.template_version,
        languages=training.certificate_languages,
        state=state,
        reason=reason[:300],
        issued_at=now,
        issued_by=by,
        **extra,
    )


def _told(row: Certificate) -> dict[str, Any]:
    """What an event says of a certificate: ids and the hash of its facts."""
    return {
        "training": row.training_id,
        "participation": row.participation_id,
        "facts": row.facts_sha256,
        "with_reason": bool(row.reason),
    }


def reissue_certificate(*, certificate: Certificate, by: "User", reason: str) -> Certificate:
    """Issue again with the name as it is in the record now; the old certificate points to the new one and is no longer in force.

    Raises Refused without a reason, without the right, or for one that is not in force.
    """
    reason = _given(reason)
    with transaction.atomic():
        old = Certificate.objects.select_for_update().get(pk=certificate.pk)
        was = old.state
        move(old, "replace", by, reason)
        training = Training.objects.get(pk=old.training_id)
        participation = Participation.objects.select_related("person").get(pk=old.participation_id)
        if not old.facts:
            raise Refused(_("The personal data of this certificate were erased."), code="erased")
        if not can_be_printed(participation.person.name_for_certificate):
            raise Refused(_("the name holds a sign that cannot be printed"), code="name")
        new = _certificate(
            training, participation, FactsMaker(training), by=by, state=was, now=timezone.now(), reason=old.reason, replaces=old
        )
        new.save(force_insert=True)
        record_event(subject=new, action="reissued", by=by, target=new.state, data=_told(new))
    certificate.state = old.state
    return new


def revoke_certificate(*, certificate: Certificate, by: "User", reason: str) -> Certificate:
    """Take a certificate out of force, with the reason. Its number keeps saying so for ever."""
    move(certificate, "revoke", by, _given(reason))
    return certificate


def _given(reason: str) -> str:
    text = " ".join(reason.split())
    if not text:
        raise Refused(_("Write a reason."), code="no_reason")
    return text


def issue_provisional(*, training: Training, by: "User") -> list[Certificate]:
    """Certificates that can be printed before the end: number and QR code say "not yet confirmed". Only for people whose consents stand."""
    require_coordinates(by, training.organisation_id)
    require_certificates(training)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        attendance = attendance_of(locked)
        standing = consents_of(locked, attendance.roster)
        people = [person for person in readiness_of(attendance, standing).people if person.certificate is None]
        places = [(person.participation, "") for person in people if standing[person.participation.person_id].ok]
        return write_certificates(training=locked, places=places, by=by, state=CertificateState.PROVISIONAL)


def settle_provisional(*, training: Training, by: "User") -> tuple[int, int]:
    """When attendance is in: confirm the provisional certificates that were earned, void the others. Returns (confirmed, voided).

    Somebody who is not marked in every held session is waited for. Of two places of one person one certificate is confirmed.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        _locked, readiness = _ready(training)
        if readiness.unsettled:
            raise Refused(_("First say of every session whether it was held."), code="unsettled")
        counts, people = {"confirm": 0, "void": 0}, {person.participation.person_id: person for person in readiness.people}
        rows = training.certificates.select_for_update(of=("self",)).select_related("participation", "training").order_by("pk")
        confirmed = {row.participation.person_id for row in rows.filter(state=CertificateState.VALID)}
        for row in rows.filter(state=CertificateState.PROVISIONAL):
            person = people[row.participation.person_id]
            if person.completion.unmarked:
                continue
            earned = not person.why_not and row.participation.person_id not in confirmed
            action = "confirm" if earned else "void"
            move(row, action, by)
            counts[action] += 1
            if earned:
                confirmed.add(row.participation.person_id)
    return counts["confirm"], counts["void"]


def take_from_pile(*, training: Training, by: "User", certificates: Collection[int]) -> int:
    """Note that the papers of certificates that were not earned were taken out of the pile and destroyed. Returns how many are new.

    `certificates`: ids. Raises Refused without the right, or for one in force or not printed before the end.
    """
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        rows = list(training.certificates.select_for_update(of=("self",)).filter(pk__in=certificates))
        if len(rows) != len({*certificates}) or any(row.is_in_force or not row.leaves_pile for row in rows):
            raise Refused(_("Only papers of certificates that are void leave the pile."), code="not_void")
        new = [row for row in rows if row.paper_back_at is None]
        for row in new:
            row.paper_back_at, row.paper_back_by = timezone.now(), by
            row.save(update_fields=["paper_back_at", "paper_back_by"])
        for state in sorted({row.state for row in new}):
            told = [(row, _told(row)) for row in new if row.state == state]
            record_events(action="paper_destroyed", by=by, about=training, target=state, rows=told)
    return len(new)


def certificate_file(*, certificate: Certificate) -> StoredFile:
    """The PDF of one certificate: drawn from the frozen facts on the first call, then kept with its own hash.

    Signed where the administrator has given a key. Raises Refused when the facts were erased.
    """
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",)).select_related("file").get(pk=certificate.pk)
        if row.file is None:
            if not row.facts:
                raise Refused(_("The personal data of this certificate were erased."), code="erased")
            content = signed(draw_certificate(row.facts, images=pictures(images_in([row.facts]))))
            row.file = store_bytes(content=content, name=f"certificate-{row.number}.pdf", content_type="application/pdf")
            row.file_sha256 = row.file.sha256
            row.save(update_fields=["file", "file_sha256"])
    certificate.file, certificate.file_sha256 = row.file, row.file_sha256
    return row.file
