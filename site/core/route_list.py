"""Every address of the site with the declaration of its view (see core.routes)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from core.routes import DECLARED, Route


@dataclass(frozen=True)
class ListedRoute:
    """One address. `route` is the pattern as a path; `declared` is None when the view says nothing about itself."""

    route: str
    name: str
    view: str
    declared: Route | None

    def as_json(self) -> dict[str, Any]:
        declared = self.declared
        return {
            "route": self.route,
            "name": self.name,
            "methods": list(declared.methods) if declared else [],
            "audience": declared.audience if declared else None,
            "roles": [str(role) for role in declared.roles] if declared else [],
            "model": declared.model if declared else None,
            "object_permission": declared.permission if declared else None,
        }


def all_routes() -> list[ListedRoute]:
    """Our own views, sign-in pages and Wagtail's views and viewsets, in the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns, "/", ()))


def undeclared() -> list[str]:
    return [f"{found.route} ({found.view})" for found in all_routes() if found.declared is None]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespaces: tuple[str, ...]) -> Iterator[ListedRoute]:
    for pattern in patterns:
        address = prefix + _written(pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, address, inner)
        else:
            view = dotted(pattern.callback)
            name = ":".join((*namespaces, pattern.name)) if pattern.name else ""
            yield ListedRoute(address, name, view, _declaration(pattern.callback, view))


def _written(pattern: URLPattern | URLResolver) -> str:
    """`<int:pk>/` as it stands; a regular expression without its anchors; the language where the address begins with one."""
    if isinstance(pattern.pattern, LocalePrefixPattern):
        return "<language>/"
    return str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")


def dotted(callback: Callable[..., Any]) -> str:
    """The dotted name of a view: of its class where it is made from one."""
    view: Any = getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback
    return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"


def _declaration(callback: Callable[..., Any], view: str) -> Route | None:
    own = getattr(callback, "route", None) or getattr(getattr(callback, "view_class", None), "route", None)
    if isinstance(own, Route):
        return own
    prefixes = [prefix for prefix in DECLARED if view.startswith(prefix)]
    return DECLARED[max(prefixes, key=len)] if prefixes else None
