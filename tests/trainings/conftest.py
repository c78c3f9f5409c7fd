from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _second_factor_is_another_tests_subject(settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.middleware.SecondFactorMiddleware"]
