"""The first page tree, made once for all tests of the pages. What a test changes in it is taken back at the test's end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.factories.pages import site


@pytest.fixture(scope="package", autouse=True)
def _tree(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        site()
        yield
        transaction.set_rollback(True)
