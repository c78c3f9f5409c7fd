"""Reads on requests to be erased."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.worklists import WorkItem
from youth_groups.domain.erasure import ERASES
from youth_groups.models import ErasureRequest

if TYPE_CHECKING:
    from accounts.models import User


def erasures_for(user: "User") -> QuerySet[ErasureRequest]:
    """Requests of the organisations for which this user erases, open ones first, then the latest."""
    rows = ErasureRequest.objects.select_related("person", "person__organisation", "written_by", "decided_by")
    everywhere, organisations = user.reach(ERASES)
    found = rows if everywhere else rows.filter(person__organisation_id__in=organisations)
    return found.order_by("-state", "-asked_on", "-pk")


def proof_lines(row: ErasureRequest, part: str) -> list[tuple[str, str, int]]:
    """(table in words, column, rows) of one part of the proof: "blanked" or "left". No statement."""
    lines = []
    for key, count in row.proof.get(part, {}).items():
        label, _dot, column = key.rpartition(".") if key.count(".") > 1 else (key, "", "")
        lines.append((_table(label), "" if column == "*" else column, count))
    return lines


def _table(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name_plural)
    except (LookupError, ValueError):
        return label


def work_for(user: "User") -> list[WorkItem]:
    """For the board: how many requests wait. One statement, none for who does not erase."""
    if not user.role_codes() & set(ERASES):
        return []
    count = erasures_for(user).filter(state=ErasureRequest.State.OPEN).count()
    if not count:
        return []
    title = _("Requests to be erased")
    return [WorkItem(title=title, url=reverse("youth_groups:erasures"), count=count, action=_("Decide"), group=_("People"), tone="warn")]
