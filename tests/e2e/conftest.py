"""A real browser against a real gunicorn and worker on a database of its own. Nothing here imports a model."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pypdf import PdfReader

from scripts.run_tests import browser as which_browser

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Drawn by the processor alone, and nothing of the browser's own beside the pages: a sixth less work.
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-features=Translate,OptimizationHints,MediaRouter,BackForwardCache",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The demo, served; ends with the session. `E2E_ADDRESS` names one that runs already, for writing tests."""
    if running := os.environ.get("E2E_ADDRESS"):
        yield running
        return
    with serve() as base:
        yield base


@contextmanager
def serve() -> Iterator[str]:
    """`manage.py serve_demo` on a free port with run-time state of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tempfile.mkdtemp(prefix="ashar-e2e-")
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment["ASHAR_VAR"] = var
    if ready := os.environ.get("ASHAR_READY_DATABASE"):
        shutil.copy(ready, Path(var, "db.sqlite3"))
    command = [sys.executable, "manage.py", "serve_demo", "--port", str(port)]
    with Path(var, "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, process, Path(var, "serve.log"))
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(var, ignore_errors=True)


def _wait(base: str, process: subprocess.Popen[bytes], log: Path, seconds: int = 240) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError("the demo did not start:\n" + log.read_text()[-4000:])
        try:
            with urllib.request.urlopen(base + "/demo/", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the demo did not answer:\n" + log.read_text()[-4000:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = which_browser()
    assert path, "install Chromium (Debian's package `chromium`)"
    # The driver runs an event loop in this thread; tests with a server of their own use the database beside it, never from a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens pages: `open_page(size=PHONE, javascript=False, language="ky", who="group")`.

    A policy violation or a script error fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def opener(*, size: dict[str, int] = DESK, javascript: bool = True, language: str = "en", who: str | None = None) -> Page:
        context = browser.new_context(
            viewport=size, java_script_enabled=javascript, locale=language, base_url=address, accept_downloads=True
        )
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who is not None:
            enter(page, who)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def enter(page: Page, who: str) -> None:
    """Sign in as one of the demo's people, by the demo's own page."""
    page.goto(f"/demo/enter/{who}/")
    page.locator("main form button[type=submit]").first.click()
    # A click does not wait for the answer: going on at once would cancel the sign-in.
    page.wait_for_url(lambda url: "/demo/enter/" not in url)
    page.wait_for_load_state()


def axe(page: Page, only: str = "", but: str = "") -> list[str]:
    """Violations of WCAG 2.2 A and AA on the page as it stands, of one rule only, or of all but one: "rule: target" each."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    options = {
        "runOnly": {"type": "rule", "values": [only]} if only else {"type": "tag", "values": TAGS},
        "rules": {but: {"enabled": False}} if but else {},
        "resultTypes": ["violations"],
    }
    result = page.evaluate("options => axe.run(document, options)", options)
    return [f"{v['id']}: {node['target']}" for v in result["violations"] for node in v["nodes"]]


def pdf_text(page: Page, address: str) -> str:
    """The words of a PDF that this person can open; fails when the answer is no PDF."""
    answer = page.context.request.get(address)
    assert answer.status == 200, (address, answer.status)
    body = answer.body()
    assert body.startswith(b"%PDF"), address
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
