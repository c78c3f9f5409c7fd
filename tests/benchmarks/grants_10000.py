"""The office's list of 10,000 applications, the page of one, and taking the list out.

Budgets: the list takes at most 15 statements and as many as with 1,000, at most 20 kB compressed; the page of one application at most 20
statements; the export at most 3 times a bare `csv.writer` on the same rows of the same tables and at most 60 MB above the memory before.
The application whose page is opened was screened, reviewed and proposed.
"""

from functools import partial
from typing import Any

from tests.benchmarks.export_10000 import MEGABYTES, _bare_list, _compared, _memory, _row, _taken
from tests.benchmarks.register import _page

FEW, MANY = 1_000, 10_000
STATEMENTS, OF_ONE, PACKED = 15, 20, 20
LIST, EXPORT = "/grants/office/applications/", "/grants/office/applications/export/"
STATES = ("submitted", "eligible", "proposed", "declined", "reserve")
LOOKUPS = (
    "number", "group__name_en", "group__number", "group__kind", "group__locality__name", "group__locality__province__name_en",
    "call__number", "state", "submitted_at", "requested_minor", "own_minor", "currency", "award__amount_minor",
)  # fmt: skip


def run() -> list[dict[str, Any]]:
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        return _rows()
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def fill(first: Any, start: int, count: int) -> None:
    """Applications like `first`, each of a group of its own, in the states in which the office has work."""
    from django.utils import timezone

    from grants.models import Application, Review, ReviewAssignment
    from tests.factories.grants import reviewer
    from youth_groups.models import Group

    like, now = first.group, timezone.now()
    numbers = [f"G-9{place:05d}" for place in range(start, count)]
    Group.objects.bulk_create(
        [
            Group(organisation=like.organisation, number=number, kind=like.kind, locality=like.locality, name_en=f"Group {number}")
            for number in numbers
        ]
    )
    groups = (
        Group.objects.filter(number__in=numbers).order_by("number") if len(numbers) < FEW else Group.objects.filter(number__gte=numbers[0])
    )
    rows = Application.objects.bulk_create(
        [
            Application(
                code=f"c{place}", number=f"A-9-{place:05d}", call=first.call, group=group, organisation=first.organisation,
                form_version=first.form_version, state=STATES[place % len(STATES)], submitted_at=now, requested_minor=40_000 + place,
            )
            for place, group in zip(range(start, count), groups.order_by("number"), strict=True)
        ]
    )  # fmt: skip
    people, sent = [reviewer(), reviewer()], first.submissions.get()
    reviewed = [row for row in rows if row.state != "submitted"]
    asked = ReviewAssignment.objects.bulk_create(
        ReviewAssignment(application=row, reviewer=user, assigned_by=people[0], state="sent", declared_at=now)
        for row in reviewed
        for user in people
    )
    Review.objects.bulk_create(
        Review(assignment=row, submission=sent, score_bp=5_000 + row.pk % 4_000, sent_at=now, scores={}) for row in asked
    )


def _rows() -> list[dict[str, Any]]:
    from accounts.roles import Role
    from grants.models import Application
    from tests.factories.grants import GrantCallFactory, proposed
    from tests.factories.programme import holder

    user = holder(Role.GRANTS_OFFICER)
    first = proposed(GrantCallFactory(budget_minor=10_000_000_000))
    fill(first, 0, FEW)
    few = _page(user, LIST)
    fill(first, FEW, MANY)
    many, one = _page(user, LIST), _page(user, f"/grants/office/applications/{first.code}/")
    found = [
        _most("grants_list_10000 list: statements", many["statements"], "SQL statements", few["statements"], STATEMENTS),
        _most("grants_list_10000 list: compressed", many["packed"], "kB", few["packed"], PACKED),
        _most("grants_list_10000 one application: statements", one["statements"], "SQL statements", one["statements"], OF_ONE),
    ]
    found[0]["ok"] = found[0]["ok"] and many["statements"] == few["statements"]
    bare = partial(_bare_list, Application.objects.order_by("-submitted_at", "-pk").values_list(*LOOKUPS))
    ours = partial(_taken, user, EXPORT, "csv")
    found.append(_compared("grants_export_10000 csv: time", ours, bare))
    found.append(_row("grants_export_10000 csv: memory", _memory(ours), "MB above before", "", None, MEGABYTES))
    return found


def _most(name: str, ours: float, unit: str, other: float, budget: float) -> dict[str, Any]:
    row = _row(name, ours, unit, "the same with 1,000 applications", None, budget)
    return {**row, "other_value": other}
