"""Applications that have something in common with this one: a long sentence, a telephone, the rows of the budget."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from grants.enums import MarkKind
from grants.models import Application, Mark, Submission


@dataclass
class Alike:
    """kinds: what is the same, in words; same_group: sent by the same group to another call."""

    application: Application
    same_group: bool
    kinds: list[str] = field(default_factory=list)


def alike(application: Application, user: Any) -> list[Alike]:
    """Other applications, of those that this user may read, with the same marks in their last version. Two statements at most."""
    latest = application.submissions.order_by("-version").values("pk")[:1]
    same = Q()
    for kind in MarkKind.values:
        same |= Q(kind=kind, digest__in=Mark.objects.filter(submission__in=Subquery(latest), kind=kind).values("digest"))
    last = Submission.objects.filter(application=OuterRef("submission__application")).order_by("-version").values("pk")[:1]
    rows = Mark.objects.filter(same, submission=Subquery(last)).exclude(submission__application=application.pk)
    shared: dict[int, set[str]] = defaultdict(set)
    for key, kind in rows.values_list("submission__application", "kind"):
        shared[key].add(kind)
    if not shared:
        return []
    readable = Application.objects.for_office(user).filter(pk__in=shared).select_related("group", "call").order_by("pk")
    found = []
    for row in readable:
        own = row.group_id == application.group_id
        # A group's own telephone stands in all that it sends.
        kinds = [kind for kind in MarkKind.values if kind in shared[row.pk] and not (own and kind == MarkKind.PHONE)]
        if kinds:
            found.append(Alike(row, own, [str(MarkKind(kind).label) for kind in kinds]))
    return found
