"""Nothing small ever leaves: pure functions, any table."""

from hypothesis import given
from hypothesis import strategies as st

from summaries.queries.counting import Breakdown, Counted
from summaries.suppression import THRESHOLD, protected, threshold_of, total_cell

ROWS = ("KG-B", "KG-J", "KG-O", "under_18", "unknown")
COLUMNS = ("female", "male", "all")


@st.composite
def tables(draw: st.DrawFn) -> Breakdown:
    """Any table of people by row and sex whose last column and total add up."""
    rows = []
    for row in draw(st.lists(st.sampled_from(ROWS), unique=True, min_size=1)):
        female, male = draw(st.integers(0, 40)), draw(st.integers(0, 40))
        rows.append((row, tuple(Counted(value, {"training": frozenset({1})}) for value in (female, male, female + male))))
    total = tuple(Counted(sum(cells[index].value for _row, cells in rows), {"training": frozenset({1})}) for index in range(3))
    return Breakdown("people_by_age_and_sex", COLUMNS, tuple(rows), total, people=True)


@given(tables())
def test_no_shown_cell_of_a_row_is_small(table: Breakdown) -> None:
    for row in protected(table)["rows"]:
        assert all(cell["value"] is not None and cell["value"] >= threshold_of(row["code"]) for cell in row["cells"])


@given(tables())
def test_one_small_cell_hides_every_row(table: Breakdown) -> None:
    kept = [(row, cells) for row, cells in table.rows if any(cell.value for cell in cells)]
    columns = [index for index in range(3) if table.total[index].value]
    small = any(cells[index].value < threshold_of(row) for row, cells in kept for index in columns)
    found = protected(table)
    if small:
        assert (found["protected"], found["rows"], found["columns"]) == (True, [], ["all"])
    else:
        assert [row["code"] for row in found["rows"]] == [row for row, _cells in kept]
        assert [[cell["value"] for cell in row["cells"]] for row in found["rows"]] == [
            [cells[i].value for i in columns] for _row, cells in kept
        ]


@given(tables())
def test_a_small_total_of_people_is_withheld_without_its_value(table: Breakdown) -> None:
    found = protected(table)
    assert not any(cell["value"] is not None and 0 < cell["value"] < THRESHOLD for cell in found["total"])
    for cell in [*found["total"], *(cell for row in found["rows"] for cell in row["cells"])]:
        if cell["state"] == "withheld":
            assert (cell["value"], cell["records"]) == (None, None)


@given(st.integers(0, 60))
def test_a_total_of_people_is_exact_unless_it_is_small(value: int) -> None:
    cell = total_cell(Counted(value, {"training": frozenset({1, 2})}), people=True)
    wanted = ("withheld", None, None) if 0 < value < THRESHOLD else ("shown", value, 2)
    assert (cell["state"], cell["value"], cell["records"]) == wanted


def test_a_count_of_events_is_no_person_and_is_shown() -> None:
    assert total_cell(Counted(2), people=False) == {"state": "shown", "value": 2, "records": 0}


def test_a_zero_beside_others_is_small_and_rows_of_zeros_are_left_out() -> None:
    def row(*values: int) -> tuple[Counted, ...]:
        return tuple(Counted(value) for value in values)

    table = Breakdown(
        "people_by_province_and_sex", COLUMNS, (("KG-B", row(12, 0, 12)), ("KG-O", row(9, 9, 18))), row(21, 9, 30), people=True
    )
    assert protected(table)["protected"] is True
    without = Breakdown(
        "people_by_province_and_sex", COLUMNS, (("KG-B", row(12, 6, 18)), ("KG-O", row(0, 0, 0))), row(12, 6, 18), people=True
    )
    assert [found["code"] for found in protected(without)["rows"]] == ["KG-B"]


def test_children_need_more() -> None:
    assert (threshold_of("under_18"), threshold_of("18_28")) == (10, 5)
    cells = (Counted(9), Counted(9), Counted(18))
    adults = Breakdown("people_by_age_and_sex", COLUMNS, (("18_28", cells),), cells, people=True)
    children = Breakdown("people_by_age_and_sex", COLUMNS, (("under_18", cells),), cells, people=True)
    assert (protected(adults)["protected"], protected(children)["protected"]) == (False, True)
