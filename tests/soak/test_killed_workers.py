"""Workers that print certificates are killed at random moments: nobody is missing on paper, nobody stands there twice."""

import io
import os
import random
import re
import signal
import time
import zipfile
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from pypdf import PdfReader

from core.jobs import take_one
from core.models import Job, StoredFile
from core.pdf import check
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory, with_sessions
from tests.soak.conftest import FULL, reported
from tests.trainings.test_certificates import mark_all, roster
from trainings.domain.bulk import PDF, ZIP, start_bulk
from trainings.models import Certificate, Training

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True), pytest.mark.timeout(7_200)]
KILLS = 1_000 if FULL else 20
PEOPLE = 6
#: After so many kills a job is left to its end.
PATIENCE = 8


def run_worker(seconds: float | None) -> int:
    """A worker of its own process takes one job; killed after so many seconds, or left to its end. Its exit code: -9 when it was killed."""
    connections.close_all()
    worker = os.fork()
    if not worker:
        code = 1
        try:
            settings.ASHAR |= {"JOB_HEARTBEAT_SECONDS": 0, "JOB_MAX_ATTEMPTS": 1_000}
            take_one()
            code = 0
        finally:
            os._exit(code)
    end, ended, status = time.monotonic() + (120 if seconds is None else seconds), 0, 0
    while not ended and time.monotonic() < end:
        ended, status = os.waitpid(worker, os.WNOHANG)
        time.sleep(0.001)
    if not ended:
        os.kill(worker, signal.SIGKILL)
        _pid, status = os.waitpid(worker, 0)
    return os.waitstatus_to_exitcode(status)


def printed(job: Job) -> list[str]:
    """The numbers on paper, page by page or file by file."""
    content = job.result_file.file.read()
    if job.kind == PDF:
        pages = check.texts(content)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]
        pages = [PdfReader(io.BytesIO(file)).pages[0].extract_text() for file in files]
    return [re.search(r"\b([2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", page)[0] for page in pages]


def test_killed_workers_leave_nobody_out_and_nobody_twice(request: pytest.FixtureRequest) -> None:
    dice = random.Random(None if FULL else 7)
    training = TrainingFactory()
    with_sessions(training)
    by = holder("training_coordinator")
    people = {row.pk for row in roster(training, PEOPLE, by=by)}
    mark_all(training)
    kills, rounds, counted = 0, 0, [0]
    with reported(request.node.name, counted):
        assert _round(training, by, PDF, [None]) == 0
        started = time.monotonic()
        _round(training, by, PDF, [None])
        whole = time.monotonic() - started
        while kills < KILLS:
            kind = ZIP if rounds % 2 else PDF
            kills += _round(training, by, kind, [dice.uniform(0, whole) for _n in range(PATIENCE)] + [None])
            rounds += 1
            counted[0] = kills
            rows = list(Certificate.objects.filter(training=training))
            assert {row.participation_id for row in rows} == people
            assert len(rows) == PEOPLE
            assert {row.state for row in rows} == {"valid"}
            job = Job.objects.latest("created_at")
            assert (job.state, job.result) == ("done", {"certificates": PEOPLE})
            assert sorted(printed(job)) == sorted(row.shown_number for row in rows)
            if kind == ZIP:
                assert StoredFile.objects.filter(name__startswith="certificate-").count() == PEOPLE
    assert kills >= KILLS


def _round(training: Training, by: Any, kind: str, delays: list[float | None]) -> int:
    """One job from nobody's certificate to paper; how many of its workers were killed."""
    Certificate.objects.filter(training=training).delete()
    StoredFile.objects.filter(name__startswith="certificate-").delete()
    if kind == ZIP:
        from trainings.domain.certificates import issue_certificates

        issue_certificates(training=training, by=by)
    job = start_bulk(training=training, by=by, kind=kind, issue=kind == PDF)
    killed = 0
    for delay in delays:
        code = run_worker(delay)
        assert code in (0, -9)
        killed += code == -9
        job.refresh_from_db()
        if job.state == "done":
            break
    assert job.state == "done", job.error
    return killed
