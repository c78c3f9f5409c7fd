"""Publications and media items of a group or of the office. The audience is an estimate and never stands without its source."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.models import Organisation
from youth_groups.campaign_states import NOT_YOURS, writes_for
from youth_groups.enums import OutputKind
from youth_groups.models import Campaign, Group, Output
from youth_groups.states import why_group_does_not_write

if TYPE_CHECKING:
    from accounts.models import User


def save_output(
    *,
    organisation: Organisation,
    by: "User",
    kind: str,
    title: str,
    publisher: str,
    language: str,
    published_on: date,
    link: str = "",
    audience: int | None = None,
    audience_source: str = "",
    group: Group | None = None,
    campaign: Campaign | None = None,
    row: Output | None = None,
) -> Output:
    """Write down a publication or media item, or put one right (`row`).

    Raises Refused without title or publisher, for a day to come, an audience without source, another group's campaign, twice the same.
    """
    if row is not None:
        organisation, group = row.organisation, row.group
    _require_writes(by, organisation, group, campaign)
    values = _values(
        kind=kind,
        title=title,
        publisher=publisher,
        language=language,
        published_on=published_on,
        link=link,
        audience=audience,
        source=audience_source,
    )
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        owner = group.organisation if group else organisation
        same = Output.objects.filter(organisation=owner, group=group, title=values["title"], published_on=published_on)
        if (same.exclude(pk=row.pk) if row else same).exists():
            raise Refused(_("This item stands there already."), code="stands_already")
        if row is None:
            saved = Output.objects.create(organisation=owner, group=group, campaign=campaign, written_by=by, **values)
        else:
            Output.objects.filter(pk=row.pk).update(campaign=campaign, **values)
            saved = Output.objects.get(pk=row.pk)
        record_event(subject=saved, action="saved", by=by, data={"kind": kind, "group": saved.group_id})
    return saved


def _require_writes(by: "User", organisation: Organisation, group: Group | None, campaign: Campaign | None) -> None:
    if not writes_for(by, group, organisation.pk):
        raise Refused(str(NOT_YOURS), code="not_yours")
    if group is not None and (reason := why_group_does_not_write(group)):
        raise Refused(reason, code="not_active")
    if campaign is not None and (group is None or campaign.group_id != group.pk):
        raise Refused(_("This campaign belongs to another group."), code="other_group")


def _values(
    *, kind: str, title: str, publisher: str, language: str, published_on: date, link: str, audience: int | None, source: str
) -> dict[str, Any]:
    if kind not in OutputKind.values or language not in dict(settings.LANGUAGES):
        raise ValueError("unknown kind or language")
    if not title.strip() or not publisher.strip():
        raise Refused(_("Write the title, and where it appeared."), code="no_words")
    if published_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future")
    if audience is not None and not source.strip():
        raise Refused(_("Say where the figure of the audience comes from."), code="no_source")
    return {
        "kind": kind,
        "title": " ".join(title.split()),
        "publisher": " ".join(publisher.split()),
        "language": language,
        "published_on": published_on,
        "link": link,
        "audience": audience,
        "audience_source": source.strip(),
    }
