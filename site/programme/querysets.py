from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone

from accounts.roles import OFFICE_ROLES, Role
from core.access import ScopedQuerySet

if TYPE_CHECKING:
    from programme.models import Agreement, BudgetLine, Deputy, Locality, LocalityMerge, Organisation, Project  # noqa: F401

READ_AGREEMENTS = (Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER, Role.ME_OFFICER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR)


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """An organisation is its own scope: those in which the user works."""

    scope_path = "pk"
    scope_roles = tuple(Role)


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def acting(self, day: date | None = None) -> Self:
        """Who acts on that day (today when none is given)."""
        on = day or timezone.localdate()
        return self.filter(ended_at=None, first_day__lte=on, last_day__gte=on)

    def not_over(self) -> Self:
        """Acting today or later."""
        return self.filter(ended_at=None, last_day__gte=timezone.localdate())


class DonorQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """Donors belong to the whole programme: whoever reads some agreement may know them all."""
        everywhere, organisations = user.reach(READ_AGREEMENTS)
        return self.all() if everywhere or organisations else self.none()


class ProjectQuerySet(ScopedQuerySet["Project"]):
    scope_roles = READ_AGREEMENTS


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    scope_roles = READ_AGREEMENTS

    def for_donor_contact(self, user: Any) -> Self:
        """Agreements whose published summaries this user may read today by a right on the agreement itself."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(pk__in=contacts_standing().filter(user=user.pk).values("content_object"))

    def audited_by(self, user: Any) -> Self:
        """Agreements of which this user is the auditor today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        today = timezone.localdate()
        return self.filter(
            auditors__user=user.pk, auditors__role=Role.AUDITOR, auditors__first_day__lte=today, auditors__last_day__gte=today
        ).distinct()

    def read_by(self, user: Any) -> Self:
        """Agreements whose published summaries somebody from outside reads: a donor's contact, an auditor."""
        return self.filter(
            models.Q(pk__in=self.model._default_manager.for_donor_contact(user).order_by().values("pk"))
            | models.Q(pk__in=self.model._default_manager.audited_by(user).order_by().values("pk"))
        )


def contacts_standing(day: date | None = None) -> models.QuerySet[Any]:
    """The rights of donors' contacts that stand on that day (today when none is given)."""
    from programme.models import AgreementUserObjectPermission

    on = day or timezone.localdate()
    rows = AgreementUserObjectPermission.objects.filter(permission__codename="view_summary", first_day__lte=on)
    return rows.exclude(last_day__lt=on)


class BudgetLineQuerySet(ScopedQuerySet["BudgetLine"]):
    scope_path = "agreement__organisation_id"
    scope_roles = READ_AGREEMENTS


#: Who keeps the register of places, in the lead NGO: villages belong to nobody, so one hand matches them for all.
KEEPS_PLACES = (Role.PROGRAMME_MANAGER, Role.TRAINING_COORDINATOR, Role.ME_OFFICER)


class LocalityQuerySet(models.QuerySet["Locality"]):
    def for_user(self, user: Any) -> Self:
        """Villages belong to nobody: everybody who works here sees them all."""
        everywhere, organisations = user.reach(tuple(OFFICE_ROLES))
        return self.all() if everywhere or organisations else self.none()

    def kept_by(self, user: Any) -> Self:
        """The register of places is kept in the lead NGO; to others it is not there."""
        return self.all() if keeps_places(user) else self.none()

    def known(self) -> Self:
        """Accepted into the register of places."""
        return self.filter(typed=False)

    def to_match(self) -> Self:
        """Typed by somebody, not yet matched to the register."""
        return self.filter(typed=True)


class LocalityMergeQuerySet(models.QuerySet["LocalityMerge"]):
    def kept_by(self, user: Any) -> Self:
        return self.all() if keeps_places(user) else self.none()

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at__isnull=True)


def keeps_places(user: Any) -> bool:
    """Whether the user holds one of the roles that keep the register of places, in the lead NGO."""
    if not user.is_authenticated or not user.is_active:
        return False
    everywhere, _organisations = user.reach(KEEPS_PLACES)
    return bool(everywhere)
