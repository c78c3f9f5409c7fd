"""Rows that may name the same person: candidates, score, reasons in words. A human decides; nothing is merged here.

Evidence for: the same name in either script and order, a slip of one letter or two letters swapped, birth year, place, phone,
school or post, the father's name. Evidence against: another father, another sex, years apart, another village.
Twins and sisters share family, year, village and phone and differ in the given name: they are never proposed.
Cousins and namesakes share a name and not the year, the place or the phone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from youth_groups.rosters.names import NameKey, institution_key, name_key, skeleton
from youth_groups.rosters.parsing import RosterRow

#: A pair at or above is shown to a human; at or above VERY it is called very likely.
LIKELY, VERY = 62, 90
#: Born further apart than this, two people are two.
YEARS_APART = 2
#: A block larger than this says nothing (a year, a common name) and is not walked pair by pair.
LARGEST_BLOCK = 400
#: After so many rows or blocks who waits hears how far it is. Finding the blocks is that share of the time of comparing.
TELL_EVERY, FINDING = 200, 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row or one recorded person, ready to be compared. `ref` is the row's reference or the person's number."""

    ref: str
    name: NameKey
    existing: bool = False
    #: The id of the person in the records, where there is one.
    person_id: int | None = None
    sex: str = "not_stated"
    birth_year: int | None = None
    village: str = ""
    province: str = ""
    phone: str = ""
    institution: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Proposal:
    """Two entries that may be one person: score 0 to 100, a label, and the reasons."""

    left: Entry
    right: Entry
    score: int
    reasons: tuple[str | Promise, ...]

    @property
    def label(self) -> str:
        return "very_likely" if self.score >= VERY else "likely"


def entry_of_row(row: RosterRow) -> Entry:
    return Entry(
        ref=row.reference,
        name=name_key(row.name, family=row.family, given=row.given, patronymic=row.patronymic),
        sex=row.sex,
        birth_year=row.birth_year,
        village=skeleton(row.village),
        province=skeleton(row.province),
        phone=row.phone,
        institution=institution_key(row.institution),
        sheet=row.sheet,
    )


def propose(entries: Sequence[Entry], *, progress: Callable[[float], None] | None = None) -> list[Proposal]:
    """Every likely pair among the entries, the most likely first. `progress` hears the share that is done."""
    found: dict[tuple[str, str], Proposal] = {}
    for left, right in candidates(entries, progress):
        proposal = compare(left, right)
        if proposal is not None:
            found[(left.ref, right.ref)] = proposal
    return sorted(found.values(), key=in_order)


def in_order(proposal: Proposal) -> tuple[int, str, str]:
    """The most likely first, then by place."""
    return -proposal.score, proposal.left.ref, proposal.right.ref


