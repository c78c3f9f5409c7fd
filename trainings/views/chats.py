"""The chat of a course in a messenger: reading it, saying who the senders are, who wrote on how many days."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import account, route
from trainings.domain.chats import decide_senders, forget_senders, take_chat
from trainings.forms.chats import ChatForm, SendersForm
from trainings.models import Training
from trainings.queries.attendance import attendance_of
from trainings.queries.chats import chat_lines, open_senders
from trainings.queries.preparation import log_roster_reading
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import training_for
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", model="trainings.Training", permission="lead_training")
@cleared
def chat(request: HttpRequest, slug: str) -> HttpResponse:
    """One page with two forms; each is saved by its own button."""
    training = training_for(request, slug)
    if not training.activity_type.is_remote:
        raise Http404
    require_cleared_for_roster(request, training)
    part = request.POST.get("part")
    attendance = attendance_of(training)
    form = ChatForm(request.POST if part == "chat" else None, request.FILES if part == "chat" else None)
    senders = SendersForm(request.POST if part == "senders" else None, senders=open_senders(training), roster=attendance.roster)
    if (part == "chat" and form.is_valid() and _read(request, training, form)) or (
        part == "senders" and senders.is_valid() and _decide(request, training, senders)
    ):
        return redirect("trainings:chat", slug=slug)
    if part == "forget":
        forget_senders(training=training, by=account(request))
        messages.success(request, _("Forgotten. Read the chat again with the list of members."))
        return redirect("trainings:chat", slug=slug)
    log_roster_reading(user=request.user, training=training, roster=attendance.roster, reason="chat")
    context = {
        "training": training,
        "form": form,
        "senders": senders,
        "wrote": {f"s-{row.pk}": len(row.days) for row in open_senders(training)},
        "lines": chat_lines(attendance),
        "held": len(attendance.held),
        "readings": training.chat_readings.select_related("read_by").order_by("-pk")[:20],
    }
    return render(request, "trainings/chat.html", context)


def _read(request: HttpRequest, training: Training, form: ChatForm) -> bool:
    content, members = form.contents()
    try:
        reading = take_chat(training=training, by=account(request), content=content, members=members)
    except Refused as refusal:
        form.add_error("members" if refusal.code in ("no_labels", "no_heading") else "chat", str(refusal))
        return False
    words = _("The chat is read: %(senders)s senders. The file is gone, no message was kept.")
    messages.success(request, words % {"senders": reading.senders})
    return True


def _decide(request: HttpRequest, training: Training, form: SendersForm) -> bool:
    try:
        added = decide_senders(training=training, by=account(request), decisions=form.decisions())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, ngettext("%(count)s mark saved.", "%(count)s marks saved.", added) % {"count": added})
    return True
