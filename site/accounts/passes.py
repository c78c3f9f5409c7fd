"""What a device pass opens. Higher floors register their pages here; this floor knows none of them.

passes.register("trainings.training", passes.Opens(names=..., is_about=..., home=..., to_home=...))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from accounts.models import DevicePass, User
from accounts.roles import Role

COOKIE = "device_pass"


@dataclass(frozen=True, kw_only=True)
class Opens:
    """The pages of one kind of subject."""

    #: View names that the pass opens, and nothing else.
    names: frozenset[str]
    #: Whether the words in the address (the view's keyword arguments) mean this subject. At most one SQL statement.
    is_about: Callable[[Mapping[str, Any], str], bool]
    #: The page from which the phone begins.
    home: Callable[[str], str]
    #: Views to which those pages lead their readers, shut for a pass: it goes to its own first page instead.
    to_home: frozenset[str] = frozenset()


_kinds: dict[str, Opens] = {}


def register(subject_type: str, opens: Opens) -> None:
    _kinds[subject_type] = opens


def what_opens(device_pass: DevicePass) -> Opens:
    return _kinds[device_pass.subject_type]


def holder(device_pass: DevicePass) -> User:
    """The person to whom the pass is made out, as a trainer who reaches no organisation: rights come from the row alone.

    Whatever roles the person holds with a password count for nothing here.
    """
    user: User = device_pass.user
    user.__dict__["standings"] = ()
    user.__dict__["roles"] = {Role.TRAINER.value: (False, frozenset())}
    return user


def device_of(request: HttpRequest) -> str:
    """What marks keep as their device: the number of the pass, or nothing."""
    device_pass: DevicePass | None = getattr(request, "device_pass", None)
    return device_pass.number if device_pass is not None else ""
