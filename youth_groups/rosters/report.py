"""A roster file examined: what it holds, which rows may be one person, how many people that makes. Nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from youth_groups.rosters.columns import Plan
from youth_groups.rosters.duplicates import Entry, Proposal, entry_of_row, in_order, propose
from youth_groups.rosters.parsing import Roster, read_roster


@dataclass
class Examination:
    """The dry run of an import."""

    roster: Roster
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Distinct persons in the rows if every proposed duplicate is the same."""
        return len(set(self.clusters().values()))

    def clusters(self) -> dict[str, str]:
        """Row reference -> a name of the person it would be if every proposal is the same."""
        leader = {row.reference: row.reference for row in self.roster.rows}
        for proposal in self.proposals:
            leader.setdefault(proposal.left.ref, proposal.left.ref)
            leader.setdefault(proposal.right.ref, proposal.right.ref)
            first, second = _root(leader, proposal.left.ref), _root(leader, proposal.right.ref)
            leader[second] = first
        return {row.reference: _root(leader, row.reference) for row in self.roster.rows}

    def as_json(self) -> dict[str, Any]:
        """The machine's answer. Rows are given by their place in the file, existing people by number: no names."""
        return {
            "rows": len(self.roster.rows),
            "people": self.people,
            "possible_duplicates": [_pair(proposal) for proposal in self.proposals],
            **self.about_the_file(),
        }

    def about_the_file(self) -> dict[str, Any]:
        """What was taken of the file and what not, and why."""
        taken = [column for column in self.roster.columns if column.field]
        passed = [column for column in self.roster.columns if column.not_taken == "number"]
        refused = [column for column in self.roster.columns if column.not_taken and column.not_taken != "number"]
        return {
            "bad_rows": _by_row(self.roster),
            "skipped_rows": [{"row": reference, "why": str(why)} for reference, why in self.roster.skipped],
            "columns": {
                "taken": [{"sheet": c.sheet, "heading": c.heading, "field": c.field} for c in taken],
                "not_taken": [{"sheet": c.sheet, "heading": c.heading, "why": c.why} for c in refused],
                "passed_over": [{"sheet": c.sheet, "heading": c.heading, "why": c.why} for c in passed],
            },
            "warnings": [{"row": w.reference, "column": w.heading, "what": str(w.what), "mend": str(w.mend)} for w in self.roster.warnings],
        }


class Known(Protocol):
    """Who of the records may be one of these entries. `progress` hears the share that is done."""

    def __call__(self, entries: Sequence[Entry], /, *, progress: Callable[[float], None]) -> list[Proposal]: ...


#: How the time of an examination is spent: reading, comparing the rows with each other, comparing them with the records. The rest is for
#: keeping what was found. Measured on 20,000 rows beside 100,000 people.
SHARES = (0.2, 0.07, 0.61)


def examine(
    content: bytes,
    *,
    known: Known | None = None,
    plan: Plan | None = None,
    today: date | None = None,
    progress: Callable[[float], None] | None = None,
    rows: int = 0,
) -> Examination:
    """Read a roster and look for people who stand twice, in it or among those recorded. Raises Refused when it is no roster.

    known: asks the records, instead of nobody; progress hears the share that is done, of a file with about so many rows.
    """

    def tell(part: int, share: float) -> None:
        if progress is not None:
            progress(sum(SHARES[:part]) + SHARES[part] * min(share, 1))

    roster = read_roster(content, today=today, plan=plan, progress=lambda row: tell(0, row / rows if rows else 0))
    tell(1, 0)
    entries = [entry_of_row(row) for row in roster.rows]
    proposals = propose(entries, progress=lambda share: tell(1, share))
    if known is not None:
        proposals += known(entries, progress=lambda share: tell(2, share))
        proposals.sort(key=in_order)
    return Examination(roster, proposals)


def _root(leader: dict[str, str], ref: str) -> str:
    while leader[ref] != ref:
        leader[ref] = leader[leader[ref]]
        ref = leader[ref]
    return ref


def _pair(proposal: Proposal) -> dict[str, Any]:
    sides = (proposal.left, proposal.right)
    return {
        "rows": [side.ref for side in sides if not side.existing],
        "existing": next((side.ref for side in sides if side.existing), None),
        "score": proposal.score,
        "label": proposal.label,
        "reasons": [str(reason) for reason in proposal.reasons],
    }


def _by_row(roster: Roster) -> list[dict[str, Any]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for problem in roster.bad:
        rows.setdefault(problem.reference, []).append({"column": problem.heading, "what": str(problem.what), "mend": str(problem.mend)})
    return [{"row": reference, "problems": problems} for reference, problems in rows.items()]
