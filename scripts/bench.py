"""Benchmarks: each module of tests/benchmarks has `run() -> list of rows`; ours beside another way, measured in one run.

A row: name, ours, unit, other, other_value, ratio (ours/other), better (lower or higher), budget, ok.
"""

import argparse
import ctypes.util
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
COLUMNS = ("name", "ours", "unit", "other", "other_value", "ratio", "better", "budget", "ok")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    word = parser.parse_args().only
    os.environ.setdefault("ASHAR_VAR", tempfile.mkdtemp(prefix="ashar-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    ensure_pango()
    import django

    django.setup()
    rows: list[dict[str, object]] = []
    for path in sorted((ROOT / "tests" / "benchmarks").glob("*.py")):
        module = importlib.import_module(f"tests.benchmarks.{path.stem}")
        if path.stem == "__init__" or (word and word not in path.stem):
            continue
        rows += module.run()
    table = [[_shown(row.get(column)) for column in COLUMNS] for row in rows]
    widths = [max(len(line[i]) for line in [list(COLUMNS), *table]) for i in range(len(COLUMNS))]
    for line in [list(COLUMNS), *table]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    return 0 if rows and all(row["ok"] for row in rows) else 1


def ensure_pango() -> None:
    """WeasyPrint draws with the system's Pango: Debian's packages when it is missing and we are root, else one line."""
    if ctypes.util.find_library("pangoft2-1.0") or os.geteuid() or not shutil.which("apt-get"):
        return
    for words in (["update", "-qq"], ["install", "-y", "-qq", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]):
        subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _shown(value: object) -> str:
    return "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
