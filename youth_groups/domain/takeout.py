"""A partner takes out all of its own data: asked for with a reason, made by a job, kept for seven days."""

import hashlib
import tempfile
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import log_access
from core.events import record_event
from core.jobs import Run, start_job
from core.models import Job
from core.refusals import Refused
from core.takeout import closed_rows, keep, left_out, tables, write_archive
from programme.models import Organisation
from youth_groups.domain.rights import holds_one

if TYPE_CHECKING:
    from accounts.models import User

TAKES_OUT: tuple[str, ...] = (Role.PROGRAMME_MANAGER,)
JOB = "youth_groups.takeout"
#: So long the archive lies here; then the nightly run deletes it (ASHAR["RETENTION"]["takeouts"]).
README = """Ashar: all data of {organisation}, taken out on {day} by {account}.

csv/    one table a file, UTF-8, for spreadsheets (a cell that looks like a formula begins with an apostrophe)
json/   the same rows
files/  files by the key that the tables name

Columns that end in _id hold the key of a row in another table. This archive holds names and contacts of people, children among them:
keep it like the register itself, and delete it when it is no longer needed.

Not in the archive:
{left_out}
"""


def start_takeout(*, organisation: Organisation, reason: str, by: "User") -> Job:
    """Ask for the archive of one organisation. Logged as an export with its reason; the job writes how many rows went.

    Raises Refused: no right (its own programme manager, or the lead's), no reason.
    """
    if not holds_one(by, TAKES_OUT, organisation.pk):
        raise Refused(_("Only the organisation's programme manager takes out its data."), code="not_yours")
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise Refused(_("Please say what the export is for."), code="no_reason")
    with transaction.atomic():
        log_access(user=by, action="export_takeout", model=Organisation, subject_id=str(organisation.pk), rows=1, reason=reason)
        record_event(subject=organisation, action="takeout_asked", by=by)
        return start_job(kind=JOB, arguments={"organisation": organisation.pk}, by=by, key=f"organisation-{organisation.pk}-{by.pk}")


def make_archive(run: Run) -> None:
    """The job: the right is looked at again, then table by table. A second run makes the archive anew."""
    by = run.job.created_by
    organisation = Organisation.objects.get(pk=run.arguments["organisation"])
    if by is None or not holds_one(by, TAKES_OUT, organisation.pk):
        raise Refused(_("Only the organisation's programme manager takes out its data."), code="not_yours")
    words = "\n".join([*(f"- {model}: {why}" for model, why in sorted(left_out().items())), *(f"- {why}" for why in closed_rows())])
    readme = README.format(organisation=organisation.name, day=timezone.localdate().isoformat(), account=by.number, left_out=words)
    with tempfile.TemporaryFile() as out:
        rows = write_archive(out, organisation_id=organisation.pk, by=by, readme=readme, progress=run.progress)
        size = out.tell()
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
        out.seek(0)
        run.progress(len(tables()) + 1, len(tables()) + 1)
        name = f"ashar-{organisation.code}-{timezone.localdate().isoformat()}.zip"
        file = keep(out, name=name, size=size, sha256=digest, by=by)
    log_access(user=by, action="export_takeout", model=Organisation, subject_id=str(organisation.pk), rows=rows, reason="archive made")
    run.finish_with(result={"rows": rows, "bytes": size}, file=file)
