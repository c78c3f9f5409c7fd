"""A payload as a page reads it: words for codes, figures set in the reader's way, the sign for what is withheld."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import language
from core.figures import format_money, format_number
from summaries import labels
from summaries.documents.payload import Cell, Line, Payload, Row, Table
from summaries.labels import COLUMNS, ROW_HEADS, TABLES, TILES, row_label, words
from summaries.models import Snapshot
from summaries.pictures import map_of, pyramid_of
from summaries.queries.counting import INDIRECT, OF_CAMPAIGNS
from youth_groups.enums import Channel
from youth_groups.queries.campaigns import about

#: Where a figure's evidence lies, for staff: (code of a figure or table, row, column) -> address; "" for donors.
Evidence = Callable[[str, str, str], str]
WHOLE_BP = 10_000


def read(snapshot: Snapshot) -> Payload:
    """The frozen payload."""
    found: Payload = json.loads(snapshot.payload)
    return found


def cell_text(cell: Cell) -> str | SafeString:
    """The figure, or the sign for a withheld one, which says the same word everywhere."""
    if cell["state"] == "withheld" or cell["value"] is None:
        return render_to_string("components/hatch.html")
    return format_number(cell["value"])


def _linked(cell: Cell, address: str) -> str | SafeString:
    text = cell_text(cell)
    if not address or not cell["records"]:
        return text
    return format_html('<a href="{}">{}<span class="vh"> {}</span></a>', address, text, _("records behind it"))


def tiles(payload: Payload, evidence: Evidence, *, campaigns: bool = False) -> list[dict[str, Any]]:
    """For components/tiles.html: the figures at a glance, or those of campaigns."""
    found = []
    for tile in payload["tiles"]:
        if (tile["code"] in OF_CAMPAIGNS) != campaigns:
            continue
        label, definition = TILES[tile["code"]]
        sums = " + ".join(format_money(amount["amount_minor"], amount["currency"]) for amount in tile.get("amounts", []))
        note = f"{sums}, {definition}" if sums else str(definition)
        found.append({"label": label, "note": note, "value": _linked(tile["cell"], evidence(tile["code"], "", ""))})
    return found


def has_campaigns(payload: Payload) -> bool:
    """Whether anything of campaigns is there to show."""
    cells = [tile["cell"] for tile in payload["tiles"] if tile["code"] in OF_CAMPAIGNS]
    return any(cell["value"] != 0 for cell in cells)


def indirect(payload: Payload, evidence: Evidence) -> list[dict[str, Any]]:
    """Estimates, one a channel, for components/tiles.html."""
    found = []
    for row in payload.get("indirect", []):
        cell = row["cell"]
        value = cell_text(cell) if cell["value"] is None else about(cell["value"])
        address = evidence(INDIRECT, row["channel"], "people")
        if address:
            value = format_html('<a href="{}">{}<span class="vh"> {}</span></a>', address, value, _("records behind it"))
        found.append({"label": capfirst(Channel(row["channel"]).label), "value": value, "estimate": True})
    return found


def table(payload: Payload, code: str, evidence: Evidence) -> dict[str, Any] | None:
    """For components/table.html: {caption, heads, rows, foot, protected}; None where the payload has no such table or it counts nothing."""
    found = next((table for table in payload["tables"] if table["code"] == code), None)
    if found is None or all(cell["state"] == "shown" and not cell["value"] for cell in found["total"]):
        return None
    lang = language()

    def cells(row: Row) -> list[Any]:
        return [_linked(cell, evidence(code, row["code"], column)) for column, cell in zip(found["columns"], row["cells"], strict=True)]

    return {
        "code": code,
        "caption": str(TABLES[code]),
        "heads": [{"label": ROW_HEADS[code]}, *({"label": COLUMNS[column], "num": True} for column in found["columns"])],
        "rows": [[row_label(code, row["code"], payload, lang), *cells(row)] for row in found["rows"]],
        "foot": [_("All"), *(cell_text(cell) for cell in found["total"])],
        "protected": found["protected"],
    }


def pictures(payload: Payload) -> dict[str, Any]:
    by_code: dict[str, Table] = {table["code"]: table for table in payload["tables"]}
    return {"map": map_of(by_code["people_by_province"]), "pyramid": pyramid_of(by_code["people_by_age_and_sex"])}


def lines(payload: Payload) -> list[dict[str, Any]]:
    return [_line(line) for line in payload["lines"]]


def _line(line: Line) -> dict[str, Any]:
    currency = line["currency"]
    return {
        "name": f"{line['code']} {words(line['name'], language())}",
        "budget": format_money(line["budget_minor"], currency),
        "in_period": format_money(line["awarded_in_period_minor"], currency),
        "to_date": format_money(line["awarded_to_date_minor"], currency),
        "left": format_money(line["budget_minor"] - line["awarded_to_date_minor"], currency),
        "part": line["awarded_to_date_minor"],
        "whole": line["budget_minor"],
    }


def co_funded(payload: Payload) -> list[str]:
    """ "T-2026-0001, youth camp: 60 %"."""
    texts = []
    for activity in payload["co_funded"]:
        whole, part = divmod(activity["share_bp"], 100)
        share = f"{whole}.{part:02d}" if part else str(whole)
        texts.append(f"{activity['number']}, {labels.activity(activity['type'], payload, language())}: {share} %")
    return texts


def page(snapshot: Snapshot, evidence: Evidence = lambda _code, _row, _column: "") -> dict[str, Any]:
    """Everything that the page of one summary shows, in the active language, from the payload and the snapshot's row only."""
    payload, lang = read(snapshot), language()
    scope = payload["scope"]
    unmarked = payload["unmarked_places"]
    return {
        "donor": words(scope["donor"], lang),
        "organisation": words(scope["organisation"], lang),
        "project": words(scope["project"], lang),
        "agreement": scope["agreement"],
        "first_day": date.fromisoformat(scope["first_day"]),
        "last_day": date.fromisoformat(scope["last_day"]),
        "as_of": date.fromisoformat(scope["as_of"]),
        "threshold": payload["threshold"],
        "tiles": tiles(payload, evidence),
        "campaign_tiles": tiles(payload, evidence, campaigns=True) if has_campaigns(payload) else [],
        "indirect": indirect(payload, evidence),
        "tables": {code: table(payload, code, evidence) for code in TABLES},
        "lines": lines(payload),
        "co_funded": co_funded(payload),
        "unmarked": ngettext(
            "%(count)s place on a roster has a held session without a mark; it cannot count as completed.",
            "%(count)s places on rosters have a held session without a mark; they cannot count as completed.",
            unmarked,
        )
        % {"count": format_number(unmarked)}
        if unmarked
        else "",
        "definitions": [(label, definition) for label, definition in TILES.values()],
        "version": payload["definitions"],
        **pictures(payload),
    }


def figure_words(payload: Payload, code: str, row: str, column: str) -> dict[str, Any]:
    """{title, frozen}: what a figure is called, and the frozen cell's text ("" where the payload has no such cell)."""
    if code in TILES:
        cell = next((tile["cell"] for tile in payload["tiles"] if tile["code"] == code), None)
        return {"title": str(TILES[code][0]), "frozen": "" if cell is None else cell_text(cell)}
    if code == INDIRECT:
        estimate = next((each["cell"] for each in payload.get("indirect", []) if each["channel"] == row), None)
        return {"title": _("Indirect, estimated"), "frozen": "" if estimate is None else cell_text(estimate)}
    found = next((table for table in payload["tables"] if table["code"] == code), None)
    if found is None:
        return {"title": str(TABLES[code]), "frozen": ""}
    cells = next((each["cells"] for each in found["rows"] if each["code"] == row), None)
    frozen = cell_text(cells[found["columns"].index(column)]) if cells is not None and column in found["columns"] else ""
    return {"title": f"{TABLES[code]}: {row_label(code, row, payload, language())}, {COLUMNS[column]}", "frozen": frozen}
