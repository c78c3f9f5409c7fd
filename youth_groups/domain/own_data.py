"""A person asks what is held of them: one file in their language, given by the office, with its reason noted."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access import log_access
from core.dates import format_date
from core.events import record_event
from core.refusals import Refused
from core.translated import translated
from youth_groups.documents.own_data import OwnData, draw_own_data
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.protected import read_sensitive, reads_sensitive
from youth_groups.models import CareData, ErasureRequest, Person
from youth_groups.person_data import parts_of
from youth_groups.queries.own_data import protected_of_person
from youth_groups.querysets import OFFICE_READS_PEOPLE

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGES = ("ky", "ru", "uz", "en")


def give_own_data(*, person: Person, by: "User", asked_by: str, reason: str, language: str, protected: bool = False) -> bytes:
    """The PDF with everything that is held of a person, in the language. Logged; the history of the record keeps that it was given.

    Not in it: who read the record, another organisation's record, decisions of the focal point (they may protect a child from whoever asks)
    and the restricted register. `protected`: what the person declared and care data, when the person asks for it, by whoever may read it.
    Raises Refused: no right, no reason, a minor's record without clearance, an erased or merged record, protected data without the right.
    """
    if language not in LANGUAGES or asked_by not in ErasureRequest.AskedBy.values:
        raise ValueError(language, asked_by)
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused(_("Write why."), code="no_reason")
    found = Person.objects.for_user(by).filter(pk=person.pk).select_related("locality", "province", "organisation", "user").first()
    if found is None:
        raise Refused(_("Only the office that keeps these records can do this."), code="not_your_people")
    if found.erased_at is not None or found.merged_into_id is not None:
        raise Refused(_("This record was merged or erased."), code="gone")
    if found.is_minor_on(timezone.localdate()):
        require_cleared(by)
    if protected and not reads_sensitive(by):
        raise Refused(_("Only the lead organisation's focal point and M&E officer read this."), code="not_reader")
    by.acts_by(OFFICE_READS_PEOPLE)
    people = [found, *_merged_into(found)]
    with transaction.atomic():
        if protected:
            read_sensitive(person=found, by=by, reason=words)
            log_access(user=by, action="read_care", model=CareData, subject_id=str(found.pk), reason=words)
        log_access(user=by, action="export_own_data", model=Person, subject_id=str(found.pk), reason=words)
        record_event(
            subject=found, action="own_data_given", by=by, data={"asked_by": asked_by, "protected": protected, "language": language}
        )
        with override(language):
            return draw_own_data(_data(people, language, protected=protected))


def _merged_into(person: Person) -> list[Person]:
    """The records that went into this one, and those that went into them."""
    found: list[Person] = []
    level = [person.pk]
    while level:
        rows = list(Person.objects.filter(merged_into__in=level).order_by("pk"))
        found, level = found + rows, [row.pk for row in rows]
    return found


def _data(people: list[Person], language: str, *, protected: bool) -> OwnData:
    person, today = people[0], format_date(timezone.localdate(), language)
    organisation = translated(person.organisation, "name", language)
    parts = parts_of(people, language)
    if protected:
        parts += [part for part in protected_of_person(people, language) if part.lines]
    return OwnData(
        language=language,
        title=_("What we hold about you"),
        lead=_("%(organisation)s has written this down. It is yours: you may have it corrected or erased.")
        % {"organisation": organisation},
        end=_("Not in this file: who has read your record, and the office's notes about its own work.") + _declared(protected),
        footer=f"{person.number} · {today}",
        organisation=organisation,
        parts=parts,
    )


def _declared(protected: bool) -> str:
    return "" if protected else " " + _("What you declared of yourself and of your health is not in it either: you may ask for it.")
