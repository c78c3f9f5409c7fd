"""What the chain lacks of grants: an application that came on paper, typed by the office."""

import io
from typing import Any

from django.utils import timezone


def received(by: Any) -> str:
    """The address code of an application that this person typed from paper."""
    from grants.domain.receiving import record_received
    from grants.models import GrantCall
    from youth_groups.models import Group

    call = GrantCall.objects.open().filter(organisation__code="lead").earliest("pk")
    groups = Group.objects.filter(organisation__code="lead", state=Group.State.ACTIVE).exclude(applications__call=call)
    if call.group_kinds:
        groups = groups.filter(kind__in=call.group_kinds)
    if provinces := list(call.provinces.all()):
        groups = groups.filter(locality__province__in=provinces)
    application = record_received(
        call=call,
        group=groups.earliest("pk"),
        by=by,
        channel="paper",
        arrived_at=timezone.now(),
        original=io.BytesIO(b"%PDF-1.4"),
        name="pages.pdf",
        eligibility={condition["key"]: condition["needed"] for condition in call.eligibility},
        language="ky",
    )
    return str(application.code)
