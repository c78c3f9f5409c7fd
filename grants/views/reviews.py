"""A reviewer's own pages: title and group first, the declaration, and only then the application."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import Role
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.transitions import why_not
from grants.domain.reviews import abstain, declare_no_conflict, save_review, say_languages, send_review, update_review
from grants.forms.office import LanguagesForm, NoteForm, ReviewForm
from grants.models import ReviewAssignment
from grants.queries.office import scores_of
from grants.queries.reading import sent_parts
from grants.queries.staffing import reads
from grants.queries.versions import steps_of
from grants.views.holding import lang


def _own(request: HttpRequest, pk: int) -> ReviewAssignment:
    related = ("application__call", "application__group", "application__form_version")
    found: ReviewAssignment = get_object_or_404(ReviewAssignment.objects.of_reviewer(request.user).select_related(*related), pk=pk)
    return found


@require_GET
@route(audience="role", roles=(Role.REVIEWER,), methods=("GET",))
def mine(request: HttpRequest) -> HttpResponse:
    """Title and group only."""
    rows = (
        ReviewAssignment.objects.of_reviewer(request.user).select_related("application__call", "application__group").order_by("state", "pk")
    )
    form = LanguagesForm(initial={"languages": reads(account(request))})
    return render(request, "grants/reviews.html", {"rows": rows, "form": form})


@require_POST
@route(audience="role", roles=(Role.REVIEWER,), methods=("POST",))
def languages(request: HttpRequest) -> HttpResponse:
    """In which languages one reads applications."""
    with refusals_as_messages(request):
        say_languages(by=account(request), languages=request.POST.getlist("languages"))
        messages.success(request, _("Saved."))
    return redirect("grants:reviews")


@require_http_methods(["GET", "POST"])
@route(audience="object", model="grants.ReviewAssignment", permission="reviewer")
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the declaration: title and group. After it: the application and the scores; and, once the group has sent a newer version than
    the one that was reviewed, the way to review that.
    """
    assignment = _own(request, pk)
    if assignment.state not in ("declared", "sent"):
        return render(request, "grants/review_closed.html", {"assignment": assignment, "note_form": NoteForm()})
    review, application = assignment.review, assignment.application
    given = {"application": application, "language": lang(), "scores": review.scores, "comment": review.comment}
    form = ReviewForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            save_review(assignment=assignment, by=account(request), scores=form.scores(), comment=form.cleaned_data["comment"])
            if request.POST.get("next") == "send":
                send_review(assignment=assignment, by=account(request))
            messages.success(request, _("Saved."))
        return redirect("grants:review", pk)
    context = {
        "assignment": assignment,
        "application": application,
        "review": review,
        "form": form,
        "sent": sent_parts(review.submission, lang(), blind=True),
    }
    if assignment.state == "sent":
        context |= {"others": scores_of(application), "remarks": application.remarks.select_related("by")}
        context["newer"] = why_not(assignment, "update", request.user) is None
    if review.submission.version > 1:
        context["steps"] = steps_of(application, lang(), blind=True, upto=review.submission.version)[-1:]
    return render(request, "grants/review.html", context)


@require_POST
@route(audience="object", model="grants.ReviewAssignment", permission="reviewer", methods=("POST",))
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _own(request, pk)
    with refusals_as_messages(request):
        if request.POST.get("none") != "yes":
            raise Refused(_("Tick that you have no conflict of interest, or abstain."))
        declare_no_conflict(assignment=assignment, by=account(request))
    return redirect("grants:review", pk)


@require_POST
@route(audience="object", model="grants.ReviewAssignment", permission="reviewer", methods=("POST",))
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own review up again for the version that the group sent after it."""
    assignment = _own(request, pk)
    with refusals_as_messages(request):
        update_review(assignment=assignment, by=account(request))
    return redirect("grants:review", pk)


@require_POST
@route(audience="object", model="grants.ReviewAssignment", permission="reviewer", methods=("POST",))
def abstain_page(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _own(request, pk)
    with refusals_as_messages(request):
        abstain(assignment=assignment, by=account(request), note=request.POST.get("note", ""))
    return redirect("grants:reviews")
