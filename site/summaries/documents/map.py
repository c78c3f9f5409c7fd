"""The map of the provinces on paper. It is drawn from protected tables only: what is withheld has no tint, no figure and no width."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor

import programme
from core.pdf import formats
from core.pdf.fonts import BOLD, SANS, nfc, width
from core.pdf.page import INK, WALNUT, WHITE, Doc
from summaries.documents.payload import Table

PATHS = Path(programme.__file__ or "").parent / "data" / "places" / "kg_svg_paths.json"
TINTS = (WHITE, HexColor("#D9E4EF"), HexColor("#9DBDD9"), HexColor("#6C9FCB"))
HATCH = HexColor("#B4AA9C")
UNIT, HIGH = 0.17, 497 * 0.17
POINT = 25.4 / 72
#: How far name and figure stand from the label point of a province, in units of the map.
SHIFT = {"KG-T": (-8, 8), "KG-C": (-62, 8), "KG-Y": (10, 25), "KG-N": (-10, 10), "KG-J": (-20, 22), "KG-O": (22, 14), "KG-B": (-57, 22)}
#: In these, name and figure stand on one line.
FLAT = frozenset({"KG-T", "KG-B"})
#: Cities: the line that leads out of them, and where the words end, in mm.
CITIES = {"KG-GB": ((-0.6, -0.5), (-15.4, -5.4), (-16.2, -5.0)), "KG-GO": ((-1.6, -0.4), (-13.0, -3.6), (-14.0, -3.4))}


@cache
def units() -> dict[str, Any]:
    """ISO code -> {d, label}, in a box of 1000 by 497, y down."""
    found: dict[str, Any] = json.loads(PATHS.read_text(encoding="utf-8"))["units"]
    return found


@cache
def outline(code: str) -> list[tuple[Any, ...]]:
    """A province as path commands; Osh city has none."""
    path: list[tuple[Any, ...]] = []
    for ring in re.findall(r"M([^M]*)", units()[code]["d"] or ""):
        points = [tuple(map(float, point.split(","))) for point in ring.replace("Z", "").split()]
        path += [("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",)]
    return path


def breaks(largest: int) -> list[int]:
    """The lower ends of three classes of equal width, in fives, beginning with 1."""
    step = max(5, -(-largest // 3 // 5) * 5)
    return [1, step, 2 * step]


def tint(value: int | None, ends: list[int]) -> Color:
    return WHITE if not value else TINTS[sum(value >= end for end in ends)]


def withheld_sign(doc: Doc, x: float, y: float, size: float = 2.9) -> None:
    """The sign for a withheld figure around (x, y): a square with strokes, the same wherever and whyever it is withheld."""
    h = size / 2
    square = [("M", -h, -h), ("L", h, -h), ("L", h, h), ("L", -h, h), ("Z",)]
    doc.canvas.saveState()
    doc.rect(x - h, y - h, size, size, fill=WHITE)
    doc.clip(square, x, y)
    for k in (-1, -0.33, 0.33, 1):
        doc.line(x - h + k * size * 0.75, y + h, x + h + k * size * 0.75, y - h, INK, 0.22)
    doc.canvas.restoreState()
    doc.rect(x - h, y - h, size, size, stroke=INK, weight=0.22)


def draw_map(doc: Doc, x: float, y: float, table: Table, names: dict[str, str], words: dict[str, str]) -> float:
    """Draw it with its upper left corner at (x, y). Returns the y of its lower edge."""
    values: dict[str, int | None] = dict.fromkeys(units(), None if table["protected"] else 0)
    for row in table["rows"]:
        if row["code"] in values:
            values[row["code"]] = row["cells"][0]["value"]
    ends = breaks(max((value or 0 for value in values.values()), default=0))
    for code in units():
        path = outline(code)
        if not path:
            continue
        doc.path(path, x, y, UNIT, fill=tint(values[code], ends), evenodd=True, flip=-1)
        if values[code] is None:
            _hatch(doc, x, y, path)
        doc.path(path, x, y, UNIT, stroke=WALNUT, weight=0.18, flip=-1)
    osh = units()["KG-GO"]["label"]
    doc.circle(x + osh[0] * UNIT, y + osh[1] * UNIT, 1.5, fill=tint(values["KG-GO"], ends), stroke=WALNUT)
    for code in units():
        _label(doc, x, y, code, names.get(code, code), values[code])
    _key(doc, x + 142, y + HIGH - 26, ends, values, words)
    return y + HIGH


def _hatch(doc: Doc, x: float, y: float, path: list[tuple[Any, ...]]) -> None:
    points = [command[1:] for command in path if command[0] != "Z"]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    doc.canvas.saveState()
    doc.clip(path, x, y, UNIT, flip=-1)
    at = left - (bottom - top)
    while at < right:
        doc.line(x + at * UNIT, y + bottom * UNIT, x + (at + bottom - top) * UNIT, y + top * UNIT, HATCH, 0.16)
        at += 12
    doc.canvas.restoreState()


def _label(doc: Doc, x: float, y: float, code: str, name: str, value: int | None) -> None:
    at_x, at_y = (x + units()[code]["label"][0] * UNIT, y + units()[code]["label"][1] * UNIT)
    if code in CITIES:
        (x1, y1), (x2, y2), (end_x, end_y) = CITIES[code]
        doc.line(at_x + x1, at_y + y1, at_x + x2, at_y + y2, INK, 0.2)
        _flat(doc, at_x + end_x, at_y + end_y, name, value, right=True)
        return
    shift = SHIFT.get(code, (0, 0))
    at_x, at_y = at_x + shift[0] * UNIT, at_y + shift[1] * UNIT
    if code in FLAT:
        _flat(doc, at_x, at_y, name, value)
        return
    wide = width(nfc(name), SANS, 7.5) * POINT
    if value is None:
        doc.rect(at_x - wide / 2 - 1.2, at_y - 3.2, wide + 2.4, 8.6, fill=WHITE)
        withheld_sign(doc, at_x, at_y + 3.1)
    else:
        doc.text(at_x, at_y + 4.4, formats.number(value), BOLD, 10, INK, "c")
    doc.text(at_x, at_y, name, SANS, 7.5, INK, "c")


def _flat(doc: Doc, x: float, y: float, name: str, value: int | None, *, right: bool = False) -> None:
    figure = 2.9 if value is None else width(formats.number(value), BOLD, 10) * POINT
    wide = width(nfc(name), SANS, 7.5) * POINT
    left = x - (wide + 1.6 + figure) * (1 if right else 0.5)
    if value is None:
        doc.rect(left - 1.1, y - 3.4, wide + 1.6 + figure + 2.2, 4.6, fill=WHITE)
        withheld_sign(doc, left + wide + 1.6 + 1.45, y - 1)
    else:
        doc.text(left + wide + 1.6, y, formats.number(value), BOLD, 10)
    doc.text(left, y, name, SANS, 7.5)


def _key(doc: Doc, x: float, y: float, ends: list[int], values: dict[str, int | None], words: dict[str, str]) -> None:
    rows: list[tuple[str, Color]] = []
    largest = max((value or 0 for value in values.values()), default=0)
    shown = [end for end in ends if end <= largest]
    for index, end in reversed([*enumerate(shown)]):
        last = index + 1 == len(shown)
        text = words["more"].format(n=formats.number(end)) if last else f"{formats.number(end)}–{formats.number(ends[index + 1] - 1)}"
        rows.append((text, TINTS[index + 1]))
    if 0 in values.values():
        rows.append((words["zero"], WHITE))
    for index, (text, color) in enumerate(rows):
        doc.rect(x, y + index * 5, 5, 3.2, fill=color, stroke=WALNUT, weight=0.15)
        doc.text(x + 7, y + index * 5 + 2.6, text, SANS, 7.5)
    if None in values.values():
        withheld_sign(doc, x + 2.5, y + len(rows) * 5 + 1.6)
        doc.text(x + 7, y + len(rows) * 5 + 2.6, words["withheld"], SANS, 7.5)
