"""What the register holds of a person, in words of the person's language. The caller has set the language."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_date
from core.translated import translated
from youth_groups.domain.protected import WG_QUESTIONS
from youth_groups.enums import AccessNeed, DietNeed
from youth_groups.forms.people import SPOKEN, WG_LABELS, WG_SCALE
from youth_groups.models import CampaignParticipant, CampaignPhoto, CareData, Caregiver, Consent, Membership, Person, SensitiveAttributes
from youth_groups.models.people import PersonOccupation
from youth_groups.person_data import Part


def record_of_person(people: Sequence[Person], language: str) -> list[Part]:
    """The record itself, how the person may be reached, caregivers."""
    person, *merged = people
    rows = Caregiver.objects.filter(person__in=people).order_by("pk")
    return [
        Part(_("Written down"), [line for line in [*_record(person, language), *_other_names(merged)] if line[1]]),
        Part(_("Contact"), [line for line in _contact(person) if line[1]]),
        Part(
            _("Caregiver"),
            [(row.relation, _joined(row.name, row.get_kind_display() if row.kind else "", row.phone) or "–") for row in rows],
        ),
    ]


def _record(person: Person, language: str) -> list[tuple[str, str]]:
    spoken = dict(SPOKEN)
    return [
        (_("Number"), person.number),
        (_label("written_name"), person.written_name),
        (_label("certificate_name"), person.certificate_name),
        (_label("sex"), str(person.get_sex_display())),
        (_label("birth_year"), str(person.birth_year or "")),
        (_label("shown_adult_at"), _day(person.shown_adult_at, language)),
        (_label("locality"), person.locality.name if person.locality else ""),
        (_label("province"), translated(person.province, "name", language) if person.province else ""),
        (_label("institution"), person.institution),
        (_("Languages"), ", ".join(spoken.get(code, code) for code in person.languages)),
        (_("Language of letters"), spoken.get(person.language, person.language)),
        (_label("organisation"), translated(person.organisation, "name", language)),
        (_("Account"), _joined(person.user.email, person.user.phone) if person.user else ""),
        (_("Written down on"), _day(person.created_at, language)),
    ]


def _other_names(merged: list[Person]) -> list[tuple[str, str]]:
    return [
        (_("Written down before as"), _joined(row.written_name, row.number, row.birth_year, row.institution, row.phone)) for row in merged
    ]


def _contact(person: Person) -> list[tuple[str, str]]:
    ticks = ("may_call", "may_write", "may_leave_message", "no_messages")
    return [
        (_label("phone"), _joined(person.phone, person.get_phone_owner_display() if person.phone_owner else "")),
        *((_label(name), _("Yes") if getattr(person, name) else _("No")) for name in ticks),
        (_label("may_name"), str(person.get_may_name_display())),
        (_label("best_time"), person.best_time),
    ]


def years_of_person(people: Sequence[Person], language: str) -> list[Part]:
    """Occupations, groups, consents, campaigns, photos."""
    occupations = PersonOccupation.objects.filter(person__in=people)
    groups = Membership.objects.filter(person__in=people).select_related("group").order_by("pk")
    consents = Consent.objects.filter(person__in=people).order_by("recorded_at", "pk")
    campaigns = CampaignParticipant.objects.filter(person__in=people).select_related("activity__campaign").order_by("activity__day", "pk")
    photos = CampaignPhoto.objects.filter(people__in=people, removed_at=None).select_related("campaign").distinct().order_by("pk")
    return [
        Part(_("Over the years"), [(f"{row.first_year}–{row.last_year or ''}", str(row.get_kind_display())) for row in occupations]),
        Part(
            _("Groups"),
            [
                (translated(row.group, "name", language), _joined(row.get_function_display(), _days(row.first_day, row.last_day, language)))
                for row in groups
            ],
        ),
        Part(_("Consents"), [(_day(row.given_on, language), _consent(row)) for row in consents]),
        Part(
            _("Campaigns"),
            [(_day(row.activity.day, language), _joined(row.activity.campaign.title, row.activity.title)) for row in campaigns],
        ),
        Part(_("Photos that show you"), [(_day(row.added_at, language), _joined(row.campaign.title, row.caption)) for row in photos]),
    ]


def _consent(row: Consent) -> str:
    by = _joined(row.get_by_display(), row.relation)
    return _joined(f"{row.get_purpose_display()}: {row.get_answer_display()}", by, row.get_channel_display(), row.witness, row.text_version)


def protected_of_person(people: Sequence[Person], language: str) -> list[Part]:
    """What the person declared, and care data that are still kept. For whoever may read them, after it was logged."""
    scale: dict[str, Any] = dict(WG_SCALE)
    parts = []
    for row in SensitiveAttributes.objects.filter(person__in=people):
        answers: dict[str, Any] = dict(row.answers)
        lines = [(_("Declared on"), _day(row.declared_on, language)), (_("Ethnicity"), _scaled(scale, answers.get("ethnicity", "")))]
        lines += [(str(WG_LABELS[name]), _scaled(scale, answers.get("wg", {}).get(name, ""))) for name in WG_QUESTIONS]
        parts.append(Part(_("What the person declares"), [line for line in lines if line[1]]))
    for care in CareData.objects.filter(person__in=people, blanked_at__isnull=True).order_by("ends_on", "pk"):
        lines = [(_("Until"), _day(care.ends_on, language)), *_care(dict(care.answers))]
        parts.append(Part(_("Health, food and whom to call"), [line for line in lines if line[1]]))
    return parts


def _care(answers: dict[str, Any]) -> list[tuple[str, str]]:
    diet = dict(DietNeed.choices)
    food = _joined(*(str(diet.get(code, code)) for code in answers.get("diet", [])), answers.get("diet_note", ""))
    needs = dict(AccessNeed.choices)
    access = _joined(*(str(needs.get(code, code)) for code in answers.get("access", [])), answers.get("access_note", ""))
    call = _joined(answers.get("contact_name", ""), answers.get("contact_phone", ""))
    return [(_("Health"), answers.get("health", "")), (_("Food"), food), (_("Access"), access), (_("Whom to call in an emergency"), call)]


def _scaled(scale: dict[str, Any], answer: str) -> str:
    return str(scale.get(answer, answer))


def _label(name: str) -> str:
    words = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def _day(value: date | datetime | None, language: str) -> str:
    if value is None:
        return ""
    return format_date(timezone.localdate(value) if isinstance(value, datetime) else value, language)


def _days(first: date | None, last: date | None, language: str) -> str:
    return f"{_day(first, language)}–{_day(last, language)}" if first or last else ""


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)
