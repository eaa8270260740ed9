"""What a browser finds on every page: axe, broken content policy, errors on the console."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from benchmarks.stock.server import serving
from tests.machine import CHROMIUM
from tests.machine import browser as installed_browser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Others are counted, not loaded."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
WATCH = """
self.policyBroken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  self.policyBroken.push(event.effectiveDirective);
});
"""
PHONE = {"width": 360, "height": 800}


@dataclass
class Faults:
    """Of all pages together: rules of axe, directives of the policy, messages, each counted."""

    axe: Counter[str] = field(default_factory=Counter)
    policy: Counter[str] = field(default_factory=Counter)
    console: Counter[str] = field(default_factory=Counter)
    version: str = ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that reaches this machine only."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=installed_browser(), args=[*CHROMIUM, ALONE], handle_sigint=False
        )
        yield started
        started.close()


def faults(browser: Browser, site: Path, pages: Sequence[str], policy: str, own: str) -> Faults:
    """Open every page as its readers get it, and once more under ``policy`` if that differs.

    ``own`` is the policy the site itself comes with, none if empty.
    """
    found = Faults()
    with serving(site, own) as (address, _):
        _visit(browser, address, pages, found, is_judged=True)
    if own != policy:
        found.policy.clear()
        with serving(site, policy) as (address, _):
            _visit(browser, address, pages, found, is_judged=False)
    return found


def _visit(
    browser: Browser, address: str, pages: Sequence[str], found: Faults, *, is_judged: bool
) -> None:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    page = context.new_page()
    if is_judged:
        page.on("console", lambda message: _note(message, address, found.console))
        page.on("pageerror", lambda error: found.console.update([str(error).splitlines()[0]]))
    for name in pages:
        page.goto(f"{address}{name}", wait_until="networkidle")
        found.policy.update(page.evaluate("policyBroken"))
        if is_judged:
            _judge(page, found)
    context.close()


def _judge(page: Page, found: Faults) -> None:
    response = Axe().run(page, options=RULES).response
    found.version = response["testEngine"]["version"]
    for rule in response["violations"]:
        found.axe[f"{rule['id']} ({rule['impact']})"] += len(rule["nodes"])


def _note(message: ConsoleMessage, address: str, console: Counter[str]) -> None:
    """Errors count, but not those of other origins, which are out of reach here."""
    if message.type == "error" and message.location["url"].startswith(address):
        console[message.text.replace(address, "/")] += 1
