"""A group's page of one training call: whom it put forward, and putting forward several at once. And somebody applies for themself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.domain.nominations import apply_for_oneself, nominate, withdraw_nomination
from trainings.forms.nominations import ChooseForm, NominationForm, members_to_nominate
from trainings.models import Nomination, TrainingCall
from trainings.queries.calls import facts_of_call, person_of
from trainings.queries.offers import nominations_with_answers
from youth_groups.models import Group


def _call_and_group(request: HttpRequest, slug: str, number: str) -> tuple[TrainingCall, Group]:
    """The call, and the group for which this person acts. 404 for everybody else."""
    group = get_object_or_404(Group.objects.editable_by(request.user), number=number)
    calls = TrainingCall.objects.exclude(state="draft").filter(organisation_id=group.organisation_id)
    return get_object_or_404(calls.select_related("form_version", "locality"), slug=slug), group


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="edit_group")
def nominate_page(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Step one chooses (GET), step two asks the call's questions for each (GET with the choice), POST sends."""
    call, group = _call_and_group(request, slug, number)
    people, others = members_to_nominate(group, call)
    choose = ChooseForm(request.GET if "new" in request.GET else None, people=people)
    context = {"call": call, "group": group, "facts": facts_of_call(call), "choose": choose, "others": others, "is_open": call.is_open()}
    if not choose.is_valid() or not call.is_open():
        return render(request, "trainings/nominate.html", {**context, "nominations": nominations_with_answers(call, group)})
    chosen = [person for person in people if person.number in choose.cleaned_data.get("p", [])]
    data = request.POST if request.method == "POST" else None
    form = NominationForm(data, call=call, people=chosen, new=choose.cleaned_data["new"], language=get_language() or "ky")
    if form.is_valid():
        with refusals_as_messages(request):
            rows = nominate(
                call=call, group=group, by=account(request), candidates=form.candidates(), key=form.key, language=get_language() or "ky"
            )
            text = ngettext("%(count)s person is nominated.", "%(count)s people are nominated.", len(rows)) % {"count": len(rows)}
            messages.success(request, text)
            return redirect("trainings:nominate", slug=slug, number=number)
    return render(request, "trainings/nominate_form.html", {**context, "form": form})


@require_POST
@route(audience="object", model="youth_groups.Group", permission="edit_group", methods=("POST",))
def withdraw_page(request: HttpRequest, slug: str, number: str, pk: int) -> HttpResponse:
    call, group = _call_and_group(request, slug, number)
    nomination = get_object_or_404(Nomination, pk=pk, call=call, group=group)
    with refusals_as_messages(request):
        withdraw_nomination(nomination=nomination, by=account(request))
    return redirect("trainings:nominate", slug=slug, number=number)


@require_http_methods(["GET", "POST"])
@route(audience="signed_in")
def apply_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The call's questions for the person whose account this is; once sent, what became of it. 404 for an account of nobody there."""
    user, language = account(request), get_language() or "ky"
    person = person_of(user)
    if person is None:
        raise Http404
    calls = TrainingCall.objects.exclude(state="draft").filter(organisation_id=person.organisation_id)
    call = get_object_or_404(calls.select_related("form_version", "locality"), slug=slug)
    nomination = Nomination.objects.select_related("group").filter(call=call, person=person).first()
    if nomination is not None and request.POST.get("part") == "withdraw":
        with refusals_as_messages(request):
            withdraw_nomination(nomination=nomination, by=user)
        return redirect("trainings:apply", slug=slug)
    form = None
    if nomination is None and call.is_open():
        form = NominationForm(request.POST if request.method == "POST" else None, call=call, people=[person], new=0, language=language)
        if form.is_valid():
            with refusals_as_messages(request):
                apply_for_oneself(call=call, by=user, answers=form.candidates()[0].answers, key=form.key, language=language)
                return redirect("trainings:apply", slug=slug)
    context = {"call": call, "facts": facts_of_call(call), "is_open": call.is_open(), "person": person}
    return render(request, "trainings/apply.html", {**context, "nomination": nomination, "form": form})
