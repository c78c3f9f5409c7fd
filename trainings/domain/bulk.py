"""Many certificates at once: one document for the printer, or the single PDFs in an archive.

Both go by jobs. Issuing is one transaction, drawing only reads what is frozen, and a single PDF is kept once: a worker that is killed
anywhere leaves nothing half done, and the next one goes on.
"""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.access import log_access
from core.exports import safe_cell
from core.jobs import Run, start_job
from core.models import Job
from core.refusals import Refused
from core.uploads import store_bytes
from trainings.documents import draw_certificates
from trainings.domain.certificates import certificate_file, issue_certificates
from trainings.domain.facts import images_in
from trainings.domain.logos import pictures
from trainings.domain.rights import require_leads
from trainings.models import Certificate, Training

if TYPE_CHECKING:
    from accounts.models import User

PDF, ZIP = "trainings.certificates_bulk", "trainings.certificates_zip"
#: Progress is told after so many pages: each telling is a write.
STEP = 25
#: Single PDFs of one archive; each holds its own fonts, a tenth of a megabyte.
MOST_IN_ZIP = 300
#: The day that every file of an archive carries: the same certificates give the same archive.
MOMENT = (2000, 1, 1, 0, 0, 0)


def start_bulk(*, training: Training, by: "User", kind: str = PDF, only: Sequence[int] = (), issue: bool = False) -> Job:
    """Ask for the certificates in force as one document or archive: all, or those with the ids in `only`.

    `issue`: first issue those that are ready. Asked twice while it waits or runs, it is one job. Raises Refused without the right,
    and where there is nothing to draw.
    """
    require_leads(by, training)
    wanted = sorted({*only})
    if wanted and training.certificates.in_force().filter(pk__in=wanted).count() != len(wanted):  # type: ignore[attr-defined]
        raise Refused(_("One of these certificates is no longer in force. Look at the list again."), code="not_in_force")
    if not issue and not training.certificates.in_force().exists():  # type: ignore[attr-defined]
        raise Refused(_("No certificate is issued yet."), code="none")
    if kind == ZIP and (len(wanted) or training.certificates.in_force().count()) > MOST_IN_ZIP:  # type: ignore[attr-defined]
        raise Refused(_("At most %(count)s at once as single files. Tick fewer.") % {"count": MOST_IN_ZIP}, code="too_many")
    arguments = {"training": training.pk, "issue": issue, **({"certificates": wanted} if wanted else {})}
    key = f"training-{training.pk}-{by.pk}-{int(issue)}-{hash(tuple(wanted)) & 0xFFFFFFFF:x}"
    return start_job(kind=kind, arguments=arguments, by=by, key=key)


def draw_all(run: Run) -> None:
    """The certificates of the job, in the order of names, as one document from the frozen facts. A second run draws the same bytes.

    Progress is told by page. Who asked is written down with the number of pages.
    """
    training = Training.objects.get(pk=run.arguments["training"])
    if run.arguments.get("issue") and run.job.created_by is not None:
        issue_certificates(training=training, by=run.job.created_by)
    facts = list(_wanted(run, training).values_list("facts", flat=True))
    _require_some(facts)
    run.progress(0, len(facts))

    def tell(done: int) -> None:
        if done % STEP == 0 or done == len(facts):
            run.progress(done, len(facts))

    content = draw_certificates(facts, images=pictures(images_in(facts)), progress=tell)
    file = store_bytes(content=content, name=f"certificates-{training.number}.pdf", content_type="application/pdf", by=run.job.created_by)
    _note(run, training, len(facts))
    run.finish_with(result={"certificates": len(facts)}, file=file)


def zip_all(run: Run) -> None:
    """The single PDFs of the job's certificates in one archive, with a list of numbers and names.

    Each PDF is the one that is kept: drawn now where nobody has asked for it yet.
    """
    training = Training.objects.get(pk=run.arguments["training"])
    rows = list(_wanted(run, training))
    _require_some(rows)
    out, names = io.BytesIO(), io.StringIO()
    table = csv.writer(names)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for done, row in enumerate(rows, 1):
            with certificate_file(certificate=row).file.open("rb") as file:
                archive.writestr(zipfile.ZipInfo(f"certificate-{row.shown_number}.pdf", MOMENT), file.read())
            table.writerow([row.shown_number, safe_cell(json.loads(row.facts)["name"])])
            run.progress(done, len(rows))
        archive.writestr(zipfile.ZipInfo("numbers.csv", MOMENT), "\ufeff" + names.getvalue())
    name = f"certificates-{training.number}.zip"
    file = store_bytes(content=out.getvalue(), name=name, content_type="application/zip", by=run.job.created_by)
    _note(run, training, len(rows))
    run.finish_with(result={"certificates": len(rows)}, file=file)


def _wanted(run: Run, training: Training) -> "QuerySet[Certificate]":
    """The certificates of the job that are in force and not erased, in the order of names."""
    rows = Certificate.objects.filter(training=training).in_force().exclude(facts="")
    if "certificates" in run.arguments:
        rows = rows.filter(pk__in=run.arguments["certificates"])
    return rows.order_by("participation__person__folded", "pk")


def _require_some(rows: Sequence[object]) -> None:
    if not rows:
        raise Refused(_("No certificate is issued yet."), code="none")


def _note(run: Run, training: Training, count: int) -> None:
    if run.job.created_by is not None:
        by, about = run.job.created_by, str(training.pk)
        log_access(user=by, action="export_certificates", model=Certificate, subject_id=about, rows=count, reason="print")
