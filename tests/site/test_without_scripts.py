"""A page whose scripts don't run is the page without scripts; a link is taken over only by better.

What browsers do that are too old to read them: tests/engines/test_old_chromium.py.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import LESSON
from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import Built

CLASS = "document.documentElement.className"
FAULTS = {"unreadable": "(", "throws": "throw new Error('no');", "absent": None}
STEADY = 0.1
"""What Web Vitals call a good cumulative layout shift, https://web.dev/articles/cls."""
TERM = "a.mdx-term[href$='#term-carrier-wave']"


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(service_workers="block", viewport={"width": 360, "height": 740})
    yield made
    made.close()


@pytest.mark.parametrize("script", ["site", "learn"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_script_that_fails_gives_the_page_without_scripts(
    context: BrowserContext, address: str, script: str, fault: str
) -> None:
    body = FAULTS[fault]
    context.route(
        f"**/{script}.*.js",
        lambda route: route.abort() if body is None else route.fulfill(body=body),
    )
    page = context.new_page()
    page.goto(f"{address}{LESSON}")
    assert page.evaluate(CLASS) == "no-js"
    assert not page.locator("[data-mdx-search]").is_visible()


@pytest.mark.parametrize("fault", ["unreadable", "throws", "absent"])
def test_so_it_is_in_a_folder(
    context: BrowserContext, built: Built, tmp_path: Path, fault: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.folder, site, ignore=shutil.ignore_patterns("*.pdf"))
    (script,) = site.glob("assets/javascripts/site.*.js")
    if FAULTS[fault] is None:
        script.unlink()
    else:
        script.write_text(str(FAULTS[fault]), "utf-8")
    page = context.new_page()
    page.goto((site / LESSON).as_uri())
    assert page.evaluate(CLASS) == "no-js"


def test_faults_that_are_not_the_pages_own_change_nothing(
    context: BrowserContext, address: str
) -> None:
    """An extension's script, a picture that is gone, a script that comes later."""
    context.route("**/terms-data.*.js", lambda route: route.abort())
    context.add_init_script(
        "dispatchEvent(new ErrorEvent('error', { filename: 'chrome-extension://a/b.js' }));"
        "addEventListener('readystatechange', () => {}, true);"
    )
    page = context.new_page()
    page.goto(f"{address}{LESSON}")
    page.locator(TERM).first.hover()
    page.evaluate(
        "new Promise((done) => { const img = new Image(); img.onerror = done;"
        " document.body.append(img); img.src = 'gone.png'; }).then(() => 0)"
    )
    assert page.evaluate(CLASS).split()[0] == "js"


def test_a_term_that_can_not_be_explained_in_place_leads_to_the_glossary(
    context: BrowserContext, address: str
) -> None:
    context.add_init_script(
        "Object.defineProperty(Element.prototype, 'replaceChildren',"
        " { value() { throw new Error('broken'); } });"
    )
    page = context.new_page()
    page.goto(f"{address}{LESSON}")
    page.locator(TERM).first.click()
    until(page, "location.hash === '#term-carrier-wave'")
    assert page.url == f"{address}glossary.html#term-carrier-wave"


def test_nothing_moves_while_scripts_take_over(context: BrowserContext, address: str) -> None:
    """The class is swapped before the first paint, as long as nothing fails."""
    context.add_init_script(
        "self.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) =>"
        " { self.shifts += one.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    found = {}
    for name in ("index.html", LESSON, "self-exam.html", "progress.html", "glossary.html"):
        page: Page = context.new_page()
        page.goto(f"{address}{name}")
        page.wait_for_load_state("load")
        found[name] = page.evaluate(
            "new Promise((done) => setTimeout(() => done(self.shifts), 300))"
        )
    assert {name: shift for name, shift in found.items() if shift > STEADY} == {}
