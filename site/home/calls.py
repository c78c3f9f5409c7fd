"""Open calls as the home page shows them: those near me, counted by province."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.open_calls import OpenCall


def by_province(calls: list[OpenCall], chosen: str = "") -> dict[str, Any]:
    """{calls, chips}: the calls of the chosen province (a call without provinces is open everywhere), and a chip for each province.

    An unknown province shows everything. There are no chips while they would choose nothing.
    """
    counts: Counter[str] = Counter()
    for call in calls:
        counts.update(set(call.provinces))
    everywhere = sum(1 for call in calls if not call.provinces)
    if chosen not in counts:
        chosen = ""
    chips = [
        {"label": name, "count": count + everywhere, "current": name == chosen, "url": f"?{urlencode({'province': name})}#calls"}
        for name, count in sorted(counts.items())
    ]
    chips.append({"label": _("All"), "count": len(calls), "current": not chosen, "url": "?#calls"})
    shown = [call for call in calls if not chosen or not call.provinces or chosen in call.provinces]
    return {"calls": shown, "chips": chips if len(counts) > 1 else []}
