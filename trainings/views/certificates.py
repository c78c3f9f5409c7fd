"""Certificates of a training: who gets one, who not yet and why, one PDF and all as one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.uploads import send
from trainings.domain.bulk import PDF, ZIP, start_bulk
from trainings.domain.certificates import (
    certificate_file,
    issue_certificates,
    issue_provisional,
    reissue_certificate,
    revoke_certificate,
    settle_provisional,
    take_from_pile,
)
from trainings.domain.links import address_of, make_link, send_links
from trainings.domain.wording import problems_of
from trainings.forms.certificates import ReasonForm
from trainings.models import Certificate, Training
from trainings.numbers import in_groups
from trainings.queries.attendance import attendance_of
from trainings.queries.certificates import pile_of, readiness_of
from trainings.queries.preparation import consents_of, log_roster_reading
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for, with_roster
from youth_groups.domain.clearance import require_cleared
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the list. POST: issue to all who are ready, and to those for whom a coordinator wrote a reason."""
    training = with_roster(training_for(request, slug))
    require_cleared_for_roster(request, training)
    if request.method == "POST":
        with refusals_as_messages(request):
            messages.success(request, _issued(request, training))
        return redirect("trainings:certificates", slug=slug)
    attendance = attendance_of(training)
    readiness = readiness_of(attendance, consents_of(training, attendance.roster))
    log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="certificates")
    context = {
        "training": training,
        "readiness": readiness,
        "problems": problems_of(training),
        "pile": pile_of(training),
        "coordinates": Training.objects.in_scope(request.user).filter(pk=training.pk).exists(),
    }
    return render(request, "trainings/certificates.html", context)


def _issued(request: HttpRequest, training: Training) -> str:
    """Do what the pressed button says, and say what was done."""
    action = request.POST.get("action")
    if action == "settle_provisional":
        confirmed, voided = settle_provisional(training=training, by=account(request))
        return _("Confirmed: %(confirmed)s. Void, because they were not earned: %(voided)s.") % {"confirmed": confirmed, "voided": voided}
    if action == "pile":
        count = take_from_pile(training=training, by=account(request), certificates=_ticked(request))
        return ngettext("%(count)s paper left the pile.", "%(count)s papers left the pile.", count) % {"count": count}
    if action == "provisional":
        count = len(issue_provisional(training=training, by=account(request)))
    else:
        count = len(issue_certificates(training=training, by=account(request), reasons=_reasons(request)).certificates)
    return ngettext("%(count)s certificate issued.", "%(count)s certificates issued.", count) % {"count": count}


def _reasons(request: HttpRequest) -> dict[int, str]:
    """Reasons written on the page: fields reason-<participation id>."""
    found = {}
    for name, text in request.POST.items():
        key = name.removeprefix("reason-")
        if key != name and key.isascii() and key.isdigit() and str(text).strip():
            found[int(key)] = str(text)[:300]
    return found


def _ticked(request: HttpRequest) -> list[int]:
    """The certificates that are ticked on the page, by id."""
    return [int(pk) for pk in request.POST.getlist("certificate") if pk.isascii() and pk.isdigit()]


def _certificate(request: HttpRequest, number: str) -> Certificate:
    rows = Certificate.objects.for_user(request.user).select_related("training", "participation__person", "file")
    return get_object_or_404(rows, number=number)


def _require_cleared_for(request: HttpRequest, certificate: Certificate) -> None:
    """A minor's certificate opens like the rest of the minor's record."""
    if certificate.participation.person.is_minor_on(certificate.training.first_day):
        require_cleared(account(request))


@require_GET
@route(audience="object", model="trainings.Certificate", permission="lead_training", methods=("GET",))
@cleared
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponseBase:
    """One certificate as a PDF."""
    certificate = _certificate(request, number)
    _require_cleared_for(request, certificate)
    try:
        return send(certificate_file(certificate=certificate), inline=True)
    except Refused:
        raise Http404 from None


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
@cleared
def bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """The ticked certificates, or all, as one PDF or as single files (a job with its own page), or as links by message."""
    training = training_for(request, slug)
    require_cleared_for_roster(request, training)
    wanted, how, by = _ticked(request), request.POST.get("as"), account(request)
    with refusals_as_messages(request):
        if how == "links":
            messages.success(request, _sent(training, wanted, by))
        else:
            kind = ZIP if how == "zip" else PDF
            job = start_bulk(training=training, by=by, kind=kind, only=wanted, issue=how == "issue")
            return redirect("core:job", pk=job.pk)
    return redirect("trainings:certificates", slug=slug)


def _sent(training: Training, wanted: list[int], by: User) -> str:
    """Send the links, and say to how many and who is left."""
    rows = training.certificates.in_force().select_related("participation", "training")
    written, cards, left = send_links(training=training, by=by, certificates=list(rows.filter(pk__in=wanted) if wanted else rows))
    words = [ngettext("%(count)s person was written to.", "%(count)s people were written to.", written) % {"count": written}]
    if cards:
        text = ngettext("For %(count)s person a card waits under “Tell them”.", "For %(count)s people cards wait under “Tell them”.", cards)
        words.append(text % {"count": cards})
    if left:
        text = ngettext(
            "%(count)s has no e-mail address here: make the link on the page of the certificate.",
            "%(count)s have no e-mail address here: make their links on the pages of the certificates.",
            len(left),
        )
        words.append(text % {"count": len(left)})
    return " ".join(words)


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.Certificate", permission="organisation")
@cleared
def certificate_page(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate for the coordinator: issue again with the name of the record, or revoke, with a reason."""
    certificate = get_object_or_404(
        Certificate.objects.in_scope(request.user).select_related("training", "participation__person", "replaces", "replaced_by"),
        number=number,
    )
    _require_cleared_for(request, certificate)
    if request.POST.get("action") == "link":
        with refusals_as_messages(request):
            make_link(certificate=certificate, by=account(request))
        return redirect("trainings:certificate", number=number)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            verb = {"reissue": reissue_certificate, "revoke": revoke_certificate}[form.cleaned_data["action"]]
            row = verb(certificate=certificate, by=account(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("Saved: %(number)s.") % {"number": in_groups(row.number)})
            return redirect("trainings:certificate", number=row.number)
    links = [(link, address_of(link)) for link in certificate.links.filter(expires_at__gt=timezone.now()) if link.stands()]
    context = {"certificate": certificate, "form": form, "shown": in_groups(certificate.number), "links": links}
    return render(request, "trainings/certificate.html", context)
