"""Writing an application: beginning it, saving its parts, its budget and its files. Nothing is sent here."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.money import Money
from core.questions import Answers, question_by_key, questions_of, text_in
from core.refusals import Refused
from core.uploads import store_upload
from grants.domain.rights import require_acts
from grants.enums import ApplicationState, BudgetCategory
from grants.holders import CodeHolder, account_of
from grants.models import Application, ApplicationFile, BudgetItem, GrantCall
from grants.openness import is_open_question
from youth_groups.models import ActionPlan, Group, PlannedActivity

if TYPE_CHECKING:
    from accounts.models import User

CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
MOST_ROWS = 60


class Conflict(Refused):
    """Somebody else saved this part in between. Nothing was written; the page shows both."""


@dataclass
class SavedPart:
    """What became of a part. refused: (key of the question, reason) of each file that was not taken."""

    application: Application
    version: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def unmet_conditions(call: GrantCall, answers: Mapping[str, bool], language: str) -> list[str]:
    """Why this group may not apply, from the yes-or-no questions; empty when it may. An answer that is missing counts as wrong."""
    return [
        text_in(condition["why_not"], language)
        for condition in call.eligibility
        if answers.get(condition["key"]) is not condition["needed"]
    ]


def why_group_may_not(call: GrantCall, group: Group) -> str | None:
    """Whether kind, province and organisation of the group fit the call: None, or the reason."""
    if group.state == Group.State.WAITING:
        return _("The office has not approved this group yet: it can apply after that.")
    if group.state != Group.State.ACTIVE:
        return _("This group is not active.")
    if call.group_kinds and group.kind not in call.group_kinds:
        return _("This call is not for this kind of group.")
    provinces = {place.pk for place in call.provinces.all()}
    if provinces and group.locality.province_id not in provinces:
        return _("This call is for other provinces.")
    if group.organisation_id != call.organisation_id and call.organisation.kind != "lead":
        return _("This call is for groups of another partner organisation.")
    return None


def start_application(*, call: GrantCall, group: Group, by: "User", eligibility: Mapping[str, bool], language: str) -> Application:
    """Begin a draft, or return the one that this group has begun: one a group and call.

    Raises Refused: no right, call closed, conditions not met, the group's application was sent already.
    """
    if not Group.objects.editable_by(by).filter(pk=group.pk).exists():
        raise Refused(_("Only those who act for this group can do this."), code="not_your_group")
    existing = _standing(call, group)
    if existing is not None:
        return existing
    if not call.is_open() or call.form_version is None:
        raise Refused(_("This call is closed: no new application can be begun."), code="closed")
    reason = why_group_may_not(call, group)
    unmet = [reason] if reason else unmet_conditions(call, eligibility, language)
    if unmet:
        raise Refused(" ".join(unmet), code="not_eligible")
    try:
        with transaction.atomic():
            application = Application.objects.create(
                code=new_address(),
                call=call,
                group=group,
                organisation_id=call.organisation_id,
                language=language,
                form_version=call.form_version,
                eligibility=dict(eligibility),
                currency=call.currency,
                created_by=by,
            )
            record_event(subject=application, action="begun", by=by, target=ApplicationState.DRAFT)
    except IntegrityError:
        again = _standing(call, group)
        if again is None:
            raise
        return again
    return application


def start_from_plan(
    *, call: GrantCall, group: Group, plan: ActionPlan, by: "User", eligibility: Mapping[str, bool], language: str
) -> Application:
    """Begin a draft from an agreed action plan of the group: each activity with a budget becomes a row, and the link is kept.

    Dropped activities and those that cost nothing give no row; the group completes units and its own contribution afterwards.
    Raises Refused like `start_application`, and: another group's plan, not agreed, another currency, an application begun already.
    """
    if plan.group_id != group.pk:
        raise Refused(_("This plan belongs to another group."), code="other_group")
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        locked = ActionPlan.objects.select_for_update().get(pk=plan.pk)
        if locked.state != ActionPlan.State.AGREED:
            raise Refused(_("An application begins from a plan that your group has agreed on."), code="not_agreed")
        if _standing(call, group) is not None:
            raise Refused(_("Your group has an application to this call already. Go on with that one."), code="begun")
        rows = list(locked.activities.exclude(state=PlannedActivity.State.DROPPED).filter(budget_minor__gt=0))
        if any(row.currency != call.currency for row in rows):
            raise Refused(_("The plan's budget is in another currency than the call's."), code="currency")
        application = start_application(call=call, group=group, by=by, eligibility=eligibility, language=language)
        application.plan = locked
        application.save(update_fields=["plan"])
        for row in rows if budget_place(application)[0] is not None else []:
            nothing = Money(0, row.currency)
            save_budget_row(application=application, by=by, item=row.activity[:160], quantity=Decimal(1), unit_cost=row.budget, own=nothing)
        record_event(subject=application, action="taken_from_plan", by=by, data={"plan": locked.pk, "rows": len(rows)})
    application.refresh_from_db()
    return application


def last_time(call: GrantCall, group: Group) -> Application | None:
    """What the group sent last to another call and can begin with: some question there has the same key and kind. Two statements."""
    rows = Application.objects.filter(group=group, submitted_at__isnull=False).exclude(call=call).exclude(answers={})
    last: Application | None = rows.select_related("form_version").order_by("-submitted_at").first()
    return last if last is not None and call.form_version is not None and _same_answers(last, call) else None


def _same_answers(last: Application, call: GrantCall) -> dict[str, Any]:
    old, new = question_by_key(last.form_version.schema), question_by_key(call.form_version.schema)  # type: ignore[union-attr]
    same = {key for key, question in new.items() if key in old and old[key]["kind"] == question["kind"]}
    return {key: value for key, value in last.answers.items() if key in same}


def start_from_last_time(*, call: GrantCall, group: Group, by: "User", eligibility: Mapping[str, bool], language: str) -> Application:
    """Begin a draft with the answers and the budget that the group sent last, where the questions are the same. Files stay behind.

    What no longer fits stands among what is missing. Raises Refused like `start_application`, and when there is nothing to begin with.
    """
    last = last_time(call, group)
    if last is None:
        raise Refused(_("Your group has sent nothing yet that this call can begin with."), code="no_last_time")
    if _standing(call, group) is not None:
        raise Refused(_("Your group has an application to this call already. Go on with that one."), code="begun")
    with transaction.atomic():
        application = start_application(call=call, group=group, by=by, eligibility=eligibility, language=language)
        application.answers = _same_answers(last, call)
        known = last.answer_languages
        application.answer_languages = {key: known.get(key, last.language) for key in application.answers}
        application.save(update_fields=["answers", "answer_languages"])
        rows = list(last.budget.all()) if budget_place(application)[0] is not None and last.currency == application.currency else []
        for row in rows:
            BudgetItem.objects.create(
                application=application,
                **{name: getattr(row, name) for name in ("position", "item", "category", "unit", "quantity", "unit_cost_minor")},
                amount_minor=row.amount_minor,
                own_minor=row.own_minor,
                currency=row.currency,
            )
        _keep_totals(application, by)
        record_event(subject=application, action="taken_from_last_time", by=by, data={"from": last.pk, "rows": len(rows)})
    return application


def new_address() -> str:
    """What stands in the addresses of an application; it opens nothing."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(10))


