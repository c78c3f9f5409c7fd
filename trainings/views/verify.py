"""Verification without an account. What is shown is what was frozen; the name only to whoever knows how it begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.routes import route
from trainings.domain.facts import public_facts, shown_name
from trainings.forms.certificates import NameForm, NumberForm
from trainings.limits import DAY, NAME_TRIES, NAME_TRIES_A_DAY, UNKNOWN_TRIES, address_of, too_many
from trainings.models import Certificate
from trainings.numbers import CERTIFICATE_LENGTH, in_groups, is_number, tidy_number
from trainings.queries.certificates import public_state


@require_GET
@route(audience="public", methods=("GET",))
def start(request: HttpRequest) -> HttpResponse:
    """The form for the number; a typed number leads to its page, a wrong one keeps what was typed."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        typed = form.cleaned_data["number"]
        tidy = tidy_number(typed)
        if not is_number(tidy, CERTIFICATE_LENGTH):
            return _not_found(request, typed, tidy)
        return redirect("verify_number", number=tidy)
    return render(request, "trainings/verify_start.html", {"form": form})


@require_http_methods(["GET", "POST"])
@route(audience="public")
def result(request: HttpRequest, number: str) -> HttpResponse:
    """Status, public title, dates, hours. POST with the first letters of the family name shows the name."""
    tidy = tidy_number(number)
    certificate = _find(tidy)
    if certificate is None:
        return _not_found(request, number, tidy)
    tone, heading, text = public_state(certificate)
    form = NameForm(request.POST if request.method == "POST" else None)
    name, status = "", 200
    if form.is_valid():
        if too_many("certificate-name", address_of(request), tidy, most=NAME_TRIES):
            status = 429
            form.add_error("letters", _("That was tried ten times from here. Please wait an hour, or ask the organiser."))
        elif too_many("certificate-name-anywhere", tidy, most=NAME_TRIES_A_DAY, seconds=DAY):
            status = 429
            form.add_error("letters", _("That was tried too often today. Please come back tomorrow, or ask the organiser."))
        else:
            name = shown_name(certificate, form.cleaned_data["letters"])
            if not name:
                form.add_error("letters", _("The family name does not begin like this. Type it as it is printed."))
    newer = getattr(certificate, "replaced_by", None)
    context = {
        "certificate": certificate,
        "shown": in_groups(tidy),
        "tone": tone,
        "heading": heading,
        "text": text,
        "facts": public_facts(certificate),
        "form": form,
        "name": name,
        "newer": newer.number if newer else "",
        "newer_shown": in_groups(newer.number) if newer else "",
    }
    return render(request, "trainings/verify.html", context, status=status)


def _find(number: str) -> Certificate | None:
    if not is_number(number, CERTIFICATE_LENGTH):
        return None
    return Certificate.objects.select_related("replaced_by", "participation__person", "training").filter(number=number).first()


def _not_found(request: HttpRequest, typed: str, tidy: str) -> HttpResponse:
    if too_many("certificate-unknown", address_of(request), most=UNKNOWN_TRIES):
        return render(request, "429.html", status=429)
    form = NumberForm({"number": typed[:40]})
    form.is_valid()
    if is_number(tidy, CERTIFICATE_LENGTH):
        words = _("No certificate has this number. Compare it with the paper once more; if it is the same, ask the organiser.")
    else:
        words = _("This number has a typing error: it has 12 letters and digits, without O, I, L, 0 and 1. Compare it with the paper.")
    form.add_error("number", words)
    return render(request, "trainings/verify_start.html", {"form": form}, status=404)
