"""The two protected tables: what a person declares of themself, and care data for one activity. Every reading is logged."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.access import log_access
from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.rights import RECORDS_PEOPLE, holds_one, require_records_people
from youth_groups.enums import ConsentPurpose
from youth_groups.models import CareData, Person, SensitiveAttributes
from youth_groups.queries.consents import consents_standing

if TYPE_CHECKING:
    from accounts.models import User

PREFER_NOT = "prefer_not"
#: The Washington Group short set: seeing, hearing, walking, remembering, self-care, communicating.
WG_QUESTIONS = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")
#: 1 no difficulty, 2 some difficulty, 3 a lot of difficulty, 4 cannot do it at all.
WG_ANSWERS = ("1", "2", "3", "4", PREFER_NOT)
READS_SENSITIVE: tuple[str, ...] = (Role.SAFEGUARDING_FOCAL_POINT, Role.ME_OFFICER)
CARE_FIELDS = ("health", "diet", "diet_note", "access", "access_note", "contact_name", "contact_phone")
CARE_DAYS = 30


def reads_sensitive(user: "User") -> bool:
    """Focal point and M&E officer of the lead organisation; nobody else."""
    return bool(user.reach(READS_SENSITIVE)[0])


def records_sensitive(user: "User", person: Person) -> bool:
    return holds_one(user, RECORDS_PEOPLE, person.organisation_id)


def declare_sensitive(
    *, person: Person, by: "User", declared_on: date, ethnicity: str = "", wg: Mapping[str, str] | None = None
) -> SensitiveAttributes:
    """Write down what a person says of themself; it replaces what was said before. Who writes it down does not read it back.

    `ethnicity`: their own word, "prefer_not", or "" when not asked; `wg`: question -> answer of WG_ANSWERS, a missing one was not answered.
    Religion has no place here. Raises Refused: no right, a day to come.
    """
    require_records_people(by, person.organisation_id)
    if declared_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    answers = {question: answer for question, answer in (wg or {}).items() if answer}
    if set(answers) - set(WG_QUESTIONS) or set(answers.values()) - set(WG_ANSWERS):
        raise ValueError("not a question or an answer of the short set")
    kept: dict[str, Any] = {name: value for name, value in (("ethnicity", " ".join(ethnicity.split())[:80]), ("wg", answers)) if value}
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        row, _created = SensitiveAttributes.objects.update_or_create(
            person=person, defaults={"answers": kept, "declared_on": declared_on, "written_by": by}
        )
        record_event(subject=person, action="sensitive_declared", by=by, data={"fields": sorted(kept)})
    return row


def read_sensitive(*, person: Person, by: "User", reason: str) -> SensitiveAttributes | None:
    """What was declared, for whoever may read it; the reading is logged with its reason. None when nothing was declared."""
    if not reads_sensitive(by) or not Person.objects.for_user(by).filter(pk=person.pk).exists():
        raise Refused(_("Only the lead organisation's focal point and M&E officer read this."), code="not_reader")
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused(_("Write why you read it: it is noted."), code="no_reason")
    log_access(user=by, action="read_sensitive", model=SensitiveAttributes, subject_id=str(person.pk), reason=words)
    return SensitiveAttributes.objects.filter(person=person).first()


def read_origins(*, about: models.Model, person_ids: Iterable[int], by: "User", reason: str) -> dict[int, str]:
    """Person id -> ethnicity in their own word, of those who said one; who prefers not to say is not in it. For balance and counts only.

    The caller has checked that `by` may see these people. Refused for others than the readers; logged when anything was read. One statement
    besides the log.
    """
    if not reads_sensitive(by):
        raise Refused(_("Only the lead organisation's focal point and M&E officer read this."), code="not_reader")
    rows = SensitiveAttributes.objects.filter(person_id__in=list(person_ids))
    words = {row.person_id: str(cast(Any, row.answers).get("ethnicity", "")) for row in rows}
    found = {person: word for person, word in words.items() if word and word != PREFER_NOT}
    if words:
        log_access(user=by, action="read_sensitive", model=SensitiveAttributes, subject_id=str(about.pk), rows=len(words), reason=reason)
    return found


def record_care(*, person: Person, about: models.Model, first_day: date, ends_on: date, answers: Mapping[str, Any], by: "User") -> CareData:
    """Write down health, diet, access needs and whom to call, for one activity; it replaces what stood. Encrypted, for care only.

    No consent to care data means that none are kept.
    Raises Refused: no right, no clearance for a minor's, no consent, the activity is long over.
    """
    require_records_people(by, person.organisation_id)
    if person.is_minor_on(first_day):
        require_cleared(by)
    if timezone.localdate() > ends_on + timedelta(days=CARE_DAYS):
        raise Refused(_("The activity is over: care data are not kept any more."), code="over")
    standing = consents_standing([person.pk], ConsentPurpose.CARE, first_day, about=about)[person.pk]
    if not standing.ok:
        words = "; ".join(item.text for item in standing.missing)
        raise Refused(_("Care data need a consent of their own: %(missing)s.") % {"missing": words}, code="no_consent")
    kept = {name: answers[name] for name in CARE_FIELDS if answers.get(name)}
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        row, _created = CareData.objects.update_or_create(
            person=person,
            about_type=about._meta.label_lower,
            about_id=str(about.pk),
            defaults={"answers": kept, "ends_on": ends_on, "written_by": by, "written_at": timezone.now(), "blanked_at": None},
        )
        record_event(subject=person, action="care_recorded", by=by, data={"care": row.pk, "fields": sorted(kept)})
    return row


def read_care(*, about: models.Model, person_ids: Iterable[int], by: "User", reason: str) -> dict[int, dict[str, Any]]:
    """Person id -> care data for the activity, of the people given. The caller has checked that `by` leads or coordinates it.

    Refused without clearance; the reading is logged. One statement besides the log.
    """
    require_cleared(by)
    rows = CareData.objects.filter(
        person_id__in=list(person_ids), about_type=about._meta.label_lower, about_id=str(about.pk), blanked_at__isnull=True
    )
    found: dict[int, dict[str, Any]] = {row.person_id: _of(row) for row in rows if row.answers}
    if found:
        log_access(user=by, action="read_care", model=CareData, subject_id=str(about.pk), rows=len(found), reason=reason)
    return found


def care_counts(about: models.Model, person_ids: Iterable[int]) -> dict[str, dict[str, int]]:
    """{"diet": {code: how many}, "access": {code: how many}} for kitchen and venue: no names, no notes, no health. One statement."""
    counts: dict[str, dict[str, int]] = {"diet": {}, "access": {}}
    rows = CareData.objects.filter(
        person_id__in=list(person_ids), about_type=about._meta.label_lower, about_id=str(about.pk), blanked_at__isnull=True
    )
    for row in rows:
        for field, tally in counts.items():
            for code in _of(row).get(field, []):
                tally[code] = tally.get(code, 0) + 1
    return counts


def _of(row: CareData) -> dict[str, Any]:
    """The answers as the JSON column gives them."""
    return dict(cast(Any, row.answers))


def blank_care_data(*, at: datetime) -> int:
    """Blank the care data of activities that ended 30 days ago or longer; returns how many rows. For the nightly job; idempotent."""
    with transaction.atomic():
        due = CareData.objects.select_for_update().filter(
            blanked_at__isnull=True, ends_on__lte=timezone.localdate(at) - timedelta(days=CARE_DAYS)
        )
        return CareData.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(answers={}, blanked_at=at)
