"""Taking a list of 10,000 people out, from the request to the last byte, beside a bare `csv.writer` on the same rows of the same tables.

Ours asks who may see what, notes it, neutralises formulas, marks each row with its version and streams; the bare writer does none of it.
Budgets: at most 3 times its time, at most 60 MB above the memory before at its highest while the file is made.
Once more without the database: the streams alone beside the bare writer, on rows that are in memory already.
"""

import csv
import io
import time
import tracemalloc
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.duplicates import fill

ROWS = 10_000
SLOWER, MEGABYTES = 3.0, 60.0
TURNS = 9
LOOKUPS = ("number", "written_name", "sex", "birth_year", "locality__name", "province_id", "institution", "phone")


def run() -> list[dict[str, Any]]:
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        return _rows()
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def _rows() -> list[dict[str, Any]]:
    from accounts.roles import Role
    from core.sheets import csv_stream, xlsx_stream
    from tests.factories.programme import holder, lead
    from tests.factories.trainings import TrainingFactory
    from trainings.models import Participation
    from youth_groups.models import Group, Membership, Person

    organisation, user = lead(), holder(Role.PROGRAMME_MANAGER)
    fill(organisation, ROWS)
    Person.objects.update(institution="№ 5 орто мектеби")
    training, group = TrainingFactory(), _group(organisation)
    people = list(Person.objects.all())
    Participation.objects.bulk_create(Participation(training=training, person=person, source="import") for person in people)
    Membership.objects.bulk_create(Membership(group=group, person=person) for person in people)
    del people
    assert Group.objects.count() == 1
    lists: dict[str, tuple[str, Any, str]] = {
        "register": ("/office/register/export/", Person.objects.order_by("folded"), ""),
        "participants": (f"/trainings/{training.slug}/export/", Participation.objects.order_by("person__folded"), "person__"),
        "members": (f"/office/groups/{group.number}/export/", Membership.objects.order_by("person__folded"), "person__"),
    }
    found = []
    for name, (address, rows, path) in lists.items():
        lookups = [f"{path}{lookup}" for lookup in LOOKUPS]
        bare = partial(_bare_list, rows.values_list(*lookups))
        for kind in ("csv", "xlsx"):
            ours = partial(_taken, user, address, kind)
            found.append(_compared(f"export_10000 {name}, {kind}: time", ours, bare))
            found.append(_row(f"export_10000 {name}, {kind}: memory", _memory(ours), "MB above before", "", None, MEGABYTES))
    ready = [tuple("" if cell is None else str(cell) for cell in row) for row in Person.objects.values_list(*LOOKUPS[:-1])]
    for kind, stream in (("csv", csv_stream), ("xlsx", xlsx_stream)):
        ours = partial(_streamed, stream, ready)
        found.append(_compared(f"export_10000 rows in memory, {kind}: time", ours, partial(_bare, ready)))
    return found


def _group(organisation: Any) -> Any:
    from tests.factories.youth_groups import GroupFactory

    return GroupFactory(organisation=organisation)


def _taken(user: Any, address: str, kind: str) -> int:
    """The whole request; its second factor stands."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    response: Any = client.post(address, {"reason": "Benchmark", "kind": kind})
    assert response.status_code == 200, (response.status_code, address)
    assert response.streaming, address
    return _consumed(response.streaming_content)


def _consumed(chunks: Iterable[bytes]) -> int:
    """The bytes as a server sends them: each piece is let go at once."""
    return sum(len(chunk) for chunk in chunks)


def _bare(rows: Iterable[Any]) -> int:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return len(out.getvalue().encode())


def _bare_list(rows: Any) -> int:
    return _bare(rows.iterator())


def _streamed(stream: Any, rows: Any) -> int:
    return _consumed(stream("notice", LOOKUPS[:-1], rows))


def _compared(name: str, ours: Callable[[], int], other: Callable[[], int]) -> dict[str, Any]:
    seconds, bare = _beside(ours, other)
    return _row(name, seconds * 1000, "ms", "bare csv writer", bare * 1000, SLOWER)


def _beside(ours: Callable[[], int], other: Callable[[], int]) -> tuple[float, float]:
    """Seconds of both, turn by turn; of each the quickest turn, which another process disturbed least."""
    ours(), other()
    pairs = [(_seconds(ours), _seconds(other)) for _turn in range(TURNS)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _seconds(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory(work: Callable[[], int]) -> float:
    """By how many MB the memory rose at its highest while the work ran: the greater of what Python asked for and, where Linux tells it,
    what the resident set grew by."""
    mark = Path("/proc/self/clear_refs")
    if mark.exists():
        mark.write_text("5", encoding="ascii")
    before = _status("VmRSS")
    work()
    resident = max(0, _status("VmHWM") - before) / 1000
    tracemalloc.start()
    work()
    asked = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    return max(resident, asked)


def _status(name: str) -> int:
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _row(name: str, ours: float, unit: str, other: str, other_value: float | None, budget: float) -> dict[str, Any]:
    ratio = None if other_value is None else ours / other_value
    return {
        "name": name,
        "ours": ours,
        "unit": unit,
        "other": other,
        "other_value": other_value,
        "ratio": ratio,
        "better": "lower",
        "budget": budget,
        "ok": (ours if ratio is None else ratio) <= budget,
    }
