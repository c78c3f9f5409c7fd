"""manage.py import_roster FILE [--training SLUG] [--dry-run] [--json] [--by ACCOUNT] [--all-same]

With --dry-run nothing is written. Without it the file is staged for the training by the account; pairs that may be one person are decided
by a human on the page that is printed, or all at once by --all-same; a roster without open pairs is imported.
"""

import json
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import User
from core.refusals import Refused
from trainings.domain.import_files import stage_roster
from trainings.domain.imports import confirm_import, decide_pairs
from trainings.models import Training
from youth_groups.queries.duplicates import likely_same_of
from youth_groups.rosters.report import Examination, examine


class Command(BaseCommand):
    help = "Read a roster; with --training and without --dry-run, import it into the roster of that training."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an .xlsx workbook or a .csv/.txt table")
        parser.add_argument("--training", help="the short address (slug) of the training")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would happen")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--by", help="the account that imports: its number (U-…) or e-mail address")
        parser.add_argument("--all-same", action="store_true", help="decide that every proposed pair is the same person")

    def handle(self, *args: Any, **options: Any) -> None:
        training = self._training(options["training"])
        content = self._content(options["file"])
        try:
            if options["dry_run"]:
                found = examine(content, known=partial(likely_same_of, organisation_id=training.organisation_id) if training else None)
                self._say(found, as_json=options["json"])
            else:
                self._import(training, content, options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _import(self, training: Training | None, content: bytes, options: dict[str, Any]) -> None:
        if training is None:
            raise CommandError("Say into which training: --training SLUG. Or look only: --dry-run.")
        by = User.objects.filter(Q(number=options["by"]) | Q(email=options["by"])).first() if options["by"] else None
        if by is None:
            raise CommandError("Say who imports: --by with the number (U-…) or e-mail address of an account.")
        staged = stage_roster(training=training, content=content, file_name=options["file"].name, by=by)
        if options["all_same"]:
            decide_pairs(roster_import=staged, decisions=dict.fromkeys(staged.pairs.values_list("pk", flat=True), "same"), by=by)
        left = staged.pairs.filter(decision="").count()
        done = staged if left else confirm_import(roster_import=staged, by=by)
        answer = {
            "import": str(staged.pk),
            "state": done.state,
            "rows": staged.rows.count(),
            "open_pairs": left,
            "people_on_the_roster": training.participations.values("person").distinct().count(),
            "page": settings.ASHAR["ADDRESS"] + staged.get_absolute_url(),
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{answer['state']}: {answer['rows']} rows, {answer['people_on_the_roster']} people on the roster")
        if left:
            self.stdout.write(f"{left} pairs wait for a decision: {answer['page']}")

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
