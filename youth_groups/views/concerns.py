"""Safety concerns of a group: list and ranking, writing down, the village map and its pins, support history."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.refusals import Refused, refusals_as_messages
from core.routes import route
from core.uploads import send
from youth_groups.domain import concerns as verbs
from youth_groups.domain.rights import REGISTERS_GROUPS, edits_group, holds_one
from youth_groups.domain.support import record_support
from youth_groups.forms.concerns import ConcernForm, MapForm, PinForm, SupportForm
from youth_groups.models import Group, SafetyConcern, VillageMap
from youth_groups.models.concerns import WHOLE
from youth_groups.queries.concerns import affected_words, concerns_off_the_list, newest_map, ranked_concerns
from youth_groups.states import why_group_does_not_write
from youth_groups.views.lookup import reader, seen_group, written_group

#: How wide the picture is drawn when somebody points at it, in CSS pixels: the browser answers in these.
WIDTHS = {"small": 300, "large": 900}


def _may_write(request: HttpRequest, group: Group) -> bool:
    return edits_group(reader(request), group) and why_group_does_not_write(group) is None


def _concern(request: HttpRequest, number: str, pk: int) -> SafetyConcern:
    group = written_group(request, number)
    return get_object_or_404(SafetyConcern.objects.select_related("locality", "map__photo", "group"), pk=pk, group=group)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="view")
def concerns(request: HttpRequest, number: str) -> HttpResponse:
    """The list in the order on which the group agreed. POST moves one a place up or down and saves it at once."""
    if request.method == "POST":
        return _moved(request, number)
    group = seen_group(request, number)
    found = ranked_concerns(group)
    village_map = newest_map(group)
    context = {
        "group": group,
        "concerns": [(row, affected_words(row)) for row in found],
        "off": concerns_off_the_list(group),
        "map": village_map,
        "map_height": WHOLE * village_map.height // village_map.width if village_map else 0,
        "pins": _pins(village_map, found),
        "may_write": _may_write(request, group),
    }
    return render(request, "youth_groups/concerns.html", context)


def _pins(village_map: VillageMap | None, found: list[SafetyConcern]) -> list[tuple[SafetyConcern, int, int]]:
    """(concern, x, y) in the units of the drawing, which is 1,000 wide."""
    if village_map is None:
        return []
    high = WHOLE * village_map.height / village_map.width
    return [(row, row.map_x or 0, round((row.map_y or 0) * high / WHOLE)) for row in found if row.map_id == village_map.pk]


def _moved(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    for to in ("up", "down"):
        if request.POST.get(to, "").isdigit():
            concern = get_object_or_404(SafetyConcern, pk=int(request.POST[to]), group=group)
            with refusals_as_messages(request):
                verbs.rank_concern(concern=concern, by=reader(request), to=to)  # type: ignore[arg-type]
            return redirect(f"{request.path}#c{concern.pk}")
    return redirect("youth_groups:concerns", number=number)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def concern_add(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        try:
            verbs.add_concern(group=group, by=reader(request), **form.cleaned_data)
            messages.success(request, _("The concern is written down. Rank it among the others."))
            return redirect("youth_groups:concerns", number=number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/concern_edit.html", {"group": group, "form": form})


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.SafetyConcern", permission="edit")
def concern_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    concern = _concern(request, number, pk)
    form = ConcernForm(request.POST or None, concern=concern)
    if form.is_valid():
        try:
            verbs.change_concern(concern=concern, by=reader(request), **form.cleaned_data)
            return redirect("youth_groups:concerns", number=number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "youth_groups/concern_edit.html", {"group": concern.group, "form": form, "concern": concern})


@require_POST
@route(audience="object", model="youth_groups.SafetyConcern", permission="edit", methods=("POST",))
def concern_state(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Set aside, eased, or back on the list."""
    concern, action = _concern(request, number, pk), request.POST.get("do", "")
    with refusals_as_messages(request):
        if action in ("ease", "drop"):
            verbs.set_concern_aside(concern=concern, by=reader(request), eased=action == "ease")
        elif action == "reopen":
            verbs.reopen_concern(concern=concern, by=reader(request))
        else:
            raise Refused(_("Choose what to do."), code="nothing_chosen")
    return redirect("youth_groups:concerns", number=number)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit")
