"""Long work of this app. Each job loads by id and calls domain/."""

from django.utils.translation import gettext_lazy as _

from core import nightly
from core.jobs import Run, job
from trainings.domain.answers import give_back_overdue, settle_answers


@job("trainings.certificates_bulk", label=_("Certificates as one PDF"))
def certificates_bulk(run: Run) -> None:
    """Certificates in force of a training as one PDF. Idempotent: drawn from the frozen facts, the same facts give the same bytes."""
    from trainings.domain.bulk import draw_all

    draw_all(run)


@job("trainings.certificates_zip", label=_("Certificates as single files"))
def certificates_zip(run: Run) -> None:
    """The single PDFs in one archive. Idempotent: each is drawn once and kept."""
    from trainings.domain.bulk import zip_all

    zip_all(run)


nightly.register("answers", settle_answers)
nightly.register_often("overdue_answers", give_back_overdue)
