"""Verbs on a roster: who stands on it, and since when."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.bulk import insert_each
from core.events import record_event, record_events
from core.refusals import Refused
from core.transitions import move
from trainings.domain.activity_types import require_roster
from trainings.domain.rights import require_coordinates, require_leads
from trainings.enums import Source
from trainings.models import Nomination, Participation, PlaceOffer, Training
from trainings.queries.walk_ins import unlinked_walk_ins
from youth_groups.domain.duplicates import merge_people
from youth_groups.domain.people import PersonFacts, record_people
from youth_groups.models import Person

if TYPE_CHECKING:
    from accounts.models import User

#: Who was there is written down also beyond the places; a place that is promised needs a free one.
SEATS_ARE_LIMITED = (Source.NOMINATION, Source.STAFF)


def add_participation(
    *, training: Training, person: Person, by: "User", source: str = Source.STAFF, nomination: Nomination | None = None
) -> Participation:
    """Put one person on the roster; who stands there already is kept once.

    Raises Refused when the training is full (chosen or entered by staff), or the person stands in another organisation's records.
    """
    return add_participations(training=training, people=[person], by=by, source=source, nomination=nomination)[0]


def add_participations(
    *, training: Training, people: Iterable[Person], by: "User", source: str = Source.IMPORT, nomination: Nomination | None = None
) -> list[Participation]:
    """Put people on the roster, in order; the number of statements does not grow with their number.

    The training's row is locked first, so that two people never get the last place. Imported people and walk-ins were there: no limit
    holds them.
    """
    require_coordinates(by, training.organisation_id)
    return _add(training=training, people=list(people), by=by, source=source, nomination=nomination)


def give_place(
    *, training: Training, person: Person, by: "User | None", source: str, nomination: Nomination | None = None
) -> Participation:
    """Put somebody on the roster whose right to the place the calling verb has checked: an answer by code, the waiting list.

    The limit holds as for everybody: Raises Refused when the training is full.
    """
    return _add(training=training, people=[person], by=by, source=source, nomination=nomination)[0]


def _add(
    *, training: Training, people: list[Person], by: "User | None", source: str, nomination: Nomination | None = None
) -> list[Participation]:
    if any(person.organisation_id != training.organisation_id for person in people):
        raise Refused(_("This person stands in another organisation's records."), code="other_organisation")
    with transaction.atomic():
        locked = Training.objects.select_for_update(of=("self",)).select_related("activity_type").get(pk=training.pk)
        require_roster(locked)
        standing = {row.person_id: row for row in locked.participations.filter(person__in=people)}
        new = [person for person in dict.fromkeys(people) if person.pk not in standing]
        if new and source in SEATS_ARE_LIMITED and locked.participations.count() + len(new) > locked.capacity:
            raise Refused(_("All %(places)s places are taken.") % {"places": locked.capacity}, code="full")
        rows = [Participation(training=locked, person=person, source=source, nomination=nomination, created_by=by) for person in new]
        insert_each(rows, known_by="person", among=locked.participations.all())
        told = ((row, {"training": locked.pk, "person": row.person_id, "source": row.source}) for row in rows)
        record_events(action="added", by=by, about=locked, rows=told)
    standing |= {row.person_id: row for row in rows}
    return [standing[person.pk] for person in people]


def add_walk_in(*, training: Training, by: "User", facts: PersonFacts, key: uuid.UUID) -> Participation:
    """Write down somebody who came without being on the list, as a new person of the organisation. Trainers may do it.

    `key` is made by the form: the same form sent twice adds one person. A likely duplicate is decided afterwards, in the register;
    nobody is looked up here, because a trainer does not see the register.
    """
    require_leads(by, training)
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        done = Participation.objects.filter(training=locked, form_key=key).first()
        if done is not None:
            return done
        person = record_people(organisation=locked.organisation, by=by, people=[facts], checked=True)[0]
        row = _add(training=locked, people=[person], by=by, source=Source.WALK_IN)[0]
        row.form_key = key
        row.save(update_fields=["form_key"])
    return row


def link_walk_in(*, participation: Participation, person: Person, by: "User") -> Participation:
    """Say who a walk-in is: the record that was written at the door goes into the register's own. Marks and the place stay untouched.

    It is a merge as any other, and can be undone in the register for 30 days. When the person stood on the roster already, they now stand
    there twice and count once. Raises Refused: no walk-in or linked already (`linked`), or as `merge_people` does.
    """
    require_coordinates(by, participation.training.organisation_id)
    with transaction.atomic():
        row = Participation.objects.select_for_update(of=("self",)).select_related("training", "person").get(pk=participation.pk)
        if not unlinked_walk_ins(row.training).filter(pk=row.pk).exists():
            raise Refused(_("This walk-in is linked already. Look into the register."), code="linked")
        gone = row.person_id
        merge_people(survivor=person, gone=row.person, by=by)
        row.refresh_from_db()
        record_event(subject=row, action="linked", by=by, data={"from": gone, "person": row.person_id})
    return row


def require_free_of_marks(participation: Participation, *, ask: bool = False) -> bool:
    """Refuse to take off whoever was marked or holds a certificate; with `ask` only say whether they were."""
    stays: bool = participation.marks.exists() or participation.certificates.exists()
    if stays and not ask:
        raise Refused(_("This person is already marked or holds a certificate, and stays on the roster."), code="has_marks")
    return stays


def take_off(*, participation: Participation, by: "User") -> None:
    """Take somebody off the roster who was never marked and holds no certificate. Raises Refused otherwise: what happened is kept.

    A place that they were asked to confirm is closed; it is not passed on by itself, because the office decides here.
    """
    require_coordinates(by, participation.training.organisation_id)
    with transaction.atomic():
        locked = Participation.objects.select_for_update().get(pk=participation.pk)
        require_free_of_marks(locked)
        for offer in PlaceOffer.objects.holding().filter(participation=locked):
            move(offer, "close", by, data={"training": locked.training_id, "person": locked.person_id})
        training, person, pk = locked.training_id, locked.person_id, locked.pk
        record_event(subject=locked, action="taken_off", by=by, data={"training": training, "person": person, "participation": pk})
        locked.delete()