def map_add(request: HttpRequest, number: str) -> HttpResponse:
    group = written_group(request, number)
    form = MapForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        photo = form.cleaned_data["photo"]
        try:
            verbs.add_map(group=group, by=reader(request), upload=photo, name=photo.name, drawn_on=form.cleaned_data["drawn_on"])
            messages.success(request, _("The map is kept. Put your concerns on it."))
            return redirect("youth_groups:concerns", number=number)
        except Refused as refusal:
            form.add_error("drawn_on" if refusal.code == "future" else "photo", str(refusal))
    return render(request, "youth_groups/map_add.html", {"group": group, "form": form})


@require_GET
@route(audience="object", model="youth_groups.VillageMap", permission="view", methods=("GET",))
def map_photo(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    found = get_object_or_404(VillageMap.objects.for_user(reader(request)).select_related("photo"), pk=pk, group__number=number)
    return cast(HttpResponseBase, send(found.photo, inline=True))


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.SafetyConcern", permission="edit")
def concern_pin(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Where on the map: by pointing at the picture (which is a button), or by two numbers. Both work without script."""
    concern = _concern(request, number, pk)
    village_map = newest_map(concern.group)
    if village_map is None:
        messages.info(request, _("Add a photo of your map first."))
        return redirect("youth_groups:map_add", number=number)
    by_numbers = request.method == "POST" and request.POST.get("do") == "numbers"
    here = concern.map_x is not None and concern.map_id == village_map.pk
    initial = {"left": (concern.map_x or 0) // 10, "top": (concern.map_y or 0) // 10} if here else None
    form = PinForm(request.POST if by_numbers else None, initial=initial)
    if request.method == "POST" and (not by_numbers or form.is_valid()):
        with refusals_as_messages(request):
            _pinned(request, concern, village_map, form)
            return redirect("youth_groups:concerns", number=number)
    size = "large" if request.GET.get("size") == "large" else "small"
    context = {
        "group": concern.group,
        "concern": concern,
        "map": village_map,
        "form": form,
        "size": size,
        "width": WIDTHS[size],
        "here": here,
    }
    return render(request, "youth_groups/map_pin.html", context)


def _pinned(request: HttpRequest, concern: SafetyConcern, village_map: VillageMap, form: PinForm) -> None:
    by, action = reader(request), request.POST.get("do", "")
    if action == "unpin":
        verbs.unpin_concern(concern=concern, by=by)
        return
    if action == "numbers":
        x, y = form.thousandths()
    else:
        x, y = _pointed(request, village_map)
    verbs.pin_concern(concern=concern, village_map=village_map, x=x, y=y, by=by)


def _pointed(request: HttpRequest, village_map: VillageMap) -> tuple[int, int]:
    """Thousandths from the pixels of the picture as the page drew it."""
    width = WIDTHS.get(request.POST.get("size", ""), WIDTHS["small"])
    height = width * village_map.height / village_map.width
    try:
        x, y = int(request.POST["place.x"]), int(request.POST["place.y"])
    except (KeyError, ValueError):
        raise Refused(_("Point at the place on the map, or write the two numbers."), code="no_place") from None
    return round(x * WHOLE / width), round(y * WHOLE / height)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="view")
def support(request: HttpRequest, number: str) -> HttpResponse:
    """What the group got beside grants and trainings; the office adds to it."""
    group = seen_group(request, number)
    office = holds_one(reader(request), REGISTERS_GROUPS, group.organisation_id)
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            record_support(group=group, by=reader(request), **form.cleaned_data)
            messages.success(request, _("The support is written down."))
            return redirect("youth_groups:support", number=number)
    rows = group.support.select_related("written_by").order_by("-day", "-pk")[:200]
    return render(request, "youth_groups/support.html", {"group": group, "rows": rows, "form": form if office else None})
