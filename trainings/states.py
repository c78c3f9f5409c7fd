"""The life cycles of the app as tables. A call's "open" and a session's "over" are computed from the clock, never stored."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.access import has_role
from core.transitions import Machine, Transition
from trainings.querysets import COORDINATES

coordinates = has_role(*COORDINATES)


def leads_or_coordinates(user: Any, obj: Any) -> str | None:
    """The trainers of the training and its coordinators."""
    from trainings.models import Training

    if coordinates(user, obj) is None or Training.objects.led_by(user).filter(pk=obj.training_id).exists():
        return None
    return _("Only the trainers of this training and its coordinators can do this.")


def nominates(user: Any, obj: Any) -> str | None:
    """Whoever acts for the group that nominated, and the coordinators."""
    from youth_groups.models import Group

    if coordinates(user, obj) is None or Group.objects.editable_by(user).filter(pk=obj.group_id).exists():
        return None
    return _("Only the group that nominated and the coordinators can do this.")


def withdraws(user: Any, obj: Any) -> str | None:
    """Whoever nominates, and the person who was nominated, by an account of their own."""
    return None if obj.person.user_id == user.pk else nominates(user, obj)


def decided_without_office(user: Any, obj: Any) -> str | Promise | None:
    """The clock, or somebody who has the code: the verb has checked which. A coordinator, too; nobody else."""
    return None if user is None else coordinates(user, obj)


def gives_up(user: Any, obj: Any) -> str | None:
    """A nomination follows the answer about its place: whoever may answer."""
    return None if user is None else nominates(user, obj)


def answers_for_place(user: Any, obj: Any) -> str | None:
    """Whoever has the code (the verb has checked it), whoever acts for the group that nominated, the coordinators."""
    from youth_groups.models import Group

    if decided_without_office(user, obj) is None:
        return None
    group = obj.nomination.group_id if obj.nomination is not None else None
    if group is not None and Group.objects.editable_by(user).filter(pk=group).exists():
        return None
    return _("Only the group that nominated and the coordinators can do this.")


def clock_alone(user: Any, obj: Any) -> str | None:
    return None if user is None else _("This happens by itself when the time is over.")


def has_questions(call: Any) -> str | None:
    return None if call.form_version_id else _("The call has no questions yet. Add one at least.")


def has_time_left(call: Any) -> str | None:
    from django.utils import timezone

    return None if call.closes_at > timezone.now() else _("The closing date has passed. Set a later one first.")


def has_begun(session: Any) -> str | Promise | None:
    from django.utils import timezone

    today = timezone.localdate()
    return None if timezone.localdate(session.starts_at) <= today else _("This session has not begun yet.")


def has_no_marks(session: Any) -> str | None:
    return _("People are marked in this session. It was held.") if session.marks.exists() else None


CALL = Machine(
    "trainings.TrainingCall",
    (
        Transition("publish", "draft", "published", _lazy("Publish"), _lazy("Open"), coordinates, guards=(has_questions, has_time_left)),
        Transition("withdraw", "published", "withdrawn", _lazy("Withdraw"), _lazy("Withdrawn"), coordinates),
        Transition("publish_again", "withdrawn", "published", _lazy("Publish again"), _lazy("Open"), coordinates, guards=(has_time_left,)),
    ),
)

NOMINATION = Machine(
    "trainings.Nomination",
    (
        Transition("select", ("nominated", "waiting", "not_selected"), "selected", _lazy("Choose"), _lazy("Chosen"), coordinates),
        Transition(
            "wait", ("nominated", "selected", "not_selected"), "waiting", _lazy("Waiting list"), _lazy("On the waiting list"), coordinates
        ),
        Transition(
            "reject",
            ("nominated", "selected", "waiting"),
            "not_selected",
            _lazy("Not this time"),
            _lazy("Not chosen this time"),
            coordinates,
        ),
        Transition("withdraw", ("nominated", "waiting"), "withdrawn", _lazy("Withdraw"), _lazy("Withdrawn"), withdraws),
        # What follows from an answer, or from none: a place is given up, taken back, passed on (trainings.domain.answers, .waiting).
        Transition("give_up", "selected", "withdrawn", _lazy("Does not come"), _lazy("Withdrawn"), gives_up),
        Transition("take_back", "withdrawn", "selected", _lazy("Comes after all"), _lazy("Chosen"), gives_up),
        Transition("move_up", "waiting", "selected", _lazy("Move up"), _lazy("Chosen"), decided_without_office),
    ),
)

OFFER = Machine(
    "trainings.PlaceOffer",
    (
        Transition("accept", "asked", "comes", _lazy("Comes"), _lazy("Comes"), answers_for_place),
        Transition("confirm", ("asked", "comes"), "confirmed", _lazy("Comes"), _lazy("Confirmed"), answers_for_place),
        Transition(
            "decline", ("asked", "comes", "confirmed"), "declined", _lazy("Does not come"), _lazy("Does not come"), answers_for_place
        ),
        Transition("take_back", "declined", "asked", _lazy("Comes after all"), _lazy("Asked"), answers_for_place),
        Transition("reopen", ("comes", "confirmed"), "asked", _lazy("Take the answer back"), _lazy("Asked"), coordinates),
        Transition("close", ("asked", "comes", "confirmed"), "closed", _lazy("Take off"), _lazy("Taken off"), coordinates),
        Transition("lapse", "asked", "lapsed", _lazy("Let the place go"), _lazy("No answer in time"), clock_alone),
    ),
)

SESSION = Machine(
    "trainings.Session",
    (
        Transition("hold", "planned", "held", _lazy("It was held"), _lazy("Held"), leads_or_coordinates, guards=(has_begun,)),
        Transition("cancel", "planned", "cancelled", _lazy("Cancel it"), _lazy("Cancelled"), leads_or_coordinates, guards=(has_no_marks,)),
        Transition(
            "not_held",
            "planned",
            "not_held",
            _lazy("It was not held"),
            _lazy("Not held"),
            leads_or_coordinates,
            guards=(has_begun, has_no_marks),
        ),
        Transition("reopen", ("held", "cancelled", "not_held"), "planned", _lazy("Open again"), _lazy("Planned"), leads_or_coordinates),
    ),
)

CERTIFICATE = Machine(
    "trainings.Certificate",
    (
        Transition("confirm", "provisional", "valid", _lazy("Confirm"), _lazy("Valid"), coordinates),
        Transition("void", "provisional", "void", _lazy("Void"), _lazy("Void"), coordinates),
        Transition("replace", ("valid", "provisional"), "replaced", _lazy("Issue again"), _lazy("Replaced"), coordinates),
        Transition("revoke", ("valid", "provisional"), "revoked", _lazy("Revoke"), _lazy("Revoked"), coordinates),
    ),
)
