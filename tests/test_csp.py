"""The content policy: computed from pages, sent by servers, kept by every page in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from courseware.csp import InlineCode, inline_code, policy
from serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from conftest import Built

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


def test_inline_code_is_found() -> None:
    page = (
        b"<script>a</script><script src=x></script><script type=application/json>{}</script>"
        b"<style>b</style><p style='c' onclick='d'><a href='javascript:e'>"
        b"<svg><style>b</style></svg>"
    )
    assert inline_code({"p.html": page}) == InlineCode(
        scripts=frozenset({"'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"}),
        styles=frozenset({"'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='"}),
        uncovered=("p.html: <p style>", "p.html: <p onclick>", "p.html: <a href=javascript:>"),
    )


def test_the_policy_names_hashes_and_never_unsafe() -> None:
    code = InlineCode(frozenset({"'sha256-b'", "'sha256-a'"}), frozenset(), ())
    text = policy(code)
    assert text == STRICT.replace("script-src 'self'", "script-src 'self' 'sha256-a' 'sha256-b'")


def test_our_pages_need_no_hash(built: Built) -> None:
    pages = {name: (built.folder / name).read_bytes() for name in built.pages()}
    assert inline_code(pages) == InlineCode(frozenset(), frozenset(), ())
    assert (built.folder / "server" / "csp.txt").read_text("utf-8") == f"{STRICT}\n"


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
