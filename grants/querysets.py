from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from core.access import ScopedQuerySet

#: Who runs calls: screens, assigns, proposes, approves.
RUNS_GRANTS = (Role.GRANTS_OFFICER, Role.PROGRAMME_MANAGER)
#: Who records applications that came on paper, by messenger or by voice, and writes texts beside answers.
RECORDS_GRANTS = (*RUNS_GRANTS, Role.TRAINING_COORDINATOR, Role.ME_OFFICER)
#: Who may read what was sent, in the organisations in which the role is held.
READS_GRANTS = (*RUNS_GRANTS, Role.FINANCE_OFFICER)


def asked_to_review(user: Any) -> QuerySet[Any]:
    """Keys of the applications that the user was asked to review. A conflict of interest closes them for ever."""
    from grants.models import ReviewAssignment

    return ReviewAssignment.objects.filter(reviewer=user.pk).order_by().values("application")


class GrantCallQuerySet(ScopedQuerySet[Any]):
    #: An editor chooses the call of a page; what a call says is public.
    scope_roles = (*READS_GRANTS, Role.CONTENT_EDITOR)

    def published(self) -> Self:
        return self.filter(state="published")

    def open(self, at: datetime | None = None) -> Self:
        moment = at or timezone.now()
        return self.published().filter(opens_at__lte=moment, closes_at__gt=moment)


class ApplicationQuerySet(ScopedQuerySet[Any]):
    """Drafts are the group's own: the office sees an application from the moment it was sent."""

    scope_roles = READS_GRANTS

    def of_groups_of(self, user: Any) -> Self:
        """Applications of groups that the user may see."""
        from youth_groups.models import Group

        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(group__in=Group.objects.granted_to(user, "own_group", "edit_group", "view_group").order_by().values("pk"))

    def editable_by(self, user: Any) -> Self:
        """Applications for which the user may act: write, send, withdraw."""
        from youth_groups.models import Group

        if not user.is_authenticated or not user.is_active:
            return self.none()
        groups = Group.objects.editable_by(user).order_by().values("pk")
        return self.filter(Q(group__in=groups) | Q(received__typed_by=user))

    def opened_by(self, holder: Any) -> Self:
        """The one application that this resume code opens."""
        return self.filter(pk=holder.application_id, resume_digest=holder.digest)

    def sent(self, at: datetime | None = None) -> Self:
        """Sent, and to be read by the office: what came for a sealed call is not there before its closing."""
        closed = ~Q(call__sealed=True) | Q(call__closes_at__lte=at or timezone.now())
        return self.filter(closed, submitted_at__isnull=False)

    def apart_from(self, user: Any) -> Self:
        """Without those that the user was asked to review, whatever came of it: these are read by the assignment alone, or not at all."""
        return self.exclude(pk__in=asked_to_review(user))

    def for_office(self, user: Any, roles: tuple[str, ...] | None = None) -> Self:
        return self.in_scope(user, roles).sent().apart_from(user)

    def for_user(self, user: Any) -> Self:
        """The office in scope (what was sent), and whoever may see the group. Reviewers come in by their assignment only."""
        return (self.for_office(user) | self.of_groups_of(user)).distinct()


class OfApplicationQuerySet(ScopedQuerySet[Any]):
    """Rows of one application: who may see the application may see them."""

    scope_path = "application__organisation_id"
    scope_roles = READS_GRANTS

    def for_user(self, user: Any) -> Self:
        from grants.models import Application

        return self.filter(application__in=Application.objects.for_user(user).order_by().values("pk"))


class AwardQuerySet(OfApplicationQuerySet):
    def with_dossier_for(self, user: Any) -> Self:
        """Awards whose dossier this user takes out: the office in scope, and the auditors of the agreement that pays."""
        from programme.models import Agreement

        audited = Agreement.objects.audited_by(user).order_by().values("pk")
        return (self.in_scope(user) | self.filter(line__agreement__in=audited)).exclude(application__in=asked_to_review(user)).distinct()


class OfOfficeQuerySet(OfApplicationQuerySet):
    """Rows that only the office sees: screening, sanctions checks, proposals, remarks."""

    def for_user(self, user: Any) -> Self:
        return self.in_scope(user).exclude(application__in=asked_to_review(user))


class AssignmentQuerySet(ScopedQuerySet[Any]):
    scope_path = "application__organisation_id"
    scope_roles = RUNS_GRANTS

    def of_reviewer(self, user: Any) -> Self:
        """The reviewer's own, as long as the role is held and nobody took the assignment away."""
        if not user.is_authenticated or not user.is_active or not user.holds(Role.REVIEWER):
            return self.none()
        return self.filter(reviewer=user).exclude(state__in=["recused"])

    def readable(self) -> Self:
        """Those whose reviewer declared no conflict: only then the application opens."""
        return self.filter(state__in=["declared", "sent"])

    def counting(self) -> Self:
        """Reviews that count: sent, neither abstained nor recused."""
        return self.filter(state="sent")

    def standing(self) -> Self:
        """Assignments that still lead, or led, to a review."""
        return self.exclude(state__in=["abstained", "recused"])

    def for_user(self, user: Any) -> Self:
        mine = Q(reviewer=user) & ~Q(state="recused") if user.is_authenticated and user.holds(Role.REVIEWER) else Q(pk__in=[])
        return self.in_scope(user).exclude(application__in=asked_to_review(user)) | self.filter(mine)
