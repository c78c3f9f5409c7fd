from typing import Any

from django.core.management.base import BaseCommand

from programme.domain.places import load_places


class Command(BaseCommand):
    help = "Write the register of places, or bring it up to date. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_places()} places")
