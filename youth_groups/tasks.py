"""Long work of the register. Loads by id, calls domain."""

from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.jobs import Run, job
from youth_groups.domain import changes, takeout
from youth_groups.domain.duplicates import propose_pairs, refresh_keys
from youth_groups.models import ChangeSheet, Person

BATCH = 200


@job("people.duplicates", label=_("Looking for likely duplicates"))
def look_for_duplicates(run: Run) -> None:
    """Look for duplicates of the people given by `ids`, or of everybody when none are given; people without keys get theirs first."""
    ids = run.arguments.get("ids")
    people = Person.objects.standing().filter(erased_at__isnull=True)
    if ids is not None:
        people = people.filter(pk__in=ids)
    without = list(people.filter(keys__isnull=True).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(without), BATCH):
        refresh_keys(without[start : start + BATCH])
    wanted = list(people.order_by("pk").values_list("pk", flat=True))
    done = int(run.cursor.get("done", 0))
    found = int(run.cursor.get("found", 0))
    while done < len(wanted):
        found += propose_pairs(wanted[done : done + BATCH])
        done = min(done + BATCH, len(wanted))
        run.progress(done, len(wanted), cursor={"done": done, "found": found})
    run.finish_with(result={"people": len(wanted), "pairs": found})


@job(changes.JOB, label=_("Changes from a list"))
def apply_list(run: Run) -> None:
    """Idempotent: one transaction; applied already, nothing happens."""
    sheet = ChangeSheet.objects.get(pk=run.arguments["sheet"])
    changes.apply_changes(sheet=sheet, by=cast(User, run.job.created_by))


@job(takeout.JOB, label=_("All data of an organisation"))
def take_out(run: Run) -> None:
    takeout.make_archive(run)
