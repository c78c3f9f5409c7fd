"""The order of rows and of lists does not change who stands in the register; merging and undoing leaves it as it was; folding is stable."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.text import fold
from tests.factories.programme import holder
from tests.factories.trainings import TrainingFactory
from trainings.domain.import_files import stage_roster
from trainings.domain.import_people import _merged
from trainings.domain.imports import carry_out_import, decide_pairs
from trainings.models import ImportRow, Participation
from youth_groups.domain.duplicates import merge_people, undo_merge
from youth_groups.models import Caregiver, Membership, Person, PersonKey
from youth_groups.rosters.names import name_key, skeleton

#: (name, sex, birth year, village, phone, who it is): people as lists write them, some of them twice.
ROWS = [
    ("Асанов Бакыт", "э", "1998", "Кара-Суу", "0555000111", 1),
    ("Asanov Bakyt", "м", "1998", "Кара-Суу", "", 1),
    ("Асанов Бакыт Эмил уулу", "", "1998", "", "0555000111", 1),
    ("Жакыпова Айгүл", "а", "2001", "Ош", "0700123456", 2),
    ("Жакыпова Айгуль", "ж", "2001", "Ош", "0700123456", 2),
    ("Жакыпова Айпери", "а", "2001", "Ош", "0700123456", 3),
    ("Осмонов Эрлан", "э", "1990", "Сузак", "", 4),
]
words = st.text(alphabet="абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюяўқғҳabcdefghijklmnopqrstuvwxyz'ʻʼ -", max_size=30)


def table(rows) -> bytes:
    return ("Аты-жөнү;Жынысы;Туулган жылы;Айылы;Телефону\n" + "".join(";".join(row[:5]) + "\n" for row in rows)).encode()


def bring_in(rows, training, by) -> None:
    staged = stage_roster(training=training, content=table(rows), file_name="a.csv", by=by)
    who = {str(n + 2): row[5] for n, row in enumerate(rows)}
    known = {row.written_name: number for row in Person.objects.all() for name, *_rest, number in ROWS if row.written_name == name}
    decisions = {}
    for pair in staged.pairs.select_related("row", "other", "person"):
        other = who[pair.other.reference] if pair.other else known[pair.person.written_name]
        decisions[pair.pk] = "same" if who[pair.row.reference] == other else "two"
    decide_pairs(roster_import=staged, decisions=decisions, by=by)
    carry_out_import(roster_import=staged, by=by)


def register() -> set[tuple[object, ...]]:
    people = Person.objects.values_list("written_name", "sex", "birth_year", "locality__name", "phone", "phone_owner", "folded")
    return set(people.order_by())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_rows_does_not_change_the_register(seed):
    by = holder(Role.TRAINING_COORDINATOR)
    bring_in(ROWS, TrainingFactory(), by)
    first = register()
    Participation.objects.all().delete()
    Person.objects.all().delete()
    shuffled = random.Random(seed).sample(ROWS, len(ROWS))  # noqa: S311 no secret
    bring_in(shuffled, TrainingFactory(), by)
    assert (register(), len(first)) == (first, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("lists", [(ROWS[:3], ROWS[3:]), (ROWS[::2], ROWS[1::2]), (ROWS[:5], ROWS[2:])])
def test_the_order_of_two_lists_does_not_change_who_is_recorded_and_who_was_where(lists):
    by, found = holder(Role.TRAINING_COORDINATOR), []
    for order in (lists, lists[::-1]):
        trainings = {id(rows): TrainingFactory() for rows in order}
        for rows in order:
            bring_in(rows, trainings[id(rows)], by)
        who = {name: number for name, *_rest, number in ROWS}
        there = [
            {who[p.person.written_name] for p in Participation.objects.filter(training=trainings[id(rows)]).select_related("person")}
            for rows in lists
        ]
        found.append((Person.objects.count(), there))
        Participation.objects.all().delete()
        Person.objects.all().delete()
    assert found[0] == found[1]
    assert found[0][0] == 4


values = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Асанов Бакыт", "Asanov Bakyt", "Асанов Б."]),
        "sex": st.sampled_from(["male", "not_stated"]),
        "birth_year": st.sampled_from([1998, 1999]),
        "phone": st.sampled_from(["+996555000111", "+996555000112"]),
        "phone_owner": st.sampled_from(["own", "family"]),
        "village": st.sampled_from(["Ош", "Кара-Суу"]),
        "province": st.sampled_from(["Ош", "Чүй"]),
    },
)


@given(st.lists(values, min_size=1, max_size=5), st.randoms())
def test_several_rows_make_the_same_person_in_any_order(rows, dice):
    made = [ImportRow(data=data) for data in rows]
    shuffled = list(made)
    dice.shuffle(shuffled)
    merged = _merged(made)
    assert _merged(shuffled) == merged
    for name, value in merged.items():
        assert value in [data.get(name) for data in rows]
    if "phone_owner" in merged:
        assert (merged["phone"], merged["phone_owner"]) in [(data.get("phone"), data.get("phone_owner")) for data in rows]


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        model.__name__: sorted(map(repr, model.objects.values_list()))
        for model in (Person, Participation, Caregiver, Membership, PersonKey)
    }


def without_keys(found):
    """Keys are made anew: their ids change, what they say does not."""
    keys = sorted(PersonKey.objects.values_list("person", "kind", "value"))
    return {**{name: rows for name, rows in found.items() if name != "PersonKey"}, "keys": keys}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_merges_undone_in_turn_restore_the_register(seed):
    by, dice = holder(Role.PROGRAMME_MANAGER), random.Random(seed)  # noqa: S311 no secret
    coordinator = holder(Role.TRAINING_COORDINATOR)
    for rows in (ROWS, ROWS[2:]):
        training = TrainingFactory()
        staged = stage_roster(training=training, content=table(rows), file_name="a.csv", by=coordinator)
        decide_pairs(roster_import=staged, decisions=dict.fromkeys(staged.pairs.values_list("pk", flat=True), "two"), by=coordinator)
        carry_out_import(roster_import=staged, by=coordinator)
    before = without_keys(everything())
    standing, merges = list(Person.objects.order_by("pk")), []
    for _turn in range(4):
        survivor, gone = dice.sample(standing, 2)
        merges.append(merge_people(survivor=survivor, gone=gone, by=by))
        standing.remove(gone)
    assert without_keys(everything()) != before
    for merge in reversed(merges):
        undo_merge(merge=merge, by=by)
    assert without_keys(everything()) == before


@given(words)
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)
    assert skeleton(text) == skeleton(text.casefold()) == skeleton(unicodedata.normalize("NFD", text)) == skeleton(f" {text}.")
    assert name_key(unicodedata.normalize("NFD", text).strip()) == name_key(text.strip())
