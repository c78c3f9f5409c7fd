"""What waits for whom, for the boards; what a group's page shows of grants. Counts and numbers only, no names of people."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import BISHKEK
from core.worklists import WorkItem
from grants.domain.drafts import why_group_may_not
from grants.enums import ApplicationState as S
from grants.models import Application, GrantCall, Proposal, ReviewAssignment, Submission
from grants.queries.scores import COUNTS, with_scores
from grants.querysets import READS_GRANTS, RUNS_GRANTS
from youth_groups.models import ActionPlan, Group
from youth_groups.registry import Section

if TYPE_CHECKING:
    from accounts.models import User

MOST = 20


def work_for(user: "User") -> Iterable[WorkItem]:
    """Officers, reviewers, groups: each a bounded number of statements."""
    yield from duties_for(user)
    yield from _groups(user)


def duties_for(user: "User") -> Iterable[WorkItem]:
    """What waits for an officer or a reviewer."""
    if user.is_superuser or user.role_codes() & set(READS_GRANTS):
        yield from _office(user)
    yield from _reviews(user)


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(18), BISHKEK) if day else None


def _office(user: "User") -> Iterable[WorkItem]:
    """A line a call and step. One statement."""
    mine = Q(proposed_by=user) | Q(first_approved_by=user)
    rows = (
        with_scores(Application.objects.for_office(user, RUNS_GRANTS), *COUNTS)
        .filter(state__in=[S.SUBMITTED, S.ELIGIBLE, S.PROPOSED])
        .annotate(
            # Four eyes: a proposal waits for somebody else than the one who made it.
            own_proposal=Exists(Proposal.objects.filter(mine, application=OuterRef("pk"), state="open")),
        )
        .select_related("call")
    )
    steps = {
        "screen": (_("Check the conditions"), _("Check")),
        "assign": (_("Assign reviewers"), _("Assign")),
        "decide": (_("Propose a decision"), _("Propose")),
        "approve": (_("Approve a proposal"), _("Look")),
    }
    found: dict[tuple[int, str], int] = {}
    calls: dict[int, GrantCall] = {}
    for row in rows:
        calls[row.call_id] = row.call
        step = _step(row)
        if step:
            found[(row.call_id, step)] = found.get((row.call_id, step), 0) + 1
    for (call_id, step), count in found.items():
        call = calls[call_id]
        due = {"screen": call.screening_by, "assign": call.screening_by}.get(step, call.decision_by)
        yield WorkItem(
            title=steps[step][0],
            action=steps[step][1],
            detail=call.title,
            url=reverse("grants:board", args=[call.slug]),
            due=_end_of(due),
            count=count,
            group=_("Applications"),
        )


def _step(row: "Application") -> str:
    if row.state == S.SUBMITTED:
        return "screen"
    if row.state == S.PROPOSED:
        return "" if row.own_proposal else "approve"  # type: ignore[attr-defined]
    if row.asked < row.call.quorum:  # type: ignore[attr-defined]
        return "assign"
    return "decide" if row.sent_reviews >= row.call.quorum else ""  # type: ignore[attr-defined]


def _reviews(user: "User") -> Iterable[WorkItem]:
    rows = ReviewAssignment.objects.of_reviewer(user).filter(state__in=["assigned", "declared"], application__state=S.ELIGIBLE)
    newest = Submission.objects.filter(application=OuterRef("application")).order_by("-version").values("pk")[:1]
    sent = ReviewAssignment.objects.of_reviewer(user).counting().filter(application__state=S.ELIGIBLE)
    again = sent.exclude(review__submission=Subquery(newest)).values("pk")
    rows = rows | ReviewAssignment.objects.of_reviewer(user).filter(pk__in=again)
    for row in rows.select_related("application__call", "application__group").order_by("pk")[:MOST]:
        if row.state == "sent":
            yield WorkItem(
                title=_("Review the new version"),
                detail=f"{row.application.call.title} · {row.application.group.name}",
                url=reverse("grants:review", args=[row.pk]),
                due=_end_of(row.application.call.review_by),
                action=_("Look"),
                group=_("Reviews"),
            )
            continue
        declared = row.state == "declared"
        yield WorkItem(
            title=_("Review an application") if declared else _("Declare whether you have a conflict of interest"),
            detail=f"{row.application.call.title} · {row.application.group.name}",
            url=reverse("grants:review", args=[row.pk]),
            due=_end_of(row.application.call.review_by),
            action=_("Review") if declared else _("Declare"),
            group=_("Reviews"),
        )


def _groups(user: "User") -> Iterable[WorkItem]:
    """Drafts with their deadline, changes asked for, calls to which one of the groups may still apply."""
    groups = list(Group.objects.editable_by(user).select_related("locality").order_by("number"))
    if not groups:
        return
    rows = list(Application.objects.filter(group__in=groups).exclude(state=S.WITHDRAWN).select_related("call", "group").order_by("pk"))
    for row in rows:
        if row.state == S.CHANGES_ASKED or (row.state == S.DRAFT and row.can_be_sent(timezone.now())):
            draft = row.state == S.DRAFT
            yield WorkItem(
                title=_("Finish your application") if draft else _("Change your application"),
                detail=f"{row.call.title} · {row.group.name}",
                url=row.get_absolute_url(),
                due=row.closes_at if draft else None,
                tone="" if draft else "warn",
                action=_("Go on"),
                group=_("Grants"),
                about=(row.group.number,),
            )
        elif row.state != S.DRAFT:
            yield WorkItem(
                title=row.call.title,
                detail=row.number or "",
                url=row.get_absolute_url(),
                tone="info",
                action=_("See"),
                group=_("Grants"),
                about=(row.group.number,),
            )
    if all(group.state != Group.State.ACTIVE for group in groups):
        return
    begun = {(row.call_id, row.group_id) for row in rows}
    for call in GrantCall.objects.open().select_related("organisation").prefetch_related("provinces").order_by("closes_at")[:MOST]:
        left = tuple(group.number for group in groups if (call.pk, group.pk) not in begun and why_group_may_not(call, group) is None)
        if not left:
            continue
        yield WorkItem(
            title=_("Apply for: %(title)s") % {"title": call.title},
            url=reverse("grants:apply", args=[call.slug]),
            due=call.closes_at,
            action=_("Apply"),
            group=_("Grants"),
            about=left,
        )


def applications_of_group(group: Group, user: "User") -> Section | None:
    """For the group's page: what of its applications this reader may see. One statement."""
    rows = Application.objects.for_user(user).filter(group=group).select_related("call").order_by("-pk")[:MOST]
    own = Group.objects.granted_to(user, "own_group", "edit_group", "view_group").filter(pk=group.pk).exists()
    items = [
        WorkItem(
            title=row.call.title,
            detail=" · ".join(word for word in (row.number or "", _public(row)) if word),
            url=row.get_absolute_url() if own else reverse("grants:application", args=[row.code]),
            action=_("See"),
        )
        for row in rows
    ]
    return Section(title=_("Grants"), items=items, empty=_("No application yet."))


