"""What `make check` looks at: style, types, floors, migrations, templates, catalogues, deployment. Runs all, then says what failed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECRET = "only-for-check-k3Jq9vZ1xT7bLw5uTn0cEj9sGm2dHf4aPo6iKyRtWqX"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "ashar.example",
    "ASHAR_DATA_KEYS": "b25seS1mb3ItY2hlY2stMzItYnl0ZXMtb2Yta2V5ISE=",
}
TEST = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
MANAGE = [sys.executable, "manage.py"]
STEPS: list[tuple[str, list[str], dict[str, str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."], {}),
    ("format", [str(BIN / "ruff"), "format", "--check", "."], {}),
    ("types", [str(BIN / "mypy"), "site", "youth_groups", "trainings", "grants"], {}),
    ("floors", [str(BIN / "lint-imports")], {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], TEST),
    ("templates", [*MANAGE, "check_templates"], TEST),
    ("catalogues", [*MANAGE, "catalogues", "--check"], TEST),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory(prefix="ashar-check-") as var:
        for name, command, environment in STEPS:
            clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG")}
            done = subprocess.run(
                command, cwd=ROOT, env={**clean, "ASHAR_VAR": var, **environment}, capture_output=True, text=True, check=False
            )
            print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
            if done.returncode:
                failed.append(name)
                print((done.stdout + done.stderr).strip()[-6000:])
    print(f"check: {'failed: ' + ', '.join(failed) if failed else 'all good'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
