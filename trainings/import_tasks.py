"""The jobs of a long roster: read the file, import it. Load by id, call the verb."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.jobs import Run, job
from trainings.domain.import_files import READ_JOB, read_held
from trainings.domain.imports import JOB, carry_out_import
from trainings.models import RosterImport


@job(READ_JOB, label=_("Reading of a roster"))
def read_roster(run: Run) -> None:
    """Idempotent: rows are staged in one transaction at the end; a killed run reads again from the start."""
    roster_import = RosterImport.objects.select_related("training").get(pk=run.arguments["import"])
    total = sum(sheet["rows"] for sheet in roster_import.columns.get("sheets", []))
    run.progress(0, total)
    read_held(
        roster_import=roster_import, by=cast(User, run.job.created_by), progress=lambda share: run.progress(int(share * total), total)
    )
    run.progress(total, total)


@job(JOB, label=_("Import of a roster"))
def import_roster(run: Run) -> None:
    """Idempotent: each batch is one transaction that says which rows are done; a killed run goes on after the last of them."""
    roster_import = RosterImport.objects.get(pk=run.arguments["import"])
    carry_out_import(roster_import=roster_import, by=cast(User, run.job.created_by), progress=run.progress)
