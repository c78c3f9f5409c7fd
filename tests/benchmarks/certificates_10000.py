"""Certificates of 10,000 people as one PDF: numbers, records with their events, facts and their hash in the database, QR codes, frame.

Ours runs in a process of its own, so that its memory is its own. Beside it, in the same run, before and after it: WeasyPrint with the same
content, and a bare ReportLab canvas with the same text and QR code but without frame and without records (certificate_in_document).
Budgets: at most a twelfth of WeasyPrint's time and three times the canvas's for each certificate, 400 MB at the highest.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.certificate_in_document import bare_canvas, milliseconds_each, row_of, weasyprint

PEOPLE, BARE, OTHER = 10_000, 2_000, 40
MEMORY = 400


def run() -> list[dict[str, Any]]:
    bare_canvas(20)
    before = milliseconds_each(bare_canvas, BARE), milliseconds_each(weasyprint, OTHER)
    with tempfile.TemporaryDirectory(prefix="ashar-certificates-") as folder:
        found = json.loads(_in_a_process(Path(folder, "people.sqlite3")))
    after = milliseconds_each(bare_canvas, BARE), milliseconds_each(weasyprint, OTHER)
    ours = found["seconds"] * 1_000 / PEOPLE
    plain, weasy = (statistics.mean(pair) for pair in zip(before, after, strict=True))
    memory = {
        "name": "certificates_10000: memory",
        "ours": found["memory"],
        "unit": "MB at the highest",
        "other": "",
        "other_value": None,
        "ratio": None,
        "better": "lower",
        "budget": MEMORY,
        "ok": found["memory"] <= MEMORY,
    }
    return [
        row_of("certificates_10000 / WeasyPrint", ours, f"WeasyPrint, {OTHER} a turn", weasy, ours / weasy, 1 / 12),
        row_of("certificates_10000 / bare canvas", ours, "bare ReportLab canvas", plain, ours / plain, 3),
        memory,
    ]


def _in_a_process(database: Path) -> str:
    root = Path(__file__).resolve().parent.parent.parent
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    environment["PYTHONPATH"] = os.pathsep.join((str(root), str(root / "site")))
    command = [sys.executable, "-m", "tests.benchmarks.certificates_10000"]
    return subprocess.run(command, env=environment, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout.strip().splitlines()[-1]


def _prepare() -> Any:
    """A training with 10,000 people on its roster."""
    from django.core.management import call_command

    from tests.factories.programme import lead
    from tests.factories.trainings import TrainingFactory
    from trainings.models import Participation
    from youth_groups.models import Person

    call_command("migrate", verbosity=0)
    organisation, training = lead(), TrainingFactory(capacity=30_000)
    names = [f"Абдурахманова Гүлбүбү {n}" for n in range(PEOPLE)]
    people = Person.objects.bulk_create(
        Person(organisation=organisation, number=f"B-{n:06d}", written_name=name, folded=name.casefold(), sex="female", birth_year=1990)
        for n, name in enumerate(names)
    )
    Participation.objects.bulk_create(Participation(training=training, person=person, source="staff") for person in people)
    return training


def _ours() -> dict[str, float]:
    from tests.factories.programme import holder
    from trainings.documents import draw_certificates
    from trainings.domain.certificates import write_certificates
    from trainings.domain.facts import images_in
    from trainings.domain.logos import pictures
    from trainings.models import Certificate

    training, by = _prepare(), holder("training_coordinator")
    started = time.perf_counter()
    places = ((place, "") for place in training.participations.select_related("person"))
    write_certificates(training=training, places=places, by=by, state="valid")
    facts = list(
        Certificate.objects.filter(training=training).order_by("participation__person__folded", "pk").values_list("facts", flat=True)
    )
    written = time.perf_counter()
    content = draw_certificates(facts, images=pictures(images_in(facts)))
    seconds = time.perf_counter() - started
    assert len(facts) == content.count(b"/Type /Page\n") == PEOPLE
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"seconds": seconds, "records": written - started, "memory": memory, "megabytes": len(content) / 1e6}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_ours()))  # noqa: T201
