"""A roster of 20,000 rows into a register of 100,000 people, from the file's bytes to places and consents.

Ours: read, compared with each other and with the register, decided, imported in batches, consents to take part recorded.
The other way: django-import-export's defaults on the same rows, which looks for nobody and records neither places nor consents.
Both begin with a copy of the same database, each in a process of its own, one after the other in one run. Budgets: at least as fast;
at most 300 MB at the highest; progress never further off than 5 % of the rows (what it says against the rows that are there).
"""

import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

ROWS, REGISTER = 20_000, 100_000
MEMORY, OFF = 300, 0.05
#: One row in so many is somebody whom the register knows already; one in so many stands twice in the list.
KNOWN_EVERY, TWICE_EVERY = 25, 100
HEADINGS = ["Фамилия", "Имя", "Пол", "Год рождения", "Село", "Телефон"]
FIRST = [
    "Аб",
    "Ай",
    "Ак",
    "Бек",
    "Жан",
    "Кул",
    "Мам",
    "Нур",
    "Ос",
    "Сат",
    "Тай",
    "Чын",
    "Эр",
    "Ыр",
    "Доо",
    "Кач",
    "Шер",
    "Зар",
    "Мир",
    "Сый",
]
MIDDLE = ["ды", "ба", "кы", "ма", "ло", "ну", "са", "ты", "ра", "жы", "бо", "гу", "мы", "ши", "за"]
LAST = ["бек", "рат", "лан", "мур", "дан", "кул", "сан", "тай", "мат", "гул", "зат", "нур"]
WOMEN = ["гүл", "жан", "зада", "кыз", "нара", "сулуу", "бүбү", "айым"]

Row = tuple[str, str, str, int, str, str]


def people(count: int, seed: int) -> Iterator[Row]:
    """(family name, given name, sex, birth year, village, phone) of invented people; names as varied as in a country."""
    random = Random(seed)  # noqa: S311 invented people, not secrets
    for n in range(count):
        woman = random.random() < 0.55
        family = random.choice(FIRST) + random.choice(MIDDLE) + random.choice(LAST) + ("ова" if woman else "ов")
        given = random.choice(FIRST) + random.choice(MIDDLE) + random.choice(WOMEN if woman else LAST)
        phone = f"+9967{seed % 10}{n:07d}" if n % 3 else ""
        yield family, given, "female" if woman else "male", random.randint(1960, 2010), f"Бел-Айыл {random.randrange(400)}", phone


def roster() -> list[Row]:
    """The rows of the file: new people, some of the register, some twice."""
    new, known = people(ROWS, 2), people(REGISTER, 1)
    rows: list[Row] = []
    for n in range(ROWS):
        if n % KNOWN_EVERY == 0:
            rows.append(next(known))
        elif n % TWICE_EVERY == 1 and rows:
            rows.append(rows[-1])
        else:
            rows.append(next(new))
    return rows


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="ashar-import-") as folder:
        empty = Path(folder, "register.sqlite3")
        _in_a_process("prepare", empty)
        found = {}
        for way in ("ours", "theirs"):
            copy = Path(folder, f"{way}.sqlite3")
            shutil.copy(empty, copy)
            found[way] = json.loads(_in_a_process(way, copy))
            copy.unlink()
    ours, theirs = found["ours"], found["theirs"]
    ratio = ours["seconds"] / theirs["seconds"]
    return [
        {
            "name": "import_20000: time",
            "ours": ours["seconds"],
            "unit": "s",
            "other": "import-export's defaults, no matching",
            "other_value": theirs["seconds"],
            "ratio": ratio,
            "better": "lower",
            "budget": 1,
            "ok": ratio <= 1,
        },
        {
            "name": "import_20000: memory",
            "ours": ours["memory"],
            "unit": "MB at the highest",
            "other": "import-export's defaults, no matching",
            "other_value": theirs["memory"],
            "ratio": ours["memory"] / theirs["memory"],
            "better": "lower",
            "budget": MEMORY,
            "ok": ours["memory"] <= MEMORY,
        },
        {
            "name": "import_20000: progress",
            "ours": ours["off"],
            "unit": "share of the rows, furthest off",
            "other": "true to the row",
            "other_value": 0,
            "ratio": None,
            "better": "lower",
            "budget": OFF,
            "ok": ours["off"] <= OFF,
        },
    ]


