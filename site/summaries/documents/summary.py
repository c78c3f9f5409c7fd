"""The donor summary on paper, A4 portrait, from a frozen payload only. What is withheld is drawn as a sign, never as a figure."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import override

from core.pdf import formats, ornament
from core.pdf.fonts import BOLD, SANS, SERIF, SERIF_BOLD, nfc, width
from core.pdf.page import A4, GREY, INDIGO, INK, MADDER, PALE, RED, RULE, WALNUT, WOOL, Doc
from core.pdf.text import fit, wrap
from summaries import labels
from summaries.documents.map import draw_map, withheld_sign
from summaries.documents.payload import Cell, Frame, Payload, Table, Tile
from summaries.documents.words import WORDS
from summaries.queries.counting import OF_CAMPAIGNS
from youth_groups.enums import Channel
from youth_groups.queries.campaigns import about

TEMPLATE_VERSION = "2"
LANGUAGES = ("en", "ru", "ky")
LEFT, RIGHT, TOP, BOTTOM = 20.0, 190.0, 44.0, 270.0
COLUMN = RIGHT - LEFT
POINT = 25.4 / 72
PEOPLE = ("people_by_sex", "people_by_age_and_sex", "people_by_province_and_sex")
ACTIVITIES = ("groups_by_kind", "groups_by_province", "trainings_by_type", "participations_by_type", "applications_by_stage")


def draw_summary(payload: Payload, frame: Frame, language: str) -> bytes:
    """The summary as a PDF in en, ru or ky; the same payload and frame give the same bytes. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    with override(language):
        pages = _Summary(payload, frame, language, 0).draw()[1]
        return _Summary(payload, frame, language, pages).draw()[0]


