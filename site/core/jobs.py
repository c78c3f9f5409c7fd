"""Long work as rows over django-tasks: progress, heartbeat, resume after a kill.

    @job("certificates.bulk", label=_("Certificates as one PDF"))
    def bulk(run: Run) -> None: ...        # idempotent; run.arguments, run.cursor, run.progress(done, total), run.finish_with(...)

    start_job(kind="certificates.bulk", arguments={"training": 7}, by=user, key="training-7")

A job's arguments are ids. The task that carries it is only a nudge: whoever runs next takes every waiting job, and `sweep`
(once a minute in the worker) takes the ones whose worker was killed, seen by a heartbeat that stopped.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import task

from core.models import Job, StoredFile
from core.refusals import Refused

logger = logging.getLogger(__name__)


class LostClaim(Exception):
    """Another worker has taken the job over; this one stops without writing."""


@dataclass
class Run:
    """One attempt at a job, as its handler sees it."""

    job: Job

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.job.arguments)

    @property
    def cursor(self) -> dict[str, Any]:
        """Where an earlier attempt came to; empty at first."""
        return dict(self.job.cursor)

    def progress(self, done: int, total: int, *, cursor: dict[str, Any] | None = None) -> None:
        """Say how far it is (units of the job's own), keep the place to resume from, and beat. Raises LostClaim."""
        values: dict[str, Any] = {"done": done, "total": total, "heartbeat": timezone.now()}
        if cursor is not None:
            values["cursor"] = cursor
        if not Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state=Job.State.RUNNING).update(**values):
            raise LostClaim
        for name, value in values.items():
            setattr(self.job, name, value)

    def finish_with(self, *, result: dict[str, Any] | None = None, file: StoredFile | None = None) -> None:
        """What the job hands over; written with its end."""
        self.job.result = result or {}
        self.job.result_file = file


Handler = Callable[[Run], None]
HANDLERS: dict[str, tuple[Handler, str | Promise]] = {}


def job(kind: str, *, label: str | Promise) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = (handler, label)
        return handler

    return register


def job_label(kind: str) -> str:
    return str(HANDLERS[kind][1]) if kind in HANDLERS else kind


def start_job(*, kind: str, arguments: dict[str, Any], by: Any, key: str = "") -> Job:
    """Write the row inside the running transaction; the worker is nudged after commit.

    With a `key`, a waiting or running job of the same kind and key is returned instead of a second one (double clicks).
    """
    if kind not in HANDLERS:
        raise LookupError(kind)
    try:
        with transaction.atomic():
            row = Job.objects.create(kind=kind, arguments=arguments, key=key, created_by=by)
    except IntegrityError:
        return Job.objects.get(kind=kind, key=key, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    nudge()
    return row


def nudge() -> None:
    """After commit, ask the worker to look. A sweep every minute takes what a lost nudge left."""
    transaction.on_commit(lambda: work.enqueue())  # noqa: PLW0108 - looked up after commit


@task(backend="background")
def work() -> None:
    """Everything that waits: jobs, then messages."""
    from core.outbox import deliver

    while take_one():
        pass
    deliver()


def _stale() -> Q:
    return Q(state=Job.State.RUNNING, heartbeat__lt=timezone.now() - timedelta(seconds=settings.ASHAR["JOB_HEARTBEAT_SECONDS"]))


def take_one() -> bool:
    """Claim and run one job that waits or whose worker died. False when there is none."""
    for pk in Job.objects.filter(Q(state=Job.State.QUEUED) | _stale()).order_by("created_at").values_list("pk", flat=True)[:5]:
        claim = uuid.uuid4()
        claimed = (
            Job.objects.filter(pk=pk)
            .filter(Q(state=Job.State.QUEUED) | _stale())
            .update(state=Job.State.RUNNING, claim=claim, heartbeat=timezone.now(), attempts=F("attempts") + 1)
        )
        if claimed:
            run_claimed(Job.objects.get(pk=pk))
            return True
    return False


def run_claimed(row: Job) -> None:
    """Run a claimed job to its end. What goes wrong becomes the job's error, never a traceback on a screen."""
    run = Run(row)
    if row.attempts > settings.ASHAR["JOB_MAX_ATTEMPTS"]:
        return _end(run, Job.State.FAILED, _("This was tried several times and did not finish. Please tell the administrator."))
    try:
        HANDLERS[row.kind][0](run)
    except LostClaim:
        return None
    except Refused as refusal:
        return _end(run, Job.State.FAILED, str(refusal))
    except Exception as error:
        logger.error("job %s of kind %s failed: %s", row.pk, row.kind, type(error).__name__)
        if settings.DEBUG or connection.in_atomic_block:
            raise
        return _end(
            run, Job.State.FAILED, _("Something went wrong on our side. Nothing was lost; please try again or tell the administrator.")
        )
    return _end(run, Job.State.DONE, "")


def _end(run: Run, state: str, error: str) -> None:
    row = run.job
    Job.objects.filter(pk=row.pk, claim=row.claim, state=Job.State.RUNNING).update(
        state=state, error=error, result=row.result, result_file=row.result_file, finished_at=timezone.now(), claim=None
    )


def sweep() -> None:
    """Once a minute in the worker: take what nudges left and what killed workers dropped."""
    work.func()
