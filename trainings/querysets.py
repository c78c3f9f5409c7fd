from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.roles import Role
from core.access import ScopedQuerySet, granted

#: Who arranges trainings: selects, opens rosters, issues certificates.
COORDINATES = (Role.TRAINING_COORDINATOR, Role.PROGRAMME_MANAGER)
#: Who may see that a training or call exists.
READS_TRAININGS = (*COORDINATES, Role.ME_OFFICER)


class ActivityTypeQuerySet(QuerySet[Any]):
    """Types belong to the whole programme: everybody may know them; they are kept in the lead NGO."""

    def active(self) -> Self:
        return self.filter(active=True)

    def for_user(self, user: Any) -> Self:
        return self.all()

    def in_scope(self, user: Any, roles: tuple[str, ...] = COORDINATES) -> Self:
        """For who keeps them: all rows where the role is held in the lead NGO, none elsewhere."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        everywhere, _organisations = user.reach(roles, acting=False)
        return self.all() if everywhere else self.none()


class TrainingCallQuerySet(ScopedQuerySet[Any]):
    scope_roles = COORDINATES

    def published(self) -> Self:
        return self.filter(state="published")

    def open(self, at: datetime | None = None) -> Self:
        return self.published().filter(closes_at__gt=at or timezone.now())


class TrainingSeriesQuerySet(ScopedQuerySet[Any]):
    scope_roles = COORDINATES


class ShortFormQuerySet(ScopedQuerySet[Any]):
    scope_roles = COORDINATES


class TrainingQuerySet(ScopedQuerySet[Any]):
    scope_roles = COORDINATES

    def led_by(self, user: Any) -> Self:
        """Trainings of which the user is a trainer, by the right on the row."""
        from trainings.models import TrainingUserObjectPermission

        return self.filter(granted(user, TrainingUserObjectPermission, "lead_training"))

    def for_user(self, user: Any) -> Self:
        """Whoever may open the roster: its trainers and the coordinators in scope. Nobody else."""
        return self.in_scope(user) | self.led_by(user)

    def running(self, at: datetime | None = None) -> Self:
        today = timezone.localdate(at)
        return self.filter(first_day__lte=today, last_day__gte=today)


class _OfTrainings(ScopedQuerySet[Any]):
    scope_path = "training__organisation_id"
    scope_roles = COORDINATES

    def for_user(self, user: Any) -> Self:
        from trainings.models import Training

        return self.filter(training__in=Training.objects.for_user(user).order_by().values("pk"))


class SessionQuerySet(_OfTrainings):
    def ended(self, at: datetime | None = None) -> Self:
        return self.filter(ends_at__lte=at or timezone.now())


class ParticipationQuerySet(_OfTrainings):
    pass


class CertificateQuerySet(_OfTrainings):
    def in_force(self) -> Self:
        return self.filter(state__in=["valid", "provisional"])


class CertificateTemplateQuerySet(ScopedQuerySet[Any]):
    scope_roles = COORDINATES

    def offered_to(self, organisation_id: int) -> Self:
        """Wordings that trainings of this organisation may choose: its own, and the lead's."""
        return self.filter(Q(organisation=organisation_id) | Q(organisation__kind="lead"), active=True)


class NominationQuerySet(ScopedQuerySet[Any]):
    scope_path = "call__organisation_id"
    scope_roles = COORDINATES

    def for_user(self, user: Any) -> Self:
        """Coordinators in scope, and whoever may see the group that nominated."""
        from youth_groups.models import Group

        groups = Group.objects.granted_to(user, "own_group", "edit_group", "view_group").values("pk")
        mine = Q(group__in=groups) if user.is_authenticated else Q(pk__in=[])
        return self.in_scope(user) | self.filter(mine)
