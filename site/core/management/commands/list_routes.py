"""`manage.py list_routes [--json]`: whom every address is for."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.route_list import all_routes


class Command(BaseCommand):
    help = "List every address with its methods, audience, roles, model and the right on the object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [found.as_json() for found in all_routes()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            roles = ", ".join(row["roles"])
            right = f"{row['model'] or ''} {row['object_permission'] or ''}".strip()
            self.stdout.write("\t".join([row["route"], " ".join(row["methods"]), row["audience"] or "?", roles, right]).rstrip())
