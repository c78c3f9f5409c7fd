"""A certificate as a file for whoever has its link: the code stands in the form, never in an address."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import route
from core.uploads import send
from trainings.domain.links import link_by_code, open_link
from trainings.forms.certificates import LinkCodeForm
from trainings.limits import UNKNOWN_TRIES, address_of, too_many
from trainings.models import CertificateLink


@require_http_methods(["GET", "POST"])
@route(audience="public")
def by_code(request: HttpRequest) -> HttpResponseBase:
    """Type the code or come by the link; then take the PDF. Expired, revoked and never made are one answer."""
    form = LinkCodeForm(request.POST if request.method == "POST" else None)
    response = _found(request, form) if form.is_valid() else _page(request, form)
    response["Cache-Control"] = "no-store, private"
    return response


def _page(request: HttpRequest, form: LinkCodeForm, link: CertificateLink | None = None, status: int = 200) -> HttpResponse:
    context = {"form": form, "link": link, "code": form.data.get("code", "")}
    return render(request, "trainings/certificate_code.html", context, status=status)


def _found(request: HttpRequest, form: LinkCodeForm) -> HttpResponseBase:
    link = link_by_code(form.cleaned_data["code"])
    if link is None:
        if too_many("certificate-code", address_of(request), most=UNKNOWN_TRIES):
            return render(request, "429.html", status=429)
        form.add_error(
            "code", _("This code opens nothing, or no longer. Compare it with the message, or ask the organiser for a new link.")
        )
        return _page(request, form, status=404)
    if request.POST.get("take"):
        try:
            return send(open_link(link))
        except Refused as refusal:
            form.add_error("code", str(refusal))
            return _page(request, form, status=404)
    return _page(request, form, link)
