"""Verbs on a grant call: creating it, opening it with frozen questions and rubric, taking it back."""

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.questions import freeze, questions_of
from core.questions.blocks import schema_from_blocks
from core.refusals import Refused
from core.transitions import move
from grants.blocks import WHOLE, eligibility_from_blocks, rubric_from_blocks
from grants.domain.rights import require_runs
from grants.enums import CallState
from grants.models import GrantCall
from grants.queries.staffing import staffing_gaps
from programme.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User

FROZEN = ("form_version_id", "rubric", "eligibility", "published_at")


def create_grant_call(*, by: "User", provinces: "Iterable[Place]" = (), **fields: Any) -> GrantCall:
    """Create a call as a draft. `fields` are columns of GrantCall; the StreamFields take what `core.questions.blocks` takes."""
    call = save_grant_call(call=GrantCall(**fields), by=by)
    call.provinces.set(provinces)
    return call


def save_grant_call(*, call: GrantCall, by: "User") -> GrantCall:
    """Write what the office's form holds: a new draft, or changes to a call. The event keeps the names of changed fields.

    Changed questions, conditions or criteria of a published call are frozen anew; applications that have begun keep their version.
    Raises Refused when the line's currency is another one, or a published call would change organisation or currency.
    """
    require_runs(by, call.organisation_id)
    if call.budget_line.currency != call.currency:
        raise Refused(_("The call and its budget line have different currencies."), code="currency")
    with transaction.atomic():
        if call.pk is None:
            call.save(force_insert=True)
            record_event(subject=call, action="created", by=by)
            return call
        stored = GrantCall.objects.select_for_update().get(pk=call.pk)
        require_runs(by, stored.organisation_id)
        fields = _changed(stored, call)
        if stored.state != CallState.DRAFT and {"organisation_id", "currency"} & set(fields):
            raise Refused(_("The call is published: it stays with its organisation and its currency."), code="frozen")
        if stored.state != CallState.DRAFT and {"questions", "rubric_blocks", "eligibility_blocks"} & set(fields):
            _freeze(call)
            fields = [*fields, *FROZEN[:3]]
        if fields:
            call.save(update_fields=fields)
            record_event(subject=call, action="changed", by=by, data={"fields": fields, "form_version": call.form_version_id})
    return call


def _changed(stored: GrantCall, call: GrantCall) -> list[str]:
    return [
        field.attname
        for field in call._meta.concrete_fields
        if field.attname not in ("awarded_minor", "state", *FROZEN)
        and field.get_prep_value(field.value_from_object(stored)) != field.get_prep_value(field.value_from_object(call))
    ]


def _freeze(call: GrantCall) -> None:
    """Freeze questions, conditions and criteria into the call. Raises Refused when one of them does not hold."""
    schema = schema_from_blocks(call.questions)
    asked = [question for _part, question in questions_of(schema)]
    if not asked:
        raise Refused(_("The call has no questions yet. Add one at least."), code="no_questions")
    if not any(question["kind"] == "budget" for question in asked):
        raise Refused(_("The call has no budget table yet. Add it to one of the parts."), code="no_budget")
    rubric = rubric_from_blocks(call.rubric_blocks)
    if sum(criterion["weight"] for criterion in rubric) != WHOLE:
        raise Refused(_("The weights of the criteria must make 100 per cent."), code="weights")
    call.form_version = freeze(schema)
    call.rubric = rubric
    call.eligibility = eligibility_from_blocks(call.eligibility_blocks)


def publish_grant_call(*, call: GrantCall, by: "User") -> GrantCall:
    """Open the call: questions, conditions and criteria are frozen. It is open from its opening to its closing moment.

    Raises Refused: no question, no budget table, weights that do not make 100, too few different people for quorum and four eyes
    (the reason names the gap), closing date passed, no right. The public pages are published by editors in Wagtail.
    """
    with transaction.atomic():
        locked = GrantCall.objects.select_for_update().get(pk=call.pk)
        require_runs(by, locked.organisation_id)
        gaps = staffing_gaps(locked)
        if gaps:
            raise Refused(" ".join(gaps), code="too_few_people")
        again = locked.state == CallState.WITHDRAWN
        if locked.state == CallState.DRAFT:
            _freeze(locked)
            locked.published_at = timezone.now()
        move(locked, "publish_again" if again else "publish", by, data={"form_version": locked.form_version_id}, update=FROZEN)
    for name in ("state", *FROZEN):
        setattr(call, name, getattr(locked, name))
    return call


def withdraw_grant_call(*, call: GrantCall, by: "User", note: str) -> GrantCall:
    """Take an open call back, with the reason; what was sent stays."""
    move(call, "withdraw", by, note)
    return call


#: What a copied call takes over.
COPIED = (
    "organisation_id",
    *(f"title_{code}" for code in ("en", "ru", "ky", "uz")),
    "group_kinds",
    "budget_line_id",
    "currency",
    "floor_minor",
    "ceiling_minor",
    "budget_minor",
    "second_from_minor",
    "budget_categories",
    "time_zone",
    "sealed",
    "appeals",
    "quorum",
    "questions",
    "eligibility_blocks",
    "rubric_blocks",
)


def copy_grant_call(*, call: GrantCall, by: "User") -> GrantCall:
    """Last year's call as a new draft: questions, conditions, criteria, money and people's numbers; every date a year later.

    Number and address get a year or a counter that is free. Nothing of the old call changes.
    """
    number, slug = _next_name(call.number, "number", 20), _next_name(call.slug, "slug", 60)
    fresh = GrantCall(number=number, slug=slug, copied_from=call, **{name: getattr(call, name) for name in COPIED})
    for name in ("opens_at", "closes_at", "activities_from", "activities_to", "screening_by", "review_by", "decision_by"):
        setattr(fresh, name, _a_year_on(getattr(call, name)))
    with transaction.atomic():
        made = save_grant_call(call=fresh, by=by)
        made.provinces.set(call.provinces.all())
        record_event(subject=made, action="copied", by=by, data={"from": call.pk})
    return made


def _a_year_on(day: Any) -> Any:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _next_name(name: str, column: str, longest: int) -> str:
    """The name with the year after its own, else with a counter: the first that no call has."""
    years = re.findall(r"20\d\d", name)
    wanted = name.replace(years[0], str(int(years[0]) + 1)) if years else f"{name}-2"
    taken, more = set(GrantCall.objects.values_list(column, flat=True)), 2
    found = wanted[:longest]
    while found in taken:
        found = f"{wanted[: longest - 4]}-{more}"
        more += 1
    return found
