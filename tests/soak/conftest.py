"""Long random proofs: a small fixed seed in `make test`; with ASHAR_SOAK=full many more examples and a report of what was looked at."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

FULL = os.environ.get("ASHAR_SOAK") == "full"
REPORT = os.environ.get("ASHAR_SOAK_REPORT", "")
DONE: list[dict[str, Any]] = []


@contextmanager
def reported(name: str, counted: list[int]) -> Iterator[None]:
    started, ok = time.monotonic(), False
    try:
        yield
        ok = True
    finally:
        DONE.append({"name": name, "examples": counted[0], "seconds": round(time.monotonic() - started, 1), "ok": ok})
        if REPORT:
            Path(REPORT).write_text(json.dumps(DONE, indent=1) + "\n", encoding="utf-8")


@pytest.fixture
def prove(request: pytest.FixtureRequest) -> Callable[..., None]:
    """prove(claim, strategy, few=, many=): the claim holds for `few` examples always the same, or for `many` new ones."""

    def run(claim: Callable[[Any], None], strategy: SearchStrategy[Any], *, few: int, many: int) -> None:
        counted = [0]

        @settings(
            max_examples=many if FULL else few,
            derandomize=not FULL,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        )
        @given(strategy)
        def attempt(example: Any) -> None:
            counted[0] += 1
            claim(example)

        with reported(request.node.name, counted):
            attempt()
        assert counted[0] >= min(few, 2)

    return run
