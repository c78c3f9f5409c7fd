"""The solver against brute force on small cases: the choice is the best one there is, a conflict is true and none is smaller."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainings.balance import BY_HAND, PLACES, Conflict, Demand, Task, TookTooLong, best_choice


def meets(task, places, names=None):
    """Whether a choice meets the demands, or those of the names only."""
    picked = set(places)

    def asked(name):
        return names is None or name in names

    for demand in task.demands:
        counts = [len(picked & members) for members in demand.sets]
        if asked(demand.name) and any(n < demand.low or (demand.high is not None and n > demand.high) for n in counts):
            return False
    if asked(PLACES) and len(picked) > task.places:
        return False
    return not asked(BY_HAND) or (set(task.chosen) <= picked and not set(task.refused) & picked)


def all_choices(task):
    return [choice for size in range(task.count + 1) for choice in combinations(range(task.count), size)]


@st.composite
def tasks(draw):
    count = draw(st.integers(1, 6))
    members = st.frozensets(st.integers(0, count - 1))
    demands = []
    for place in range(draw(st.integers(0, 5))):
        sets = tuple(draw(st.lists(members, min_size=1, max_size=2)))
        low = draw(st.booleans())
        demands.append(
            Demand(f"t{place}", sets, low=draw(st.integers(1, 3))) if low else Demand(f"t{place}", sets, high=draw(st.integers(0, 2)))
        )
    hands = draw(st.lists(st.sampled_from(["", "", "chosen", "refused"]), min_size=count, max_size=count))
    return Task(
        count=count,
        demands=demands,
        places=draw(st.integers(0, 5)),
        chosen=[place for place, hand in enumerate(hands) if hand == "chosen"],
        refused=[place for place, hand in enumerate(hands) if hand == "refused"],
    )


@settings(max_examples=80, deadline=None)
@given(tasks())
def test_the_choice_is_the_best_there_is_and_a_conflict_is_true_and_the_smallest(task):
    found, choices = best_choice(task), all_choices(task)
    good = [choice for choice in choices if meets(task, choice)]
    if not isinstance(found, Conflict):
        most = max(map(len, good))
        assert tuple(found) == min(choice for choice in good if len(choice) == most)
        return
    assert not good
    assert not any(meets(task, choice, found.names) for choice in choices)
    names = [demand.name for demand in task.demands] + [PLACES, BY_HAND]
    for fewer in combinations(names, len(found.names) - 1):
        assert any(meets(task, choice, fewer) for choice in choices)


def test_as_many_as_there_are_places_for_and_the_first_of_them():
    assert best_choice(Task(count=5, demands=[], places=3)) == [0, 1, 2]


def test_a_later_candidate_is_chosen_where_a_target_needs_them_and_only_there():
    women = Demand("women", (frozenset({3, 4}),), low=1)
    assert best_choice(Task(count=5, demands=[women], places=3)) == [0, 1, 3]


def test_who_was_decided_by_hand_stays_so():
    assert best_choice(Task(count=5, demands=[], places=3, chosen=[4], refused=[0])) == [1, 2, 4]


def test_each_set_of_a_demand_counts_for_itself():
    each = Demand("each", (frozenset({0, 1, 2}), frozenset({3, 4})), high=1)
    assert best_choice(Task(count=5, demands=[each], places=5)) == [0, 3]


def test_a_conflict_with_what_was_decided_by_hand_says_so():
    boys = Demand("boys", (frozenset({0, 1}),), high=1)
    assert best_choice(Task(count=3, demands=[boys], places=3, chosen=[0, 1])) == Conflict(("boys", BY_HAND))


def test_a_conflict_with_the_places_says_so_and_leaves_other_targets_out():
    demands = [Demand("a", (frozenset({0, 1}),), low=2), Demand("b", (frozenset({2, 3}),), low=2), Demand("c", (frozenset({4}),), high=1)]
    assert best_choice(Task(count=5, demands=demands, places=3)) == Conflict(("a", "b", PLACES))


def test_the_smaller_of_two_conflicts_is_named():
    demands = [
        Demand("a", (frozenset({0, 1}),), low=2),
        Demand("b", (frozenset({2, 3}),), low=2),
        Demand("alone", (frozenset({4}),), low=2),
    ]
    assert best_choice(Task(count=5, demands=demands, places=3)) == Conflict(("alone",))


def test_the_same_task_gives_the_same_answer():
    task = Task(count=30, demands=[Demand(f"d{n}", (frozenset(range(n, 30, 4)),), high=3) for n in range(4)], places=10)
    assert [best_choice(task) for _turn in range(3)] == [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] * 3


def test_a_search_that_has_no_time_says_so():
    with pytest.raises(TookTooLong):
        best_choice(Task(count=3, demands=[], places=1), limit=0)


def test_the_solver_is_loaded_only_where_a_choice_is_looked_for():
    code = "import sys, trainings.balance; sys.exit('highspy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
