"""The class of each field of trainings."""

from core.retention import declare

_TITLES = "public_title_en public_title_ru public_title_ky public_title_uz"
declare(
    "trainings.TrainingCall",
    not_personal="slug activity_type title_en title_ru title_ky title_uz first_day last_day age_from age_to places time_zone state",
)
declare("trainings.Nomination", free_text="answers reason", not_personal="language state")
declare(
    "trainings.Training",
    not_personal=f"number slug activity_type internal_title {_TITLES} first_day last_day venue capacity contact_hours "
    "attendance_rule_percent certificate_languages sheet_language",
)
declare("trainings.TrainingFunding", not_personal="share_bp")
declare("trainings.Signatory", name="name", not_personal="position post_en post_ru post_ky post_uz")
declare("trainings.Session", not_personal="position title state")
declare("trainings.Participation", not_personal="source")
declare("trainings.Mark", free_text="device", not_personal="status how")
declare("trainings.SignInSheet", file="file", not_personal="day number pages people")
declare(
    "trainings.Certificate",
    name="facts",
    file="file",
    free_text="reason",
    not_personal="number facts_sha256 template_version languages state file_sha256",
)
declare("trainings.RosterImport", free_text="file_name", not_personal="file_sha256 columns problems warnings skipped state")
declare("trainings.ImportRow", name="data", not_personal="position reference")
declare("trainings.ImportPair", not_personal="score reasons decision")
declare("trainings.TrainingCallIndexPage", not_personal="introduction")
declare("trainings.TrainingCallPage", not_personal="introduction")
declare("trainings.RiskForm", free_text="sleeping transport dangers nearest_help", not_personal="women men children_per_adult")
declare("trainings.Collector", caregiver_contact="who")
