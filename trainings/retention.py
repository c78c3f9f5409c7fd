"""The class of each field of trainings."""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from core.retention import Rule, blank_files, declare, kept, register_hold, register_rule
from trainings import retention_after  # noqa: F401 (classes and rules of what follows a training)
from trainings.domain import (
    erasure,  # noqa: F401 (adds what trainings hold of a person)
    erasure_after,  # noqa: F401 (the same of what follows a training)
)
from trainings.domain.import_files import throw_away_held
from trainings.domain.imports import blank_old_imports
from trainings.enums import NominationState
from trainings.models import (
    HeldRoster,
    Mark,
    Nomination,
    Participation,
    RosterImport,
    SelectionProtocol,
    SessionCount,
    SheetScan,
    SignInSheet,
    Training,
)

#: A decision must have a reason (the database says so): this stands where it was erased.
BLANK = "–"
_TITLES = "public_title_en public_title_ru public_title_ky public_title_uz"
declare("trainings.ActivityType", not_personal="code name_en name_ru name_ky name_uz counting position")
declare(
    "trainings.TrainingCall",
    not_personal="slug activity_type title_en title_ru title_ky title_uz first_day last_day age_from age_to places time_zone state",
)
declare("trainings.Nomination", free_text="answers reason paper_by late_reason", not_personal="language state paper_day line_place")
declare(
    "trainings.Training",
    not_personal=f"number slug activity_type internal_title theme {_TITLES} first_day last_day venue capacity contact_hours "
    "attendance_rule_percent certificate_languages sheet_language",
)
declare("trainings.TrainingSeries", not_personal="slug name_en name_ru name_ky name_uz first_day last_day")
declare("trainings.TrainingFunding", not_personal="share_bp")
declare("trainings.Signatory", name="name", file="image", not_personal="position post_en post_ru post_ky post_uz")
declare("trainings.Session", not_personal="position title state")
declare("trainings.Participation", not_personal="source badge_code")
declare("trainings.Mark", free_text="device", not_personal="status how")
declare("trainings.SignInSheet", file="file", not_personal="day number pages people rows kept_office kept_binder kept_number")
declare("trainings.SheetScan", file="file", not_personal="pages")
declare("trainings.SheetCheck", not_personal="signed unlisted")
declare("trainings.SessionCount", file="sheet", free_text="counted_by")
declare("trainings.SessionCountCell", not_personal="sex age people")
declare(
    "trainings.Certificate",
    name="facts",
    file="file",
    free_text="reason",
    not_personal="number facts_sha256 template_version languages state file_sha256",
)
declare("trainings.CertificateLink", not_personal="digest channel")
declare("trainings.CertificateTemplate", not_personal="name")
declare("trainings.CertificateTemplateVersion", not_personal="number texts")
declare(
    "trainings.RosterImport",
    free_text="file_name",
    not_personal="file_sha256 sender chosen columns problems warnings skipped state made",
)
declare("trainings.HeldRoster", free_text="content")
declare("trainings.KnownHeading", not_personal="sender heading field")
declare("trainings.ImportRow", name="data", not_personal="position reference")
declare("trainings.ImportPair", not_personal="score reasons decision")
declare("trainings.TrainingCallIndexPage", not_personal="introduction")
declare("trainings.TrainingCallPage", not_personal="introduction")
declare("trainings.RiskForm", free_text="sleeping transport dangers nearest_help", not_personal="women men children_per_adult")
declare("trainings.ConfirmationTerms", not_personal="move_up_hours")
declare("trainings.PlaceOffer", not_personal="digest state channel answered_how")
declare("trainings.SelectionProtocol", file="file", not_personal="number language candidates file_sha256")
declare("trainings.SelectionTarget", not_personal="kind key at_least at_most")
declare("trainings.Collector", caregiver_contact="who")


def _taking_part(at: datetime) -> QuerySet[Any]:
    """People whose training ends later than three months ago: their caregivers' phones are still needed."""
    rows = Participation.objects.filter(training__last_day__gte=(at - kept("caregiver_phones")).date())
    return rows.values("person")


def _not_selected_due(at: datetime) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(call__closes_at__lt=at - kept("not_selected")).exclude(state=NominationState.SELECTED)
    return rows.exclude(answers={}, reason__in=("", BLANK), paper_by="", late_reason="")


def _blank_not_selected(keys: list[Any], at: datetime) -> int:
    return Nomination.objects.filter(pk__in=keys).update(answers={}, reason=BLANK, paper_by="", late_reason="")


def _protocols_due(at: datetime) -> QuerySet[StoredFile]:
    """They name whoever was not chosen, with the reason: no longer than these are kept."""
    files = SelectionProtocol.objects.filter(training__call__closes_at__lt=at - kept("not_selected")).values("file")
    return StoredFile.objects.filter(pk__in=files).exclude(file="")


def _over(at: datetime) -> QuerySet[Training]:
    """Trainings whose every agreement has ended, the longest among them long enough ago. Without an agreement nothing falls due."""
    last = (at - kept("sheets")).date()
    return Training.objects.annotate(paid_until=Max("funding__agreement__last_day")).filter(paid_until__lt=last, last_day__lt=last)


def _papers_due(at: datetime) -> QuerySet[StoredFile]:
    """Printed sheets, scans of signed ones, photos of signed head counts."""
    over = _over(at).values("pk")
    papers = (
        SignInSheet.objects.filter(training__in=over).values("file"),
        SheetScan.objects.filter(sheet__training__in=over).values("file"),
        SessionCount.objects.filter(session__training__in=over, sheet__isnull=False).values("sheet"),
    )
    ids = papers[0].order_by().union(*(each.order_by() for each in papers[1:]))
    return StoredFile.objects.filter(pk__in=ids).exclude(file="")


def _blank_papers(keys: list[Any], at: datetime) -> int:
    return blank_files(keys)


def _devices_due(at: datetime) -> QuerySet[Mark]:
    return Mark.objects.filter(session__training__in=_over(at).values("pk")).exclude(device="")


def _blank_devices(keys: list[Any], at: datetime) -> int:
    return Mark.objects.filter(pk__in=keys).update(device="")


def _imports_due(at: datetime) -> QuerySet[RosterImport]:
    return RosterImport.objects.staged().filter(created_at__lt=at - kept("imports"))


def _blank_imports(keys: list[Any], at: datetime) -> int:
    return blank_old_imports(at=at)


def _held_due(at: datetime) -> QuerySet[HeldRoster]:
    return HeldRoster.objects.filter(held_at__lt=at - kept("held_rosters"))


def _blank_held(keys: list[Any], at: datetime) -> int:
    return throw_away_held(at=at)


register_hold("caregiver_phones", _taking_part)
register_rule(Rule(name="not_selected", label=_("Applicants who were not chosen"), due=_not_selected_due, blank=_blank_not_selected))
register_rule(Rule(name="protocols", label=_("protocols of selections"), due=_protocols_due, blank=_blank_papers))
register_rule(Rule(name="sheets", label=_("Sign-in sheets"), due=_papers_due, blank=_blank_papers))
register_rule(Rule(name="devices", label=_("Devices of marks"), due=_devices_due, blank=_blank_devices))
register_rule(Rule(name="held_rosters", label=_("files whose columns nobody chose"), due=_held_due, blank=_blank_held))
register_rule(Rule(name="imports", label=_("imports of rosters"), due=_imports_due, blank=_blank_imports))
