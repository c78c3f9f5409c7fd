"""What a call asks of its applicants beside what this application says: for the screening, answers beside criteria."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.figures import format_money
from core.questions import text_in
from grants.models import Application
from youth_groups.enums import GroupKind


@dataclass(frozen=True)
class Condition:
    """asked: what the call wants; found: what the application says; holds: whether that fits."""

    asked: str
    found: str
    holds: bool


def conditions_of(application: Application, language: str) -> list[Condition]:
    """Kind of group, province, amount, and the yes-or-no questions with the answers given before applying. Two statements."""
    call, group = application.call, application.group
    kinds, provinces = dict(GroupKind.choices), list(call.provinces.all())
    wanted = ", ".join(str(kinds.get(kind, kind)) for kind in call.group_kinds) or _("every kind of group")
    found = [Condition(wanted, str(group.get_kind_display()), not call.group_kinds or group.kind in call.group_kinds)]
    province = group.locality.province
    where = ", ".join(place.name for place in provinces) or _("the whole country")
    found.append(Condition(where, province.name if province else "–", not provinces or province in provinces))
    least, most = (format_money(amount, call.currency) for amount in (call.floor_minor, call.ceiling_minor))
    fits = call.floor_minor <= application.requested_minor <= call.ceiling_minor
    asked = _("%(least)s to %(most)s") % {"least": least, "most": most}
    found.append(Condition(asked, format_money(application.requested_minor, application.currency), fits))
    given = json.loads(application.submissions.latest("pk").payload or "{}").get("eligibility", {})
    for question in call.eligibility:
        answer = given.get(question["key"])
        words = _("Yes") if answer is True else _("No") if answer is False else "–"
        found.append(Condition(text_in(question["question"], language), words, answer == question["needed"]))
    return found
