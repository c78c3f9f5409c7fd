"""Recording consents. Rows are only ever added; the latest row per person, purpose and giver stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.bulk import insert_each
from core.events import record_event, record_events
from core.models import StoredFile
from core.refusals import Refused
from youth_groups.documents.consent_texts import TEXT_VERSION
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.people import as_written
from youth_groups.domain.rights import holds_one, require_records_people
from youth_groups.enums import ConsentAnswer, ConsentBy, ConsentChannel
from youth_groups.models import Caregiver, Consent, FocalPointDecision, Person
from youth_groups.queries.consents import latest_consents

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    """One answer to one question. `by` is "self" or "caregiver"; a caregiver's answer needs the relation."""

    person: Person
    purpose: str
    by: str
    answer: str = ConsentAnswer.GIVEN
    relation: str = ""
    caregiver: Caregiver | None = None


def record_consents(
    *,
    answers: Iterable[ConsentGiven],
    by: "User",
    given_on: date,
    channel: str = ConsentChannel.PAPER,
    language: str = "ky",
    text_version: str = TEXT_VERSION,
    scan: StoredFile | None = None,
    witness: str = "",
    about: models.Model | None = None,
) -> list[Consent]:
    """Add the answers of one occasion, for example a roster's paper forms, in one transaction.

    An answer that already stands is not written again, so sending the same page twice changes nothing. Nothing is ever changed or deleted.
    `about` is the activity the consent was asked for; None means in general.
    Raises Refused for a day in the future, a caregiver's answer without relation, or people whose records `by` does not keep.
    """
    wanted = list(answers)
    if given_on > timezone.localdate():
        raise Refused(_("The day of the consent lies in the future."), code="future")
    if not _answers_for_oneself(wanted, by, channel):
        for organisation_id in {answer.person.organisation_id for answer in wanted}:
            require_records_people(by, organisation_id)
    for answer in wanted:
        if answer.by == ConsentBy.CAREGIVER and not _relation(answer):
            raise Refused(_("Write who the caregiver is to the child: mother, father, grandmother…"), code="no_relation")
    with transaction.atomic():
        people = {answer.person.pk for answer in wanted}
        list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
        standing = latest_consents(people, about=about)
        now = timezone.now()
        rows: list[Consent] = []
        for answer in wanted:
            latest = standing.get((answer.person.pk, answer.purpose, answer.by))
            if latest is not None and latest.answer == answer.answer:
                continue
            rows.append(
                Consent(
                    person=answer.person,
                    purpose=answer.purpose,
                    answer=answer.answer,
                    by=answer.by,
                    caregiver=answer.caregiver,
                    relation=_relation(answer) if answer.by == ConsentBy.CAREGIVER else "",
                    channel=channel,
                    text_version=text_version,
                    language=language,
                    given_on=given_on,
                    scan=scan,
                    witness=as_written(witness),
                    recorded_by=by,
                    recorded_at=now + timedelta(microseconds=len(rows)),
                    about_type=about._meta.label_lower if about is not None else "",
                    about_id=str(about.pk) if about is not None else "",
                )
            )
        insert_each(rows)
        record_events(action="consent_recorded", by=by, rows=((row.person, _said(row)) for row in rows))
    return rows


def _answers_for_oneself(answers: list[ConsentGiven], by: "User", channel: str) -> bool:
    """Somebody with an account of their own answers on screen, for nobody else."""
    return channel == ConsentChannel.SCREEN and all(a.by == ConsentBy.SELF and a.person.user_id == by.pk for a in answers)


def decide_for_child(
    *, person: Person, by: "User", trusted_adult: str, grounds: str, trusted_phone: str = "", about: models.Model | None = None
) -> FocalPointDecision:
    """The focal point decides in writing, in a caregiver's place, because asking one would endanger the child. Rows are only added.

    It stands for taking part, travel and care data, never for photos or sharing; the child's own assent is needed all the same.
    Raises Refused: not the focal point, no trusted adult, no grounds, an adult.
    """
    if not holds_one(by, (Role.SAFEGUARDING_FOCAL_POINT,), person.organisation_id):
        raise Refused(_("Only the safeguarding focal point decides this."), code="not_focal_point")
    require_cleared(by)
    if not person.is_minor_on(timezone.localdate()):
        raise Refused(_("This person is of age: nobody decides in their place."), code="adult")
    name, words = as_written(trusted_adult), grounds.strip()
    if not name or not words:
        raise Refused(_("Name the trusted adult and write the grounds."), code="incomplete")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        row = FocalPointDecision.objects.create(
            person=person,
            trusted_adult=name,
            trusted_phone=trusted_phone,
            grounds=words,
            decided_by=by,
            about_type=about._meta.label_lower if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
        )
        record_event(subject=person, action="focal_point_decided", by=by, data={"decision": row.pk})
    return row


def _relation(answer: ConsentGiven) -> str:
    return as_written(answer.relation) or (answer.caregiver.relation if answer.caregiver else "")


def _said(row: Consent) -> dict[str, str]:
    return {"consent": str(row.pk), "purpose": row.purpose, "answer": row.answer, "by": row.by}
