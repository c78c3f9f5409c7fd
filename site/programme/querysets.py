from typing import TYPE_CHECKING, Any, Self

from accounts.roles import Role
from core.access import ScopedQuerySet, granted

if TYPE_CHECKING:
    from programme.models import Agreement

READ_AGREEMENTS = (Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER, Role.ME_OFFICER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR)


class AgreementQuerySet(ScopedQuerySet["Agreement"]):
    scope_roles = READ_AGREEMENTS

    def for_donor_contact(self, user: Any) -> Self:
        """Agreements whose published summaries this user may read by a right on the agreement itself."""
        from programme.models import AgreementUserObjectPermission

        return self.filter(granted(user, "view_summary", AgreementUserObjectPermission))
