"""The search dialog as people use it: by key, by hand, with a slip of the finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Built

LESSON = "02-network/principles.html"


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    made = context.new_page()
    made.goto(f"{address}{LESSON}")
    yield made
    context.close()


def search(page: Page, text: str) -> None:
    page.get_by_role("button", name="搜索").click()
    page.keyboard.insert_text(text)
    page.locator(".mdx-search__hit").first.wait_for()


def test_nothing_is_fetched_before_the_first_search(page: Page) -> None:
    assert page.evaluate("self.courseSearchData === undefined")
    search(page, "基站")
    assert page.evaluate("self.courseSearchData.terms.length > 300")


def test_it_opens_by_key_moves_by_arrows_and_gives_the_focus_back(page: Page) -> None:
    page.get_by_role("button", name="搜索").focus()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="搜索课程")
    assert dialog.is_visible()
    page.keyboard.insert_text("调制")
    page.locator(".mdx-search__hit").first.wait_for()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    second = page.locator(".mdx-search__hit a").nth(1)
    assert second.evaluate("link => link === document.activeElement")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    assert page.locator(".mdx-search__input").evaluate("it => it === document.activeElement")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    focused = page.get_by_role("button", name="搜索")
    assert focused.evaluate("button => button === document.activeElement")


def test_a_term_shows_its_definition_at_once(page: Page) -> None:
    search(page, "jizhan")
    first = page.locator(".mdx-search__hit").first
    assert first.get_by_text("术语", exact=True).is_visible()
    assert "与手机进行无线收发的网络设备" in first.inner_text()


def test_a_slip_is_put_right_and_said(page: Page) -> None:
    search(page, "vlote")
    status = page.locator(".mdx-search__status").inner_text()
    assert status.startswith("没有“vlote”，下面是“VOLTE”的结果。找到")


def test_finding_nothing_says_what_to_do(page: Page) -> None:
    search(page, "基站")
    page.locator(".mdx-search__input").fill("饕餮")
    assert page.locator(".mdx-search__hit").count() == 0
    assert page.locator(".mdx-search__status").inner_text().startswith("没有找到。换个说法试试")


def test_typed_text_is_text(page: Page) -> None:
    search(page, "基站")
    page.locator(".mdx-search__input").fill("<img src=x onerror=alert(1)> 基站")
    assert page.locator(".mdx-search img").count() == 0


def test_the_chosen_section_comes_into_sight(page: Page) -> None:
    search(page, "不撞在一起")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    assert not page.get_by_role("dialog", name="搜索课程").is_visible()
    heading = page.get_by_role("heading", name="不撞在一起：多址接入")
    until(page, "scrollY > 0")
    assert 0 <= heading.evaluate("it => it.getBoundingClientRect().top") < 740


@pytest.mark.parametrize("term", ["upf", "volte", "otp"])
def test_a_term_is_not_hidden_under_the_header(page: Page, address: str, term: str) -> None:
    page.goto(f"{address}glossary.html#term-{term}")
    place = f"document.getElementById('term-{term}').getBoundingClientRect().top"
    until(page, f"Math.abs({place} - 120) < 30")


def test_without_the_data_it_says_so(page: Page) -> None:
    page.route("**/search-data.js", lambda route: route.abort())
    page.get_by_role("button", name="搜索").click()
    page.get_by_text("没有取到课文。请检查网络，再打开搜索。").wait_for()
