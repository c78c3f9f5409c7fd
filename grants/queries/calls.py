"""Grant calls as the public pages show them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import BISHKEK, days_left, format_date, format_period, format_time, language
from core.figures import format_money, format_number
from core.money import MINOR_DIGITS
from core.open_calls import OpenCall
from core.questions import text_in
from core.translated import FALLBACK, translated
from grants.models import Application, GrantCall, GrantCallPage
from youth_groups.enums import GroupKind
from youth_groups.models import Group

if TYPE_CHECKING:
    from accounts.models import User


def open_grant_calls(at: datetime, lang: str) -> Iterable[OpenCall]:
    """A card for every open call that has a public page; the page in `lang`, else in ky, ru, en, uz. Three statements at most."""
    pages = (
        GrantCallPage.objects.live()
        .filter(call__in=GrantCall.objects.open(at))
        .select_related("call", "locale")
        .prefetch_related("call__provinces")
    )
    order = (lang, *FALLBACK)
    best: dict[int, GrantCallPage] = {}
    for page in sorted(pages, key=lambda page: order.index(page.locale.language_code)):
        best.setdefault(page.call_id, page)
    return [_card(page, lang) for page in best.values()]


def _card(page: GrantCallPage, lang: str) -> OpenCall:
    call = page.call
    provinces = tuple(translated(place, "name", lang) for place in call.provinces.all())
    with override(lang):
        kinds = ", ".join(str(label) for code, label in GroupKind.choices if code in call.group_kinds)
        bits = [
            ("people", capfirst(kinds or _("every kind of group"))),
            ("money", amounts_of(call)),
            ("pin", ", ".join(provinces) or _("the whole country")),
        ]
        kind = _("Grant call")
    return OpenCall(
        kind=kind,
        icon="money",
        title=translated(call, "title", lang),
        url=page.url,
        closes_at=call.closes_at,
        bits=tuple(bits),
        provinces=provinces,
    )


def amounts_of(call: GrantCall) -> str:
    """30 000 to 120 000 KGS."""
    low = format_number(call.floor_minor // 10 ** MINOR_DIGITS[call.currency])
    return _("%(low)s to %(high)s") % {"low": low, "high": format_money(call.ceiling_minor, call.currency)}


def facts_of_call(call: GrantCall) -> list[tuple[str, str, str]]:
    """What stands in the box of the call's page. The provinces are one more statement."""
    left = days_left(call.closes_at)
    zone = call.closes_at.astimezone(BISHKEK).strftime("%z")
    small = _("Bishkek time (UTC%(zone)s).") % {"zone": f"{zone[0]}{int(zone[1:3])}"}
    if call.is_open():
        small += " " + _("Days left: %(count)s.") % {"count": left}
    activities = format_period(call.activities_from, call.activities_to) if call.activities_from and call.activities_to else ""
    provinces = ", ".join(place.name for place in call.provinces.all()) or _("the whole country")
    return [
        (_("Deadline"), f"{format_date(call.closes_at)}, {format_time(call.closes_at)}", small),
        (_("One grant"), amounts_of(call), ""),
        (_("All grants together"), format_money(call.budget_minor, call.currency), ""),
        (_("Activities between"), activities, ""),
        (_("Where"), provinces, ""),
    ]


def stations_after(call: GrantCall) -> list[dict[str, str]]:
    """What happens after the deadline, with the day that the office has named."""
    steps = [
        (call.screening_by, _("The grants officer checks the conditions. If something is missing, you are asked once.")),
        (call.review_by, _("Reviewers read and score, each apart from the others.")),
        (call.decision_by, _("Two people decide: one proposes, another approves. Every group gets an answer with reasons.")),
        (None, _("Grant agreement, then the first tranche (part of the grant).")),
    ]
    return [
        {
            "title": _("By %(day)s") % {"day": format_date(day)} if day else _("Afterwards") if place == len(steps) - 1 else _("Then"),
            "detail": text,
        }
        for place, (day, text) in enumerate(steps)
    ]


def page_of_call(page: GrantCallPage, user: Any) -> dict[str, Any]:
    """Everything that the page of a call shows beside the editor's own words."""
    call, lang = page.call, language(page.locale.language_code)
    schema = call.form_version.schema if call.form_version else {"parts": []}
    return {
        "call": call,
        "is_open": call.is_open(),
        "facts": facts_of_call(call),
        "conditions": [text_in(row["question"], lang) for row in call.eligibility],
        "parts": [
            (text_in(part["title"], lang), [text_in(question["label"], lang) for question in part["questions"]]) for part in schema["parts"]
        ],
        "criteria": [(text_in(c["title"], lang), text_in(c["guidance"], lang), c["max"], c["weight"]) for c in call.rubric],
        "stations": stations_after(call),
        "who": [line.strip() for line in page.who.splitlines() if line.strip()],
        "funded": [line.strip() for line in page.funded.splitlines() if line.strip()],
        "not_funded": [line.strip() for line in page.not_funded.splitlines() if line.strip()],
    }


def groups_to_apply(user: "User", call: GrantCall) -> list[tuple[Group, Application | None]]:
    """The groups for which this person may act, each with its standing application. Two statements."""
    groups = list(Group.objects.editable_by(user).select_related("locality").order_by("number"))
    found = Application.objects.filter(call=call, group__in=groups).exclude(state="withdrawn")
    standing = {application.group_id: application for application in found}
    return [(group, standing.get(group.pk)) for group in groups]