def _standing(call: GrantCall, group: Group) -> Application | None:
    return Application.objects.filter(call=call, group=group).exclude(state=ApplicationState.WITHDRAWN).first()


def _locked(application: Application, by: "User | CodeHolder", part: str | None, question: str | None = None) -> Application:
    """The row under its lock, writable by this person. `part`, `question`: that these are open."""
    related = ("form_version", "call", "received")
    locked: Application = Application.objects.select_for_update(of=("self",)).select_related(*related).get(pk=application.pk)
    require_acts(by, locked)
    if not locked.in_writing:
        raise Refused(_("This application was sent: nothing can be changed in it now."), code="sent")
    if part is not None and locked.state == ApplicationState.CHANGES_ASKED and part not in locked.open_parts:
        raise Refused(_("The office has not reopened this part."), code="part_closed")
    if question is not None and not is_open_question(locked, question):
        raise Refused(_("The office has not reopened this answer."), code="answer_closed")
    return locked


def locked_draft(application: Application, by: "User | CodeHolder", question: str) -> Application:
    """The row under its lock, with this question open to this person. Inside a transaction."""
    asked = questions_of(application.form_version.schema)
    part = next((found["key"] for found, row in asked if row["key"] == question), None)
    return _locked(application, by, part, question)


def save_part(
    *,
    application: Application,
    part: str,
    answers: Answers,
    version: int,
    by: "User | CodeHolder",
    uploads: Iterable[tuple[str, IO[bytes], str]] = (),
    remove_files: Iterable[int] = (),
    language: str = "",
) -> SavedPart:
    """Save one part of a draft. `answers`: all answers of this part by key; one that is left out is emptied.

    `version`: of the part as the person saw it; Conflict when somebody saved it since. `uploads`: (question's key, file, name). A file
    that cannot be taken is refused alone, everything else is saved. `language`: in which the changed answers are written.
    What is saved as it stood already (a browser that saves while one types) writes nothing. Answers that the office has not reopened
    stay as they were sent.
    """
    with transaction.atomic():
        locked = _locked(application, by, part)
        asked = {question["key"] for _part, question in questions_of(locked.form_version.schema, part)}
        if not asked:
            raise Refused(_("This part does not exist."), code="no_part")
        keys = {key for key in asked if is_open_question(locked, key)}
        if locked.part_versions.get(part, 0) != version:
            raise Conflict(_("Somebody of your group saved this part while you were writing."), code="conflict")
        kept = {key: value for key, value in locked.answers.items() if key not in keys}
        fresh = {**kept, **{key: value for key, value in answers.items() if key in keys}}
        new_files, gone = [item for item in uploads if item[0] in keys], list(remove_files)
        if version and fresh == locked.answers and not new_files and not gone:
            return SavedPart(locked, version)
        written_in = {key: language or locked.language for key in keys if fresh.get(key) != locked.answers.get(key) and key in fresh}
        locked.answer_languages = {key: lang for key, lang in {**locked.answer_languages, **written_in}.items() if key in fresh}
        locked.answers = fresh
        locked.part_versions = {**locked.part_versions, part: version + 1}
        locked.saved_at = timezone.now()
        locked.save(update_fields=["answers", "answer_languages", "part_versions", "saved_at"])
        _no_longer_confirmed(locked)
        if gone:
            ApplicationFile.objects.filter(application=locked, question__in=keys, pk__in=gone).delete()
        refused = _add_files(locked, new_files, by) if new_files else []
        record_event(subject=locked, action="part_saved", by=by, data={"part": part, "version": version + 1})
    return SavedPart(locked, version + 1, refused)


