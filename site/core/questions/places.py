"""Provinces for questions about a place. `programme` knows them and says so at start; `core` only asks."""

from collections.abc import Callable, Iterable

#: (code, name in the language) of every province, in the order of the register.
Provider = Callable[[str], Iterable[tuple[str, str]]]
_provider: list[Provider] = []


def provide_provinces(provider: Provider) -> None:
    """Called once, from the AppConfig that knows the register of places."""
    _provider[:] = [provider]


def provinces(language: str) -> list[tuple[str, str]]:
    """Codes and names of the provinces in this language; empty as long as nobody provides them."""
    return list(_provider[0](language)) if _provider else []
