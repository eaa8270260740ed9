"""Usable by everyone: axe, targets, colours, no script, on paper, from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from tests.site.record.trainee import ONE, RECORD, RIGHT, WRONG, Trainee

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """The whole page by the standards, the article by all that axe knows of good practice."""
    standards = {"runOnly": {"type": "tag", "values": STANDARDS}}
    practice = {"runOnly": {"type": "tag", "values": [*STANDARDS, "best-practice"]}}
    found = Axe().run(page, options=standards).response["violations"]
    found += Axe().run(page, "article", practice).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(another: Callable[..., Trainee], scheme: str, width: int) -> None:
    trainee = another(color_scheme=scheme, viewport={"width": width, "height": 800})
    trainee.open(ONE)
    assert violations(trainee.page) == []
    for number, name in enumerate(RIGHT):
        trainee.answer(name, (RIGHT if number % 2 else WRONG)[name])
    for name in ("提示", "参考话术"):
        trainee.page.locator(f"details.{name} > summary").click()
    trainee.page.get_by_role("button", name="看全部反馈").first.click()
    assert violations(trainee.page) == []
    trainee.page.get_by_role("button", name="只重做错题（3）").click()
    assert violations(trainee.page) == []
    trainee.open(RECORD)
    trainee.page.get_by_role("button", name="生成短码").click()
    trainee.page.get_by_role("button", name="清除记录，换人").click()
    assert violations(trainee.page) == []
    for page in ("index.html", "02-trial/index.html"):
        trainee.open(page)
        assert violations(trainee.page) == []
    assert trainee.complaints == []


@pytest.mark.parametrize("width", [320, 360])
def test_fits_a_phone(another: Callable[..., Trainee], width: int) -> None:
    trainee = another(viewport={"width": width, "height": 640})
    for page in (ONE, RECORD, "index.html", "02-trial/index.html"):
        trainee.open(page)
        if page == ONE:
            for name in WRONG:
                trainee.answer(name, WRONG[name])
        assert trainee.page.evaluate("document.documentElement.scrollWidth") <= width, page


def test_targets_are_large_enough(another: Callable[..., Trainee]) -> None:
    trainee = another(viewport={"width": 360, "height": 640})
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    sizes = trainee.page.evaluate(
        """() => [...document.querySelectorAll(
              '.mdx-option__label, .mdx-gap, .mdx-button, .mdx-question summary, .mdx-score a')]
            .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
            .map(([name]) => name)"""
    )
    assert sizes == []


def test_the_verdict_gets_the_focus_and_no_live_region_says_it_again(trainee: Trainee) -> None:
    trainee.open(ONE)
    region = trainee.page.locator(".mdx-said[role=status]")
    assert region.count() == 1, "it must be there before it has words, or it is not said"
    trainee.form("2-01").get_by_role("button", name="提交").click()
    assert region.inner_text() == "请先选一项。"
    trainee.answer("2-01", RIGHT["2-01"])
    focused = "document.activeElement.matches('.mdx-question__verdict:not([role])')"
    assert trainee.page.evaluate(focused)
    assert trainee.page.evaluate("document.activeElement.textContent") == "✓ 答对了"
    assert region.inner_text() == ""


def test_meaning_is_never_in_colour_alone(trainee: Trainee) -> None:
    trainee.open(ONE)
    for name in WRONG:
        trainee.answer(name, WRONG[name])
    marks = trainee.page.locator(
        ".mdx-option--right .mdx-option__mark, .mdx-option--wrong .mdx-option__mark, .mdx-gap__mark"
    )
    assert {text[0] for text in marks.all_inner_texts()} == {"✓", "✕"}
    coloured = trainee.page.locator(
        ".mdx-option--right, .mdx-option--wrong, .mdx-gap--right, .mdx-gap--wrong"
    )
    assert coloured.count() == marks.count()


def test_forced_colours_keep_marks_visible(another: Callable[..., Trainee]) -> None:
    trainee = another(forced_colors="active")
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    form = trainee.form("2-01")
    marks = form.locator(".mdx-option__mark").all_inner_texts()
    assert sorted(marks) == ["✓ 正确", "✕ 不对"], "options stand in an order of their own"
    border = form.locator(".mdx-option--right label").evaluate(
        "e => getComputedStyle(e).borderWidth"
    )
    assert border == "2px"


def test_reads_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{ONE}")
    for name in RIGHT:
        form = page.locator(f"form[data-question='{name}']")
        assert form.locator("summary").is_visible()
        assert not form.locator("summary + p").is_visible()
        form.locator("summary").click()
        assert form.locator("summary + p").is_visible()
    keys = page.locator(".mdx-question__key").all_inner_texts()
    assert keys == [
        "答案：B", "答案：A、C", "答案：B", "答案：4；Uu 接口",
        "答案：FDD — 上下行各走一段频率；TDD — 上下行按时间换班",
        "答案：倾听 → 复述 → 告知时限",
    ]  # fmt: skip
    assert not page.locator(".mdx-score").is_visible()
    page.locator("details.参考话术 summary").click()
    assert page.get_by_text("十分钟内给您答复").is_visible()
    page.goto(f"{address}{RECORD}")
    assert page.get_by_text("学习记录由网页脚本显示").is_visible()
    context.close()


def test_prints_as_a_worksheet(trainee: Trainee) -> None:
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.page.emulate_media(media="print")
    assert trainee.form("2-01").locator(".mdx-option__text").first.is_visible()
    for hidden in (".mdx-question__bar", ".mdx-question__answer", ".mdx-score"):
        assert not trainee.page.locator(hidden).first.is_visible(), hidden


def test_works_from_a_folder(kinds: Path, another: Callable[..., Trainee]) -> None:
    trainee = another()
    one, record = (kinds / ONE).as_uri(), (kinds / RECORD).as_uri()
    trainee.open(one)
    assert trainee.answer("2-01", WRONG["2-01"]).startswith("✕")
    trainee.open(record)
    assert trainee.page.locator("[data-book]:visible").count() == 1
    trainee.page.locator("[data-book]:visible a").click()
    assert trainee.given("2-01") == WRONG["2-01"]
    assert trainee.complaints == []


def test_page_carries_nothing_inline(kinds: Path) -> None:
    for path in kinds.rglob("*.html"):
        root = html.fromstring(path.read_bytes())
        assert [
            e for e in root.iter("script") if not e.get("src")
        ] == [] or "__config" in path.read_text()
        article = root.find(".//article")
        if article is None:
            continue
        assert list(article.iter("script", "style")) == []
        handlers = [name for e in article.iter() for name in e.attrib if name.startswith("on")]
        assert handlers == []
        assert "javascript:" not in path.read_text("utf-8")
        assert "mkdocs-quiz" not in path.read_text("utf-8")
        assert not [e for e in article.iter() if e.get("style")]
