"""Lists of people leave as a table: the register's list, a group's members. The form asks why; the file follows as a stream."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import route
from youth_groups.domain.lists import TakenOut, take_list_out
from youth_groups.forms.lists import TakeOutForm
from youth_groups.models import Group
from youth_groups.queries.clearance import is_cleared
from youth_groups.queries.lists import PeopleList, members_list, register_list
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.views.lookup import reader


def take_out_page(request: HttpRequest, listed: PeopleList, *, title: str, back: str) -> HttpResponseBase:
    """The form of a list, and the list once it is said what for. For the views that hold the right on it."""
    user = reader(request)
    form = TakeOutForm(request.POST or None)
    if form.is_valid():
        try:
            return _file(take_list_out(listed=listed, by=user, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    cleared = is_cleared(user, timezone.localdate())
    context = {
        "form": form,
        "title": title,
        "back": back,
        "count": listed.counts(user)[0],
        "left_out": 0 if cleared else listed.rows.filter(listed.minors()).count(),
        "searched": listed.searched,
        "comes_back": listed.kind == "people",
    }
    return render(request, "youth_groups/list_export.html", context)


def _file(taken: TakenOut) -> StreamingHttpResponse:
    response = StreamingHttpResponse(taken.chunks, content_type=taken.content_type)
    response["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person")
def export_people(request: HttpRequest) -> HttpResponseBase:
    """The register's list of people with the filter of the page that led here."""
    text = request.GET.get("q", "").strip()[:100]
    back = reverse("youth_groups:people")
    listed = register_list(reader(request), text=text)
    return take_out_page(request, listed, title=_("People"), back=f"{back}?{urlencode({'q': text})}" if text else back)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="youth_groups.Group", permission="export")
def export_members(request: HttpRequest, number: str) -> HttpResponseBase:
    """A group's members, for the office that keeps its people."""
    group = get_object_or_404(Group.objects.in_scope(request.user, OFFICE_READS_PEOPLE), number=number)
    listed = members_list(reader(request), group)
    return take_out_page(request, listed, title=f"{_('Members')}: {group.name}", back=reverse("youth_groups:members", args=[number]))
