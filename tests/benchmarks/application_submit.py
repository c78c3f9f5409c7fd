"""SQL statements of sending one application: budget 25, BEGIN, COMMIT, SAVEPOINT and RELEASE not counted.

The other way is the same verb on an application with twice the budget rows: the count must not grow with it.
"""

from typing import Any


def run() -> list[dict[str, Any]]:
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        few, many = _statements(rows=2), _statements(rows=12)
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()
    return [
        {
            "name": "application_submit",
            "ours": few,
            "unit": "SQL statements",
            "other": "the same with six times the budget rows",
            "other_value": many,
            "ratio": few / many,
            "better": "lower",
            "budget": 25,
            "ok": max(few, many) <= 25,
        }
    ]


def _statements(*, rows: int) -> int:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from core.money import Money
    from grants.domain.drafts import save_budget_row
    from grants.domain.submission import submit_application
    from tests.factories.grants import ready
    from tests.factories.youth_groups import GroupFactory, member_account

    with transaction.atomic():
        group = GroupFactory()
        account = member_account(group)
        application = ready(group=group, by=account, asked=20_000)
        for _row in range(rows - 1):
            save_budget_row(application=application, by=account, item="Tea", quantity=1, unit_cost=Money(1_000), own=Money(0))
        application.refresh_from_db()
        with CaptureQueriesContext(connection) as captured:
            submit_application(application=application, by=account)
        transaction.set_rollback(True)
    free = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(1 for query in captured.captured_queries if not query["sql"].upper().startswith(free))
