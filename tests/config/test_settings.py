"""Production refuses to start unsafe; the house has its floors."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "b25seS1mb3ItY2hlY2stMzItYnl0ZXMtb2Yta2V5ISE="
DEMO_KEY = "ZGVtby1vbmx5LW5vdC1hLXNlY3JldC0zMi1ieXRlcyE="
SECRET = "kq3!v8Zr1xY7b#Lw5uTn0cEj9sGm2dHf4aPo6iKyRtWqXzVbNc"


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    bare = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'site')!r}]; import config.settings.production"
    return subprocess.run(
        [sys.executable, "-c", code], env={**bare, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


def test_production_starts_with_secrets_and_hosts() -> None:
    assert start(SECRET_KEY=SECRET, ALLOWED_HOSTS="ashar.example", ASHAR_DATA_KEYS=KEY).returncode == 0


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"ALLOWED_HOSTS": "ashar.example"}, "SECRET_KEY"),
        ({"SECRET_KEY": "demo-only-invented-people-not-a-secret" * 2, "ALLOWED_HOSTS": "ashar.example"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "ashar.example"}, "SECRET_KEY"),
        ({"SECRET_KEY": SECRET}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "ashar.example", "ASHAR_DATA_KEYS": KEY, "DEBUG": "1"}, "DEBUG"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "ashar.example"}, "ASHAR_DATA_KEYS"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "ashar.example", "ASHAR_DATA_KEYS": "too-short"}, "ASHAR_DATA_KEYS"),
        ({"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "ashar.example", "ASHAR_DATA_KEYS": DEMO_KEY}, "ASHAR_DATA_KEYS"),
    ],
)
def test_production_refuses(environment: dict[str, str], word: str) -> None:
    done = start(**environment)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {word}" in done.stderr
