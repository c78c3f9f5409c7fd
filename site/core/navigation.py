"""The links of the head and the foot. Each app registers its own in `AppConfig.ready()`.

    from core import navigation
    navigation.register(navigation.Link(area="office", label=_("Trainings"), url_name="trainings:board", order=30, roles=("trainer",)))

areas: "public" (head of the public site), "office" (head of the office), "foot" (foot of every page).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.http import HttpRequest

Area = Literal["public", "office", "foot"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link; `roles` limits it to people who hold one of them; `address` replaces `url_name` where the address must be computed.

    `address(request)` may answer "" and the link is left out: no link leads nowhere. `exact`: pages below it do not count as it.
    """

    area: Area
    label: str | Promise
    url_name: str = ""
    order: int = 50
    roles: tuple[str, ...] = ()
    address: Callable[["HttpRequest | None"], str] | None = None
    exact: bool = False


@dataclass(frozen=True)
class ShownLink:
    label: str
    url: str
    current: bool


Provider = Callable[["HttpRequest | None"], Iterable[tuple[str, str]]]
_links: list[Link] = []
_providers: list[tuple[Area, Provider]] = []


def register(link: Link) -> Link:
    """Add a link; the same link twice counts once."""
    if link not in _links:
        _links.append(link)
    return link


def register_provider(area: Area, provider: Provider) -> None:
    """Add links that are known only at run time, as (label, address): editors' pages in the foot. One SQL statement at most."""
    if (area, provider) not in _providers:
        _providers.append((area, provider))


def links_for(area: Area, request: "HttpRequest | None", user: Any = None) -> list[ShownLink]:
    """The links of an area that this person may follow, in order; the longest address that the page's own begins with is current."""
    shown: list[tuple[str, str, bool]] = []
    for link in sorted((link for link in _links if link.area == area), key=lambda link: link.order):
        if link.roles and not _holds(user, link.roles):
            continue
        if url := _address(link, request):
            shown.append((str(link.label), url, link.exact))
    for wanted, provider in _providers:
        if wanted == area:
            shown += [(str(label), url, False) for label, url in provider(request)]
    path = request.path if request is not None else ""
    here = max((url for _label, url, exact in shown if _leads_to(url, path, exact)), key=len, default="")
    return [ShownLink(label, url, url == here) for label, url, _exact in shown]


def _leads_to(url: str, path: str, exact: bool) -> bool:
    return path == url or (not exact and len(url) > 1 and path.startswith(url.rstrip("/") + "/"))


def _holds(user: Any, roles: tuple[str, ...]) -> bool:
    if user is None or not user.is_authenticated:
        return False
    return user.is_superuser or bool(user.role_codes() & set(roles))


def _address(link: Link, request: "HttpRequest | None") -> str:
    if link.address is not None:
        return link.address(request)
    try:
        return reverse(link.url_name)
    except NoReverseMatch:
        return ""
