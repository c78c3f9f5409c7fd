"""All certificates of a training as one document for the printer."""

from django.utils.translation import gettext as _

from core.access import log_access
from core.jobs import Run
from core.refusals import Refused
from core.uploads import store_bytes
from trainings.documents import draw_certificates
from trainings.domain.facts import images_in
from trainings.domain.logos import pictures
from trainings.models import Certificate, Training


def draw_all(run: Run) -> None:
    """Draw every certificate in force, in the order of names, from the frozen facts. A second run draws the same bytes.

    Progress is told by page. Who asked is written down with the number of pages.
    """
    training = Training.objects.get(pk=run.arguments["training"])
    rows = list(
        Certificate.objects.filter(training=training)
        .in_force()
        .exclude(facts="")
        .order_by("participation__person__folded", "pk")
        .values_list("facts", flat=True)
    )
    if not rows:
        raise Refused(_("No certificate is issued yet."), code="none")
    run.progress(0, len(rows))
    content = draw_certificates(rows, images=pictures(images_in(rows)), progress=lambda done: run.progress(done, len(rows)))
    file = store_bytes(content=content, name=f"certificates-{training.number}.pdf", content_type="application/pdf", by=run.job.created_by)
    if run.job.created_by is not None:
        log_access(
            user=run.job.created_by,
            action="export_certificates",
            model=Certificate,
            subject_id=str(training.pk),
            rows=len(rows),
            reason="print",
        )
    run.finish_with(result={"certificates": len(rows)}, file=file)
