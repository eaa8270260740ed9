"""What every reader does, in Firefox and WebKit, on a phone, a tablet and a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.drivers import ENGINES, SIZES
from tests.engines.steps import (
    ESCAPE,
    button,
    fits,
    follow,
    forget,
    named,
    press,
    ready,
    text,
    until,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines.drivers import Driver

LESSON = "02-network/principles.html"


@pytest.fixture(scope="module", params=[(e, s) for e in ENGINES for s in SIZES], ids="-".join)
def sized(request: pytest.FixtureRequest) -> Iterator[tuple[Driver, tuple[int, int]]]:
    """A browser, and the size its page has."""
    engine, size = request.param
    with ENGINES[engine](SIZES[size]) as started:
        yield started, SIZES[size]


@pytest.fixture
def driver(sized: tuple[Driver, tuple[int, int]]) -> Driver:
    return sized[0]


def test_the_page_is_as_large_as_the_device(
    sized: tuple[Driver, tuple[int, int]], address: str
) -> None:
    driver, size = sized
    ready(driver, f"{address}{LESSON}")
    found = driver.run(
        "return [innerWidth, innerHeight, document.documentElement.clientWidth,"
        " matchMedia(`(width: ${arguments[0]}px)`).matches]",
        size[0],
    )
    assert found == [*size, size[0], True]


def test_no_page_complains_or_is_wider_than_the_window(
    sized: tuple[Driver, tuple[int, int]], address: str, pages: list[str]
) -> None:
    driver, (width, height) = sized
    said = {}
    for name in pages:
        ready(driver, f"{address}{name}")
        wide = [] if fits(driver) else ["wide"]
        if complaints := [*driver.run("return faults"), *wide]:
            said[name] = complaints
    assert said == {}
    assert driver.run("return [innerWidth, innerHeight]") == [width, height]


def test_missing_page_leads_back(driver: Driver, missing: str) -> None:
    ready(driver, missing)
    assert text(driver, "h1") == "没有这一页"
    assert fits(driver)
    assert driver.run("return faults") == []
    follow(driver, "第三章 客服沟通技巧", "main")
    assert driver.run("return location.pathname") == "/03-communication/index.html"


def test_search_finds_chinese_and_goes_there(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    button(driver, "搜索")
    until(driver, "document.querySelector('.mdx-search__input')")
    driver.find(".mdx-search__input").send_keys("hexinwang")
    until(driver, "document.querySelector('.mdx-search__hit a')")
    assert "核心网" in text(driver, ".mdx-search__hit")
    driver.find(".mdx-search__hit a").click()
    until(driver, "location.pathname.endsWith('glossary.html')")
    assert driver.run("return location.hash.startsWith('#term-')")


def test_answer_is_judged_said_and_kept(driver: Driver, address: str) -> None:
    forget(driver, f"{address}{LESSON}")
    form = "form[data-kind=single]"
    press(driver, f"{form} .mdx-option:has([data-correct]) label")
    press(driver, f"{form} .mdx-question__bar .mdx-button")
    said = f"document.querySelector('{form} .mdx-question__verdict').textContent.trim()"
    assert until(driver, said) == "✓ 答对了"
    ready(driver, f"{address}{LESSON}")
    assert until(driver, said) == "✓ 答对了"


def test_term_opens_inside_the_window_and_closes_by_escape(driver: Driver, address: str) -> None:
    ready(driver, f"{address}{LESSON}")
    press(driver, "a.mdx-term[href$='#term-carrier-wave']")
    until(driver, "!document.getElementById('mdx-popover').hidden")
    assert "运货的车" in text(driver, "#mdx-popover")
    edges = driver.run(
        "const box = document.getElementById('mdx-popover').getBoundingClientRect();"
        "return [box.left >= 0, box.right <= innerWidth, location.pathname]"
    )
    assert edges == [True, True, f"/train/{LESSON}"]
    driver.find("#mdx-popover").send_keys(ESCAPE)
    until(driver, "document.getElementById('mdx-popover').hidden")
    assert driver.run("return document.activeElement.hash") == "#term-carrier-wave"


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


def test_colours_are_kept_over_a_reload(driver: Driver, address: str) -> None:
    colours = "return getComputedStyle(document.body).color"
    forget(driver, f"{address}index.html")
    light = driver.run(colours)
    button(driver, "换成深色")
    named(driver, "button", "换成浅色")
    ready(driver, f"{address}index.html")
    named(driver, "button", "换成浅色")
    assert driver.run(colours) != light
    button(driver, "换成浅色")
    ready(driver, f"{address}index.html")
    assert driver.run(colours) == light


def test_opens_from_a_folder(driver: Driver, watched: Path) -> None:
    ready(driver, (watched / LESSON).as_uri())
    button(driver, "搜索")
    driver.find(".mdx-search__input").send_keys("TDMA")
    until(driver, "document.querySelector('.mdx-search__hit a')")
    assert "时分多址" in text(driver, ".mdx-search__hit")
    assert driver.run("return faults") == []
