"""The paper consents of a roster, recorded on one page."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.access import log_access
from core.refusals import Refused
from core.routes import route
from core.uploads import ANSWER_KINDS, store_upload
from trainings.forms.imports import PaperConsentsForm
from trainings.models import Training
from trainings.queries.imports import PAPER_PURPOSES, Box, PaperLine, paper_lines
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.imports import coordinated
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.enums import ConsentAnswer, ConsentBy, ConsentPurpose
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
@cleared
def paper_consents(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick what each paper says. Only what differs from the page as it was shown is written; an empty box that was ticked withdraws."""
    user, training = cast(User, request.user), coordinated(request, slug)
    require_cleared_for_roster(request, training)
    lines = paper_lines(training)
    posted = request.method == "POST"
    form = PaperConsentsForm(
        request.POST if posted else None, request.FILES or None, initial={"given_on": timezone.localdate(), "language": "ky"}
    )
    ticked = set(request.POST.getlist("on")) if posted else {box.key for line in lines for box in line.boxes if box.standing}
    fill = request.POST.get("fill", "")
    if fill:
        ticked |= {box.key for line in lines for box in line.boxes if fill == f"{box.purpose}-{box.by}"}
        form = PaperConsentsForm(initial={"given_on": request.POST.get("given_on"), "language": request.POST.get("language", "ky")})
    elif posted and form.is_valid():
        try:
            count = _record(request, training, lines, ticked, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(count))
            return redirect(request.get_full_path())
    log_access(user=user, action="read_roster", model=Training, subject_id=str(training.pk), rows=len(lines), reason="consents")
    return render(request, "trainings/import_consents.html", _context(request, training, lines, ticked, form))


def _said(count: int) -> str:
    if not count:
        return _("Nothing differed: nothing was written.")
    return ngettext("%(count)s answer is recorded.", "%(count)s answers are recorded.", count) % {"count": count}


def _record(request: HttpRequest, training: Training, lines: list[PaperLine], ticked: set[str], form: PaperConsentsForm) -> int:
    shown = set(request.POST.get("was", "").split())
    answers = [
        ConsentGiven(
            person=line.person,
            purpose=box.purpose,
            by=box.by,
            answer=ConsentAnswer.GIVEN if box.key in ticked else ConsentAnswer.WITHDRAWN,
            relation=_relation(request, line) if box.by == ConsentBy.CAREGIVER else "",
        )
        for line in lines
        for box in line.boxes
        if (box.key in ticked) != (box.key in shown)
    ]
    scan = form.cleaned_data["scan"]
    user = cast(User, request.user)
    stored = store_upload(upload=scan, name=scan.name, kinds=ANSWER_KINDS, by=user) if scan and answers else None
    given_on: date = form.cleaned_data["given_on"]
    made = record_consents(answers=answers, by=user, given_on=given_on, language=form.cleaned_data["language"], scan=stored, about=training)
    return len(made)


def _relation(request: HttpRequest, line: PaperLine) -> str:
    return request.POST.get(f"relation-{line.person.pk}", line.relation)[:60]


def _context(request: HttpRequest, training: Training, lines: list[PaperLine], ticked: set[str], form: PaperConsentsForm) -> dict[str, Any]:
    shown = (
        request.POST.get("was") if request.method == "POST" else " ".join(box.key for line in lines for box in line.boxes if box.standing)
    )
    fills: list[tuple[str, str]] = []
    for purpose in PAPER_PURPOSES:
        for by, word in ((ConsentBy.CAREGIVER, _("caregiver")), (ConsentBy.SELF, _("the person"))):
            fills.append((f"{purpose}-{by}", f"{ConsentPurpose(purpose).label}: {word}"))

    def drawn(box: Box) -> tuple[Box, bool]:
        return box, box.key in ticked

    return {
        "training": training,
        "form": form,
        "was": shown or "",
        "fills": fills,
        "heads": [str(ConsentPurpose(purpose).label) for purpose in PAPER_PURPOSES],
        "rows": [
            (
                line,
                _relation(request, line) if request.method == "POST" else line.relation,
                [(head, [drawn(box) for box in boxes]) for head, boxes in line.cells],
            )
            for line in lines
        ],
    }
