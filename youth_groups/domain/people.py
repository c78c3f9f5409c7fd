"""Verbs on people: recording them, their caregivers, and that somebody showed to be 18."""

import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Cast, Concat, LPad
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bulk import insert_each
from core.events import record_event, record_events
from core.jobs import start_job
from core.refusals import Refused
from core.text import fold
from programme.models import Locality, Organisation, Place
from youth_groups.domain.duplicates import make_keys, refresh_keys
from youth_groups.domain.rights import require_records_people
from youth_groups.enums import CaregiverKind, Occupation, PhoneOwner, Sex
from youth_groups.models import Caregiver, Group, Person, PersonOccupation

if TYPE_CHECKING:
    from accounts.models import User

EARLIEST_BIRTH_YEAR = 1900


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is written down of one person. Names as written; the year of birth, never the date."""

    written_name: str
    sex: str = Sex.NOT_STATED
    birth_year: int | None = None
    locality: Locality | None = None
    province: Place | None = None
    institution: str = ""
    language: str = "ky"
    phone: str = ""
    phone_owner: str = ""
    certificate_name: str = ""


def as_written(name: str) -> str:
    """A name as it is kept: NFC, without spaces outside and with single ones inside; never re-cased, never transliterated."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def record_person(
    *,
    organisation: Organisation,
    by: "User",
    written_name: str,
    sex: str = Sex.NOT_STATED,
    birth_year: int | None = None,
    locality: Locality | None = None,
    province: Place | None = None,
    institution: str = "",
    language: str = "ky",
    phone: str = "",
    phone_owner: str = "",
    certificate_name: str = "",
    group: Group | None = None,
) -> Person:
    """Record one person in an organisation's records. Nobody is looked for: a likely duplicate is shown before, by `rosters.duplicates`.

    `group` lets an editor of that group record its own people. The province is the locality's when none is given.
    Raises Refused without a name, with an impossible birth year, or when `by` does not keep these records.
    """
    facts = PersonFacts(
        written_name=written_name,
        sex=sex,
        birth_year=birth_year,
        locality=locality,
        province=province,
        institution=institution,
        language=language,
        phone=phone,
        phone_owner=phone_owner,
        certificate_name=certificate_name,
    )
    return record_people(organisation=organisation, by=by, people=[facts], group=group)[0]


def record_people(
    *, organisation: Organisation, by: "User", people: Iterable[PersonFacts], group: Group | None = None, checked: bool = False
) -> list[Person]:
    """Record many people at once, in order; the number of statements does not grow with their number. Raises Refused like `record_person`.

    `checked`: the calling verb has held a right of its own against `by` (a trainer writes down who came to the training).
    """
    if not checked:
        require_records_people(by, organisation.pk, group=group)
    made = [_person(organisation, facts) for facts in people]
    with transaction.atomic():
        insert_each(made, known_by="number")
        _number(made)
        make_keys(made)
        record_events(action="recorded", by=by, rows=((person, {"organisation": organisation.pk}) for person in made))
        if made:
            start_job(kind="people.duplicates", arguments={"ids": [person.pk for person in made]}, by=by)
    return made


def _number(made: list[Person]) -> None:
    """P- and the id in six digits or more; written by the database, which is several times as fast as a value for each row."""
    for person in made:
        person.number = f"P-{person.pk:06d}"
    digits = Cast("pk", models.CharField())
    number = Case(When(pk__gte=1_000_000, then=digits), default=LPad(digits, 6, Value("0")))
    for start in range(0, len(made), 5_000):
        ids = [person.pk for person in made[start : start + 5_000]]
        Person.objects.filter(pk__in=ids).update(number=Concat(Value("P-"), number))


def _person(organisation: Organisation, facts: PersonFacts) -> Person:
    name = as_written(facts.written_name)
    if not name:
        raise Refused(_("Write the person's name."), code="no_name")
    this_year = timezone.localdate().year
    if facts.birth_year is not None and not EARLIEST_BIRTH_YEAR <= facts.birth_year <= this_year:
        raise Refused(
            _("Write the birth year with four digits, between %(first)s and %(last)s.") % {"first": EARLIEST_BIRTH_YEAR, "last": this_year},
            code="birth_year",
        )
    return Person(
        organisation=organisation,
        number=f"new-{uuid.uuid4().hex[:16]}",
        written_name=name,
        certificate_name=as_written(facts.certificate_name),
        folded=fold(name)[:200],
        sex=facts.sex or Sex.NOT_STATED,
        birth_year=facts.birth_year,
        locality=facts.locality,
        province=facts.province or (facts.locality.province if facts.locality else None),
        institution=as_written(facts.institution),
        language=facts.language,
        phone=facts.phone,
        phone_owner=(facts.phone_owner or PhoneOwner.OWN) if facts.phone else "",
    )


def record_caregiver(
    *, person: Person, by: "User", relation: str, name: str = "", phone: str = "", kind: str = "", why_no_parent: str = ""
) -> Caregiver:
    """Write down who cares for a child: the relation in their own word, perhaps name and phone. The same caregiver twice is kept once.

    `kind`: parent, guardian or carer; whoever cares in a parent's place says why there is no parent.
    """
    require_records_people(by, person.organisation_id)
    relation = as_written(relation)
    if not relation:
        raise Refused(_("Write who the caregiver is to the child: mother, father, grandmother…"), code="no_relation")
    if kind in (CaregiverKind.GUARDIAN, CaregiverKind.CARER) and not why_no_parent.strip():
        raise Refused(_("Write why no parent can answer."), code="why_no_parent")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        caregiver, created = Caregiver.objects.get_or_create(
            person=person,
            relation=relation,
            name=as_written(name),
            phone=phone,
            defaults={"kind": kind, "why_no_parent": as_written(why_no_parent)},
        )
        if created:
            record_event(subject=person, action="caregiver_recorded", by=by, data={"caregiver": caregiver.pk})
    return caregiver