def _in_a_process(way: str, database: Path) -> str:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    root = Path(__file__).resolve().parent.parent.parent
    environment["PYTHONPATH"] = os.pathsep.join((str(root), str(root / "site")))
    command = [sys.executable, "-m", "tests.benchmarks.import_20000", way]
    done = subprocess.run(command, env=environment, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def _prepare() -> None:
    from django.core.management import call_command

    from accounts.roles import Role
    from tests.factories.programme import LocalityFactory, holder, lead
    from tests.factories.trainings import TrainingFactory
    from youth_groups.domain.duplicates import make_keys
    from youth_groups.models import Person

    call_command("migrate", verbosity=0)
    organisation = lead()
    holder(Role.TRAINING_COORDINATOR)
    TrainingFactory(organisation=organisation, capacity=30_000, signed=False)
    villages = {f"Бел-Айыл {n}": LocalityFactory(name=f"Бел-Айыл {n}") for n in range(400)}
    batch: list[Any] = []
    for n, (family, given, sex, year, village, phone) in enumerate(people(REGISTER, 1)):
        name = f"{family} {given}"
        fields = {"organisation": organisation, "number": f"B-{n:06d}", "written_name": name, "folded": name.casefold(), "sex": sex}
        batch.append(Person(**fields, birth_year=year, locality=villages[village], phone=phone))
        if len(batch) == 5_000:
            make_keys(Person.objects.bulk_create(batch))
            batch = []


def _ours() -> dict[str, float]:
    from accounts.models import User
    from trainings.domain.import_files import choose_columns, read_held, receive_roster
    from trainings.domain.imports import carry_out_import, decide_pairs
    from trainings.models import Participation, RosterImport, Training
    from youth_groups.domain.consents import ConsentGiven, record_consents

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows((f, g, "ж" if s == "female" else "м", y, v, p) for f, g, s, y, v, p in roster())
    content, training, by = out.getvalue().encode(), Training.objects.get(), User.objects.get()
    off: list[float] = []

    def told(done: int, total: int) -> None:
        off.append(abs(done - RosterImport.objects.get().rows.filter(person__isnull=False).count()) / total)

    start = time.perf_counter()
    received = receive_roster(training=training, content=content, file_name="list.csv", by=by)
    choose_columns(roster_import=received, choices={}, by=by)
    received.refresh_from_db()
    staged = read_held(roster_import=received, by=by)
    pairs = staged.pairs.values_list("pk", flat=True)
    decide_pairs(roster_import=staged, decisions=dict.fromkeys(pairs, "two"), by=by)
    stop = time.perf_counter()
    spent = {"reading": stop - start}
    carry_out_import(roster_import=staged, by=by, progress=told)
    spent["importing"] = time.perf_counter() - stop
    stop = time.perf_counter()
    rows = Participation.objects.select_related("person").order_by("pk")
    for first in range(0, ROWS, 1_000):
        answers = [ConsentGiven(person=row.person, purpose="participation", by="self") for row in rows[first : first + 1_000]]
        record_consents(answers=answers, by=by, given_on=training.first_day, about=training)
    spent["consents"] = time.perf_counter() - stop
    seconds = time.perf_counter() - start
    assert Participation.objects.count() == ROWS
    return {"seconds": seconds, "memory": _memory(), "off": max(off), **spent, "pairs": len(pairs)}


def _theirs() -> dict[str, float]:
    import tablib
    from import_export.resources import modelresource_factory

    from programme.models import Organisation
    from youth_groups.models import Person

    organisation = Organisation.objects.earliest("pk")
    names = ("number", "written_name", "folded", "sex", "birth_year", "phone", "organisation")
    data = tablib.Dataset(headers=names)
    for n, (family, given, sex, year, _village, phone) in enumerate(roster()):
        data.append((f"N-{n:06d}", f"{family} {given}", f"{family} {given}".casefold(), sex, year, phone, organisation.pk))
    resource_class = modelresource_factory(Person, meta_options={"fields": names, "import_id_fields": ["number"]})
    start = time.perf_counter()
    result = resource_class().import_data(data, dry_run=False)
    seconds = time.perf_counter() - start
    assert not result.has_errors()
    assert result.totals["new"] == ROWS
    return {"seconds": seconds, "memory": _memory()}


def _memory() -> float:
    """The highest resident size of this process so far, in MB (10**6 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    import django

    django.setup()
    ways = {"prepare": _prepare, "ours": _ours, "theirs": _theirs}
    sys.stdout.write(json.dumps(ways[sys.argv[1]]() or {}) + "\n")
