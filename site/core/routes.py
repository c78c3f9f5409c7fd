"""Every address says whom it is for. `list_routes` prints the declarations; a test fails where one is missing.

    @route(audience="object", roles=("grants_officer",), model="grants.Application", permission="view")
    def application_page(request, number): ...

audience: public (anybody), signed_in (any account), role (one of `roles`, rows scoped to the organisation),
object (a right on the one object in the address; others get 404).
The decorator does the coarse gate (sign-in, role); the view fetches its object through `for_user`, which is the fine one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest

Audience = Literal["public", "signed_in", "role", "object"]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Route:
    """What an address declares about itself."""

    audience: Audience
    roles: tuple[str, ...] = ()
    model: str | None = None
    permission: str | None = None
    methods: tuple[str, ...] = ("GET", "POST")


#: Views of libraries that we serve under our address: view's dotted prefix -> declaration.
DECLARED: dict[str, Route] = {}


def declare(prefix: str, declaration: Route) -> None:
    """Declare the audience of a library's views, all of those whose dotted name begins with `prefix`."""
    DECLARED[prefix] = declaration


def route(
    *,
    audience: Audience,
    roles: tuple[str, ...] = (),
    model: str | None = None,
    permission: str | None = None,
    methods: tuple[str, ...] = ("GET", "POST"),
    or_by: Callable[..., bool] | None = None,
) -> Callable[[View], View]:
    """Declare a view's audience and hold the coarse gate.

    Signed-out people are led to sign-in, with the way back; people without the role get 404 as if nothing were there.
    `or_by(request, **of the address)`: whether somebody without an account comes in by something else, such as a code typed before. Its
    attribute `instead`, called alike, gives the answer where it lets nobody in any more; without one, or for None, the sign-in does.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if audience != "public" and not request.user.is_authenticated and not (or_by and or_by(request, **kwargs)):
                instead = getattr(or_by, "instead", None)
                return (instead and instead(request, **kwargs)) or redirect_to_login(request.get_full_path())
            if audience == "role" and not holds_any(request.user, roles):
                raise Http404
            return view(request, *args, **kwargs)

        gated.route = Route(audience, roles, model, permission, methods)  # type: ignore[attr-defined]
        return cast(View, gated)

    return decorate


def holds_any(user: Any, roles: tuple[str, ...]) -> bool:
    """Whether the user holds one of the roles, wherever."""
    return user.is_superuser or bool(user.role_codes() & set(roles))


def account(request: HttpRequest) -> Any:
    """Who is signed in. For views whose declaration lets nobody else in: there `request.user` is an account, never anonymous."""
    return request.user
