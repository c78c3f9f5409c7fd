"""The background worker: django-tasks' own, and once a minute a sweep for what lost nudges and killed workers left, and for what is
done once a day."""

import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections

from core import nightly
from core.jobs import sweep


class Command(BaseCommand):
    help = "Run jobs and send messages until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sweep-seconds", type=float, default=60)

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def keep_sweeping() -> None:
            while not stop.is_set():
                close_old_connections()
                sweep()
                nightly.run_due()
                nightly.run_often()
                stop.wait(options["sweep_seconds"])
            connections.close_all()

        threading.Thread(target=keep_sweeping, daemon=True, name="sweep").start()
        try:
            call_command("db_worker", "--backend", "background", "--queue-name", "*", "--interval", "1", "--no-reload", verbosity=0)
        finally:
            stop.set()
