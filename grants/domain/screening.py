"""Checking the conditions: the checklist, the sanctions check, asking for changes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import questions_of
from core.refusals import Refused
from core.transitions import move
from grants.checks import CHECKS
from grants.domain.messages import tell_group, tell_readers_of_an_earlier_version
from grants.domain.rights import require_stands_apart
from grants.enums import ApplicationState, SanctionsResult
from grants.models import Application, SanctionsCheck, Screening
from grants.states import lent

if TYPE_CHECKING:
    from accounts.models import User


def record_sanctions_check(
    *, application: Application, by: "User", list_name: str, name_asked: str, result: str, checked_on: date
) -> SanctionsCheck:
    """Keep that a list was asked for a name, with the result. The row is never changed; a new question is a new row."""
    require_stands_apart(by, application)
    if result not in SanctionsResult.values:
        raise Refused(_("Choose the result of the check."), code="no_result")
    if checked_on > timezone.localdate():
        raise Refused(_("The day of the check lies in the future."), code="future")
    with transaction.atomic():
        check = SanctionsCheck.objects.create(
            application=application, list_name=list_name, name_asked=name_asked, result=result, checked_on=checked_on, by=by
        )
        data = {"check": check.pk, "result": result, **lent(application, by)}
        record_event(subject=application, action="sanctions_checked", by=by, data=data)
    return check


def screen_application(
    *, application: Application, by: "User", checks: Mapping[str, bool], eligible: bool, reason: str = ""
) -> Application:
    """Say whether the application meets the conditions. Eligible needs every point of the checklist and a clear sanctions check;
    not eligible needs a reason, which the group reads. Raises Refused.
    """
    require_stands_apart(by, application)
    done = {key: bool(checks.get(key)) for key in CHECKS}
    if eligible and not all(done.values()):
        raise Refused(_("Fill in the checklist first: every point must be in order."), code="checklist")
    if not eligible and not reason.strip():
        raise Refused(_("Write the reason: the group reads it."), code="no_reason")
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call", "group").get(pk=application.pk)
        Screening.objects.create(application=locked, checks=done, eligible=eligible, reason=reason.strip(), by=by)
        locked.reason = "" if eligible else reason.strip()
        move(locked, "pass_screening" if eligible else "fail_screening", by, data={"checks": done}, update=("reason",))
        tell_group(application=locked, kind="application_eligible" if eligible else "application_not_eligible")
        if eligible:
            tell_readers_of_an_earlier_version(application=locked)
    return locked


def screen_with_check(
    *,
    application: Application,
    by: "User",
    checks: Mapping[str, bool],
    eligible: bool,
    reason: str = "",
    sanctions: Mapping[str, Any] | None = None,
) -> Application:
    """Record the sanctions check, where one is given, and the outcome of the screening: both, or nothing when either is refused."""
    with transaction.atomic():
        if sanctions is not None:
            record_sanctions_check(application=application, by=by, **sanctions)
        return screen_application(application=application, by=by, checks=checks, eligible=eligible, reason=reason)


def ask_for_changes(
    *, application: Application, by: "User", parts: Iterable[str] = (), reason: str, questions: Iterable[str] = ()
) -> Application:
    """Reopen named answers (`questions`), or whole parts, for the group, with what to change. Both versions are kept and shown side by
    side (queries.versions): sending again freezes a new one. Nobody of the office writes in an applicant's text.

    Reviewers who were asked stay asked; a draft of a review goes on with the new version. Once a review was sent, asking for changes is a
    proposal that another person approves (decisions.propose). Raises Refused.
    """
    opened, answers = what_is_opened(application, parts, questions)
    if not opened or not reason.strip():
        raise Refused(_("Choose the parts and write what to change: the group reads it."), code="nothing_named")
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call", "group").get(pk=application.pk)
        locked.open_parts, locked.open_questions, locked.reason = opened, answers, reason.strip()
        data = {"parts": opened, "questions": answers}
        move(locked, "ask_changes", by, data=data, update=("open_parts", "open_questions", "reason"))
        tell_group(application=locked, kind="application_changes")
    return locked


def what_is_opened(application: Application, parts: Iterable[str], questions: Iterable[str]) -> tuple[list[str], list[str]]:
    """(parts, answers in them) that these names open, in the order of the form; no answers named: all of the parts."""
    known = [part["key"] for part in application.form_version.schema["parts"]]
    named, asked = set(questions), set(parts)
    placed = [(part["key"], question["key"]) for part, question in questions_of(application.form_version.schema)]
    asked |= {part for part, question in placed if question in named}
    # A part that is named as a whole opens all of its answers.
    answers = [question for part, question in placed if question in named or (named and part in set(parts))]
    return [key for key in known if key in asked], answers


def parts_named(application: Application) -> list[str]:
    """Keys of the parts that may be reopened."""
    return list(dict.fromkeys(part["key"] for part, _question in questions_of(application.form_version.schema)))


def is_screened(application: Application) -> bool:
    return application.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.CHANGES_ASKED)
