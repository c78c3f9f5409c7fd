"""The choice that meets targets, found exactly (whole numbers, HiGHS), or the smallest set of demands that cannot be met together.

Candidates are places 0, 1, 2, ... in the order in which they are preferred. Nothing here knows of people or of the database.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

#: Names of the two demands that every choice has besides its targets.
PLACES, BY_HAND = "places", "by_hand"
#: Seconds after which a search is given up.
LIMIT = 10.0


class TookTooLong(Exception):
    """The search was given up: nothing is known about the choice."""


@dataclass(frozen=True)
class Demand:
    """At least `low` and at most `high` candidates of each of the sets. `name` is what a conflict calls it."""

    name: str
    sets: tuple[frozenset[int], ...]
    low: int = 0
    high: int | None = None


@dataclass(frozen=True)
class Task:
    """`count` candidates; `chosen` and `refused` were decided by hand and stay as they are; at most `places` are chosen in all."""

    count: int
    demands: Sequence[Demand]
    places: int
    chosen: Collection[int] = ()
    refused: Collection[int] = ()


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot be met together, as few as there are such; PLACES and BY_HAND may be among them."""

    names: tuple[str, ...]


def best_choice(task: Task, *, limit: float = LIMIT) -> list[int] | Conflict:
    """The places of the best choice in order, those chosen by hand among them; or the conflict.

    Best: as many as possible, then whoever is preferred: of two choices of the same number, the one that holds the first candidate in
    whom they differ. So there is one best choice, whatever the solver does. Raises TookTooLong after `limit` seconds.
    """
    model = _Model(task, time.monotonic() + limit)
    whole = model.solve(dict.fromkeys(range(len(model.classes)), -1.0))
    if whole is None:
        return Conflict(_smallest_conflict(model))
    return model.preferred(whole)


class _Model:
    """Candidates who stand in the same sets are alike: a column says how many of them are chosen. A second kind of column (0 or 1) lets a
    demand go; it is held at 0 but while a conflict is looked for.
    """

    def __init__(self, task: Task, until: float) -> None:
        self.names = [*dict.fromkeys(demand.name for demand in task.demands), PLACES, BY_HAND]
        self.classes = _classes(task)
        self.until = until
        self.highs = _highs()
        self.fixed = [0] * len(self.classes)
        for alike in self.classes:
            self._column(0, len(alike))
        first = len(self.classes)
        self.let_go = {name: first + place for place, name in enumerate(self.names)}
        for _name in self.names:
            self._column(0, 0)
        self._rows(task)

    def _column(self, low: int, high: int) -> None:
        import highspy

        self.highs.addVar(low, high)
        self.highs.changeColIntegrality(self.highs.getNumCol() - 1, highspy.HighsVarType.kInteger)

    def _rows(self, task: Task) -> None:
        for demand in task.demands:
            for members in demand.sets:
                inside = {place: 1.0 for place, alike in enumerate(self.classes) if alike[0] in members}
                if demand.low:
                    self._row(inside, demand.name, low=demand.low, slack=demand.low)
                if demand.high is not None:
                    self._row(inside, demand.name, high=demand.high, slack=-len(members))
        everybody = dict.fromkeys(range(len(self.classes)), 1.0)
        self._row(everybody, PLACES, high=task.places, slack=-task.count)
        chosen, refused = frozenset(task.chosen), frozenset(task.refused)
        for place, alike in enumerate(self.classes):
            if alike[0] in chosen:
                self._row({place: 1.0}, BY_HAND, low=len(alike), slack=len(alike))
            elif alike[0] in refused:
                self._row({place: 1.0}, BY_HAND, high=0, slack=-len(alike))
        self.number = self._row(everybody)

    def _row(self, columns: Mapping[int, float], name: str = "", *, low: int | None = None, high: int | None = None, slack: int = 0) -> int:
        """low <= sum of the columns (and `slack`, once the demand is let go) <= high. Returns the row's index."""
        entries = dict(columns) | ({self.let_go[name]: float(slack)} if name and slack else {})
        least = -self.highs.inf if low is None else float(low)
        most = self.highs.inf if high is None else float(high)
        self.highs.addRow(least, most, len(entries), list(entries), list(entries.values()))
        return int(self.highs.getNumRow() - 1)

    def solve(self, costs: Mapping[int, float]) -> list[int] | None:
        """Values of all columns with the least cost, None when there are none. Raises TookTooLong."""
        for column in range(self.highs.getNumCol()):
            self.highs.changeColCost(column, costs.get(column, 0.0))
        return _solved(self.highs, self.until)

    def preferred(self, whole: list[int]) -> list[int]:
        """With as many as in `whole`: candidate by candidate, whoever can be chosen beside those before them is.

        A known choice says who could be next; one search says whether anybody before them could be. Those who could not never can.
        """
        number = sum(whole[: len(self.classes)])
        self.highs.changeRowBounds(self.number, number, number)
        picked: list[int] = []
        can = set(range(len(self.classes)))
        while len(picked) < number:
            can = {column for column in can if self.fixed[column] < len(self.classes[column])}
            following = {column: self.classes[column][self.fixed[column]] for column in can}
            known = min((column for column in following if whole[column] > self.fixed[column]), key=following.__getitem__)
            before = [column for column in following if following[column] < following[known]]
            found = self._with_one_more_of(before)
            if found is not None:
                whole = found
                continue
            for column in before:
                self.highs.changeColBounds(column, self.fixed[column], self.fixed[column])
            can -= set(before)
            picked.append(following[known])
            self.fixed[known] += 1
            self.highs.changeColBounds(known, self.fixed[known], len(self.classes[known]))
        return picked

    def _with_one_more_of(self, columns: Collection[int]) -> list[int] | None:
        """A choice with at least one more of these than are fixed; None without one."""
        if not columns:
            return None
        row = self._row(dict.fromkeys(columns, 1.0), low=sum(self.fixed[column] for column in columns) + 1)
        found = self.solve({})
        self.highs.deleteRows(1, [row])
        return found

    def fewest_let_go(self, kept: Collection[str]) -> list[str] | None:
        """The fewest demands outside `kept` without which there is a choice; None when `kept` cannot be met alone."""
        for name, column in self.let_go.items():
            self.highs.changeColBounds(column, 0, int(name not in kept))
        found = self.solve(dict.fromkeys(self.let_go.values(), 1.0))
        return None if found is None else [name for name, column in self.let_go.items() if found[column]]


