"""Calls that are open now, for the public pages. The apps of the calls register a provider in `AppConfig.ready()`.

    from core import open_calls
    open_calls.register(open_grant_calls)     # open_grant_calls(at: datetime, lang: str) -> Iterable[OpenCall]

The texts are in the language that is asked for. A provider takes a bounded number of SQL statements.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.dates import days_left, format_deadline, language


@dataclass(frozen=True, kw_only=True)
class OpenCall:
    """One card of the home page.

    kind: the words of the pill ("Grant call"); icon: "money" for grants, "star" for trainings; url: the call's page;
    bits: up to three short facts as (icon, text), without the deadline; provinces: name of each province (oblast or city of its rank)
    in `lang`; none means the whole country.
    """

    kind: str
    icon: str
    title: str
    url: str
    closes_at: datetime
    bits: tuple[tuple[str, str], ...] = ()
    provinces: tuple[str, ...] = ()

    @property
    def days_left(self) -> int:
        return days_left(self.closes_at)

    @property
    def deadline(self) -> str:
        return format_deadline(self.closes_at)


Provider = Callable[[datetime, str], Iterable[OpenCall]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider; registering it twice counts once. Usable as a decorator."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def all_open(*, at: datetime | None = None, lang: str | None = None) -> list[OpenCall]:
    """Every open call, the one that closes first at the top."""
    moment = at or timezone.now()
    calls = [call for provider in _providers for call in provider(moment, language(lang))]
    return sorted(calls, key=lambda call: call.closes_at)
