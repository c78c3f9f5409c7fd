"""A person's request to be erased: written down, then carried out or refused. The record stays as a number that counts."""

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.blank import blank_user
from accounts.roles import Role
from core.access import log_access
from core.events import record_event
from core.refusals import Refused
from core.retention import settle_database
from youth_groups.domain.erasing import Subject, blank_everything, names_left
from youth_groups.domain.rights import holds_one
from youth_groups.domain.spellings import Spellings
from youth_groups.models import ErasureRequest, Person

if TYPE_CHECKING:
    from accounts.models import User

ERASES: tuple[str, ...] = (Role.SAFEGUARDING_FOCAL_POINT, Role.PROGRAMME_MANAGER)


def require_erases(user: "User", organisation_id: int) -> None:
    if not holds_one(user, ERASES, organisation_id):
        raise Refused(_("Only the focal point and the programme manager erase a person."), code="not_eraser")


def request_erasure(*, person: Person, asked_by: str, asked_on: date, by: "User") -> ErasureRequest:
    """Write a request down. Nothing is erased yet: `erase_person` does it.

    Raises Refused: no right, a day to come, a merged or erased record, a request that is open already.
    """
    require_erases(by, person.organisation_id)
    if asked_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.merged_into_id is not None:
            raise Refused(_("This record was merged: ask for the one that was kept."), code="merged")
        if locked.erased_at is not None:
            raise Refused(_("This record is erased already."), code="erased")
        if locked.erasures.filter(state=ErasureRequest.State.OPEN).exists():
            raise Refused(_("A request of this person is open already."), code="open")
        request = ErasureRequest.objects.create(person=locked, asked_by=ErasureRequest.AskedBy(asked_by), asked_on=asked_on, written_by=by)
        record_event(subject=request, action="asked", by=by, target="open", data={"person": locked.pk})
    return request


def refuse_erasure(*, request: ErasureRequest, reason: str, by: "User") -> ErasureRequest:
    """Say no, with the reason in writing (a duty to keep, a running case). Raises Refused without a reason or a right."""
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise Refused(_("Write why the request is refused."), code="no_reason")
    with transaction.atomic():
        locked = _open(request, by)
        _decided(locked, ErasureRequest.State.REFUSED, by, reason=reason)
        record_event(subject=locked, action="refused", by=by, source="open", target="refused", data={"person": locked.person_id})
    return locked


def erase_person(*, request: ErasureRequest, by: "User") -> ErasureRequest:
    """Carry the request out: names, contact, caregivers, what was declared, care data, notes, files, keys of search go, everywhere.

    The record keeps number, organisation, sex, birth year and province, so that every count stays as it was; consents stay as answers
    without names, certificates as number, hash, training and state. Records that were merged into it are erased with it; a partner's
    record that is only linked is not: the partner answers for it. The account is closed unless it holds an office role.
    The proof holds numbers by table and column, never a value. This cannot be undone.

    Raises Refused: no right, a request that is not open.
    """
    with transaction.atomic():
        locked = _open(request, by)
        people = _with_merged(locked.person_id)
        subject = Subject(people, _spellings(people))
        blank_everything(subject)
        _blank_account(subject, by)
        _blank_people(subject)
        left = names_left(subject.spellings, subject.ids)
        _decided(locked, ErasureRequest.State.DONE, by, proof=_proof(locked, subject, left))
        for person in people:
            log_access(user=by, action="erase", model=Person, subject_id=str(person.pk), reason="erasure")
        record_event(
            subject=locked,
            action="carried_out",
            by=by,
            source="open",
            target="done",
            data={"people": subject.ids, "proof": locked.proof["sha256"]},
        )
        transaction.on_commit(settle_database)
    return locked


def _open(request: ErasureRequest, by: "User") -> ErasureRequest:
    locked = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    require_erases(by, Person.objects.values_list("organisation_id", flat=True).get(pk=locked.person_id))
    if locked.state != ErasureRequest.State.OPEN:
        raise Refused(_("This request was decided already."), code="decided")
    return locked


def _decided(row: ErasureRequest, state: str, by: "User", **values: Any) -> None:
    row.state, row.decided_by, row.decided_at = state, by, timezone.now()
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "decided_by", "decided_at", *values])


def _with_merged(pk: int) -> list[Person]:
    """The record and all that went into it, also over several merges; locked in the order of their keys."""
    ids, new = {pk}, {pk}
    while new:
        new = set(Person.objects.filter(merged_into__in=new).values_list("pk", flat=True)) - ids
        ids |= new
    return list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _spellings(people: list[Person]) -> Spellings:
    names = [name for person in people for name in (person.written_name, person.certificate_name)]
    if any(person.user_id for person in people):
        names += [person.user.name for person in people if person.user is not None]
    return Spellings(names, [person.phone for person in people if person.phone_owner in ("", "own")])


def _blank_people(subject: Subject) -> None:
    """The rows themselves. The name's column holds the number, so that every list has something to show."""
    provinces = {person.pk: person.locality.province_id for person in subject.people if person.locality is not None}
    for person in subject.people:
        person.written_name = person.number
        person.folded = person.number.casefold()
        person.certificate_name = person.institution = person.phone = person.phone_owner = person.best_time = ""
        person.languages = []
        person.may_call = person.may_write = person.may_leave_message = False
        person.no_messages = True
        person.province_id = person.province_id or provinces.get(person.pk)
        person.locality = person.user = None
        person.erased_at = timezone.now()
        person.save()
        subject.done["youth_groups.Person.*"] += 1


def _blank_account(subject: Subject, by: "User") -> None:
    """Close the account, if it is theirs alone; who holds an office role keeps it: what was decided there needs a name."""
    for person in subject.people:
        if person.user is None:
            continue
        if person.user.has_office_keys:
            subject.done["accounts.User.kept"] += 1
            continue
        row = blank_user(user=person.user, by=by)
        row.name = ""
        row.save(update_fields=["name"])
        subject.done["accounts.User.*"] += 1


def _proof(request: ErasureRequest, subject: Subject, left: dict[str, int]) -> dict[str, Any]:
    """Numbers by table and column with their hash; `left`: rows of others in which the name still stands, by table."""
    body = {
        "request": request.pk,
        "people": [person.number for person in subject.people],
        "at": timezone.now().isoformat(timespec="seconds"),
        "blanked": dict(sorted(subject.done.items())),
        "left": dict(sorted(left.items())),
    }
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {**body, "sha256": hashlib.sha256(text.encode()).hexdigest()}
