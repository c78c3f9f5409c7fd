"""Long work of grants. Loads by id, calls domain."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.jobs import Run, job
from grants.domain.batches import JOB, step_for_many
from grants.models import Application


@job(JOB, label=_("Approving proposals"))
def approve_many(run: Run) -> None:
    """Approve what is proposed for the applications given by `ids`. What was decided before is refused by the verb: a killed run is taken
    up again and decides nothing twice."""
    by, ids = cast(User, run.job.created_by), list(run.arguments["ids"])
    done, refused = int(run.cursor.get("done", 0)), int(run.cursor.get("refused", 0))
    while done < len(ids):
        rows = list(Application.objects.select_related("call").filter(pk=ids[done]))
        refused += sum(1 for one in step_for_many(applications=rows, action="approve", by=by) if one.why)
        done += 1
        run.progress(done, len(ids), cursor={"done": done, "refused": refused})
    run.finish_with(result={"applications": len(ids), "refused": refused})
