"""Going through all addresses of the site with objects in them, and reading whatever comes back: a page, a table, a workbook, a PDF."""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseNotFound
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.admin.menu import Menu

from accounts.models import User
from accounts.roles import Role
from core.pdf import check
from core.route_list import ListedRoute, all_routes
from programme.models import Organisation, RoleHeld
from tests.chain import Chain
from tests.factories.programme import TOTP_SECRET, clear

#: These end the session; the last one is an error by its purpose.
LEFT_OUT = ("/accounts/logout/", "/accounts/finish/", "/admin/logout/", "/admin/failwhale/")
#: Small words that no line of English goes without for long.
ENGLISH = re.compile(r"\b(an?|the|and|are|by|for|from|has|is|it|no|not|of|one|or|that|this|to|was|who|with|you)\b [a-z]|^[a-z]+ [a-z]+$")
#: What stands for a scan among the objects of the chain.
STUB = b"%PDF-1.4"


@contextmanager
def without_the_page_of_404() -> Iterator[None]:
    """For tests that knock at thousands of doors that stay shut; what such a page says is another test's subject."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.urls.handler404", lambda request, exception=None: HttpResponseNotFound())
        yield


def text_of(answer: Any) -> str:
    """All that can be read of an answer: a page, a table, a workbook's parts, the text and the metadata of a PDF."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if len(content) > len(STUB) and content.startswith(STUB[:4]):
        return check.text(content) + repr(check.metadata(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return content.decode(errors="replace")


def english_in(page: str) -> set[str]:
    """Lines that a reader sees on a page and that are English by their small words. What is marked as another language is passed over."""
    page = re.sub(r"(?s)<(script|style|svg|kbd)\b.*?</\1>", "", page)
    page = re.sub(r'(?s)<(\w+)[^>]*\slang="en"[^>]*>.*?</\1>', "", page)
    said = re.findall(r'\s(?:placeholder|title|aria-label|alt)="([^"]*)"', page)
    lines = (html.unescape(line).strip() for line in [*re.sub(r"<[^>]*>", "\n", page).split("\n"), *said])
    return {line for line in lines if ENGLISH.search(line)}


def addresses(chain: Chain) -> Iterator[tuple[ListedRoute, str]]:
    """Every address that answers GET, with an object in each place. Left out: pages, images, documents of Wagtail by their number.

    An address of ours with a place that nobody fills fails tests/walks/test_strangers.py.
    """
    seen = set()
    for found in all_routes():
        declared = found.declared
        if declared is None or "GET" not in declared.methods or found.route in LEFT_OUT or found.route in seen:
            continue
        seen.add(found.route)
        try:
            address = chain.address(found.route)
            resolve(address)
        except (LookupError, Resolver404):  # a regular expression, or a place that only Wagtail fills
            continue
        yield found, address


def of_all_roles(organisation: Organisation) -> User:
    """Somebody who holds every office role in the organisation, with all papers."""
    user = User.objects.create_user(email=f"{uuid4().hex}@example.org", name="All roles")
    clear(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    for role in set(Role) - {Role.AUDITOR}:
        RoleHeld.objects.create(user=user, organisation=organisation, role=role)
    return user


class Readers:
    """People signed in, the first of them with every role."""

    def __init__(self, users: Iterable[Any], language: str = "en") -> None:
        self._all = [(signed_in(user), bool(user.enters_admin)) for user in users]
        for client, _enters in self._all:
            client.cookies["language"] = language

    def answers(self, address: str) -> Iterator[tuple[Client, Any]]:
        """The answers to one after the other up to the first who can open it; the admin is tried by those only who enter it.

        Who opened something is asked earlier the next time; the first of all stays the first.
        """
        for place, (client, enters) in enumerate(tuple(self._all)):
            if address.startswith("/admin/") and not enters:
                continue
            answer = client.get(address)
            yield client, answer
            if answer.status_code == 200:
                if place:
                    self._all.insert(1, self._all.pop(place))
                return


@contextmanager
def without_the_menu() -> Iterator[None]:
    """Wagtail's menu, a third of the work of each page of the admin, stands on the admin's first page only: it is the same on all."""
    original = Menu.render_component

    def render_component(self: Menu, request: HttpRequest) -> Any:
        return original(self, request) if request.path == "/admin/" else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Menu, "render_component", render_component)
        yield


def there(answer: Any) -> bool:
    """Whether the answer is more than "not there" and "sign in first"."""
    return answer.status_code not in (404, 405) and "/accounts/login/" not in answer.get("Location", "")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
