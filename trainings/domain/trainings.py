"""Verbs on a training: creating it, its sessions, who pays, who leads, who signs."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts.domain.device_passes import move_end_of_passes
from core.dates import BISHKEK
from core.events import record_event
from core.models import StoredFile
from core.refusals import Refused
from programme.domain.shares import require_shares
from programme.models import Agreement, Locality, Organisation
from trainings.domain.activity_types import require_type
from trainings.domain.rights import require_coordinates
from trainings.domain.risk import has_minors
from trainings.domain.series import require_series
from trainings.enums import CertificateLanguages
from trainings.models import Mark, Session, SessionCount, Signatory, Training, TrainingCall, TrainingFunding
from trainings.pass_days import valid_until
from trainings.queries.setup import trainers_offered
from youth_groups.domain.clearance import require_assignable

if TYPE_CHECKING:
    from accounts.models import User

TITLES = ("en", "ru", "ky", "uz")
HALF_DAYS = ((time(9, 0), time(12, 30)), (time(13, 30), time(17, 0)))
WHOLE_DAY = ((time(9, 0), time(17, 0)),)
MOST_SIGNATORIES = 3


@dataclass(frozen=True, kw_only=True)
class Signs:
    """Who signs a certificate: name, the post by language code, a picture of the signature. drop_image: sign by hand from now on."""

    name: str
    posts: Mapping[str, str]
    image: StoredFile | None = None
    drop_image: bool = False


def create_training(
    *,
    organisation: Organisation,
    by: "User",
    slug: str,
    activity_type: str,
    internal_title: str,
    public_titles: Mapping[str, str],
    first_day: date,
    last_day: date,
    capacity: int,
    contact_hours: int,
    locality: Locality | None = None,
    venue: str = "",
    call: TrainingCall | None = None,
    attendance_rule_percent: int = 80,
    certificate_languages: str = CertificateLanguages.KY_RU,
    sheet_language: str = "ky",
    with_logos: bool = True,
    theme: str = "",
) -> Training:
    """Create a training; it gets a number. `public_titles` by language code (en, ru, ky, uz), one at least.

    `activity_type` is the code of a type in use. Sessions, money, trainers and signatories are verbs of their own.
    Raises Refused without the right, with another organisation's call or without such a type.
    """
    require_coordinates(by, organisation.pk)
    if call is not None and call.organisation_id != organisation.pk:
        raise Refused(_("The call belongs to another organisation."), code="other_organisation")
    if not any(public_titles.values()):
        raise Refused(_("Give the public title in one language at least."), code="no_title")
    if last_day < first_day:
        raise Refused(_("The last day is before the first."), code="days")
    with transaction.atomic():
        training = Training(
            organisation=organisation,
            slug=slug,
            activity_type_id=activity_type,
            internal_title=internal_title,
            first_day=first_day,
            last_day=last_day,
            capacity=capacity,
            contact_hours=contact_hours,
            locality=locality,
            venue=venue,
            call=call,
            attendance_rule_percent=attendance_rule_percent,
            certificate_languages=certificate_languages,
            sheet_language=sheet_language,
            with_logos=with_logos,
            theme=theme,
        )
        for code in TITLES:
            setattr(training, f"public_title_{code}", public_titles.get(code, ""))
        return enter_training(training=training, by=by)


def enter_training(*, training: Training, by: "User") -> Training:
    """Write a new training that a form has filled, with its number and event."""
    require_coordinates(by, training.organisation_id)
    require_type(training)
    with transaction.atomic():
        require_series(training)
        training.number = f"new-{uuid.uuid4().hex[:16]}"
        training.save(force_insert=True)
        training.number = f"T-{training.first_day.year}-{training.pk:04d}"
        training.save(update_fields=["number"])
        record_event(subject=training, action="created", by=by, data={"type": training.activity_type_id})
    return training


def save_training(*, training: Training, by: "User") -> Training:
    """Write what the office's form holds: a new training, or changes to one. The event keeps the names of changed fields, no values.

    When the last day moves, device passes that are not closed end a week after the new one.

    Raises Refused when the call or series belongs to another organisation, when the days lie outside those of the series, or the owner
    changes after people stand on the roster.
    """
    require_coordinates(by, training.organisation_id)
    if training.call is not None and training.call.organisation_id != training.organisation_id:
        raise Refused(_("The call belongs to another organisation."), code="other_organisation")
    if training.pk is None:
        return enter_training(training=training, by=by)
    with transaction.atomic():
        stored = _locked(training)
        require_coordinates(by, stored.organisation_id)
        require_type(training, stored)
        require_series(training)
        if stored.organisation_id != training.organisation_id and stored.participations.exists():
            raise Refused(_("People already stand on the roster: the training stays with its organisation."), code="has_people")
        fields = [f.attname for f in training._meta.concrete_fields if getattr(stored, f.attname) != getattr(training, f.attname)]
        if fields:
            training.save(update_fields=fields)
            record_event(subject=training, action="changed", by=by, data={"fields": fields})
        if "last_day" in fields:
            move_end_of_passes(subject=training, valid_until=valid_until(training), by=by)
    return training


def _locked(training: Training) -> Training:
    return Training.objects.select_for_update().get(pk=training.pk)


def plan_sessions(*, training: Training, by: "User", kind: Literal["half_days", "days"] = "half_days") -> list[Session]:
    """Make the sessions of every day: two half-days (9.00 to 12.30, 13.30 to 17.00) or one day (9.00 to 17.00), Bishkek time.

    Sessions that stand are replaced as long as nobody is marked or counted; asked twice, the same sessions stand.
    """
    require_coordinates(by, training.organisation_id)
    hours = HALF_DAYS if kind == "half_days" else WHOLE_DAY
    with transaction.atomic():
        locked = _locked(training)
        if Mark.objects.filter(session__training=locked).exists():
            raise Refused(_("People are already marked. Add or change single sessions instead."), code="has_marks")
        if SessionCount.objects.filter(session__training=locked).exists():
            raise Refused(_("People are already counted. Add or change single sessions instead."), code="has_counts")
        locked.sessions.all().delete()
        days = [locked.first_day + timedelta(days=n) for n in range((locked.last_day - locked.first_day).days + 1)]
        slots = [(day, start, end) for day in days for start, end in hours]
        sessions = Session.objects.bulk_create(
            Session(
                training=locked,
                position=position,
                starts_at=datetime.combine(day, start, tzinfo=BISHKEK),
                ends_at=datetime.combine(day, end, tzinfo=BISHKEK),
            )
            for position, (day, start, end) in enumerate(slots, 1)
        )
        record_event(subject=locked, action="sessions_planned", by=by, data={"sessions": len(sessions), "kind": kind})
    return sessions


def set_funding(*, training: Training, by: "User", shares: Mapping[Agreement, int]) -> list[TrainingFunding]:
    """Say which agreements pay, each with its share in basis points (10,000 is the whole). The former shares are replaced.

    Raises Refused when the shares are more than the whole.
    """
    require_coordinates(by, training.organisation_id)
    require_shares(shares.values())
    with transaction.atomic():
        locked = _locked(training)
        locked.funding.all().delete()
        rows = TrainingFunding.objects.bulk_create(
            TrainingFunding(training=locked, agreement=agreement, share_bp=share) for agreement, share in shares.items()
        )
        data = {"shares": {str(agreement.pk): share for agreement, share in shares.items()}}
        record_event(subject=locked, action="funding_set", by=by, data=data)
    return rows


def set_signatories(*, training: Training, by: "User", signatories: Iterable[Signs]) -> list[Signatory]:
    """Name the one to three people who sign the certificates; those issued before keep theirs.

    A picture of a signature stays with its name, in whatever place: never under somebody else's.
    """
    require_coordinates(by, training.organisation_id)
    wanted = list(signatories)
    if len(wanted) > MOST_SIGNATORIES:
        raise Refused(_("At most three people sign a certificate."), code="signatories")
    with transaction.atomic():
        locked = _locked(training)
        kept = dict(locked.signatories.exclude(image=None).values_list("name", "image"))
        locked.signatories.all().delete()
        rows = Signatory.objects.bulk_create(
            Signatory(
                training=locked,
                position=place,
                name=signs.name,
                image_id=signs.image.pk if signs.image else None if signs.drop_image else kept.get(signs.name),
                **{f"post_{code}": signs.posts.get(code, "") for code in TITLES},
            )
            for place, signs in enumerate(wanted, 1)
        )
        data = {"signatories": len(rows), "pictures": sum(row.image_id is not None for row in rows)}
        record_event(subject=locked, action="signatories_set", by=by, data=data)
    return rows


def add_trainer(*, training: Training, user: "User", by: "User") -> None:
    """Let somebody lead the training: print sheets, mark attendance, hand out certificates of this training only.

    Refused for somebody whom `trainers_offered` does not name (an account that only passes open comes with its pass), and without code
    of conduct and briefing on file when minors come to it.
    """
    require_coordinates(by, training.organisation_id)
    if not user.pass_only and not trainers_offered(training, by).filter(pk=user.pk).exists():
        raise Refused(_("This person is no trainer here. Give them the role first."), code="no_trainer")
    if has_minors(training):
        require_assignable(user, training.first_day)
    with transaction.atomic():
        assign_perm("lead_training", user, _locked(training))
        record_event(subject=training, action="trainer_added", by=by, data={"user": user.pk})


def remove_trainer(*, training: Training, user: "User", by: "User") -> None:
    require_coordinates(by, training.organisation_id)
    with transaction.atomic():
        remove_perm("lead_training", user, _locked(training))
        record_event(subject=training, action="trainer_removed", by=by, data={"user": user.pk})
