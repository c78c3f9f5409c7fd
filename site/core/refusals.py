"""The one exception of the domain: an action that is refused, with the reason for the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise


class Refused(Exception):
    """An action is refused. `reason` is one sentence in the person's language: why, and what to do.

    `code` is for tests and logs: a short English word that holds nothing personal.
    """

    def __init__(self, reason: str | Promise, *, code: str = "refused") -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code

    def __str__(self) -> str:
        return str(self.reason)


@contextmanager
def refusals_as_messages(request: HttpRequest) -> Iterator[None]:
    """Show a refusal to the person and go on: the code after the `with` block runs when something was refused."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