def _no_longer_confirmed(locked: Application) -> None:
    """What staff typed is read back again after a change."""
    received = getattr(locked, "received", None)
    if received is not None and received.confirmed_at is not None:
        received.confirmed_at, received.confirmed_how = None, ""
        received.save(update_fields=["confirmed_at", "confirmed_how"])


def _add_files(application: Application, uploads: list[tuple[str, IO[bytes], str]], by: "User | CodeHolder") -> list[tuple[str, str]]:
    refused = []
    limits = {
        question["key"]: int((question.get("limits") or {}).get("max", 1)) for _p, question in questions_of(application.form_version.schema)
    }
    for key, upload, name in uploads:
        try:
            stored = store_upload(upload=upload, name=name, by=account_of(by))
        except Refused as refusal:
            refused.append((key, str(refusal)))
            continue
        if limits[key] == 1:
            ApplicationFile.objects.filter(application=application, question=key).delete()
        ApplicationFile.objects.create(application=application, question=key, file=stored)
    return refused


def budget_place(application: Application) -> tuple[str | None, str | None]:
    """(part, question) where the budget table stands."""
    asked = questions_of(application.form_version.schema)
    return next(((part["key"], question["key"]) for part, question in asked if question["kind"] == "budget"), (None, None))


def save_budget_row(
    *,
    application: Application,
    by: "User | CodeHolder",
    item: str,
    quantity: Decimal,
    unit_cost: Money,
    own: Money,
    unit: str = "",
    category: str = "",
    row: BudgetItem | None = None,
) -> BudgetItem:
    """Add or change a row of the budget. The amount is quantity times unit cost, rounded half to even; the totals are kept.

    `category`: empty, "other" or the first kind of cost that the call pays for.
    Raises Refused: own contribution above the amount, another currency, too many rows, a kind of cost that the call does not pay for,
    sent already.
    """
    amount = unit_cost.times(quantity)
    if quantity <= 0 or unit_cost.minor < 0 or own.minor < 0:
        raise Refused(_("Write how many and the price as numbers above zero."), code="not_positive")
    if own.minor > amount.minor:
        raise Refused(_("Your own contribution is larger than the amount."), code="own_too_large")
    with transaction.atomic():
        locked = _locked(application, by, *budget_place(application))
        if {unit_cost.currency, own.currency} != {locked.currency}:
            raise Refused(_("The budget is in another currency."), code="currency")
        category = category or next(code for code in (BudgetCategory.OTHER, *BudgetCategory) if locked.call.takes_cost(code))
        if not locked.call.takes_cost(category):
            raise Refused(_("This call does not pay for this kind of cost."), code="category")
        if row is None and locked.budget.count() >= MOST_ROWS:
            raise Refused(_("The budget has too many rows. Put small ones together."), code="too_many_rows")
        values: dict[str, Any] = {
            "item": item,
            "category": category,
            "unit": unit,
            "quantity": quantity,
            "unit_cost_minor": unit_cost.minor,
            "amount_minor": amount.minor,
            "own_minor": own.minor,
            "currency": locked.currency,
        }
        if row is None:
            last = locked.budget.last()
            saved = BudgetItem.objects.create(application=locked, position=last.position + 1 if last else 1, **values)
        else:
            if not BudgetItem.objects.filter(pk=row.pk, application=locked).update(**values):
                raise Refused(_("Somebody of your group removed this row while you were writing."), code="row_gone")
            saved = BudgetItem.objects.get(pk=row.pk)
        _keep_totals(locked, by)
    return saved


def remove_budget_row(*, application: Application, row: BudgetItem, by: "User | CodeHolder") -> None:
    """Take a row out of the budget of a draft; gone already is no error."""
    with transaction.atomic():
        locked = _locked(application, by, *budget_place(application))
        BudgetItem.objects.filter(pk=row.pk, application=locked).delete()
        _keep_totals(locked, by)


def _keep_totals(locked: Application, by: "User | CodeHolder") -> None:
    sums = locked.budget.aggregate(amount=Sum("amount_minor"), own=Sum("own_minor"))
    locked.own_minor = sums["own"] or 0
    locked.requested_minor = (sums["amount"] or 0) - locked.own_minor
    locked.saved_at = timezone.now()
    locked.save(update_fields=["own_minor", "requested_minor", "saved_at"])
    _no_longer_confirmed(locked)
    record_event(
        subject=locked, action="budget_saved", by=by, data={"requested_minor": locked.requested_minor, "own_minor": locked.own_minor}
    )
