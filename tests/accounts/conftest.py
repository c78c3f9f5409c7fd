import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limit_is_left_over(db):
    cache.clear()
    yield
    cache.clear()
