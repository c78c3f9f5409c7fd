"""The words for the codes of a payload: one place for the page and the PDF, in the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from summaries.documents.payload import CAMPAIGN, Payload, Words
from trainings.activity_types import KINDS
from youth_groups.enums import GroupKind, OutcomeStage, Sex

#: Figures at a glance: code -> (label, its definition in about six words).
TILES: dict[str, tuple[Promise, Promise]] = {
    "people_trained": (_("people trained"), _("present at least once, counted once")),
    "participations": (_("participations"), _("each person in each training")),
    "trainings_held": (_("trainings held"), _("held, with at least one mark")),
    "completed": (_("completed"), _("met the attendance rule, per training")),
    "person_hours": (_("person-hours"), _("contact hours of the sessions attended")),
    "groups_supported": (_("groups supported"), _("two members trained, or a grant")),
    "communities_reached": (_("communities reached"), _("villages and towns with an activity")),
    "grants_awarded": (_("grants awarded"), _("by the date of the award")),
    "campaigns": (_("campaigns"), _("approved, paid or of grantees")),
    "campaign_people": (_("People on lists"), _("each person once")),
    "campaign_heads": (_("Counted heads"), _("by event, not de-duplicated")),
    "outcomes": (_("advocacy outcomes"), _("approved steps, each once")),
    "publications": (_("publications and media items"), _("published in the period")),
}
TABLES: dict[str, Promise] = {
    "people_by_sex": _("People trained by sex"),
    "people_by_age_and_sex": _("People trained by age and sex"),
    "people_by_province": _("People trained by province"),
    "people_by_province_and_sex": _("People trained by province and sex"),
    "trainings_by_type": _("Trainings by type"),
    "participations_by_type": _("Participations by type of training"),
    "groups_by_kind": _("Groups supported by kind"),
    "groups_by_province": _("Groups supported by province"),
    "applications_by_stage": _("Applications for small grants by stage"),
    "outcomes_by_stage": _("Advocacy outcomes by how far they came"),
}
#: The head of the first column of each table.
ROW_HEADS: dict[str, Promise] = {
    "people_by_sex": _("Sex"),
    "people_by_age_and_sex": _("Age"),
    "people_by_province": _("Province"),
    "people_by_province_and_sex": _("Province"),
    "trainings_by_type": _("Type of training"),
    "participations_by_type": _("Type of training"),
    "groups_by_kind": _("Kind of group"),
    "groups_by_province": _("Province"),
    "applications_by_stage": _("Stage"),
    "outcomes_by_stage": _("How far it came"),
}
COLUMNS: dict[str, Promise] = {
    "people": _("People"),
    "trainings": _("Trainings"),
    "participations": _("Participations"),
    "completed": _("Completed"),
    "groups": _("Groups"),
    "applications": _("Applications"),
    "outcomes": _("Advocacy outcomes"),
    "all": _("All"),
    "female": _("Women, girls"),
    "male": _("Men, boys"),
    "other": _("Other"),
    "not_stated": _("Not stated"),
}
SEXES: dict[str, Promise] = {
    Sex.FEMALE: _("Women and girls"),
    Sex.MALE: _("Men and boys"),
    Sex.OTHER: _("Other"),
    Sex.NOT_STATED: _("Not stated"),
}
#: Bands of age on the first day of the training; the youngest two are shown as one.
AGES: dict[str, Promise] = {
    "under_18": _("under 18"),
    "18_28": _("18–28"),
    "29_35": _("29–35"),
    "36_over": _("36 and over"),
    "unknown": _("not recorded"),
}
STAGES: dict[str, Promise] = {
    "in_review": _("being reviewed"),
    "awarded": _("grant awarded"),
    "not_supported": _("not supported or withdrawn"),
}
FIRST_TYPES: dict[str, Words] = {kind.code: {"en": kind.names[0], "ru": kind.names[1], "ky": kind.names[2]} for kind in KINDS}
UNKNOWN = _("not recorded")


def words(names: Words, language: str) -> str:
    """A frozen name in the language, English where it has none."""
    return {"en": names["en"], "ru": names["ru"], "ky": names["ky"]}.get(language, "") or names["en"]


def row_label(table: str, code: str, payload: Payload, language: str) -> str:
    """The word for a row of a table, in the active language; provinces and types by the names frozen in the payload."""
    if code == "unknown":
        return str(UNKNOWN)
    if "province" in table:
        return words(payload["provinces"][code], language)
    found: dict[str, Callable[[], str | Promise]] = {
        "people_by_sex": lambda: SEXES[code],
        "people_by_age_and_sex": lambda: AGES[code],
        "groups_by_kind": lambda: GroupKind(code).label,
        "applications_by_stage": lambda: STAGES[code],
        "outcomes_by_stage": lambda: OutcomeStage(code).label,
    }
    return str(found.get(table, lambda: _type(code, payload, language))())


def activity(code: str, payload: Payload, language: str) -> str:
    """The type of an activity that several agreements pay: a training's, or a campaign."""
    return str(_("campaign")) if code == CAMPAIGN else _type(code, payload, language)


def _type(code: str, payload: Payload, language: str) -> str:
    """A type of training as it was called when the summary was frozen. An older summary has codes only, of the types laid down at first."""
    frozen = payload.get("types", {}).get(code)
    return words(FIRST_TYPES[code] if frozen is None else frozen, language)
