"""manage.py import_roster FILE [--training SLUG] [--dry-run] [--json] [--by NUMBER]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.refusals import Refused
from trainings.models import Training
from youth_groups.queries.people import people_to_compare
from youth_groups.rosters.report import Examination, examine


class Command(BaseCommand):
    help = "Read a roster; with --training and without --dry-run, import it into the roster of that training."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an .xlsx workbook or a .csv/.txt table")
        parser.add_argument("--training", help="the short address (slug) of the training")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        training = self._training(options["training"])
        content = self._content(options["file"])
        if not options["dry_run"]:
            raise CommandError("Only --dry-run so far.")
        try:
            found = examine(content, existing=people_to_compare(training.organisation_id) if training else ())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(found, as_json=options["json"])

    def _training(self, slug: str | None) -> Training | None:
        if slug is None:
            return None
        training = Training.objects.filter(slug=slug).first()
        if training is None:
            raise CommandError(f"There is no training with the short address {slug}.")
        return training

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _say(self, found: Examination, *, as_json: bool) -> None:
        answer = found.as_json()
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{answer['rows']} rows, {answer['people']} people if every proposed duplicate is the same")
        for pair in answer["possible_duplicates"]:
            who = " = ".join([*pair["rows"], *([pair["existing"]] if pair["existing"] else [])])
            self.stdout.write(f"  {pair['score']} {who}: {', '.join(pair['reasons'])}")
        for column in answer["columns"]["not_taken"]:
            self.stdout.write(f"  not taken: {column['heading']} ({column['why']})")
        for row in answer["bad_rows"]:
            for problem in row["problems"]:
                self.stdout.write(f"  row {row['row']}, {problem['column']}: {problem['what']} {problem['mend']}")
        for row in answer["skipped_rows"]:
            self.stdout.write(f"  skipped {row['row']}: {row['why']}")
