"""The focal point reads who read what of people, and what of it is unusual."""

from datetime import date
from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from core.routes import route
from youth_groups.queries.access import ACTIONS, REASONS, SEES, entries_for, unusual

PER_PAGE = 50


@require_GET
@route(audience="role", roles=SEES, model="core.AccessLog", methods=("GET",))
def access_log(request: HttpRequest) -> HttpResponse:
    """Filters by account, kind and day; the unusual stands first."""
    user = cast(User, request.user)
    account, action = request.GET.get("account", "").strip()[:20], request.GET.get("action", "")
    rows = entries_for(user, account=account, action=action if action in ACTIONS else "", day=_day(request.GET.get("day", "")))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [(row, ACTIONS.get(row.action, row.action), REASONS.get(row.reason, row.reason)) for row in page],
        "unusual": unusual(user),
        "actions": ACTIONS.items(),
        "account": account,
        "action": action,
        "day": request.GET.get("day", ""),
    }
    return render(request, "youth_groups/access_log.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
