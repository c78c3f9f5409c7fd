"""The attendance rule and the protection of small numbers, on many random records."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st

from summaries.queries.counting import Breakdown
from summaries.suppression import THRESHOLD, protected, threshold_of
from tests.summaries.test_suppression import tables
from trainings.queries.attendance import PRECEDENCE, completion

pytestmark = pytest.mark.soak


def test_attendance_rule_in_fractions(prove) -> None:
    """The rule as it is written, in exact fractions: what counts, what is forgiven, what is asked."""

    def claim(example: tuple[list[str | None], int]) -> None:
        roll, percent = example
        found = completion(roll, percent)
        there = sum(status in ("present", "late") for status in roll)
        forgiven = min(roll.count("excused"), Fraction(len(roll), 5).__floor__())
        asked = len(roll) - forgiven
        met = bool(roll) and None not in roll and (asked == 0 or Fraction(there, asked) >= Fraction(percent, 100))
        assert (found.counted, found.denominator, found.met) == (there, asked, met)
        # Nobody is worse off for having come.
        for place, status in enumerate(roll):
            if status in ("absent", "excused"):
                better = completion([*roll[:place], "present", *roll[place + 1 :]], percent)
                assert better.met or not found.met

    rolls = st.lists(st.one_of(st.sampled_from(PRECEDENCE), st.none()), max_size=60)
    prove(claim, st.tuples(rolls, st.integers(1, 100)), few=200, many=50_000)


def test_no_small_number_can_be_worked_out(prove) -> None:
    """A reader with a table in hand takes away every shown cell from every sum: no small cell comes to light."""

    def claim(table: Breakdown) -> None:
        out = protected(table)
        small = any(0 < cell.value < threshold_of(code) for code, cells in table.rows for cell in cells)
        if small:
            assert out["protected"]
            assert out["rows"] == []
            assert len(out["total"]) == 1
        numbers = [cell["value"] for cell in out["total"] if cell["value"] is not None]
        numbers += [cell["value"] for row in out["rows"] for cell in row["cells"] if cell["value"] is not None]
        assert all(number == 0 or number >= THRESHOLD for number in numbers)
        for row, (column, cell) in product(out["rows"], enumerate(out["total"])):
            others = [other["cells"][column]["value"] for other in out["rows"] if other is not row]
            if cell["value"] is not None and None not in others:
                rest = cell["value"] - sum(others)
                assert rest == 0 or rest >= threshold_of(row["code"])

    prove(claim, tables(), few=200, many=50_000)
