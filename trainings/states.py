"""The life cycles of the app as tables. A call's "open" and a session's "over" are computed from the clock, never stored."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


_lazy = gettext_lazy

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
        Transition("withdraw", ("nominated", "waiting"), "withdrawn", _lazy("Withdraw"), _lazy("Withdrawn"), nominates),
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
        Transition("revoke", "valid", "revoked", _lazy("Revoke"), _lazy("Revoked"), coordinates),
    ),
)
