"""Before a training: who is confirmed, what is missing and who can give it, care needs, the risk form, who may collect each child."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import log_access
from core.refusals import Refused
from core.routes import account, route
from trainings.documents import draw_leader_sheet, draw_needs_sheet
from trainings.domain.leader_copies import mark_copy_destroyed
from trainings.domain.risk import (
    against_opening,
    confirm_place,
    needs_risk_form,
    number_leader_sheet,
    open_camp,
    say_who_collects,
    write_risk_form,
)
from trainings.forms.risk import CareForm, CollectorForm, RiskFormForm
from trainings.models import Collector, Participation, RiskForm, Training
from trainings.queries.leader_copies import leader_copies
from trainings.queries.offers import needed_by
from trainings.queries.risk import (
    care_words,
    children_collected,
    forms_of_roster,
    leader_sheet,
    needs_counted,
    needs_sheet,
    people_counted,
    place_lines,
    risk_facts,
)
from trainings.queries.sheets import trainers_of
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training, training_for, with_roster
from youth_groups.documents import draw_consent_forms
from youth_groups.documents.consent_texts import LANGUAGES
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.protected import read_care, record_care
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def preparation(request: HttpRequest, slug: str) -> HttpResponse:
    """Named, for the cleared trainers and coordinators of the training, and logged. Coordinators confirm places and open a camp."""
    training, user = with_roster(training_for(request, slug)), account(request)
    require_cleared(user)
    if request.method == "POST":
        return _act(request, training)
    lines = place_lines(training)
    care = read_care(about=training, person_ids=[line.place.person_id for line in lines], by=user, reason="preparation")
    known = {pk: {"words": care_words(answers), **answers} for pk, answers in care.items()}
    if minors := sum(line.minor for line in lines):
        log_access(user=user, action="read_roster", model=Participation, subject_id=str(training.pk), rows=minors, reason="preparation")
    collectors = dict(Collector.objects.filter(training=training).values_list("person_id", "who"))
    context = {
        "training": training,
        "rows": [(line, known.get(line.place.person_id), collectors.get(line.place.person_id, "")) for line in lines],
        "needs": needs_counted(training),
        "camp": needs_risk_form(training),
        "against": against_opening(training),
        "risk": RiskForm.objects.filter(training=training).first(),
        "coordinates": Training.objects.in_scope(user).filter(pk=training.pk).exists(),
        "languages": LANGUAGES,
        "copies": leader_copies(training),
        "needed_by": needed_by(training) if any(line.missing for line in lines) else None,
    }
    return render(request, "trainings/preparation.html", context)


def _act(request: HttpRequest, training: Training) -> HttpResponse:
    try:
        if request.POST.get("part") == "open":
            open_camp(training=training, by=account(request))
        elif request.POST.get("part") == "destroyed":
            mark_copy_destroyed(training=training, copy=_number(request.POST.get("copy")), by=account(request))
        else:
            place = get_object_or_404(training.participations, pk=_number(request.POST.get("place")))
            confirm_place(participation=place, by=account(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("trainings:preparation", slug=training.slug)


def _number(text: str | None) -> int:
    if not (text or "").isdigit():
        raise Http404
    return int(text or 0)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def preparation_care(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Care data of one person for this training, and who may collect the child. What stood is shown and logged."""
    training, user = coordinated_training(request, slug=slug), account(request)
    place = get_object_or_404(training.participations.select_related("person"), pk=pk)
    stood = read_care(about=training, person_ids=[place.person_id], by=user, reason="care form").get(place.person_id, {})
    part = request.POST.get("part", "")
    care = CareForm(request.POST if part == "care" else None, initial=stood)
    who = Collector.objects.filter(training=training, person_id=place.person_id).first()
    collector = CollectorForm(request.POST if part == "collector" else None, initial={"who": who.who if who else ""})
    if care.is_valid() or collector.is_valid():
        try:
            _write(training, place, user, care, collector)
        except Refused as refusal:
            (care if part == "care" else collector).add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:preparation", slug=slug)
    minor = place.person.is_minor_on(training.first_day)
    context = {"training": training, "place": place, "care": care, "collector": collector if minor else None}
    return render(request, "trainings/preparation_care.html", context)


def _write(training: Training, place: Participation, user: Any, care: CareForm, collector: CollectorForm) -> None:
    if collector.is_bound:
        say_who_collects(training=training, person=place.person, who=collector.cleaned_data["who"], by=user)
    else:
        days = {"first_day": training.first_day, "ends_on": training.last_day}
        record_care(person=place.person, about=training, answers=care.cleaned_data, by=user, **days)


@require_POST
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("POST",))
@cleared
def leader_sheet_pdf(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A copy for the leader's pocket, with a number of its own; the reading of the care data is logged under it. It is kept nowhere."""
    training, user = training_for(request, slug), account(request)
    if language not in LANGUAGES:
        raise Http404
    copy = number_leader_sheet(training=training, by=user)
    people = training.participations.values_list("person_id", flat=True)
    care = read_care(about=training, person_ids=people, by=user, reason=f"leader's sheet, copy {copy}")
    content = draw_leader_sheet(leader_sheet(training, care, copy, user.name or str(user), language))
    return _pdf(content, f"leader-{training.number}-{copy}.{language}.pdf")


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def preparation_counts(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts for kitchen and venue: no names. A page to print."""
    training = with_roster(training_for(request, slug))
    context = {"training": training, "needs": needs_counted(training), "people": people_counted(training), "languages": LANGUAGES}
    return render(request, "trainings/preparation_counts.html", context)


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
def preparation_counts_pdf(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The same counts as a page for the wall of the kitchen, in the kitchen's language."""
    training = with_roster(training_for(request, slug))
    if language not in LANGUAGES:
        raise Http404
    return _pdf(draw_needs_sheet(needs_sheet(training, language)), f"kitchen-{training.number}.{language}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def risk(request: HttpRequest, slug: str) -> HttpResponse:
    """The risk form: written here, printed from the page that it leads to."""
    training = coordinated_training(request, slug=slug)
    require_cleared(account(request))
    row = RiskForm.objects.filter(training=training).first()
    form = RiskFormForm(request.POST or None, instance=RiskForm.objects.filter(training=training).first())
    if form.is_valid():
        try:
            write_risk_form(training=training, by=account(request), facts=form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:preparation", slug=slug)
    return render(request, "trainings/risk.html", {"training": training, "form": form, "row": row})


@require_GET
@route(audience="object", model="trainings.Training", permission="lead_training", methods=("GET",))
@cleared
def risk_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The risk form to read and print, with every child and who may collect it: for the cleared who lead the camp. Logged."""
    training, user = training_for(request, slug), account(request)
    require_cleared(user)
    row = get_object_or_404(RiskForm.objects.select_related("written_by", "opened_by"), training=training)
    children = children_collected(training)
    if children:
        log_access(user=user, action="read_roster", model=Collector, subject_id=str(training.pk), rows=len(children), reason="risk form")
    context = {"training": training, "row": row, "facts": risk_facts(row), "children": children, "leaders": trainers_of(training)}
    return render(request, "trainings/risk_sheet.html", context)


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("GET",))
@cleared
def roster_consent_forms(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The paper forms of the whole roster as one PDF."""
    training = coordinated_training(request, slug=slug)
    require_cleared(account(request))
    forms = forms_of_roster(training, language) if language in LANGUAGES else []
    if not forms:
        raise Http404
    log_access(user=request.user, action="print", model=Participation, subject_id=str(training.pk), rows=len(forms), reason="consent forms")
    return _pdf(draw_consent_forms(forms), f"consents-{training.number}.{language}.pdf")
