"""The rosters that the project keeps, against what is known to be in them."""

import json
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import demo
from core.refusals import Refused
from youth_groups.rosters.duplicates import candidates, entry_of_row
from youth_groups.rosters.report import Examination, examine

FOLDER = Path(demo.__file__).parent / "data" / "rosters"
TRUTH = json.loads((FOLDER / "TRUTH.json").read_text(encoding="utf-8"))
PAIRS = json.loads((FOLDER / "PAIRS.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)


def examined(name: str) -> Examination:
    return examine((FOLDER / name).read_bytes(), today=TODAY)


def true_pairs(name: str) -> set[tuple[str, ...]]:
    by_person: dict[str, list[str]] = defaultdict(list)
    for reference, person in PAIRS[name].items():
        by_person[person].append(reference)
    return {tuple(sorted(pair)) for rows in by_person.values() for pair in combinations(rows, 2)}


def proposed(found: Examination) -> set[tuple[str, ...]]:
    return {tuple(sorted((proposal.left.ref, proposal.right.ref))) for proposal in found.proposals}


@pytest.mark.parametrize("name", ["camp-2019.xlsx", "police-and-leaders-2019.xlsx"])
def test_rows_people_and_pairs_are_exactly_the_true_ones(name):
    found = examined(name)
    answer = found.as_json()
    assert (answer["rows"], answer["people"], len(answer["bad_rows"])) == (
        TRUTH[name]["rows"],
        TRUTH[name]["people"],
        TRUTH[name]["bad_rows"],
    )
    assert proposed(found) == true_pairs(name)
    assert {row.reference for row in found.roster.rows} == set(PAIRS[name])


def test_camp_columns_that_must_not_be_taken_are_named():
    columns = examined("camp-2019.xlsx").as_json()["columns"]
    assert [column["heading"] for column in columns["not_taken"]] == TRUTH["camp-2019.xlsx"]["not_to_take"]
    assert all(column["why"] for column in columns["not_taken"])
    assert {column["field"] for column in columns["taken"]} == {
        "name",
        "birth",
        "sex",
        "village",
        "province",
        "institution",
        "phone",
        "caregiver",
    }


def test_camp_keeps_no_full_date_no_number_of_a_document_and_no_ethnicity():
    found = examined("camp-2019.xlsx")
    assert {type(row.birth_year) for row in found.roster.rows} == {int}
    text = repr(found.roster.rows)
    assert [word for word in ("кыргыз", "өзбек", "11107200305965", "12.10.2005", "2005-10-12", "10, 12") if word in text] == []


def test_police_attendance_by_day():
    found = examined("police-and-leaders-2019.xlsx")
    person_of = found.clusters()
    per_day: dict[str, int] = defaultdict(int)
    half_days: dict[str, int] = defaultdict(int)
    for row in found.roster.rows:
        per_day[row.sheet] += 1
        half_days[person_of[row.reference]] += sum(present for _heading, present in row.present)
    truth = TRUTH["police-and-leaders-2019.xlsx"]
    assert list(per_day.values()) == list(truth["rows_per_day"].values())
    assert sum(count >= 5 for count in half_days.values()) == truth["people_with_5_of_6_half_days"]


def test_ambassadors_rows_bad_rows_and_how_well_duplicates_are_found():
    name = "youth-ambassadors-2016-2019.csv"
    found = examined(name)
    answer = found.as_json()
    assert (answer["rows"], [row["row"] for row in answer["bad_rows"]], answer["skipped_rows"]) == (
        TRUTH[name]["rows"],
        ["502", "702"],
        [{"row": "902", "why": "an empty row"}],
    )
    true, shown = true_pairs(name), proposed(found)
    assert len(true & shown) / len(true) >= 0.99
    assert len(true & shown) / len(shown) >= 0.99
    assert abs(found.people - TRUTH[name]["people"]) <= 2
    very_likely = {tuple(sorted((p.left.ref, p.right.ref))) for p in found.proposals if p.label == "very_likely"}
    assert very_likely - true == set()


def test_blocking_walks_few_pairs_and_loses_none():
    name = "youth-ambassadors-2016-2019.csv"
    entries = [entry_of_row(row) for row in examined(name).roster.rows]
    walked = {tuple(sorted((left.ref, right.ref))) for left, right in candidates(entries)}
    assert true_pairs(name) <= walked
    assert len(walked) < 8_000


def test_messaging_course_members():
    found = examined("messaging-course-members.csv")
    assert (len(found.roster.rows), found.people) == (80, 80)
    assert (found.roster.rows[0].name, found.roster.rows[0].chat_label, found.roster.rows[0].phone) == (
        "Ашуров Далер",
        "Далер А.",
        "+996555768497",
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", "Салам\nэл\n".encode(), b"\xd0\xcf\x11\xe0old", b"%PDF-1.7 \0\0"])
def test_what_is_no_roster_is_refused_with_a_reason(content):
    with pytest.raises(Refused) as refusal:
        examine(content)
    assert refusal.value.code in ("no_heading", "unreadable", "old_excel")
