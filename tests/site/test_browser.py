"""The site in a real browser, served on loopback and opened from a folder."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Built

LESSON = "02-network/principles.html"
WIDTHS = (320, 360, 1280)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(built.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Visit:
    """A page opened in a browser of its own, with what it asked for and complained about."""

    def __init__(self, browser: Browser, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    made = Visit(browser)
    yield made
    made.context.close()


def test_no_page_asks_another_origin_or_complains(built: Built, address: str, visit: Visit) -> None:
    for name in built.pages():
        visit.page.goto(f"{address}/{name}", wait_until="networkidle")
    assert [url for url in visit.requests if not url.startswith((address, "data:"))] == []
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, built: Built, address: str, scheme: str
) -> None:
    """Each page is loaded once, on the narrowest screen, and set again for wider ones."""
    visit = Visit(browser, WIDTHS[0], scheme)
    wide = []
    for name in built.pages():
        visit.page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        visit.page.goto(f"{address}/{name}")
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            if visit.page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((name, width))
    visit.context.close()
    assert wide == []


def test_single_choice_by_keyboard_alone(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    form = page.locator("form[data-kind=single]").first
    form.locator("input").first.focus()
    page.keyboard.press("Space")
    while not form.locator("input[data-correct]").is_checked():  # options are shuffled
        page.keyboard.press("ArrowDown")
        assert form.locator(".mdx-question__verdict").inner_text() == "", "choosing must not submit"
    page.keyboard.press("Enter")
    assert form.locator(".mdx-question__verdict").inner_text() == "✓ 答对了"
    assert form.locator("details").evaluate("box => box.open")
    page.reload()
    assert form.locator(".mdx-question__verdict").inner_text() == "✓ 答对了"
    form.get_by_role("button", name="重做").click()
    page.reload()
    assert form.locator(".mdx-question__verdict").inner_text() == ""


def test_wrong_choice_shows_its_misconception(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    form = page.locator("form[data-kind=single]").first
    wrong = form.locator(".mdx-option:not(:has([data-correct]))").first
    wrong.locator("label").click()
    form.get_by_role("button", name="提交").click()
    assert form.locator(".mdx-question__verdict").inner_text() == "✕ 还不对，看看下面的解析"
    assert wrong.locator(".mdx-option__feedback").is_visible()
    assert wrong.locator(".mdx-option__mark").inner_text() == "✕ 不对"
    assert form.locator(".mdx-option:has([data-correct]) .mdx-option__mark").count() == 1


def test_blank_takes_full_width_signs(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    form = page.locator("form[data-kind=fill-in]").first
    for blank in form.locator("input").all():
        answer = (blank.get_attribute("data-answers") or "").split("|")[0]
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in answer)
        blank.fill(f" {wide} ")
    form.locator("input").last.press("Enter")
    assert form.locator(".mdx-question__verdict").inner_text() == "✓ 答对了"


def test_term_opens_in_place_and_closes_by_escape(address: str, visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/{LESSON}")
    term = page.locator("a.mdx-term[href$='#term-carrier-wave']").first
    term.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="载波")
    assert "运货的车" in panel.inner_text()
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.url.endswith(LESSON), "the reader stays on the page"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert term.evaluate("link => link === document.activeElement")


def test_term_opens_by_hover_and_closes_by_a_click_elsewhere(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    page.locator("a.mdx-term[href$='#term-carrier-wave']").first.hover()
    panel = page.get_by_role("dialog", name="载波")
    panel.wait_for(state="visible")
    assert page.evaluate("document.activeElement === document.body"), "hover moves no focus"
    page.mouse.move(5, 5)
    panel.wait_for(state="hidden")
    page.locator("a.mdx-term[href$='#term-modulation']").first.click()
    page.get_by_role("dialog", name="调制").wait_for(state="visible")
    page.get_by_role("heading", level=1).click()
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize(
    ("typed", "category", "generation", "first"),
    [
        ("tdma", "", "", "时分多址 TDMA"),
        ("ｔｄｍａ", "", "", "时分多址 TDMA"),
        ("sfdz", "", "", "时分多址 TDMA"),
        ("shi fen duo", "", "", "时分多址 TDMA"),
        ("upf", "核心网", "5G", "用户面功能 UPF"),
    ],
)
def test_glossary_narrows_while_typing(
    address: str, visit: Visit, typed: str, category: str, generation: str, first: str
) -> None:
    page = visit.page
    page.goto(f"{address}/glossary.html")
    everything = page.locator(".mdx-entry:visible").count()
    page.get_by_label("分类").select_option(category)
    page.get_by_label("代际").select_option(generation)
    page.get_by_label("找词").fill(typed)
    names = page.locator(".mdx-entry:visible .mdx-entry__name").all_inner_texts()
    assert first in names
    assert len(names) < everything / 10
    assert page.locator(".mdx-glossary__filter [role=status]").inner_text() == (
        f"找到 {len(names)} 条"
    )


def test_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{LESSON}")
    first = page.locator("form.mdx-question").first
    assert first.locator("details").is_visible()
    assert first.get_by_text("看答案与解析").is_visible()
    page.locator("a.mdx-term[href$='#term-carrier-wave']").first.click()
    assert page.url == f"{address}/glossary.html#term-carrier-wave"
    context.close()


def test_opens_from_a_folder(built: Built, visit: Visit) -> None:
    page = visit.page
    page.goto((built.folder / "index.html").as_uri())
    page.get_by_role("link", name="移动通信基础", exact=True).first.click()
    page.get_by_role("link", name="2.1 通信原理").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "2.1 通信原理"
    page.locator("a.mdx-term").first.click()
    page.get_by_role("dialog").wait_for()


def test_hamming_lab_finds_the_wrong_bit(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    lab = page.get_by_role("group", name="动手：翻一位，再把它找出来")
    inside = {
        "三圆中心": "甲乙丙",
        "甲乙之间": "甲乙",
        "甲丙之间": "甲丙",
        "乙丙之间": "乙丙",
        "只在甲": "甲",
        "只在乙": "乙",
        "只在丙": "丙",
    }
    for _ in range(5):
        lab.get_by_role("button", name="换一组，弄错一位").click()
        odd = [text[0] for text in lab.locator(".mdx-lab__odd").all_inner_texts()]
        wrong = next(name for name, circles in inside.items() if list(circles) == odd)
        lab.get_by_role("button", name=f"{wrong}，").click()
        assert lab.get_by_role("status").inner_text() == "✓ 找对了，三个圆都是偶数。"
        assert lab.locator(".mdx-lab__even").count() == 3


def test_sharing_lab_shows_four_ways(address: str, visit: Visit) -> None:
    page = visit.page
    page.goto(f"{address}/{LESSON}")
    lab = page.get_by_role("group", name="动手：四个人怎样分一片资源")
    rows = {
        "频分": ["甲甲甲甲", "乙乙乙乙", "丙丙丙丙", "丁丁丁丁"],
        "时分": ["甲乙丙丁"] * 4,
        "码分": ["甲乙丙丁" * 4] * 4,
    }
    for way, expected in rows.items():
        lab.get_by_label(way, exact=True).check()
        shown = ["".join(row.locator("td").all_inner_texts()) for row in lab.locator("tr").all()]
        assert shown == expected
