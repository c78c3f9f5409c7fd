"""What waits for whom, for the boards; and what a group's page shows of nominations and trainings. Counts only, no names."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import BISHKEK, format_day, format_period
from core.worklists import WorkItem
from trainings.enums import CallState, CertificateState, NominationState, SessionState
from trainings.models import Certificate, Mark, Participation, PlaceOffer, Session, Training, TrainingCall
from trainings.models.offers import OfferState
from trainings.queries.grid import part_of_day
from youth_groups.models import Group
from youth_groups.registry import Section

if TYPE_CHECKING:
    from accounts.models import User

MOST = 30


def work_for(user: "User") -> Iterable[WorkItem]:
    """Sessions to mark, candidates to select, certificates to issue; for groups the calls to nominate for. Six statements at most."""
    items: list[WorkItem] = []
    if user.is_office:
        items += [*_sessions_to_mark(user), *_candidates(user), *_certificates(user), *_to_tell(user)]
    else:
        items += [*_open_calls(user), *_places_to_confirm(user)]
    return items


def _to_mark(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions that are not settled, or were held and have people on the roster without a mark."""
    roster = Participation.objects.filter(training=OuterRef("training")).order_by().values("training")
    marks = Mark.objects.filter(session=OuterRef("pk")).order_by().values("session")
    return (
        sessions.filter(state__in=[SessionState.PLANNED, SessionState.HELD])
        .annotate(
            people=Subquery(roster.annotate(n=Count("pk")).values("n")),
            marked=Subquery(marks.annotate(n=Count("participation", distinct=True)).values("n")),
        )
        .filter(Q(state=SessionState.PLANNED) | Q(marked__isnull=True, people__gt=0) | Q(marked__lt=F("people")))
    )


def _sessions_to_mark(user: "User") -> Iterable[WorkItem]:
    """Sessions that are over and not settled, or held and not fully marked."""
    rows = _to_mark(Session.objects.for_user(user).ended()).select_related("training__activity_type").order_by("starts_at")[:MOST]
    for session in rows:
        counted = session.training.activity_type.is_counted
        yield WorkItem(
            title=_("Head count") if counted else _("Mark attendance"),
            detail=f"{session.training.public_title}, {format_day(session.starts_at)}, {part_of_day(session)}",
            url=reverse(f"trainings:{'head_count' if counted else 'attendance'}", args=[session.training.slug, session.position]),
            due=session.ends_at,
            action=_("Count") if counted else _("Mark"),
            group=_("Trainings"),
        )


def _candidates(user: "User") -> Iterable[WorkItem]:
    """Closed calls with candidates that nobody has decided about."""
    waiting = Count("call__nominations", filter=Q(call__nominations__state=NominationState.NOMINATED))
    rows = Training.objects.in_scope(user).filter(call__closes_at__lte=timezone.now()).annotate(waiting=waiting).filter(waiting__gt=0)
    for training in rows.order_by("first_day")[:MOST]:
        yield WorkItem(
            title=_("Choose who comes"),
            detail=training.public_title,
            url=reverse("trainings:selection", args=[training.slug]),
            due=_morning(training),
            action=_("Choose"),
            count=training.waiting,
            group=_("Trainings"),
        )


def _morning(training: Training) -> datetime:
    return datetime.combine(training.first_day, time(9, 0), tzinfo=BISHKEK)


def _certificates(user: "User") -> Iterable[WorkItem]:
    """Trainings whose sessions are all settled and fully marked, and of which no certificate is issued yet."""
    unmarked = _to_mark(Session.objects.filter(training=OuterRef("pk")))
    held = Session.objects.filter(training=OuterRef("pk"), state=SessionState.HELD)
    issued = Certificate.objects.filter(training=OuterRef("pk"), state__in=[CertificateState.VALID, CertificateState.REPLACED])
    people = Participation.objects.filter(training=OuterRef("pk"))
    rows = (
        Training.objects.for_user(user)
        .filter(activity_type__certificates=True)
        .filter(~Exists(unmarked), Exists(held), Exists(people), ~Exists(issued))
        .order_by("last_day")[:MOST]
    )
    for training in rows:
        yield WorkItem(
            title=_("Issue certificates"),
            detail=training.public_title,
            url=reverse("trainings:certificates", args=[training.slug]),
            action=_("Issue"),
            group=_("Trainings"),
            tone="info",
        )