class _Summary:
    """Laid out twice: the first time only counts the pages."""

    def __init__(self, payload: Payload, frame: Frame, language: str, pages: int) -> None:
        self.payload, self.frame, self.language, self.pages = payload, frame, language, pages
        self.words = formats.words(WORDS, language)
        self.names = {key: labels.words(payload["scope"][key], language) for key in ("donor", "project", "organisation")}  # type: ignore[literal-required]
        scope = payload["scope"]
        self.period = formats.period(date.fromisoformat(scope["first_day"]), date.fromisoformat(scope["last_day"]), language)
        self.tables: dict[str, Table] = {table["code"]: table for table in payload["tables"]}
        title = f"{self.words['doc']}: {self.names['project']}, {self.period}"
        snapshot = f"{self.words['snapshot']} {self.words['number'].format(n=frame['number'])}"
        self.doc = Doc(A4, title=title, language=language, author=self.names["organisation"], subject=snapshot)
        self.y = TOP

    def draw(self) -> tuple[bytes, int]:
        """(PDF, number of pages)."""
        self._cover()
        self._glance()
        self._people()
        self._activities()
        self._campaigns()
        self._close()
        return self.doc.finish(), self.doc.pages

    # pages

    def _scope(self) -> list[tuple[str, str]]:
        scope, words = self.payload["scope"], self.words
        published = self.frame["published_on"]
        return [
            (words["donor"], self.names["donor"]),
            (words["agreement"], scope["agreement"]),
            (words["period"], self.period),
            (words["as_of"], formats.short_day(date.fromisoformat(scope["as_of"]))),
            (words["snapshot"], words["number"].format(n=self.frame["number"])),
            (words["published"], formats.short_day(date.fromisoformat(published)) if published else words["draft"]),
        ]

    def _show(self) -> None:
        """The scope line, then the page is done."""
        doc, y = self.doc, 281.0
        doc.line(LEFT, y - 5.5, RIGHT, y - 5.5, RULE, 0.2)
        page = self.words["page"].format(page=doc.pages + 1, pages=self.pages)
        scope = self._scope()
        room = COLUMN - width(page, BOLD, 7) * POINT - 4
        for size in (7.0, 6.5, 6.2, 6.0, 5.5, 5.0, 4.5, 4.0):
            wide = [max(width(nfc(a), SANS, min(6.5, size)), width(nfc(b), BOLD, size)) * POINT for a, b in scope]
            if sum(wide) + 5 * 3 <= room:
                break
        gap, x = (room - sum(wide)) / 5 if sum(wide) + 5 <= room else 2.0, LEFT
        for (label, text), each in zip(scope, wide, strict=True):
            doc.text(x, y - 1.4, label, SANS, min(6.5, size), GREY)
            doc.text(x, y + 2.2, text, BOLD, size)
            x += each + min(gap, 12)
        doc.text(RIGHT, y + 2.2, page, BOLD, 7, INK, "r")
        doc.show()

    def _open(self, title: str, note: str = "") -> None:
        doc = self.doc
        unit = COLUMN / (40 * ornament.HALF)
        doc.mark(f"p{doc.pages}", title)
        doc.path(ornament.band(40), LEFT, 15 + ornament.EDGE * unit, unit, fill=RED)
        doc.text(LEFT, 35, title, SERIF_BOLD, 20, INDIGO)
        doc.text(RIGHT, 35, note, SANS, 8.5, GREY, "r")
        self.y = TOP
        self.title = title

    def _room(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self._show()
            self._open(self.title)

    def _cover(self) -> None:
        doc, words, scope, y = self.doc, self.words, self.payload["scope"], 20.0
        doc.mark("cover", words["doc"])
        small, large = COLUMN / (24 * ornament.HALF), COLUMN / (4 * ornament.HALF)
        for top, flip in ((y, 1), (y + 9.35 + 0.9 + 56.1 + 0.9, -1)):
            doc.rect(LEFT, top, COLUMN, 6.6 * small, fill=WOOL)
            doc.path(ornament.band(24), LEFT, top + 3.3 * small, small, fill=INDIGO, flip=flip)
        top = y + 9.35 + 0.9
        doc.rect(LEFT, top, COLUMN, 6.6 * large, fill=WOOL)
        doc.path(ornament.band(4), LEFT, top + 3.3 * large, large, fill=RED)
        doc.canvas.saveState()
        doc.clip([("M", 0, 0), ("L", COLUMN, 0), ("L", COLUMN, -6.6 * large), ("L", 0, -6.6 * large), ("Z",)], LEFT, top)
        doc.path(ornament.line(4), LEFT, top + 3.3 * large, large, stroke=INDIGO, weight=0.7)
        doc.canvas.restoreState()
        doc.text(LEFT, 124, words["doc"].upper(), BOLD, 9, RED, track=1.3)
        title = fit(self.names["project"], SERIF_BOLD, [38, 36, 34, 32, 30, 28], COLUMN, smaller=[28, 26, 24, 22, 20, 18], lines=3)
        after = doc.lines(LEFT, 136.5, title.lines, SERIF_BOLD, title.size, title.size * 0.42, INDIGO)
        doc.text(LEFT, after - title.size * 0.42 + 11, self.period, SERIF, 17, WALNUT)
        number, old = self.frame["number"], self.frame["replaces"]
        published = self.frame["published_on"]
        facts = (
            (words["for"], self.names["donor"]),
            (words["by"], self.names["organisation"]),
            (words["agreement"], scope["agreement"]),
            (words["as_of"], formats.day(date.fromisoformat(scope["as_of"]), self.language)),
            (words["snapshot"], words["replaces"].format(n=number, old=old) if old else words["number"].format(n=number)),
            (words["published"], formats.day(date.fromisoformat(published), self.language) if published else words["draft"]),
        )
        for index, (label, text) in enumerate(facts):
            x, line = LEFT + index % 3 * 58, 186.0 + index // 3 * 16
            doc.line(x, line - 5, x + 54, line - 5, RULE, 0.2)
            doc.text(x, line - 0.8, label, SANS, 7.5, GREY)
            value = fit(text, BOLD, [9, 8.5, 8], 54, smaller=[8, 7.5, 7])
            doc.lines(x, line + 4, value.lines, BOLD, value.size, 3.4)
        line = 240.0
        if self.frame["reason"]:
            doc.text(LEFT, line, words["reason"], BOLD, 8)
            line = doc.para(LEFT, line + 4.2, self.frame["reason"], COLUMN, SANS, 8, 4) + 2
        day = formats.day(date.fromisoformat(scope["as_of"]), self.language)
        line = doc.para(LEFT, line, words["frozen"].format(day=day), COLUMN, SANS, 8, 4, GREY)
        doc.text(LEFT, line + 1, f"{words['hash']}: {self.frame['sha256']}", SANS, 6.5, GREY)
        self._show()

    def _glance(self) -> None:
        payload = self.payload
        self._open(self.words["glance"], self.words["whole"])
        self._tiles([tile for tile in payload["tiles"] if tile["code"] not in OF_CAMPAIGNS])
        self._lines()
        self._co_funded()

    def _tiles(self, tiles: Sequence[Tile]) -> None:
        doc = self.doc
        for index, tile in enumerate(tiles):
            x, y = LEFT + index % 4 * 43.5, self.y + index // 4 * 34
            label, note = (str(text) for text in labels.TILES[tile["code"]])
            doc.line(x, y, x + 39.5, y, RED, 0.5)
            if tile["cell"]["value"] is None:
                withheld_sign(doc, x + 3, y + 9, 6)
            else:
                figure = fit(formats.number(tile["cell"]["value"]), SERIF_BOLD, [25, 23, 21, 19, 17, 15], 39, lines=1)
                doc.text(x, y + 12.5, figure.lines[0], SERIF_BOLD, figure.size, INDIGO)
            name = fit(label[0].upper() + label[1:], BOLD, [8.5, 8, 7.5, 7], 39.5, lines=1)
            doc.text(x, y + 18.4, name.lines[0], BOLD, name.size)
            sums = " + ".join(formats.money(each["amount_minor"], each["currency"], self.language) for each in tile.get("amounts", []))
            lines = [*(wrap(sums, BOLD, 7.5, 39.5) if sums else []), *wrap(note, SANS, 7.5, 39.5, balance=True)]
            doc.lines(x, y + 22.6, lines[:3], SANS, 7.5, 3.5, GREY)
        self.y += -(-len(tiles) // 4) * 34 + 8

    def _lines(self) -> None:
        rows = self.payload["lines"]
        if not rows:
            return
        self._section(self.words["lines"])
        places = (LEFT + 92, LEFT + 119, LEFT + 145, RIGHT)
        heads = [self.words[key] for key in ("budget", "in_period", "to_date", "left")]
        self._table_head(self.words["line"], heads, places)
        for row in rows:
            left = row["budget_minor"] - row["awarded_to_date_minor"]
            figures = (row["budget_minor"], row["awarded_in_period_minor"], row["awarded_to_date_minor"], left)
            texts = [formats.money(minor, row["currency"], self.language, name=False) for minor in figures]
            name = f"{row['code']} {labels.words(row['name'], self.language)}, {row['currency']}"
            self._row(name, texts, places, box=64)
        self.y += 8

    def _co_funded(self) -> None:
        rows = self.payload["co_funded"]
        if not rows:
            return
        self._section(self.words["shared"])
        for row in rows:
            whole, part = divmod(row["share_bp"], 100)
            share = f"{whole}.{part:02d}" if part else str(whole)
            self._room(6)
            text = f"{row['number']}, {labels.activity(row['type'], self.payload, self.language)}: {share}\u00a0%"
            self.y = self.doc.para(LEFT, self.y, text, COLUMN, SANS, 8.5, 4.4)

    def _people(self) -> None:
        words = self.words
        trained = next((tile["cell"]["value"] for tile in self.payload["tiles"] if tile["code"] == "people_trained"), None)
        self._show()
        self._open(words["people"], words["once"].format(n=formats.number(trained)) if trained else "")
        self.y = self.doc.para(LEFT, self.y, words["recount"], COLUMN, SANS, 8.5, 4.3) + 6
        self._pyramid()
        for code in PEOPLE:
            if code != "people_by_age_and_sex" or not self._has_pyramid():
                self._table(code)
        self._map()

    def _has_pyramid(self) -> bool:
        table = self.tables.get("people_by_age_and_sex")
        return bool(table and table["rows"] and not table["protected"] and {"female", "male"} <= set(table["columns"]))

    def _pyramid(self) -> None:
        """Bars of women and girls to the left, of men and boys to the right; the figures stand at the bars."""
        if not self._has_pyramid():
            return
        doc, table = self.doc, self.tables["people_by_age_and_sex"]
        left, right = table["columns"].index("female"), table["columns"].index("male")
        rows = [(row["code"], row["cells"][left]["value"] or 0, row["cells"][right]["value"] or 0) for row in reversed(table["rows"])]
        largest = max(max(f, m) for _code, f, m in rows) or 1
        self._room(14 + 9 * len(rows))
        self._section(str(labels.TABLES["people_by_age_and_sex"]))
        middle, half, scale = LEFT + COLUMN / 2, 14.0, 52 / largest
        doc.text(middle - half - 0.5, self.y, self.words["women"], SANS, 7.5, GREY, "r")
        doc.text(middle + half + 0.5, self.y, self.words["men"], SANS, 7.5, GREY)
        self.y += 2
        for code, f, m in rows:
            doc.rect(middle - half - f * scale, self.y, f * scale, 7, fill=MADDER)
            doc.rect(middle + half, self.y, m * scale, 7, fill=INDIGO)
            doc.text(middle, self.y + 4.5, str(labels.AGES[code]), SANS, 7.5, INK, "c")
            doc.text(middle - half - f * scale - 1.4, self.y + 4.6, formats.number(f), BOLD, 8.5, INK, "r")
            doc.text(middle + half + m * scale + 1.4, self.y + 4.6, formats.number(m), BOLD, 8.5)
            self.y += 8.6
        for side in (-1, 1):
            doc.line(middle + side * half, self.y - 8.6 * len(rows) - 0.6, middle + side * half, self.y - 1, INK, 0.25)
        self.y += 7

    def _map(self) -> None:
        table = self.tables.get("people_by_province")
        if table is None or _nothing(table):
            return
        names = {code: labels.words(name, self.language) for code, name in self.payload["provinces"].items()}
        self._room(140)
        self._section(self.words["map"])
        self.y = draw_map(self.doc, LEFT, self.y, table, {code: str(name) for code, name in _short().items()} or names, self.words) + 3
        self.doc.text(LEFT, self.y, self.words["boundaries"], SANS, 7.5)
        self.y += 9
        self._table("people_by_province", names)
        self._room(12)
        withheld_sign(self.doc, LEFT + 1.5, self.y - 1)
        self.y = self.doc.para(
            LEFT + 5, self.y, self.words["legend"].format(k=self.payload["threshold"]), COLUMN - 5, SANS, 7.5, 3.74, GREY
        )

    def _activities(self) -> None:
        shown = [code for code in ACTIVITIES if code in self.tables and not _nothing(self.tables[code])]
        self._show()
        self._open(self.words["activities"])
        for code in shown:
            self._table(code)

    def _campaigns(self) -> None:
        """Who took part, then, apart from it, the estimates of whom it reached besides."""
        tiles = [tile for tile in self.payload["tiles"] if tile["code"] in OF_CAMPAIGNS]
        if all(tile["cell"]["value"] == 0 for tile in tiles):
            return
        self._show()
        self._open(self.words["campaigns"], self.words["granted"])
        self._tiles(tiles)
        estimates = self.payload.get("indirect", [])
        if estimates:
            self._section(self.words["indirect"])
            self.y = self.doc.para(LEFT, self.y, self.words["largest"], COLUMN, SANS, 8.5, 4.3) + 2
            for row in estimates:
                value = row["cell"]["value"]
                self._row(str(Channel(row["channel"]).label), [None if value is None else about(value)], (RIGHT,), box=120)
            self.y += 8
        self._table("outcomes_by_stage")

    def _close(self) -> None:
        doc, words = self.doc, self.words
        if self.payload["unmarked_places"]:
            self._room(12)
            self.y = doc.para(LEFT, self.y, words["unmarked"].format(n=self.payload["unmarked_places"]), COLUMN, SANS, 8.5, 4.3) + 4
        heading = words["definitions"].format(v=self.payload["definitions"])
        if self.y + 5 + 5.5 * len(labels.TILES) > BOTTOM:
            # Together on a page of their own rather than a few lines left over.
            self._show()
            self._open(heading)
        else:
            self._section(heading)
        for label, note in labels.TILES.values():
            self._room(6)
            doc.text(LEFT, self.y, str(label), BOLD, 8)
            self.y = doc.para(LEFT + 50, self.y, str(note), COLUMN - 50, SANS, 8, 4) + 0.8
        self._show()

    # tables

    def _section(self, title: str) -> None:
        self._room(24)
        self.doc.text(LEFT, self.y, title, BOLD, 10.5)
        self.y += 5

    def _table_head(self, first: str, heads: Sequence[str], places: Sequence[float]) -> None:
        doc = self.doc
        doc.line(LEFT, self.y, RIGHT, self.y, INK, 0.35)
        doc.text(LEFT, self.y + 4.4, first, BOLD, 7.2)
        box = min([places[0] - LEFT - 30, *(b - a for a, b in pairwise(places))]) - 1.5
        for x, head in zip(places, heads, strict=True):
            fitted = fit(head, BOLD, [7.2, 7, 6.5, 6, 5.5, 5], box, lines=1)
            doc.text(x, self.y + 4.4, fitted.lines[0], BOLD, fitted.size, INK, "r")
        self.y += 6.6
        doc.line(LEFT, self.y, RIGHT, self.y, INK, 0.2)

    def _row(self, name: str, texts: Sequence[str | None], places: Sequence[float], *, box: float, total: bool = False) -> None:
        """A row of figures; None is what is withheld."""
        doc, font = self.doc, BOLD if total else SANS
        lines = wrap(name, font, 8.5, box, hard=True)
        height = 6.6 + 3.8 * (len(lines) - 1)
        self._room(height)
        doc.lines(LEFT, self.y + 4.5, lines, font, 8.5, 3.8)
        for x, text in zip(places, texts, strict=True):
            if text is None:
                withheld_sign(doc, x - 1.5, self.y + 3.4)
            else:
                doc.text(x, self.y + 4.5, text, BOLD if total else SANS, 8.5, INK, "r")
        self.y += height
        doc.line(LEFT, self.y, RIGHT, self.y, INK if total else PALE, 0.35 if total else 0.2)

    def _table(self, code: str, names: dict[str, str] | None = None) -> None:
        table = self.tables.get(code)
        if table is None or _nothing(table):
            return
        step = min(24.0, 106 / len(table["columns"]))
        places = [RIGHT - step * (len(table["columns"]) - 1 - index) for index in range(len(table["columns"]))]
        self._room(20 + 6.6 * min(len(table["rows"]), 12))
        self._section(str(labels.TABLES[code]))
        heads = [str(labels.COLUMNS[column]) for column in table["columns"]]
        self._table_head(str(labels.ROW_HEADS[code]), heads, places)
        box = places[0] - step - LEFT
        for row in table["rows"]:
            name = (names or {}).get(row["code"]) or labels.row_label(code, row["code"], self.payload, self.language)
            self._row(name, [_figure(cell) for cell in row["cells"]], places, box=box)
        self._row(self.words["all"], [_figure(cell) for cell in table["total"]], places, box=box, total=True)
        if table["protected"]:
            self.doc.text(LEFT, self.y + 4, self.words["total_only"].format(k=self.payload["threshold"]), SANS, 7.5, GREY)
            self.y += 4
        self.y += 9


def _short() -> dict[str, str]:
    """Short names of provinces for the map."""
    from summaries.pictures import NAMES

    return {code: str(name) for code, name in NAMES.items()}


def _figure(cell: Cell) -> str | None:
    return None if cell["state"] == "withheld" or cell["value"] is None else formats.number(cell["value"])


def _nothing(table: Table) -> bool:
    """A table of something that did not happen is left out."""
    return all(cell["state"] == "shown" and not cell["value"] for cell in table["total"])
