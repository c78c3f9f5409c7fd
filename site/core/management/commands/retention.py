"""What is due by the rules of retention: shown, or blanked now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.retention import blank_what_is_due, due_counts


class Command(BaseCommand):
    help = "Blank what is due by the rules of retention; with --dry-run only count it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = (due_counts if options["dry_run"] else blank_what_is_due)(timezone.now())
        for name, rows in counts.items():
            self.stdout.write(f"{name}: {rows}")