@dataclass(frozen=True, kw_only=True)
class CaregiverFacts:
    """Who cares for a child, as a list says it."""

    person: Person
    relation: str
    phone: str = ""
    name: str = ""


def record_caregivers(*, by: "User", caregivers: Iterable[CaregiverFacts]) -> list[Caregiver]:
    """Write down many caregivers at once; one that stands already (relation, name and phone the same) is not written again."""
    wanted = {(c.person.pk, as_written(c.relation)[:60], as_written(c.name), c.phone): c.person for c in caregivers}
    for organisation_id in {person.organisation_id for person in wanted.values()}:
        require_records_people(by, organisation_id)
    with transaction.atomic():
        ids = {person.pk for person in wanted.values()}
        list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        standing = set(Caregiver.objects.filter(person_id__in=ids).values_list("person_id", "relation", "name", "phone"))
        made = Caregiver.objects.bulk_create(
            Caregiver(person=wanted[(pk, relation, name, phone)], relation=relation, name=name, phone=phone)
            for pk, relation, name, phone in wanted
            if (pk, relation, name, phone) not in standing
        )
        record_events(action="caregiver_recorded", by=by, rows=((row.person, {"caregiver": row.pk}) for row in made))
    return made


def shown_to_be_adult(*, person: Person, by: "User") -> Person:
    """Note that somebody showed a document to be 18: who saw it and when. The document is seen, not copied."""
    require_records_people(by, person.organisation_id)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.shown_adult_at is None:
            locked.shown_adult_at, locked.shown_adult_by = timezone.now(), by
            locked.save(update_fields=["shown_adult_at", "shown_adult_by"])
            record_event(subject=locked, action="shown_to_be_adult", by=by)
    person.shown_adult_at, person.shown_adult_by = locked.shown_adult_at, locked.shown_adult_by
    return person


#: What the person page changes, and what of it belongs to contact.
PERSON_FIELDS = ("written_name", "certificate_name", "sex", "birth_year", "language", "languages", "locality", "province", "institution")
CONTACT_FIELDS = ("phone", "phone_owner", "may_call", "may_write", "may_leave_message", "best_time", "may_name", "no_messages")


def change_person(*, person: Person, by: "User", checked: bool = False, **values: Any) -> Person:
    """Change what is written down of somebody (PERSON_FIELDS). Names stay as written. The event keeps names of fields, no values.

    `checked`: the calling verb has held a right of its own against `by` (a group puts right what it wrote down).
    Raises Refused: no right, no name, an impossible birth year, a merged or erased record.
    """
    if set(values) - set(PERSON_FIELDS):
        raise ValueError("not a field of the person page")
    for name in {"written_name", "certificate_name", "institution"} & set(values):
        values[name] = as_written(values[name])
    if "written_name" in values:
        if not values["written_name"]:
            raise Refused(_("Write the person's name."), code="no_name")
        values["folded"] = fold(values["written_name"])[:200]
    if values.get("birth_year") is not None:
        _require_possible_year(values["birth_year"])
    if values.get("locality") is not None and not values.get("province"):
        values["province"] = values["locality"].province
    return _change(person, by, "changed", values, checked=checked)


def set_contact(*, person: Person, by: "User", **values: Any) -> Person:
    """Say how somebody may be reached (CONTACT_FIELDS): whose phone, call, write, leave a message, when, what may be named; or never."""
    if set(values) - set(CONTACT_FIELDS):
        raise ValueError("not a field of contact")
    if "phone" in values:
        values["phone_owner"] = (values.get("phone_owner") or PhoneOwner.OWN) if values["phone"] else ""
    return _change(person, by, "contact_changed", values)


def _require_possible_year(year: int) -> None:
    this_year = timezone.localdate().year
    if not EARLIEST_BIRTH_YEAR <= year <= this_year:
        raise Refused(
            _("Write the birth year with four digits, between %(first)s and %(last)s.") % {"first": EARLIEST_BIRTH_YEAR, "last": this_year},
            code="birth_year",
        )


def _change(person: Person, by: "User", action: str, values: dict[str, Any], *, checked: bool = False) -> Person:
    if not checked:
        require_records_people(by, person.organisation_id)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.merged_into_id is not None or locked.erased_at is not None:
            raise Refused(_("This record was merged or erased."), code="gone")
        fields = sorted(name for name, value in values.items() if getattr(locked, name) != value)
        for name in fields:
            setattr(locked, name, values[name])
        if fields:
            locked.save(update_fields=fields)
            refresh_keys([locked.pk])
            record_event(subject=locked, action=action, by=by, data={"fields": fields})
    return locked


def add_occupation(*, person: Person, by: "User", kind: str, first_year: int, last_year: int | None = None) -> PersonOccupation:
    """Write down what somebody does, from a year to a year or still. The same occupation from the same year is corrected, not doubled."""
    if kind not in Occupation.values:
        raise ValueError(kind)
    require_records_people(by, person.organisation_id)
    for year in (first_year, last_year):
        if year is not None:
            _require_possible_year(year)
    if last_year is not None and last_year < first_year:
        raise Refused(_("The last year is before the first."), code="years")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        row, _created = PersonOccupation.objects.update_or_create(
            person=person, kind=kind, first_year=first_year, defaults={"last_year": last_year}
        )
        record_event(subject=person, action="occupation_written", by=by, data={"occupation": row.pk})
    return row
