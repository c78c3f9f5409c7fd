"""The register's list pages with 100,000 people: SQL statements, bytes, and time beside the same pages with 1,000.

Budgets: at most 15 statements and the same number at both sizes; at most 80 kB of HTML raw and 20 kB compressed. The time is a ratio in
one run (100,000 beside 1,000), because a page of 50 rows should not cost more with more people behind it. kB means 1,000 bytes.
"""

import gzip
import time
from statistics import median
from typing import Any

from tests.benchmarks.duplicates import fill

FEW, MANY = 1_000, 100_000
#: A page may take this many times as long with a hundred times the people: counting and searching grow a little, reading rows must not.
SLOWER = 10
STATEMENTS, RAW, PACKED = 15, 80, 20
PAGES = {
    "people": "/office/register/",
    "people, a later page": "/office/register/?page=15",
    "people, searched": "/office/register/?q=Aigul",
    "people, not found": "/office/register/?q=Щщщщщ",
    "groups": "/office/groups/",
    "duplicates": "/office/register/duplicates/",
}


def run() -> list[dict[str, Any]]:
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        rows = _rows()
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()
    return rows


def _rows() -> list[dict[str, Any]]:
    from accounts.roles import Role
    from tests.factories.programme import holder, lead
    from tests.factories.youth_groups import GroupFactory

    organisation, user = lead(), holder(Role.PROGRAMME_MANAGER)
    GroupFactory.create_batch(60, organisation=organisation)
    fill(organisation, FEW)
    few = {name: _page(user, address) for name, address in PAGES.items()}
    fill(organisation, MANY, first=FEW)
    many = {name: _page(user, address) for name, address in PAGES.items()}
    return [row for name in PAGES for row in _compared(name, few[name], many[name])]


def _page(user: Any, address: str) -> dict[str, float]:
    """Statements, kB raw, kB compressed and seconds (median of five) of one page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, address
    free = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    # Counted at once: the next request empties the log.
    statements = sum(not query["sql"].upper().startswith(free) for query in seen.captured_queries)
    seconds = []
    for _turn in range(5):
        start = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - start)
    return {
        "statements": statements,
        "raw": len(response.content) / 1000,
        "packed": len(gzip.compress(response.content, 6)) / 1000,
        "seconds": median(seconds),
    }


def _compared(name: str, few: dict[str, float], many: dict[str, float]) -> list[dict[str, Any]]:
    flat = many["statements"] == few["statements"]
    return [
        _row(f"register {name}: statements", many["statements"], "SQL statements", few["statements"], STATEMENTS, ok=flat),
        _row(f"register {name}: raw", many["raw"], "kB", few["raw"], RAW),
        _row(f"register {name}: compressed", many["packed"], "kB", few["packed"], PACKED),
        _row(f"register {name}: time", many["seconds"] * 1000, "ms", few["seconds"] * 1000, SLOWER, by_ratio=True),
    ]


def _row(name: str, ours: float, unit: str, other: float, budget: float, *, ok: bool = True, by_ratio: bool = False) -> dict[str, Any]:
    ratio = ours / other
    return {
        "name": name,
        "ours": ours,
        "unit": unit,
        "other": "the same with 1,000 people",
        "other_value": other,
        "ratio": ratio,
        "better": "lower",
        "budget": budget,
        "ok": ok and (ratio if by_ratio else ours) <= budget,
    }
