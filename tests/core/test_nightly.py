"""Once a night, whoever asks; a killed or failed run is taken up; a missed night is made up for."""

from datetime import datetime, timedelta

import pytest
from django.db import connections

from core import nightly
from core.dates import BISHKEK
from core.models import NightlyRun

NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=BISHKEK)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Only one task is registered: it notes when it ran."""
    done: list[datetime] = []
    monkeypatch.setattr(nightly, "_tasks", {})

    def task(at: datetime) -> dict[str, int]:
        done.append(at)
        return {"rows": 3}

    nightly.register("test", task)
    return done


@pytest.mark.django_db
def test_a_task_runs_once_a_night_and_keeps_its_counts(runs: list[datetime]) -> None:
    rows = [row for minute in range(4) for row in nightly.run_due(NIGHT + timedelta(minutes=minute))]
    assert runs == [NIGHT]
    assert [(row.name, row.counts, row.error, row.finished_at is not None) for row in rows] == [("test", {"rows": 3}, "", True)]


@pytest.mark.django_db
def test_before_two_oclock_it_is_still_the_night_before(runs: list[datetime]) -> None:
    nightly.run_due(NIGHT - timedelta(days=1))
    assert nightly.run_due(NIGHT - timedelta(hours=1, minutes=1)) == []
    assert len(nightly.run_due(NIGHT)) == 1


@pytest.mark.django_db
def test_after_nights_without_a_worker_it_runs_at_once_and_once(runs: list[datetime]) -> None:
    nightly.run_due(NIGHT)
    later = NIGHT + timedelta(days=3, hours=8)
    nightly.run_due(later)
    nightly.run_due(later + timedelta(minutes=1))
    assert runs == [NIGHT, later]


@pytest.mark.django_db
def test_a_run_that_was_killed_is_taken_up_after_two_hours_not_before(runs: list[datetime]) -> None:
    NightlyRun.objects.create(name="test", day=NIGHT.date(), started_at=NIGHT)
    assert nightly.run_due(NIGHT + timedelta(minutes=5)) == []
    [row] = nightly.run_due(NIGHT + timedelta(hours=2, minutes=1))
    assert (row.attempts, row.finished_at is not None, len(runs)) == (2, True, 1)


@pytest.mark.django_db
def test_a_failed_run_is_tried_again_with_an_end_and_the_log_names_the_kind_of_error_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(nightly, "_tasks", {})

    def fails(at: datetime) -> dict[str, int]:
        raise ValueError("Айгүл")

    nightly.register("test", fails)
    tries = [nightly.run_due(NIGHT + timedelta(minutes=minute)) for minute in range(9)]
    assert [len(rows) for rows in tries] == [1] * 5 + [0] * 4
    assert NightlyRun.objects.get().error == "ValueError"
    assert "Айгүл" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_it_once(runs: list[datetime]) -> None:
    import threading

    barrier = threading.Barrier(4)

    def worker() -> None:
        barrier.wait(10)
        nightly.run_due(NIGHT)
        connections.close_all()

    threads = [threading.Thread(target=worker) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert runs == [NIGHT]
    assert NightlyRun.objects.count() == 1


def test_the_night_blanks_what_is_due() -> None:
    from core import retention

    assert nightly._tasks["retention"] is retention.run


def test_what_is_done_every_minute_runs_each_time_and_one_that_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[datetime] = []
    monkeypatch.setattr(nightly, "_often", {})

    def fails(at: datetime) -> dict[str, int]:
        raise ValueError("Айгүл")

    def notes(at: datetime) -> dict[str, int]:
        done.append(at)
        return {}

    nightly.register_often("fails", fails)
    nightly.register_often("notes", notes)
    for minute in range(2):
        nightly.run_often(NIGHT + timedelta(minutes=minute))
    assert done == [NIGHT, NIGHT + timedelta(minutes=1)]
    assert "fails failed: ValueError" in caplog.text
    assert "Айгүл" not in caplog.text