def candidates(entries: Sequence[Entry], progress: Callable[[float], None] | None = None) -> Iterator[tuple[Entry, Entry]]:
    """Pairs that share a block: the phone, the whole name, or one of its words with the birth year or the village."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if progress is not None and index % TELL_EVERY == 0:
            progress(FINDING * index / len(entries))
        for key in block_keys(entry):
            blocks[key].append(index)
    # One number a pair: a pair of numbers would take twice the room, and there are some hundred thousand.
    seen: set[int] = set()
    ahead = total = sum(_work(members) for members in blocks.values())
    for done, members in enumerate(blocks.values()):
        if progress is not None and done % TELL_EVERY == 0:
            progress(1 - (1 - FINDING) * ahead / total)
        ahead -= _work(members)
        if not 1 < len(members) <= LARGEST_BLOCK:
            continue
        for first, second in combinations(members, 2):
            pair = first * len(entries) + second
            if pair not in seen:
                seen.add(pair)
                yield entries[first], entries[second]


def _work(members: Sequence[int]) -> int:
    """How much a block is to walk: a pair of its members is one part, and so is passing it."""
    return 1 + len(members) ** 2 // 2 if len(members) <= LARGEST_BLOCK else 1


def block_keys(entry: Entry) -> Iterator[tuple[str, ...]]:
    """(kind, part, …) of each block in which the entry stands."""
    family, given = _loose(entry.name.family), _loose(entry.name.given)
    if entry.phone:
        yield ("phone", entry.phone)
    yield ("name", *sorted((family, given)))
    for word in {given, family} - {""}:
        for year in _years(entry.birth_year):
            yield ("year", word, year)
        if entry.village:
            yield ("village", word, entry.village)


def _years(year: int | None) -> tuple[str, ...]:
    return () if year is None else (str(year), str(year + 1))


def _loose(word: str) -> str:
    """A key that survives letters that are swapped or doubled: the letters of the word, each once, in the order of the alphabet."""
    return "".join(sorted(set(word)))


def closeness(left: str, right: str) -> float:
    """1 for the same word, 0.9 for one slip (a letter changed, dropped, doubled, or two swapped), 0.75 for two in a long word, else 0.

    Another first letter is another name: Жаныбек and Каныбек are two people.
    """
    if left == right:
        return 1.0
    # What most pairs of words fail at is asked first: this is called some million times for a long list.
    shorter, longer = (len(left), len(right)) if len(left) < len(right) else (len(right), len(left))
    if shorter < 4 or longer - shorter > 2 or (left[0] != right[0] and sorted(left[:2]) != sorted(right[:2])):
        return 0.0
    return _slips(left, right, shorter)


def _slips(left: str, right: str, shorter: int) -> float:
    slips = OSA.distance(left, right, score_cutoff=2)
    if slips == 1:
        return 0.9
    return 0.75 if slips == 2 and shorter >= 8 else 0.0


def compare(left: Entry, right: Entry) -> Proposal | None:
    """The pair as a proposal, or None when the evidence does not make one person likely."""
    if told_apart(left, right):
        return None
    evidence = _names(left, right)
    if evidence is None:
        return None
    for weigh in (_birth, _place, _phone, _institution):
        evidence.extend(weigh(left, right))
    score = max(0, min(100, sum(points for points, _reason in evidence)))
    if score < LIKELY:
        return None
    return Proposal(left, right, score, tuple(reason for _points, reason in evidence if reason))


Weighed = tuple[int, "str | Promise"]


def _names(left: Entry, right: Entry) -> list[Weighed] | None:
    """What the names say; None when the given names are of two people."""
    given = closeness(left.name.given, right.name.given)
    family = closeness(left.name.family, right.name.family)
    if min(given, family) < 1:
        swapped = closeness(left.name.given, right.name.family)
        swapped = min(swapped, closeness(left.name.family, right.name.given)) if swapped else 0.0
        if min(given, family) < swapped:
            given = family = swapped
    if not given or not left.name.given:
        return None
    evidence: list[Weighed] = []
    if family and left.name.family:
        exact = given == family == 1
        evidence.append((60 if exact else round(30 * (given + family)) - 2, _("the same name") if exact else _("nearly the same name")))
    elif not left.name.family or not right.name.family:
        evidence.append((round(30 * given) + 12, _("the same given name; one has no family name")))
    else:
        evidence.append(
            (
                round(35 * given) if "male" not in (left.sex, right.sex) else 15,
                _("the same given name, another family name (perhaps married)"),
            )
        )
    evidence.extend(_father(left, right))
    return evidence


def _father(left: Entry, right: Entry) -> Iterator[Weighed]:
    if not left.name.father or not right.name.father:
        return
    if closeness(left.name.father, right.name.father):
        yield 15, _("the same father's name")
    else:
        yield -45, ""


def told_apart(left: Entry, right: Entry) -> bool:
    """Two sexes, or years far apart: two people, whatever else agrees."""
    if left.sex != right.sex and "not_stated" not in (left.sex, right.sex):
        return True
    return left.birth_year is not None and right.birth_year is not None and abs(left.birth_year - right.birth_year) > YEARS_APART


#: By how many years, as `told_apart` lets them stand.
_DIFFER: dict[int, str | Promise] = {1: _("the birth years differ by one"), 2: _("the birth years differ by two")}


def _birth(left: Entry, right: Entry) -> Iterator[Weighed]:
    if left.birth_year is None or right.birth_year is None:
        return
    apart = abs(left.birth_year - right.birth_year)
    if apart == 0:
        yield 15, _("the same birth year")
    else:
        yield (0 if apart == 1 else -20), _DIFFER[apart]


def _place(left: Entry, right: Entry) -> Iterator[Weighed]:
    if left.village and right.village:
        if closeness(left.village, right.village):
            yield 12, _("the same village or town")
        else:
            yield -15, ""
    elif left.province and right.province and left.province != right.province:
        yield -15, ""


def _phone(left: Entry, right: Entry) -> Iterator[Weighed]:
    if left.phone and right.phone:
        if left.phone == right.phone:
            yield 20, _("the same phone")
        else:
            yield -12, ""


def _institution(left: Entry, right: Entry) -> Iterator[Weighed]:
    if left.institution and right.institution:
        if left.institution == right.institution:
            yield 10, _("the same school or institution")
        else:
            yield -5, ""
