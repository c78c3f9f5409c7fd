"""The board of a call as a table that leaves the house: numbers, states and amounts; no answers, no names of people."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.exports import export
from core.money import Money
from grants.models import Application, GrantCall
from grants.queries.office import board_of


def board_table(*, call: GrantCall, user: Any) -> HttpResponseBase:
    """CSV of the applications that this user may see. Amounts in major units."""
    columns = [_("number"), _("group"), _("state"), _("sent"), _("asked for"), _("currency"), _("reviews"), _("mean of 5"), _("spread")]
    rows = [
        (
            row.application.number,
            row.application.group.name,
            str(row.application.get_state_display()),
            row.application.submitted_at,
            Money(row.application.requested_minor, row.application.currency).major,
            row.application.currency,
            row.sent,
            row.mean,
            row.spread,
        )
        for row in board_of(call, user)
    ]
    return export(user=user, model=Application, columns=columns, rows=rows, filename=f"call-{call.slug}", reason="board of a grant call")
