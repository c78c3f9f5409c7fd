"""The office types in nominations from paper: of a group, or of people on their own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from core.refusals import refusals_as_messages
from core.routes import account, route
from trainings.domain.nominations import nominate_from_paper
from trainings.forms.nominations import ChooseForm, members_to_nominate
from trainings.forms.on_paper import GroupForm, PaperNominationForm
from trainings.models import TrainingCall
from trainings.queries.calls import facts_of_call
from trainings.queries.on_paper import likely_records, log_paper_reading, minors_among
from trainings.querysets import COORDINATES
from youth_groups.domain.clearance import require_cleared
from youth_groups.models import Group, Person
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=COORDINATES, model="trainings.TrainingCall", permission="organisation")
@cleared
def from_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Step one asks for the group, step two for the people on the form, step three for what the paper says; POST saves."""
    calls = TrainingCall.objects.for_user(request.user).filter(state="published")
    call = get_object_or_404(calls.select_related("form_version", "locality", "organisation"), slug=slug)
    groups = Group.objects.filter(organisation=call.organisation_id, state=Group.State.ACTIVE).order_by("number")
    asked = GroupForm(request.GET if "group" in request.GET else None, groups=groups)
    context: dict[str, Any] = {"call": call, "facts": facts_of_call(call), "is_open": call.is_open(), "step": 1, "groups": asked}
    if not asked.is_valid():
        return render(request, "trainings/from_paper.html", context)
    group = asked.cleaned_data["group"]
    people, others = members_to_nominate(group, call) if group else ([], [])
    _require_cleared(request, call, [*people, *others])
    choose = ChooseForm(request.GET if "new" in request.GET else None, people=people)
    context |= {"group": group, "choose": choose, "others": others, "step": 2}
    if not choose.is_valid():
        return render(request, "trainings/from_paper.html", context)
    chosen = [person for person in people if person.number in choose.cleaned_data.get("p", [])]
    return _typed(request, call, chosen, context)


def _typed(request: HttpRequest, call: TrainingCall, people: list[Person], context: dict[str, Any]) -> HttpResponse:
    data, language, new = request.POST if request.method == "POST" else None, get_language() or "ky", context["choose"].cleaned_data["new"]
    form = PaperNominationForm(data, call=call, people=people, new=new, language=language, late=not call.is_open())
    if form.is_valid() and _decided(request, call, form):
        with refusals_as_messages(request):
            rows = nominate_from_paper(
                call=call,
                group=context["group"],
                by=account(request),
                candidates=form.candidates(),
                key=form.key,
                paper=form.paper.facts(),
                language=language,
            )
            text = ngettext("%(count)s person is nominated.", "%(count)s people are nominated.", len(rows)) % {"count": len(rows)}
            messages.success(request, text)
            return redirect("trainings:call", slug=call.slug)
    return render(request, "trainings/from_paper.html", {**context, "form": form, "step": 3})


def _decided(request: HttpRequest, call: TrainingCall, form: PaperNominationForm) -> bool:
    """Whether it is said of each new person who they are. Records of the register that may be the same are shown otherwise."""
    likely = likely_records(call, form.written)
    _require_cleared(request, call, [person for records in likely for person, _reasons in records])
    return form.offer(likely)


def _require_cleared(request: HttpRequest, call: TrainingCall, people: list[Person]) -> None:
    """Names of minors are shown to whoever has papers for work with minors; that they were read is noted."""
    if minors := minors_among(call, people):
        require_cleared(account(request))
        log_paper_reading(user=request.user, call=call, minors=minors)
