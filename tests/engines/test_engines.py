"""What every reader does, in Firefox and WebKit, on a phone's width and a desk's."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engines.drivers import ENGINES, SIZES
from serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built
    from engines.drivers import Driver

LESSON = "02-network/principles.html"
ESCAPE = "\ue00c"
"""The key as WebDriver writes it."""


@pytest.fixture(scope="module")
def watched(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a script before all others that notes complaints."""
    site = tmp_path_factory.mktemp("watched") / "site"
    shutil.copytree(built.folder, site)
    shutil.copyfile(Path(__file__).parent / "faults.js", site / "faults.js")
    for page in site.rglob("*.html"):
        markup = page.read_text("utf-8")
        up = "../" * (len(page.relative_to(site).parts) - 1)
        script = f'<head><script src="{up}faults.js"></script>'
        assert markup.count("<head>") == 1
        page.write_text(markup.replace("<head>", script), "utf-8")
    return site


@pytest.fixture(scope="module")
def address(watched: Path) -> Iterator[str]:
    with serving(watched, "/train/") as found:
        yield found


@pytest.fixture(scope="module", params=[(e, s) for e in ENGINES for s in SIZES], ids="-".join)
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    engine, size = request.param
    with ENGINES[engine](SIZES[size]) as started:
        yield started


def until(driver: Driver, expression: str, *given: Any) -> Any:
    """Wait until an expression is true on the page; give its value."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        found = driver.run(f"return {expression}", *given)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(expression)


def ready(driver: Driver, address: str) -> None:
    """Open a page and wait until its scripts ran."""
    driver.open(address)
    until(driver, "document.readyState === 'complete'")


def text(driver: Driver, css: str) -> str:
    found = driver.run("return document.querySelector(arguments[0])?.textContent ?? ''", css)
    return " ".join(found.split())


def press(driver: Driver, css: str) -> None:
    """Click an element that may lie outside of the window."""
    center = "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})"
    driver.run(center, css)
    driver.find(css).click()


def test_no_page_complains_or_is_wider_than_the_window(
    driver: Driver, address: str, watched: Path
) -> None:
    said = {}
    for page in sorted(watched.rglob("*.html")):
        name = page.relative_to(watched).as_posix()
        if name == "404.html":  # answers for any path, so it is made for one address, site_url
            continue
        ready(driver, f"{address}{name}")
        over = driver.run("return document.documentElement.scrollWidth > innerWidth")
        if complaints := [*driver.run("return faults"), *(["wide"] if over else [])]:
            said[name] = complaints
    assert said == {}


def test_search_finds_chinese_and_goes_there(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    driver.find("[data-mdx-search]").click()
    until(driver, "document.querySelector('.mdx-search__input')")
    driver.find(".mdx-search__input").send_keys("hexinwang")
    until(driver, "document.querySelector('.mdx-search__hit a')")
    assert "核心网" in text(driver, ".mdx-search__hit")
    driver.find(".mdx-search__hit a").click()
    until(driver, "location.pathname.endsWith('glossary.html')")
    assert driver.run("return location.hash.startsWith('#term-')")


def test_answer_is_judged_said_and_kept(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    driver.run("localStorage.clear()")
    ready(driver, f"{address}{LESSON}")
    form = "form[data-kind=single]"
    press(driver, f"{form} .mdx-option:has([data-correct]) label")
    press(driver, f"{form} .mdx-question__bar .mdx-button")
    said = f"document.querySelector('{form} [role=status]').textContent.trim()"
    assert until(driver, said) == "✓ 答对了"
    ready(driver, f"{address}{LESSON}")
    assert until(driver, said) == "✓ 答对了"


def test_term_opens_inside_the_window_and_closes_by_escape(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    press(driver, "a.mdx-term[data-term=carrier-wave]")
    until(driver, "!document.getElementById('mdx-popover').hidden")
    assert "运货的车" in text(driver, "#mdx-popover")
    edges = driver.run(
        "const box = document.getElementById('mdx-popover').getBoundingClientRect();"
        "return [box.left >= 0, box.right <= innerWidth, location.pathname]"
    )
    assert edges == [True, True, f"/train/{LESSON}"]
    driver.find("#mdx-popover").send_keys(ESCAPE)
    until(driver, "document.getElementById('mdx-popover').hidden")
    assert driver.run("return document.activeElement.dataset.term") == "carrier-wave"


def test_glossary_narrows_while_typing(driver: Driver, address: str) -> None:
    ready(driver, f"{address}glossary.html")
    driver.find(".mdx-glossary__filter input").send_keys("tdma")
    until(driver, "document.querySelector('.mdx-glossary__filter [role=status]').textContent")
    names = driver.run(
        "return [...document.querySelectorAll('.mdx-entry')].filter(it => it.offsetParent)"
        ".map(it => it.querySelector('.mdx-entry__name').textContent.trim())"
    )
    assert any("TDMA" in name for name in names)
    assert len(names) < 10


def test_theme_is_kept_over_a_reload(driver: Driver, address: str) -> None:
    ready(driver, f"{address}index.html")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    before = driver.run(f"return {scheme}")
    driver.find("label[for^=__palette]:not([hidden])").click()
    after = until(driver, f"{scheme} !== arguments[0] && {scheme}", before)
    ready(driver, f"{address}index.html")
    assert driver.run(f"return {scheme}") == after


def test_opens_from_a_folder(driver: Driver, watched: Path) -> None:
    ready(driver, (watched / LESSON).as_uri())
    driver.find("[data-mdx-search]").click()
    driver.find(".mdx-search__input").send_keys("TDMA")
    until(driver, "document.querySelector('.mdx-search__hit a')")
    assert "时分多址" in text(driver, ".mdx-search__hit")
    assert driver.run("return faults") == []
