"""Life cycles are tables: what the table does not hold is refused, and nothing is written then."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from core.events import events_of
from core.models import Event, Message
from core.refusals import Refused
from core.transitions import MACHINES, Machine, Transition, machine_of, move, why_not
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory

STATES = ("queued", "sent", "failed", "told")


@pytest.fixture
def machine():
    """A life cycle for messages, with a right, a guard and an effect."""
    effects: list[tuple[int, str]] = []
    kept = dict(MACHINES)
    made = Machine(
        "core.Message",
        (
            Transition(
                "send", "queued", "sent", "Send", "Sent", allowed=lambda user, row: None if user.name != "Guest" else "Guests may not."
            ),
            Transition(
                "fail",
                ("queued", "sent"),
                "failed",
                "Fail",
                "Failed",
                allowed=lambda user, row: None,
                guards=(lambda row: "It was never tried." if row.attempts == 0 else None,),
                effects=(lambda row, by, note: effects.append((row.pk, note)),),
            ),
            Transition("break", "failed", "told", "Break", "Broken", allowed=lambda user, row: None, effects=(breaks,)),
        ),
    )
    made.ran = effects
    yield made
    MACHINES.clear()
    MACHINES.update(kept)


def no_guests(user: Any, row: Any) -> str | None:
    return None if user.name != "Guest" else "Guests may not."


def breaks(row: Any, by: Any, note: str) -> None:
    raise Refused("An effect may refuse, too.")


def message(state: str = "queued", **fields: Any) -> Message:
    return Message.objects.create(kind="x", channel="email", language="en", subject="s", body="b", state=state, **fields)


@pytest.mark.django_db
def test_move_writes_state_and_event(machine):
    user, row = UserFactory(), message()
    event = move(row, "send", user, "by hand", data={"amount_minor": 5})
    assert (row.state, Message.objects.get().state) == ("sent", "sent")
    assert (event.action, event.source, event.target, event.actor, event.actor_role, event.data) == (
        *("send", "queued", "sent"),
        *(user, "member", {"amount_minor": 5}),
    )
    assert event.detail.text == "by hand"
    assert list(events_of(row)) == [event]


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ["send", "fail", "break", "nothing"])
def test_every_move_that_the_table_does_not_hold_is_refused(machine, state, action):
    row, user = message(state, attempts=1), UserFactory()
    if (action, state) in machine.by_action and action != "break":
        move(row, action, user)
        assert row.state == machine.by_action[(action, state)].target
        return
    with pytest.raises(Refused):
        move(row, action, user)
    row.refresh_from_db()
    assert row.state == state
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_move_without_the_right_or_against_a_guard_says_why(machine):
    row = message()
    with pytest.raises(Refused, match="Guests may not.") as refused:
        move(row, "send", UserFactory(name="Guest"))
    assert refused.value.code == "send_refused"
    assert why_not(row, "fail", UserFactory()) == "It was never tried."
    assert machine.ran == []


@pytest.mark.django_db
def test_effect_that_refuses_takes_everything_back(machine):
    row = message("failed")
    with pytest.raises(Refused, match="An effect may refuse, too."):
        move(row, "break", UserFactory())
    row.refresh_from_db()
    assert (row.state, Event.objects.count()) == ("failed", 0)


@pytest.mark.django_db
def test_effects_run_with_the_locked_row_and_the_note(machine):
    row = message(attempts=2)
    move(row, "fail", UserFactory(), "no answer")
    assert machine.ran == [(row.pk, "no answer")]


@pytest.mark.django_db
def test_move_saves_only_named_fields_and_refreshes_the_rest(machine):
    row = message()
    Message.objects.update(attempts=7, subject="changed meanwhile")
    row.sent_at, row.subject = timezone.now(), "stale"
    move(row, "send", UserFactory(), update=["sent_at"])
    assert (row.attempts, row.subject) == (7, "changed meanwhile")
    assert Message.objects.get().sent_at == row.sent_at


@pytest.mark.django_db
def test_open_to_shows_what_a_user_may_do_now(machine):
    row = message()
    assert [t.action for t in machine.open_to(row, UserFactory())] == ["send", "fail"]
    assert [t.action for t in machine.open_to(row, UserFactory(name="Guest"))] == ["fail"]
    assert machine_of(row) is machine


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_one(machine):
    row, user = message(), UserFactory()
    outcomes = run_concurrently(lambda _number: move(Message.objects.get(pk=row.pk), "send", user), range(4))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Event", "Refused", "Refused", "Refused"]
    assert Event.objects.filter(action="send").count() == 1


def registered():
    return sorted(MACHINES)


@pytest.mark.parametrize("label", registered())
def test_states_of_every_table_are_states_of_the_model(label):
    machine = MACHINES[label]
    field = apps.get_model(label)._meta.get_field(machine.field_name)
    named = {state for t in machine.transitions for state in (*t.sources, t.target)}
    assert named <= {value for value, _label in field.flatchoices}


@pytest.mark.parametrize("label", registered())
def test_every_table_refuses_what_it_does_not_hold(label):
    machine = MACHINES[label]
    states = {state for t in machine.transitions for state in (*t.sources, t.target)}
    for state in states:
        row = apps.get_model(label)(**{machine.field_name: state})
        for action in {t.action for t in machine.transitions} | {"nothing"}:
            if machine.find(action, state) is None:
                assert why_not(row, action, None), (action, state)
