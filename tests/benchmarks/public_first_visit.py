"""What a first visit costs a phone: the home page and an open call with everything they load, as sent.

Budgets (visual-design.md): 14 kB of HTML, 30 kB in all without editors' photos, 5 requests. kB means 1,000 bytes.
The other way: Hypha 2026, whose application form was measured at 759 kB and 44 requests (peers.md).
"""

from typing import Any

from playwright.sync_api import Response, sync_playwright

from tests.e2e.conftest import FLAGS, PHONE, serve, which_browser


def run() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    with serve() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which_browser(), args=FLAGS)
        for name in ("home", "call"):
            rows += _measure(browser, base, name)
        browser.close()
    return rows


def _measure(browser: Any, base: str, name: str) -> list[dict[str, Any]]:
    page = browser.new_context(viewport=PHONE, base_url=base).new_page()
    responses: list[Response] = []
    page.goto("/ky/")
    if name == "call":
        target = page.locator("main .call h3 a").first.get_attribute("href")
        page.context.close()
        page = browser.new_context(viewport=PHONE, base_url=base).new_page()
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
        page.goto(target, wait_until="networkidle")
    else:
        page.context.close()
        page = browser.new_context(viewport=PHONE, base_url=base).new_page()
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
        page.goto("/ky/", wait_until="networkidle")
    sizes = [(r.request.resource_type, _sent(r), r.url) for r in responses if r.status == 200 and "/media/" not in r.url]
    html = sum(size for kind, size, _url in sizes if kind == "document") / 1000
    everything = sum(size for _kind, size, _url in sizes) / 1000
    page.context.close()
    return [
        _row(f"public_first_visit {name}: HTML", html, "kB", 14, 759),
        _row(f"public_first_visit {name}: all", everything, "kB", 30, 759),
        _row(f"public_first_visit {name}: requests", len(responses), "requests", 5, 44),
    ]


def _sent(response: Response) -> int:
    """Bytes of the body as they went over the wire, compressed in whatever way the server and the browser agreed on."""
    return int(response.request.sizes()["responseBodySize"])


def _row(name: str, ours: float, unit: str, budget: float, other: float) -> dict[str, Any]:
    return {
        "name": name,
        "ours": ours,
        "unit": unit,
        "other": "Hypha's form, 2026",
        "other_value": other,
        "ratio": ours / other,
        "better": "lower",
        "budget": budget,
        "ok": ours <= budget,
    }
