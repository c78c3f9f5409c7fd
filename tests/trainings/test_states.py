"""Every table of the app is walked for every role: what the table does not hold is refused, and what it holds needs its right."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from core.transitions import Machine, machine_of, move
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import (
    NominationFactory,
    ParticipationFactory,
    TrainingCallFactory,
    TrainingFactory,
    trainer_of,
    with_sessions,
)
from tests.factories.youth_groups import member_account
from trainings.models import Certificate, Nomination, PlaceOffer, Session, TrainingCall

pytestmark = pytest.mark.django_db
REACHES = {Role.TRAINING_COORDINATOR, Role.PROGRAMME_MANAGER}
ALSO = {"trainings.session": {"its_trainer"}, "trainings.nomination": {"its_group"}, "trainings.placeoffer": {"its_group"}}
#: What a group may do of what its own rows can do.
OF_THE_GROUP = {
    "trainings.nomination": {"withdraw", "give_up", "take_back"},
    "trainings.placeoffer": {"accept", "confirm", "decline", "take_back"},
}
STATES = {
    TrainingCall: ("draft", "published", "withdrawn"),
    Nomination: ("nominated", "selected", "waiting", "not_selected", "withdrawn"),
    Session: ("planned", "held", "cancelled", "not_held"),
    Certificate: ("valid", "provisional", "replaced", "revoked", "void"),
    PlaceOffer: ("asked", "comes", "confirmed", "declined", "lapsed", "closed"),
}
WHO = [*Role, "its_trainer", "its_group", "other_trainer", "partners_coordinator", "member_of_nothing"]


def row_in(model, state):
    """A row in a state in which every guard holds."""
    if model is TrainingCall:
        return TrainingCallFactory(state=state, closes_at=timezone.now() + timedelta(days=1))
    training = TrainingFactory()
    if model is Nomination:
        call = TrainingCallFactory()
        reason = "x" if state in ("selected", "waiting", "not_selected") else ""
        return NominationFactory(call=call, state=state, reason=reason, training=training if state == "selected" else None)
    if model is Session:
        return with_sessions(training, 1, state)[0]
    if model is PlaceOffer:
        nomination = NominationFactory(state="selected", reason="x", training=training)
        now = timezone.now()
        kept = {"nomination": nomination, "person": nomination.person, "training": training, "digest": uuid.uuid4().hex}
        return PlaceOffer.objects.create(state=state, answer_by=now, answered_at=now, **kept)
    return Certificate.objects.create(
        training=training,
        participation=ParticipationFactory(training=training),
        number="7K4MQ2XD93TA",
        facts="{}",
        facts_sha256="",
        template_version="1",
        languages="ky-ru",
        state=state,
    )


def somebody(who, row):
    training = getattr(row, "training", None)
    if who == "its_trainer":
        return trainer_of(training) if training is not None else UserFactory()
    if who == "its_group":
        nomination = row if isinstance(row, Nomination) else getattr(row, "nomination", None)
        return member_account(nomination.group) if nomination is not None else UserFactory()
    if who == "other_trainer":
        return trainer_of(TrainingFactory())
    if who == "partners_coordinator":
        return holder("training_coordinator", OrganisationFactory())
    return UserFactory() if who == "member_of_nothing" else holder(who)


@pytest.mark.parametrize("model", STATES)
def test_every_move_of_every_state_for_every_role(model):
    """Who stands in no relation to the row is the same person throughout; a row that moved is made anew."""
    fixed = {who: somebody(who, None) for who in WHO if who not in ("its_trainer", "its_group")}
    for state in STATES[model]:
        row = row_in(model, state)
        for who in WHO:
            user = fixed.get(who) or somebody(who, row)
            for action in {transition.action for transition in machine_of(model).transitions}:
                if model is Nomination and action in ("select", "take_back", "move_up"):
                    continue  # needs a training: walked through its verb in test_nominations and test_answers
                if moved(row, state, action, who, user):
                    if model is Certificate:
                        Certificate.objects.all().delete()
                    row = row_in(model, state)
                    user = fixed.get(who) or somebody(who, row)
        if model is Certificate:
            Certificate.objects.all().delete()


def moved(row, state, action, who, user):
    """Tries the move and looks at what became of it; whether it was taken."""
    model = type(row)
    machine: Machine = machine_of(model)
    transition, name = machine.find(action, state), machine.model.lower()
    also = who in ALSO.get(name, ()) and (model is Session or action in OF_THE_GROUP.get(name, ()))
    may = (who in REACHES or also) and action != "lapse"  # only the clock lets a place go
    if model is Nomination and action in ("wait", "reject"):
        row.reason = "x"
    if transition is not None and may:
        move(row, action, user, update=("reason",) if model is Nomination else ())
        assert model.objects.get(pk=row.pk).state == transition.target
        return True
    with pytest.raises(Refused):
        move(row, action, user)
    assert model.objects.get(pk=row.pk).state == state
    return False
