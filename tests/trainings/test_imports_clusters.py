"""Which rows become one person: for any decisions, the same answer as walking from row to row, or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.refusals import Refused
from trainings.domain.import_people import _clusters
from trainings.models import ImportPair, ImportRow

ROWS = 8
decisions = st.lists(st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1), st.sampled_from(["same", "two"])), max_size=14)


def walked(pairs: list[tuple[int, int, str]]) -> list[set[int]]:
    """The rows that can be reached from each row over "the same person"."""
    found = []
    for start in range(ROWS):
        reached, edge = {start}, [start]
        while edge:
            here = edge.pop()
            for left, right, decision in pairs:
                for there in (left, right):
                    if decision == "same" and here in (left, right) and there not in reached:
                        reached.add(there)
                        edge.append(there)
        found.append(reached)
    return found


@given(decisions)
def test_clusters_are_what_one_can_walk_to(given_pairs):
    pairs = [(left, right, decision) for left, right, decision in given_pairs if left != right]
    rows = [ImportRow(pk=n, position=n, reference=str(n)) for n in range(ROWS)]
    found = [ImportPair(pk=n, row=rows[left], other=rows[right], decision=decision) for n, (left, right, decision) in enumerate(pairs)]
    reachable = walked(pairs)
    contradiction = any(decision == "two" and right in reachable[left] for left, right, decision in pairs)
    if contradiction:
        with pytest.raises(Refused) as refusal:
            _clusters(rows, found)
        assert refusal.value.code == "contradiction"
    else:
        assert _clusters(rows, found) == {row: min(reachable[row]) for row in range(ROWS)}
