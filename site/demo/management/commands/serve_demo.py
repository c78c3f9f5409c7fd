"""`make demo`: catalogues, static files, database, demo programme; then the worker and gunicorn until Ctrl-C."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from core.catalogues import compile_all


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--only-data", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["only_data"]:
            _refuse_taken(options["port"])
        settings.VAR.mkdir(parents=True, exist_ok=True)
        compile_all()
        self._static()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("demo_data", verbosity=options["verbosity"])
        if not options["only_data"]:
            self._serve(options["port"])

    def _static(self) -> None:
        """Collect static files when the sources or the libraries have changed since."""
        sources = sorted(Path(settings.STATICFILES_DIRS[0]).rglob("*"))
        state = [f"{p}:{p.stat().st_mtime_ns}" for p in sources if p.is_file()] + [(settings.ROOT / "uv.lock").read_text()]
        stamp, now = settings.VAR / "static.stamp", hashlib.sha256("\n".join(state).encode()).hexdigest()
        if not stamp.exists() or stamp.read_text() != now:
            call_command("collectstatic", verbosity=0, interactive=False)
            stamp.write_text(now)

    def _serve(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "ASHAR_ADDRESS": os.environ.get("ASHAR_ADDRESS", address),
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        }
        environment["PYTHONPATH"] = f"{settings.ROOT}:{settings.ROOT / 'site'}"
        options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--graceful-timeout", "3"]
        parts = (
            ["manage.py", "ashar_worker"],
            ["-m", "gunicorn", "config.wsgi", *options, "--log-level", "warning", "--no-control-socket"],
        )
        children = [
            subprocess.Popen([sys.executable, *words], cwd=settings.ROOT, env=environment, start_new_session=True)  # noqa: S603 - our own words
            for words in parts
        ]
        stopping = False

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        self.stdout.write(
            f"\nAshar, the demo, with invented people only.\n\n"
            f"  {address}/                 the public site\n"
            f"  {address}{reverse('demo:people')}            sign in by role with one click\n"
            f"  {address}{reverse('demo:mail')}       the mail that was sent\n"
            f"  {address}/admin/           the office's lists and pages (after signing in)\n\n"
            f"Ctrl-C ends everything.\n"
        )
        self.stdout.flush()
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
        _end(children)
        if not stopping:
            raise CommandError("One part of the demo ended by itself; everything was stopped.")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken: run `make demo PORT={port + 1}`, or end what runs there.") from error


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + 6
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # Each part is a session of its own: its workers end with it.
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
