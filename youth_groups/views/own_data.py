"""A person's own data, given out by the office from the person page."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import route
from youth_groups.domain.own_data import LANGUAGES, give_own_data
from youth_groups.domain.protected import reads_sensitive
from youth_groups.forms.own_data import OwnDataForm
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.views.clearance import cleared
from youth_groups.views.lookup import reader
from youth_groups.views.people import person_for


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person", permission="own_data")
@cleared
def own_data(request: HttpRequest, number: str) -> HttpResponseBase:
    """Who asks and for what; then the file. Nothing is kept of it here."""
    user, row = reader(request), person_for(request, number)
    initial = {"language": row.language if row.language in LANGUAGES else "ru", "asked_by": "self"}
    form = OwnDataForm(request.POST or None, initial=initial, may_protected=reads_sensitive(user))
    if form.is_valid():
        try:
            content = give_own_data(person=row, by=user, **form.cleaned_data)
        except Refused as refusal:
            if refusal.code == "not_cleared":
                raise
            form.add_error(None, str(refusal))
        else:
            response = HttpResponse(content, content_type="application/pdf")
            response["Content-Disposition"] = f'attachment; filename="{row.number}-{timezone.localdate().isoformat()}.pdf"'
            response["Cache-Control"] = "no-store, private"
            return response
    return render(request, "youth_groups/own_data.html", {"person": row, "form": form})