def _to_tell(user: "User") -> Iterable[WorkItem]:
    """Trainings with people who have a place, get no e-mail, and were told by nobody yet."""
    waiting = PlaceOffer.objects.to_tell().filter(training=OuterRef("pk")).order_by().values("training")
    rows = Training.objects.in_scope(user).annotate(left=Subquery(waiting.annotate(n=Count("pk")).values("n"))).filter(left__gt=0)
    for training in rows.filter(first_day__gt=timezone.localdate()).order_by("first_day")[:MOST]:
        yield WorkItem(
            title=_("Whom somebody must tell"),
            detail=training.public_title,
            url=reverse("trainings:cards", args=[training.slug]),
            due=_morning(training),
            action=_("Tell them"),
            count=training.left,
            group=_("Trainings"),
        )


def _places_to_confirm(user: "User") -> Iterable[WorkItem]:
    """For whoever acts for a group: places of its people for which it has to say who comes. One statement."""
    rows = (
        PlaceOffer.objects.filter(state=OfferState.ASKED, answer_by__gt=timezone.now(), training__first_day__gt=timezone.localdate())
        .filter(nomination__group__in=Group.objects.editable_by(user).order_by().values("pk"))
        .order_by()
        .values("nomination__group", "nomination__call")
        .annotate(n=Count("pk"), until=Min("answer_by"))
    )
    found = list(rows[:MOST])
    if not found:
        return
    groups = Group.objects.in_bulk([row["nomination__group"] for row in found])
    calls = TrainingCall.objects.in_bulk([row["nomination__call"] for row in found])
    for row in found:
        group, call = groups[row["nomination__group"]], calls[row["nomination__call"]]
        yield WorkItem(
            title=_("Say who comes: %(title)s") % {"title": call.title},
            detail=group.name,
            url=reverse("trainings:nominate", args=[call.slug, group.number]),
            due=row["until"],
            action=_("Answer"),
            count=row["n"],
            group=_("Trainings"),
            about=(group.number,),
        )


def _open_calls(user: "User") -> Iterable[WorkItem]:
    """For whoever acts for a group: training calls that are open for it."""
    groups = list(Group.objects.editable_by(user).filter(state=Group.State.ACTIVE).order_by("number"))
    if not groups:
        return
    calls = list(
        TrainingCall.objects.open().filter(organisation_id__in={group.organisation_id for group in groups}).order_by("closes_at")[:MOST]
    )
    for call in calls:
        for group in groups:
            if group.organisation_id == call.organisation_id:
                yield WorkItem(
                    title=_("Nominate for: %(title)s") % {"title": call.title},
                    detail=group.name,
                    url=reverse("trainings:nominate", args=[call.slug, group.number]),
                    due=call.closes_at,
                    action=_("Nominate"),
                    group=_("Trainings"),
                    about=(group.number,),
                )


def nominations_of_group(group: Group, user: "User") -> Section | None:
    """For the group's page: its nominations by call, and the open calls. Two statements."""
    counted: QuerySet[Any] = (
        TrainingCall.objects.filter(organisation_id=group.organisation_id)
        .exclude(state=CallState.DRAFT)
        .annotate(
            nominated=Count("nominations", filter=Q(nominations__group=group) & ~Q(nominations__state=NominationState.WITHDRAWN)),
            chosen=Count("nominations", filter=Q(nominations__group=group, nominations__state=NominationState.SELECTED)),
        )
        .order_by("-closes_at")
    )
    shown = [call for call in counted[:MOST] if call.nominated or call.is_open()]
    acts = bool(shown) and Group.objects.editable_by(user).filter(pk=group.pk, state=Group.State.ACTIVE).exists()
    items = [_call_item(call, group, acts) for call in shown]
    return Section(title=_("Trainings and camps"), items=items, empty=_("No training call is open for your group now."))


def _call_item(call: Any, group: Group, acts: bool) -> WorkItem:
    words = ngettext("%(count)s nominated", "%(count)s nominated", call.nominated) % {"count": call.nominated}
    if call.chosen:
        words += ", " + _("%(count)s chosen") % {"count": call.chosen}
    is_open = call.is_open()
    return WorkItem(
        title=call.title,
        detail=f"{format_period(call.first_day, call.last_day)}; {words}",
        url=reverse("trainings:nominate", args=[call.slug, group.number]) if acts else group.get_absolute_url(),
        due=call.closes_at if is_open else None,
        action=_("Nominate") if is_open and acts else _("See"),
        tone="" if is_open else "info",
    )
