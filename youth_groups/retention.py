"""The class of each field of the register."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Job
from core.retention import Rule, blank_files, declare, holds, kept, register_rule
from youth_groups.domain.changes import blank_old_changes, old_changes
from youth_groups.domain.takeout import JOB
from youth_groups.models import CareData, Caregiver, FocalPointDecision

declare(
    "youth_groups.Person",
    name="written_name certificate_name folded",
    contact="phone phone_owner may_name best_time",
    demographic="sex birth_year language languages institution",
    not_personal="number",
)
declare("youth_groups.Caregiver", caregiver_contact="name phone", free_text="relation why_no_parent", not_personal="kind")
declare("youth_groups.PersonOccupation", demographic="kind first_year last_year")
declare("youth_groups.SensitiveAttributes", sensitive="answers", not_personal="declared_on")
declare("youth_groups.CareData", care="answers", not_personal="about_type about_id ends_on")
declare("youth_groups.PersonLink", free_text="reason")
declare("youth_groups.PersonKey", name="value", not_personal="kind")
declare("youth_groups.PersonPair", not_personal="state score")
declare("youth_groups.PersonMerge", not_personal="moved")
declare("youth_groups.ChangeSheet", not_personal="file_sha256 unchanged problems unknown state")
declare("youth_groups.ChangeRow", name="data", not_personal="position reference chosen seen")
declare(
    "youth_groups.Consent",
    file="scan",
    free_text="witness",
    not_personal="relation purpose answer by channel text_version language given_on about_type about_id",
)
declare("youth_groups.Clearance", file="scan", not_personal="kind signed_on valid_until")
declare(
    "youth_groups.FocalPointDecision",
    caregiver_contact="trusted_adult trusted_phone",
    free_text="grounds",
    not_personal="about_type about_id",
)
declare("youth_groups.ErasureRequest", free_text="reason", not_personal="asked_by asked_on state proof")
declare(
    "youth_groups.Group",
    contact="contact_phone contact_name contact_email",
    not_personal="number kind name_ky name_ru name_en name_uz founded_year language languages state",
)
declare("youth_groups.Membership", not_personal="function first_day last_day")
declare("youth_groups.GroupInvitation", not_personal="right code_sha256")
declare("youth_groups.Support", free_text="note", not_personal="kind day")
declare("youth_groups.VillageMap", file="photo", not_personal="width height drawn_on")
declare("youth_groups.SafetyConcern", free_text="description spot", not_personal="theme affected how_often rank map_x map_y state")
declare("youth_groups.ActionPlan", free_text="title", not_personal="state agreed_on agreed_people")
declare("youth_groups.PlannedActivity", free_text="activity", not_personal="first_day last_day budget_minor currency state")
declare("youth_groups.Campaign", free_text="title story", not_personal="number theme first_day last_day state")
declare("youth_groups.CampaignFunding", not_personal="share_bp")
declare("youth_groups.CampaignActivity", free_text="title reason", not_personal="kind day")
declare("youth_groups.HeadCount", file="sheet", free_text="counted_by reason")
declare("youth_groups.HeadCountCell", not_personal="sex band people")
declare("youth_groups.ReachEstimate", free_text="reason", not_personal="channel people method source day")
declare("youth_groups.CampaignPhoto", file="file", free_text="caption", not_personal="shows")
declare("youth_groups.Output", free_text="title", not_personal="kind publisher language published_on link audience audience_source")
declare(
    "youth_groups.Outcome",
    file="evidence",
    free_text="what evidence_note",
    not_personal="stage institution theme day amount_minor currency state",
)


def _care_due(at: datetime) -> QuerySet[CareData]:
    return CareData.objects.filter(blanked_at=None, ends_on__lt=(at - kept("care")).date())


def _blank_care(keys: list[Any], at: datetime) -> int:
    return CareData.objects.filter(pk__in=keys).update(answers={}, blanked_at=at)


def _phones_due(at: datetime) -> QuerySet[Caregiver]:
    rows = Caregiver.objects.filter(created_at__lt=at - kept("caregiver_phones")).exclude(phone="")
    for held in holds("caregiver_phones", at):
        rows = rows.exclude(person__in=held)
    return rows


def _blank_phones(keys: list[Any], at: datetime) -> int:
    return Caregiver.objects.filter(pk__in=keys).update(phone="")


def _trusted_due(at: datetime) -> QuerySet[FocalPointDecision]:
    rows = FocalPointDecision.objects.filter(decided_at__lt=at - kept("caregiver_phones")).exclude(trusted_phone="")
    for held in holds("caregiver_phones", at):
        rows = rows.exclude(person__in=held)
    return rows


def _blank_trusted(keys: list[Any], at: datetime) -> int:
    return FocalPointDecision.objects.filter(pk__in=keys).update(trusted_phone="")


register_rule(Rule(name="care", label=_("care data"), due=_care_due, blank=_blank_care))
register_rule(Rule(name="caregiver_phones", label=_("Caregivers' phones"), due=_phones_due, blank=_blank_phones))
register_rule(Rule(name="trusted_phones", label=_("Caregivers' phones"), due=_trusted_due, blank=_blank_trusted))


def _takeouts_due(at: datetime) -> QuerySet[Job]:
    return Job.objects.filter(kind=JOB, finished_at__lt=at - kept("takeouts")).exclude(result_file=None)


def _blank_takeouts(keys: list[Any], at: datetime) -> int:
    rows = Job.objects.filter(pk__in=keys)
    blank_files(rows.values_list("result_file", flat=True))
    return rows.update(result_file=None)


register_rule(Rule(name="changes", label=_("Changes from lists"), due=old_changes, blank=blank_old_changes))
register_rule(Rule(name="takeouts", label=_("Archives of an organisation's data"), due=_takeouts_due, blank=_blank_takeouts))
