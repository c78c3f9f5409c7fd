"""Long work: progress, heartbeat, resume after a kill, one at a time."""

import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from core import jobs
from core.jobs import LostClaim, Run, job, start_job, take_one
from core.models import Job
from core.refusals import Refused
from core.uploads import store_bytes
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory

STEPS = 10


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds of job for these tests only; `written` is what they did."""
    written: list[int] = []
    monkeypatch.setattr(jobs, "HANDLERS", {})

    @job("test.count", label="Counting")
    def count(run: Run) -> None:
        for step in range(run.cursor.get("next", 0), run.arguments["steps"]):
            written.append(step)
            run.progress(step + 1, run.arguments["steps"], cursor={"next": step + 1})
        run.finish_with(result={"steps": run.job.done})

    @job("test.refused", label="Refused")
    def refuse(run: Run) -> None:
        raise Refused("There is nothing to print.")

    @job("test.broken", label="Broken")
    def broken(run: Run) -> None:
        raise RuntimeError("a secret name")

    @job("test.file", label="File")
    def file(run: Run) -> None:
        run.finish_with(file=store_bytes(content=b"%PDF-1.4", name="x.pdf", content_type="application/pdf", by=None))

    return written


def new(kind="test.count", **fields):
    return Job.objects.create(kind=kind, arguments={"steps": STEPS}, created_by=UserFactory(), **fields)


@pytest.mark.django_db
def test_job_runs_to_its_end_with_progress(kinds):
    row = new()
    assert take_one() is True
    row.refresh_from_db()
    assert (row.state, row.done, row.total, row.percent, row.result, row.attempts) == ("done", STEPS, STEPS, 100, {"steps": STEPS}, 1)
    assert kinds == list(range(STEPS))
    assert (row.claim, row.finished) == (None, True)
    assert take_one() is False


@pytest.mark.django_db
def test_percent_of_work_under_way():
    assert [Job(done=done, total=total, state="running").percent for done, total in ((0, 0), (1, 3), (3, 3))] == [0, 33, 100]


@pytest.mark.django_db
def test_job_hands_over_a_file():
    row = new("test.file")
    take_one()
    row.refresh_from_db()
    assert row.result_file.file.read() == b"%PDF-1.4"


@pytest.mark.django_db
def test_refusal_becomes_the_error_that_people_read():
    row = new("test.refused")
    take_one()
    row.refresh_from_db()
    assert (row.state, row.error) == ("failed", "There is nothing to print.")


@pytest.mark.django_db(transaction=True)
def test_exception_becomes_a_plain_error_and_its_words_go_nowhere(caplog):
    row = new("test.broken")
    take_one()
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.error.startswith("Something went wrong on our side.")
    assert "a secret name" not in caplog.text + row.error
    assert "RuntimeError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_unknown_kind_fails_and_does_not_block_the_others(kinds):
    lost, row = new("gone"), new()
    assert (take_one(), take_one()) == (True, True)
    lost.refresh_from_db()
    row.refresh_from_db()
    assert (lost.state, row.state) == ("failed", "done")


@pytest.mark.django_db
def test_job_of_a_worker_that_still_beats_is_left_alone():
    new(state="running", claim=uuid.uuid4(), heartbeat=timezone.now() - timedelta(seconds=30))
    assert take_one() is False


@pytest.mark.django_db
def test_job_of_a_dead_worker_goes_on_where_it_came_to(kinds):
    row = new(state="running", claim=uuid.uuid4(), heartbeat=timezone.now() - timedelta(seconds=120), cursor={"next": 7}, attempts=1)
    assert take_one() is True
    row.refresh_from_db()
    assert (row.state, row.attempts, kinds) == ("done", 2, [7, 8, 9])


@pytest.mark.django_db
def test_job_that_kills_its_workers_is_given_up():
    row = new(state="running", claim=uuid.uuid4(), heartbeat=timezone.now() - timedelta(seconds=120), attempts=5)
    take_one()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 6)
    assert row.error.startswith("This was tried several times")


@pytest.mark.django_db
def test_worker_that_lost_its_job_stops_without_writing():
    row = new(state="running", claim=uuid.uuid4(), heartbeat=timezone.now())
    run = Run(Job.objects.get(pk=row.pk))
    other = uuid.uuid4()
    Job.objects.filter(pk=row.pk).update(claim=other, done=5)
    with pytest.raises(LostClaim):
        run.progress(1, STEPS)
    run.finish_with(result={"late": True})
    jobs._end(run, "done", "")
    row.refresh_from_db()
    assert (row.state, row.claim, row.done, row.result) == ("running", other, 5, {})


@pytest.mark.django_db
def test_lost_claim_inside_a_handler_leaves_the_job_to_the_other(kinds):
    @job("test.robbed", label="Robbed")
    def robbed(run: Run) -> None:
        Job.objects.filter(pk=run.job.pk).update(claim=uuid.uuid4())
        run.progress(1, 1)

    row = new("test.robbed")
    assert take_one() is True
    row.refresh_from_db()
    assert row.state == "running"


@pytest.mark.django_db
def test_start_job_twice_with_a_key_is_one_job():
    user = UserFactory()
    first = start_job(kind="test.count", arguments={"steps": 1}, by=user, key="a")
    assert start_job(kind="test.count", arguments={"steps": 1}, by=user, key="a") == first
    assert start_job(kind="test.count", arguments={"steps": 1}, by=user, key="b") != first
    while take_one():
        pass
    again = start_job(kind="test.count", arguments={"steps": 1}, by=user, key="a")
    assert again != first


@pytest.mark.django_db
def test_start_job_without_a_key_is_another_job():
    user = UserFactory()
    assert start_job(kind="test.count", arguments={}, by=user) != start_job(kind="test.count", arguments={}, by=user)


@pytest.mark.django_db
def test_start_job_nudges_after_commit_only(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        start_job(kind="test.count", arguments={}, by=UserFactory())
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_double_click_from_two_threads_is_one_job():
    user = UserFactory()
    outcomes = run_concurrently(lambda _n: start_job(kind="test.count", arguments={"steps": 1}, by=user, key="a").pk, range(5))
    assert set(outcomes) == set(Job.objects.values_list("pk", flat=True))
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_job_once(kinds):
    new()
    outcomes = run_concurrently(lambda _n: take_one(), range(3))
    assert sorted(outcomes) == [False, False, True]
    assert kinds == list(range(STEPS))


WORKER = """
import os, sys, time
sys.path[:0] = [{root!r}, {site!r}]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django; django.setup()
from core.jobs import job, take_one
@job("test.count", label="Counting")
def count(run):
    for step in range(run.cursor.get("next", 0), run.arguments["steps"]):
        with open({out!r}, "a") as out:
            out.write(f"{{step}}\\n")
        run.progress(step + 1, run.arguments["steps"], cursor={{"next": step + 1}})
        if step == 3:
            print("at three", flush=True)
            time.sleep(300)
take_one()
"""


def database_url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    host = str(given["HOST"]).replace("/", "%2F")
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_job_of_a_worker_killed_by_sigkill_is_finished_by_the_next(kinds, settings, tmp_path: Path, root: Path):
    row, out = new(), tmp_path / "steps"
    script = WORKER.format(root=str(root), site=str(root / "site"), out=str(out))
    environment = {**os.environ, "DATABASE_URL": database_url(), "ASHAR_VAR": str(tmp_path / "var")}
    worker = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert worker.stdout.readline().strip() == "at three"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(30)
        worker.stdout.close()
    assert worker.returncode == -signal.SIGKILL
    row.refresh_from_db()
    assert (row.state, row.done, row.attempts) == ("running", 4, 1)
    assert take_one() is False, "its heartbeat is still fresh"
    settings.ASHAR = {**django_settings.ASHAR, "JOB_HEARTBEAT_SECONDS": 0.3}
    time.sleep(0.4)
    assert take_one() is True
    row.refresh_from_db()
    assert (row.state, row.done, row.attempts) == ("done", STEPS, 2)
    assert [int(line) for line in out.read_text().split()] + kinds == list(range(STEPS))
