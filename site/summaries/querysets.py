from typing import TYPE_CHECKING, Any, Self

from accounts.roles import Role
from core.access import ScopedQuerySet
from programme.models import Agreement

if TYPE_CHECKING:
    from summaries.models import Snapshot  # noqa: F401

#: Who counts, reads drafts, publishes, and follows figures to their evidence.
WRITES_SUMMARIES = (Role.ME_OFFICER, Role.PROGRAMME_MANAGER)


class SnapshotQuerySet(ScopedQuerySet["Snapshot"]):
    scope_path = "agreement__organisation_id"
    scope_roles = WRITES_SUMMARIES

    def published(self) -> Self:
        return self.filter(state="published")

    def for_donor_contact(self, user: Any) -> Self:
        """Published snapshots of the agreements on which the user holds `view_summary`, and nothing else."""
        return self.published().filter(agreement__in=Agreement.objects.for_donor_contact(user).order_by().values("pk"))

    def for_reader(self, user: Any) -> Self:
        """What somebody from outside reads: `for_donor_contact`, and the published snapshots of the agreements that they audit."""
        return self.published().filter(agreement__in=Agreement.objects.read_by(user).order_by().values("pk"))

    def with_evidence_for(self, user: Any) -> Self:
        """Snapshots whose figures the user follows to their records: staff, and auditors of the agreement."""
        audited = Agreement.objects.audited_by(user).order_by().values("pk")
        return self.in_scope(user) | self.published().filter(agreement__in=audited)

    def for_user(self, user: Any) -> Self:
        return self.in_scope(user) | self.for_reader(user)
