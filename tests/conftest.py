"""What every test stands on."""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.test import Client


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage again and again takes an eighth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)


@pytest.fixture(scope="session", autouse=True)
def _files_go_to_a_folder_of_their_own() -> Iterator[None]:
    yield
    if os.environ.get("ASHAR_KEEP_VAR") is None and str(settings.VAR).startswith(tempfile.gettempdir()):
        shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a transactional test the database is as migrations left it, not empty: nothing has to be laid anew."""
    from tests.laid import go_back_to, rows_by_table

    with django_db_blocker.unblock():
        laid = rows_by_table()
        connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", lambda self, **options: go_back_to(laid, options["database"]))
        yield


@pytest.fixture(autouse=True)
def _nobody_calls_out(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No request leaves the server: a connection to anything but this machine fails the test."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("a test tried to reach another machine")
        original(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def root() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def second_factor_aside(settings: Any) -> None:
    """The second factor is another test's subject."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.middleware.SecondFactorMiddleware"]


@pytest.fixture
def bare_refusals() -> Iterator[None]:
    from tests.walks.walk import without_the_page_of_404

    with without_the_page_of_404():
        yield


@pytest.fixture
def signed_in(client: Client, second_factor_aside: None) -> Callable[[Any], Client]:
    """A client of the user, who needs no second factor here."""

    def sign_in(user: Any) -> Client:
        client.force_login(user)
        return client

    return sign_in
