"""Pictures of a summary for the page: the map of the provinces and the pyramid of ages, as figures for inline SVG.

They are made from protected tables only: a withheld figure has no value here, and gives no colour, no width and no text.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import programme
from core.figures import format_number
from summaries.documents.payload import Table
from summaries.labels import AGES

PATHS = Path(programme.__file__ or "").parent / "data" / "places" / "kg_svg_paths.json"
#: Short names for the map.
NAMES: dict[str, Promise] = {
    "KG-Y": gettext_lazy("Issyk-Kul"),
    "KG-J": gettext_lazy("Jalal-Abad"),
    "KG-N": gettext_lazy("Naryn"),
    "KG-B": gettext_lazy("Batken"),
    "KG-O": gettext_lazy("Osh"),
    "KG-T": gettext_lazy("Talas"),
    "KG-C": gettext_lazy("Chuy"),
    "KG-GB": gettext_lazy("Bishkek"),
    "KG-GO": gettext_lazy("Osh city"),
}
#: Where figure and name stand: x, y of the figure, x, y of the name, how they are set.
PLACES: dict[str, tuple[int, int, int, int, str]] = {
    "KG-J": (330, 225, 330, 247, "mid"),
    "KG-O": (400, 376, 400, 398, "mid"),
    "KG-N": (604, 232, 604, 254, "mid"),
    "KG-C": (420, 96, 420, 118, "mid"),
    "KG-T": (262, 84, 262, 106, "mid"),
    "KG-Y": (812, 136, 812, 158, "mid"),
    "KG-B": (112, 502, 122, 502, "end"),
    "KG-GB": (402, -6, 366, -6, "end"),
    "KG-GO": (228, 330, 192, 330, "end"),
}
#: Cities too small for their figure: a circle, and a line to it.
CITIES = {"KG-GB": (486, 51, 13, "M410-14h64l12 56"), "KG-GO": (324, 332, 15, "M236 322h72")}
OUTSIDE = frozenset({"KG-B", "KG-GB", "KG-GO"})
CLASSES = 4


@dataclass(frozen=True)
class Shape:
    """One province. css: f0 to f4, or "hatched"; d: its outline, or circle: cx, cy, r of a city; where figure and name stand."""

    css: str
    name: str
    value: str
    x: int
    y: int
    name_x: int
    name_y: int
    words_css: str
    name_css: str
    d: str = ""
    circle: tuple[int, int, int] | None = None
    leader: str = ""


@cache
def outlines() -> dict[str, str]:
    """ISO code -> outline in a box of 1000 by 497, rounded to whole units to spare bytes."""
    units = json.loads(PATHS.read_text(encoding="utf-8"))["units"]
    return {iso: re.sub(r"\d+\.\d+", lambda found: str(round(float(found[0]))), unit["d"]) for iso, unit in units.items() if unit["d"]}


def breaks(largest: int) -> list[int]:
    """The lower ends of four classes of equal width in fives, beginning with 1."""
    step = max(5, -(-largest // CLASSES // 5) * 5)
    return [1, step, 2 * step, 3 * step]


def tint(value: int, ends: list[int]) -> str:
    return f"f{sum(1 for end in ends if value >= end)}"


def map_of(table: Table) -> dict[str, Any]:
    """{shapes, key}: the provinces in the order of the sketch; all hatched and without figures when the table is protected."""
    hidden = table["protected"]
    values = {row["code"]: row["cells"][0]["value"] or 0 for row in table["rows"]}
    ends = breaks(max(values.values(), default=0))
    shapes = [_shape(iso, None if hidden else values.get(iso, 0), ends) for iso in PLACES]
    key = [] if hidden or not values else _key(ends, max(values.values()))
    return {"shapes": sorted(shapes, key=lambda shape: shape.circle is not None), "key": key, "hidden": hidden}


def _shape(iso: str, value: int | None, ends: list[int]) -> Shape:
    x, y, name_x, name_y, words = PLACES[iso]
    css = "hatched" if value is None else tint(value, ends)
    dark = css in ("f3", "f4") and iso not in OUTSIDE
    city = CITIES.get(iso)
    return Shape(
        css=css,
        name=str(NAMES[iso]),
        value=format_number(value) if value else "",
        x=x,
        y=y,
        name_x=name_x,
        name_y=name_y,
        words_css=f"{words}{' inv' if dark else ''}",
        name_css=f"nm {'' if iso == 'KG-B' else words}{' inv' if dark else ''}{' lo' if iso in OUTSIDE else ''}".replace("  ", " "),
        d="" if city else outlines()[iso],
        circle=(city[0], city[1], city[2]) if city else None,
        leader=city[3] if city else "",
    )


def _key(ends: list[int], largest: int) -> list[tuple[str, str]]:
    shown = [end for end in ends if end <= largest]
    words = []
    for index, end in enumerate(shown):
        last = index + 1 == len(shown)
        text = (
            _("%(count)s and more") % {"count": format_number(end)}
            if last
            else f"{format_number(end)}–{format_number(ends[index + 1] - 1)}"
        )
        words.append((f"f{index + 1}", text))
    return words


@dataclass(frozen=True)
class Bars:
    """One band of ages: y of its bars; widths and texts left (women and girls) and right (men and boys)."""

    label: str
    y: int
    left: int
    right: int
    left_text: str
    right_text: str

    @property
    def left_x(self) -> int:
        return 170 - self.left

    @property
    def left_label_x(self) -> int:
        return 163 - self.left

    @property
    def right_label_x(self) -> int:
        return 277 + self.right

    @property
    def text_y(self) -> int:
        return self.y + 21


def pyramid_of(table: Table) -> dict[str, Any] | None:
    """{bars, height}, oldest above; None where the table is protected or has not both sexes."""
    if table["protected"] or not {"female", "male"} <= set(table["columns"]):
        return None
    left, right = table["columns"].index("female"), table["columns"].index("male")
    rows = [(row["code"], row["cells"][left]["value"] or 0, row["cells"][right]["value"] or 0) for row in table["rows"]]
    largest = max((max(f, m) for _code, f, m in rows), default=0)
    if not largest:
        return None
    bars = []
    for index, (code, f, m) in enumerate(reversed(rows)):
        widths = round(f * 127 / largest), round(m * 127 / largest)
        bars.append(Bars(str(AGES[code]), 32 + 38 * index, widths[0], widths[1], format_number(f), format_number(m)))
    return {"bars": bars, "height": 30 + 38 * len(bars)}
