"""The content policy: one, sent by servers, said by every page, kept by it in every browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from courseware.site.csp import IN_PAGE, POLICY
from tests.serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Built

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
WATCH = """
self.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  self.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


def test_the_policy_is_a_constant_of_the_product(built: Built) -> None:
    assert POLICY == STRICT
    assert f"{IN_PAGE}; frame-ancestors 'self'" == STRICT
    assert (built.folder / "server" / "csp.txt").read_text("utf-8") == f"{STRICT}\n"


def test_every_page_says_the_policy_before_anything_is_loaded(built: Built) -> None:
    for name in built.pages():
        head = html.document_fromstring((built.folder / name).read_bytes()).find("head")
        first, second = head[0], head[1]
        assert first.get("charset") == "utf-8", name
        assert second.get("http-equiv") == "Content-Security-Policy", name
        assert second.get("content") == IN_PAGE, name


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def test_every_page_keeps_the_policy(built: Built, address: str, page: Page) -> None:
    broken = {}
    for name in built.pages():
        answer = page.goto(f"{address}{name}", wait_until="load")
        assert answer is not None
        assert answer.headers["content-security-policy"] == STRICT
        if found := page.evaluate("violations"):
            broken[name] = found
    assert broken == {}


def test_everything_used_on_a_page_keeps_the_policy(address: str, page: Page) -> None:
    page.goto(f"{address}02-network/principles.html", wait_until="networkidle")
    page.get_by_role("button", name="换成深色").click()
    page.locator("a.mdx-term").first.click()
    page.keyboard.press("Escape")
    for form in page.locator("form.mdx-question").all():
        if form.locator("input[type=radio], input[type=checkbox]").count():
            form.locator("label").first.click()
    page.get_by_role("button", name="搜索").click()
    page.keyboard.type("基站")
    page.locator(".mdx-search__hit").first.wait_for()
    assert page.evaluate("violations") == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html**")
    assert page.evaluate("violations") == []
    assert page.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"
