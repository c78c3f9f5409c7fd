from typing import Any, cast

import pytest

from core.pdf import check
from summaries.documents.payload import Cell, Frame, Payload
from summaries.documents.summary import draw_summary
from summaries.labels import TILES
from tests.trainings.documents.certificates_data import LETTERS

HASH = "0123456789abcdef" * 4
WITHHELD: Cell = {"state": "withheld", "value": None, "records": None}


def cell(value: int) -> Cell:
    return {"state": "shown", "value": value, "records": value}


def words(text: str) -> dict[str, str]:
    return {"en": f"{text} en", "ru": f"{text} ru", "ky": f"{text} ky"}


def table(code: str, columns: list[str], rows: dict[str, list[int]], *, protected: bool = False) -> dict[str, Any]:
    total = [cell(sum(values[place] for values in rows.values())) for place in range(len(columns))]
    shown = [] if protected else [{"code": name, "cells": [cell(value) for value in values]} for name, values in rows.items()]
    return {"code": code, "columns": columns, "rows": shown, "total": total, "protected": protected}


def payload(**changes: Any) -> Payload:
    scope = {key: words(key) for key in ("donor", "organisation")} | {
        "project": words(f"Коопсуз айыл {LETTERS}"),
        "agreement": "AGR-2026-117",
        "first_day": "2026-01-01",
        "last_day": "2026-06-30",
        "as_of": "2026-07-04",
    }
    sexes, provinces = ["female", "male", "other", "not_stated", "all"], {"KG-O": words("Ош"), "KG-J": words("Жалал-Абад")}
    made = {
        "format": 1,
        "definitions": "2026-1",
        "threshold": 5,
        "scope": scope,
        "tiles": [{"code": code, "cell": cell(100 + place)} for place, code in enumerate(TILES)],
        "tables": [
            table("people_by_sex", ["people"], {"female": [61], "male": [43]}),
            table("people_by_age_and_sex", sexes, {"under_18": [10, 12, 0, 0, 22], "18_28": [51, 31, 0, 0, 82]}),
            table("people_by_province", ["people"], {"KG-O": [70], "KG-J": [34]}),
            table("groups_by_kind", ["groups"], {"youth": [2], "women": [9]}, protected=True),
            table("trainings_by_type", ["trainings"], {"camp": [6]}),
        ],
        "lines": [
            {
                "code": "3.1",
                "name": words("Чакан гранттар"),
                "currency": "KGS",
                "budget_minor": 150_000_000,
                "awarded_in_period_minor": 7_750_000,
                "awarded_to_date_minor": 18_500_000,
            }
        ],
        "provinces": provinces,
        "co_funded": [],
        "unmarked_places": 0,
        "checks": [],
    }
    return cast(Payload, made | changes)


def frame(**changes: Any) -> Frame:
    made = {"number": 2, "state": "published", "published_on": "2026-07-05", "replaces": None, "reason": "", "sha256": HASH}
    return cast(Frame, made | changes)


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_summary_reads_as_printed(language: str) -> None:
    content = draw_summary(payload(), frame(), language)
    text = check.text(content)
    assert all(each in text for each in LETTERS.split())
    for figure in ("104", "61", "43", "AGR-2026-117"):
        assert figure in text
    assert HASH[:16] in text.replace(" ", "")
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content) == []
    assert content == draw_summary(payload(), frame(), language)


def test_every_page_says_whose_figures_these_are() -> None:
    pages = check.texts(draw_summary(payload(), frame(), "en"))
    for page in pages:
        assert "AGR-2026-117" in page
        assert "donor en" in page


def test_a_protected_table_shows_its_total_and_none_of_its_rows() -> None:
    text = check.text(draw_summary(payload(), frame(), "en"))
    after = text[text.index("Groups supported by kind") :][:120]
    assert "11" in after
    assert "9" not in after.split("11")[0]


def test_a_withheld_figure_prints_no_number() -> None:
    tiles = [{"code": code, "cell": WITHHELD if code == "people_trained" else cell(7)} for code in TILES]
    shown = check.text(draw_summary(payload(tiles=tiles), frame(), "en"))
    assert "None" not in shown
    assert "people trained" in shown


def test_definitions_stand_together_on_one_page() -> None:
    for more in range(1, 40, 3):
        long = table("trainings_by_type", ["trainings"], {"camp": [6]})
        long["rows"] *= more
        pages = check.texts(draw_summary(payload(tables=[long]), frame(), "en"))
        [last] = [" ".join(page.split()) for page in pages if "Definitions, version 2026-1" in page]
        assert all(str(note) in last.partition("Definitions")[2] for _label, note in TILES.values()), more


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        draw_summary(payload(), frame(), "uz")
