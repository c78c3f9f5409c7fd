"""The chain of the demo, made once for all walks. What a module changes in it is taken back at the module's end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.chain import Chain, build_chain
from tests.walks.walk import without_the_menu, without_the_page_of_404


@pytest.fixture(scope="package", autouse=True)
def _bare() -> Iterator[None]:
    with without_the_page_of_404(), without_the_menu():
        yield


def references_asked() -> None:
    """Whether all rows made so far refer to rows that are there: PostgreSQL would ask it anew for each of them at the end of every test."""
    connection.check_constraints()


@pytest.fixture(scope="package")
def demo_chain(django_db_setup: None, django_db_blocker: Any) -> Iterator[Chain]:
    with django_db_blocker.unblock(), transaction.atomic():
        chain = build_chain()
        references_asked()
        yield chain
        transaction.set_rollback(True)
