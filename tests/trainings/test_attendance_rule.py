"""The rule for completion and the status that stands: arithmetic, on random input."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainings.queries.attendance import PRECEDENCE, completion, current_status

START = datetime(2026, 10, 14, 3, tzinfo=UTC)
statuses = st.sampled_from(PRECEDENCE)
rolls = st.lists(st.one_of(st.none(), statuses), max_size=60)
percents = st.integers(1, 100)
marks = st.lists(st.tuples(st.integers(0, 5).map(lambda n: START + timedelta(minutes=n)), statuses), max_size=12)


@given(rolls, percents)
def test_completion_equals_the_rule_in_words(roll, percent):
    result = completion(roll, percent)
    present_or_late = len([status for status in roll if status in ("present", "late")])
    forgiven = min(roll.count("excused"), int(len(roll) * 0.2 + 1e-9))
    asked = len(roll) - forgiven
    assert result.counted == present_or_late
    assert result.denominator == asked
    assert result.met == (len(roll) > 0 and None not in roll and present_or_late * 100 >= percent * asked)


@given(rolls, percents, st.randoms())
def test_completion_does_not_depend_on_the_order_of_sessions(roll, percent, random):
    shuffled = list(roll)
    random.shuffle(shuffled)
    assert completion(shuffled, percent) == completion(roll, percent)


@given(rolls.filter(lambda roll: "absent" in roll), percents)
def test_being_present_instead_of_absent_never_takes_the_certificate_away(roll, percent):
    better = list(roll)
    better[better.index("absent")] = "present"
    assert completion(better, percent).met >= completion(roll, percent).met


@given(marks, st.randoms())
def test_current_status_is_the_same_in_any_order_of_arrival(given_marks, random):
    shuffled = list(given_marks)
    random.shuffle(shuffled)
    assert current_status(shuffled) == current_status(given_marks)


@given(marks.filter(bool))
def test_current_status_is_the_latest_and_flags_a_tie(given_marks):
    latest = max(moment for moment, _status in given_marks)
    among = {status for moment, status in given_marks if moment == latest}
    current = current_status(given_marks)
    assert current.status == min(among, key=PRECEDENCE.index)
    assert current.tied == (len(among) > 1)


def test_current_status_of_no_marks_is_none():
    assert current_status([]) is None


def test_completion_of_six_half_days_at_80_percent():
    assert completion(["present"] * 5 + ["absent"], 80).met
    assert not completion(["present"] * 4 + ["absent"] * 2, 80).met
    assert completion(["present"] * 4 + ["excused", "present"], 80).met
    assert completion(["present"] * 4 + ["excused", "absent"], 80).needed == 4
    assert not completion(["present"] * 5 + [None], 80).met
    assert not completion([], 80).met
