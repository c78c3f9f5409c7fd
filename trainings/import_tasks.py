"""The job of a long roster import: load by id, call the verb."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.jobs import Run, job
from trainings.domain.imports import JOB, carry_out_import
from trainings.models import RosterImport


@job(JOB, label=_("Import of a roster"))
def import_roster(run: Run) -> None:
    """Idempotent: the whole import is one transaction, and an import that is done is left alone."""
    roster_import = RosterImport.objects.get(pk=run.arguments["import"])
    total = roster_import.rows.count()
    run.progress(0, total)
    carry_out_import(roster_import=roster_import, by=cast(User, run.job.created_by))
    run.progress(total, total)