def _classes(task: Task) -> list[list[int]]:
    """Places that stand in the same sets and were decided alike by hand, in order of the first of each."""
    sets = list(chain.from_iterable(demand.sets for demand in task.demands))
    signs: list[list[int]] = [[] for _place in range(task.count)]
    for number, members in enumerate([*sets, frozenset(task.chosen), frozenset(task.refused)]):
        for place in members:
            signs[place].append(number)
    found: dict[tuple[int, ...], list[int]] = {}
    for place, sign in enumerate(signs):
        found.setdefault(tuple(sign), []).append(place)
    return list(found.values())


def _smallest_conflict(model: _Model) -> tuple[str, ...]:
    """The smallest set of demands that cannot be met together.

    Whatever is let go so that the rest can be met shares a demand with every conflict. So: the fewest demands that share one with each of
    the sets let go so far; when these can be met, the next set to let go; when they cannot, they are a conflict, and none is smaller.
    """
    let_go: list[list[str]] = []
    while True:
        named = _fewest_touching(model.names, let_go, model.until)
        more = model.fewest_let_go(named)
        if more is None:
            return tuple(named)
        let_go.append(more)


def _fewest_touching(names: Sequence[str], sets: Sequence[Collection[str]], until: float) -> list[str]:
    """The fewest names that share one with each set; of several such, those that stand first."""
    import highspy

    highs, base = _highs(), len(names) ** 2 + 1
    for place, _name in enumerate(names):
        highs.addVar(0, 1)
        highs.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        highs.changeColCost(place, float(base + place))
    for each in sets:
        columns = [place for place, name in enumerate(names) if name in each]
        highs.addRow(1, highs.inf, len(columns), columns, [1.0] * len(columns))
    found = _solved(highs, until) or []
    return [name for name, value in zip(names, found, strict=False) if value]


def _highs() -> Any:
    """A solver that prints nothing and does the same every time. Loaded only where a choice is looked for: it takes a second."""
    import highspy

    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
        highs.setOptionValue(option, value)
    return highs


def _solved(highs: Any, until: float) -> list[int] | None:
    import highspy

    left = until - time.monotonic()
    if left <= 0:
        raise TookTooLong
    highs.setOptionValue("time_limit", highs.getRunTime() + left)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise TookTooLong
    return [round(value) for value in highs.getSolution().col_value]
