"""What trainings hold of a person beside the rows that point to them: certificates, printed sheets, files of jobs, staged rows."""

from core.models import Job
from trainings.models import Certificate, ImportPair, ImportRow, Nomination, Participation, SelectionProtocol, SheetScan, SignInSheet
from youth_groups.domain.erasing import REPLACED, Subject, register_holder

REPLACED["trainings.Nomination.reason"] = "–"


@register_holder
def erase_of_trainings(subject: Subject) -> None:
    """A certificate keeps number, hash, training and state. Sheets and bulk files with the name go: they can be drawn anew.

    Scans of signed sheets and kept protocols of selections go, too: a name cannot be taken out of a picture. Who signed (places on the
    roster) stays, and where the paper lies.
    """
    places = Participation.objects.filter(person__in=subject.ids)
    certificates = Certificate.objects.filter(participation__in=places.values("pk"))
    subject.about(certificates)
    subject.blank_files(certificates, "file")
    subject.blank(certificates, "facts")
    subject.blank(certificates, "reason")
    subject.blank(certificates, "file", None)
    trainings = [*places.values_list("training", flat=True)]
    subject.blank_files(SignInSheet.objects.filter(training__in=trainings), "file")
    subject.blank_files(SheetScan.objects.filter(sheet__training__in=trainings), "file")
    calls = Nomination.objects.filter(person__in=subject.ids).values_list("call", flat=True)
    subject.blank_files(SelectionProtocol.objects.filter(training__call__in=[*calls]), "file")
    jobs = Job.objects.filter(kind__startswith="trainings.", arguments__training__in=trainings)
    subject.blank_files(jobs, "result_file")
    subject.blank(jobs, "result_file", None)
    _staged(subject)


def _staged(subject: Subject) -> None:
    """Staged rows that were matched with the person, or name them."""
    waiting = ImportRow.objects.exclude(data={}).filter(roster_import__organisation__in=subject.organisation_ids)
    theirs = [row.pk for row in waiting.iterator(chunk_size=2_000) if subject.spellings.without_in(row.data) != row.data]
    subject.blank(ImportRow.objects.filter(pk__in=theirs), "data", {})
    subject.blank(ImportPair.objects.filter(row__in=theirs) | ImportPair.objects.filter(person__in=subject.ids), "reasons", [])
