"""The coordinator sets a training up: sessions, trainers, signatories, money. Each part is saved by its own button."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import account, route
from programme.models import Agreement
from programme.share_forms import ShareFormSet, shares_of, shares_shown
from trainings.domain.sessions import repeat_session, repeats_of
from trainings.domain.templates import set_certificate
from trainings.domain.trainings import add_trainer, plan_sessions, remove_trainer, set_funding, set_signatories
from trainings.forms.setup import CertificateForm, RepeatForm, SessionsForm, SignatoryFormSet, TrainerForm
from trainings.models import Training
from trainings.queries.setup import setup_of
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation")
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    training = coordinated_training(request, slug=slug)
    forms = _forms(request, training)
    part = request.POST.get("part", "")
    if request.method == "POST" and part in SAVE and (part == "remove" or forms[part].is_valid()):
        try:
            SAVE[part](request, training, forms)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:setup", slug=slug)
    return render(request, "trainings/setup.html", {"training": training, "forms": forms, **setup_of(training)})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.Training", permission="organisation")
def repeat(request: HttpRequest, slug: str) -> HttpResponse:
    """The same session on other days: GET with the choice shows the days, POST adds them."""
    training = coordinated_training(request, slug=slug)
    data = request.POST if request.method == "POST" else request.GET if "session" in request.GET else None
    form, days = RepeatForm(data, training=training), []
    if form.is_valid():
        try:
            if request.method == "POST":
                rows = repeat_session(session=form.cleaned_data["session"], by=account(request), pace=form.pace())
                text = ngettext("%(count)s session is added.", "%(count)s sessions are added.", len(rows)) % {"count": len(rows)}
                messages.success(request, text)
                return redirect("trainings:setup", slug=slug)
            days = repeats_of(form.cleaned_data["session"], form.pace())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    new = sum(1 for day in days if not day.stands)
    return render(request, "trainings/repeat.html", {"training": training, "form": form, "days": days, "new": new})


def _forms(request: HttpRequest, training: Training) -> dict[str, Any]:
    """Every form of the page; the one whose button was pressed is bound."""
    part = request.POST.get("part", "")

    def data(name: str) -> Any:
        return request.POST if part == name else None

    names = ("name", "post_ky", "post_ru", "post_en", "post_uz")
    signs = list(training.signatories.order_by("position").values(*names, picture=F("image")))
    agreements = Agreement.objects.filter(organisation=training.organisation_id)
    return {
        "sessions": SessionsForm(data("sessions")),
        "trainer": TrainerForm(data("trainer"), training=training, by=account(request)),
        "signatories": SignatoryFormSet(data("signatories"), request.FILES or None, prefix="signs", initial=signs),
        "certificate": CertificateForm(data("certificate"), training=training),
        "funding": ShareFormSet(
            data("funding"), prefix="share", initial=shares_shown(training.funding), form_kwargs={"agreements": agreements}
        ),
    }


def _save_sessions(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    plan_sessions(training=training, by=account(request), kind=forms["sessions"].cleaned_data["kind"])


def _save_trainer(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    add_trainer(training=training, user=forms["trainer"].cleaned_data["user"], by=account(request))


def _remove_trainer(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    user = get_object_or_404(get_user_model(), number=request.POST.get("number", ""))
    remove_trainer(training=training, user=user, by=account(request))


def _save_signatories(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    wanted = [signs for form in forms["signatories"] if (signs := form.signs())]
    set_signatories(training=training, by=account(request), signatories=wanted)


def _save_certificate(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    set_certificate(training=training, by=account(request), **forms["certificate"].cleaned_data)


def _save_funding(request: HttpRequest, training: Training, forms: dict[str, Any]) -> None:
    set_funding(training=training, by=account(request), shares=shares_of(forms["funding"]))


SAVE = {
    "sessions": _save_sessions,
    "trainer": _save_trainer,
    "remove": _remove_trainer,
    "signatories": _save_signatories,
    "certificate": _save_certificate,
    "funding": _save_funding,
}
