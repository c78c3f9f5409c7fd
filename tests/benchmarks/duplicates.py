"""Likely duplicates: how many of the rosters' pairs are found and how many proposals are right; and one new person among 100,000.

`duplicates_found`: recall and precision over all proposals of the three rosters against the pairs that their makers know
(site/demo/data/rosters/PAIRS.json); for what is labelled "very likely" the precision alone.
`duplicates_one_among_100000`: from a new person and the database to the proposals: by keys, beside reading and scoring all 100,000 in
the same run.
"""

import json
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROSTERS = Path(__file__).resolve().parent.parent.parent / "site" / "demo" / "data" / "rosters"
PEOPLE = 100_000
FAMILIES = ["Асанов", "Токтосунов", "Мамытов", "Абдырахманов", "Каримов", "Юсупов", "Жумабаев", "Осмонов", "Сатыбалдиев", "Эргешов"]
GIVEN = ["Айгүл", "Айпери", "Нурбек", "Бакыт", "Гүлнара", "Эрлан", "Назгүл", "Азамат", "Чолпон", "Мээрим", "Улан", "Жылдыз"]
STEMS = ["бек", "нур", "ай", "гүл", "тынч", "кут", "мир", "эр", "бай", "сейит", "аман", "тилек"]
#: 5 % of what scoring all of them takes, and 50 ms, in seconds.
SHARE, LIMIT = 1 / 20, 0.05


def run() -> list[dict[str, Any]]:
    return [*_found(), *_one_among_many()]


def _found() -> Iterator[dict[str, Any]]:
    truth, proposed, very = set[tuple[str, frozenset[str]]](), set[tuple[str, frozenset[str]]](), set[tuple[str, frozenset[str]]]()
    from youth_groups.rosters.report import examine

    for file, people in json.loads((ROSTERS / "PAIRS.json").read_text(encoding="utf-8")).items():
        rows: dict[str, list[str]] = {}
        for row, person in people.items():
            rows.setdefault(person, []).append(row)
        truth |= {(file, frozenset(pair)) for same in rows.values() for pair in combinations(same, 2)}
        for proposal in examine((ROSTERS / file).read_bytes()).proposals:
            pair = (file, frozenset((proposal.left.ref, proposal.right.ref)))
            proposed.add(pair)
            if proposal.label == "very_likely":
                very.add(pair)
    right = truth & proposed
    yield _share("duplicates_found: recall", len(right), len(truth), 0.95)
    yield _share("duplicates_found: precision", len(right), len(proposed), 0.90)
    yield _share("duplicates_found: precision of very likely", len(very & truth), len(very), 0.98)


def _share(name: str, part: int, whole: int, budget: float) -> dict[str, Any]:
    ours = part / whole
    return {
        "name": name,
        "ours": ours,
        "unit": f"share of {whole}",
        "other": "every pair right",
        "other_value": 1,
        "ratio": ours,
        "better": "higher",
        "budget": budget,
        "ok": ours >= budget,
    }


def _one_among_many() -> list[dict[str, Any]]:
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        by_keys, by_all = _measure()
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()
    ratio = by_keys / by_all
    return [
        {
            "name": "duplicates_one_among_100000",
            "ours": by_keys * 1000,
            "unit": "ms",
            "other": "reading and scoring all of them",
            "other_value": by_all * 1000,
            "ratio": ratio,
            "better": "lower",
            "budget": SHARE,
            "ok": ratio <= SHARE and by_keys <= LIMIT,
        }
    ]


def _measure() -> tuple[float, float]:
    """(seconds by keys, seconds by scoring everybody), medians of ten and of three new people."""
    from tests.factories.programme import lead
    from youth_groups.models import Person
    from youth_groups.queries.duplicates import entries, likely_same
    from youth_groups.rosters.duplicates import Entry, compare
    from youth_groups.rosters.names import name_key

    organisation = lead()
    fill(organisation, PEOPLE)
    random = Random(7)  # noqa: S311 invented people, not secrets
    new = [
        Entry(ref=f"new-{n}", name=name_key(_name(random)), birth_year=random.randint(1985, 2012), village=f"aiil{n % 9}")
        for n in range(10)
    ]
    likely_same(new[0], organisation.pk)
    by_keys = median(_seconds(lambda entry=entry: likely_same(entry, organisation.pk)) for entry in new)
    by_all = median(_seconds(lambda entry=entry: [compare(entry, other) for other in entries(Person.objects.all())]) for entry in new[:3])
    return by_keys, by_all


def fill(organisation: Any, people: int, *, first: int = 0) -> None:
    """Invented people with their keys in the organisation's records, from number `first` up to `people`."""
    from tests.factories.programme import LocalityFactory
    from youth_groups.domain.duplicates import refresh_keys
    from youth_groups.models import Person

    random = Random(first)  # noqa: S311 invented people, not secrets
    villages = LocalityFactory.create_batch(200)
    for start in range(first, people, 5_000):
        made = Person.objects.bulk_create(
            Person(
                organisation=organisation,
                number=f"B-{n:06d}",
                written_name=(name := _name(random)),
                folded=name.casefold(),
                sex="not_stated",
                birth_year=random.randint(1985, 2012),
                locality=villages[random.randrange(len(villages))],
                phone=f"+99655{n:07d}" if n % 3 else "",
            )
            for n in range(start, min(start + 5_000, people))
        )
        refresh_keys([person.pk for person in made])


def _name(random: Random) -> str:
    family = random.choice(FAMILIES) if random.random() < 0.3 else "".join(random.sample(STEMS, 2)).capitalize() + "ов"
    given = random.choice(GIVEN) if random.random() < 0.5 else "".join(random.sample(STEMS, 2)).capitalize()
    return f"{family} {given}"


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
