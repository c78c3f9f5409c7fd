"""The office decides whether two records are one person, and takes a merge back."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.access import log_access
from core.refusals import refusals_as_messages
from core.routes import route
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.duplicates import say_one_person, say_two_people, undo_merge
from youth_groups.domain.rights import RECORDS_PEOPLE
from youth_groups.models import Person, PersonMerge, PersonPair
from youth_groups.queries.duplicates import Side, merges_of, pairs_to_decide, reasons_of, sides_of
from youth_groups.views.clearance import cleared

PER_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A pair with the reasons in words."""

    pair: PersonPair
    reasons: list[str]


@require_GET
@route(audience="role", roles=RECORDS_PEOPLE, model="youth_groups.PersonPair", methods=("GET",))
@cleared
def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs that wait, the most likely first; merges that can still be undone."""
    user = cast(User, request.user)
    page = Paginator(pairs_to_decide(user, RECORDS_PEOPLE), PER_PAGE).get_page(request.GET.get("page"))
    _note(user, [person for pair in page for person in (pair.first, pair.second)])
    reasons = reasons_of(list(page))
    shown = [Shown(pair, reasons.get(pair.pk, [])) for pair in page]
    return render(request, "youth_groups/duplicates.html", {"page": page, "shown": shown, "merges": merges_of(user, RECORDS_PEOPLE)})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.PersonPair", permission="decide")
@cleared
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair side by side. POST decides: `keep` names the record that stays, or `two` says that these are two people."""
    user = cast(User, request.user)
    pair = get_object_or_404(_pairs(user), pk=pk)
    if request.method == "POST":
        return _decided(request, user, pair)
    _note(user, [pair.first, pair.second])
    sides: list[Side] = sides_of([pair.first, pair.second])
    return render(request, "youth_groups/duplicate.html", {"pair": pair, "sides": sides, "reasons": reasons_of([pair]).get(pair.pk, [])})


def _decided(request: HttpRequest, user: User, pair: PersonPair) -> HttpResponse:
    keep = {pair.first.number: pair.first, pair.second.number: pair.second}.get(request.POST.get("keep", ""))
    with refusals_as_messages(request):
        if keep is not None:
            say_one_person(pair=pair, survivor=keep, by=user)
            messages.success(request, _("The two records are one now. This can be undone for 30 days."))
        else:
            say_two_people(pair=pair, by=user)
            messages.success(request, _("Noted: two people. This pair does not come back."))
        return redirect("youth_groups:duplicates")
    return redirect("youth_groups:duplicate", pk=pair.pk)


@require_POST
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.PersonMerge", permission="undo", methods=("POST",))
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    user = cast(User, request.user)
    everywhere, organisations = user.reach(RECORDS_PEOPLE)
    rows = PersonMerge.objects.select_related("survivor", "gone")
    merge = get_object_or_404(rows if everywhere else rows.filter(survivor__organisation_id__in=organisations), pk=pk)
    with refusals_as_messages(request):
        undo_merge(merge=merge, by=user)
        messages.success(request, _("The merge is undone: these are two records again."))
    return redirect("youth_groups:duplicates")


def _pairs(user: User) -> QuerySet[PersonPair]:
    everywhere, organisations = user.reach(RECORDS_PEOPLE)
    rows = PersonPair.objects.select_related("first__locality__province", "second__locality__province")
    return rows if everywhere else rows.filter(first__organisation_id__in=organisations)


def _note(user: User, people: list[Person]) -> None:
    today = timezone.localdate()
    minors = sum(person.is_minor_on(today) for person in people)
    if minors:
        require_cleared(user)
        log_access(user=user, action="read_duplicates", model=Person, rows=minors)