def _public(row: Application) -> str:
    """The state in the group's words: a proposal is no news."""
    return str(S.ELIGIBLE.label) if row.state == S.PROPOSED else str(row.get_state_display())


def links_of_plan(plan: ActionPlan, user: "User") -> list[WorkItem]:
    """For an action plan's page: applications begun from it, and calls to which the group can apply with it. Five statements at most."""
    acts = Group.objects.editable_by(user).filter(pk=plan.group_id).exists()
    begun = Application.objects.for_user(user).filter(plan=plan).exclude(state=S.WITHDRAWN).select_related("call").order_by("pk")
    items = [
        WorkItem(
            title=_("Application begun from this plan"),
            detail=" · ".join(word for word in (row.call.title, row.number or "", _public(row)) if word),
            url=row.get_absolute_url() if acts else reverse("grants:application", args=[row.code]),
            action=_("See"),
        )
        for row in begun
        if acts or row.number
    ]
    if not acts or plan.state != ActionPlan.State.AGREED:
        return items
    standing = Application.objects.filter(group=plan.group).exclude(state=S.WITHDRAWN).values("call")
    calls = GrantCall.objects.open().exclude(pk__in=standing).select_related("organisation").prefetch_related("provinces")
    return items + [
        WorkItem(
            title=_("Start an application from this plan"),
            detail=call.title,
            url=reverse("grants:eligibility_plan", args=[call.slug, plan.group.number, plan.pk]),
            due=call.closes_at,
            action=_("Apply"),
        )
        for call in calls.order_by("closes_at")[:MOST]
        if why_group_may_not(call, plan.group) is None
    ]
