"""Usable by everyone: axe, a keyboard alone, narrow screens, no script, a strict policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.record.test_access import violations
from tests.site.self_exam.candidate import PAGE, Candidate
from tests.site.test_csp import WATCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    another: Callable[..., Candidate], scheme: str, width: int
) -> None:
    candidate = another(color_scheme=scheme, viewport={"width": width, "height": 800})
    candidate.context.add_init_script(WATCH)
    candidate.page.reload()

    def look(stage: str) -> None:
        # Else it depends on the paper drawn which option lies half under the bar that stays.
        candidate.page.evaluate("scrollTo(0, 0)")
        assert violations(candidate.page) == [], stage
        assert candidate.page.evaluate("document.documentElement.scrollWidth") <= width, stage

    look("before")
    candidate.page.get_by_label("计时 90 分钟").check()
    candidate.press("开始")
    candidate.answer_all(without=(1, 2, 3), wrong="red")
    look("during")
    candidate.press("暂停")
    look("paused")
    candidate.press("继续做")
    candidate.press("交卷")
    look("asked")
    candidate.press("就这样交卷")
    candidate.press("逐题看")
    look("after")
    candidate.press("再做一份")
    candidate.take()
    look("certificate")
    assert candidate.page.evaluate("violations") == [], "of the content policy"


def test_a_keyboard_is_enough(candidate: Candidate) -> None:
    page = candidate.page

    def tab_to(name: str) -> None:
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return
        pytest.fail(f"never reached: {name}")

    tab_to("开始")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.form.dataset.question") == candidate.ids()[0]
    for _ in candidate.ids():
        kind = page.evaluate("document.activeElement.form.dataset.kind")
        if kind == "fill-in":
            page.keyboard.type("4")
        else:
            page.keyboard.press("Space")
        here = page.evaluate("document.activeElement.form.id")
        while page.evaluate("document.activeElement.form?.id") == here:
            page.keyboard.press("Tab")
    answered = candidate.text("answered")
    assert answered.startswith("已答 ")
    assert int(answered.split()[1].split("/")[0]) > 70
    if page.evaluate("document.activeElement.textContent.trim()") != "交卷":
        tab_to("交卷")
    page.keyboard.press("Enter")
    if page.get_by_role("button", name="就这样交卷").is_visible():
        tab_to("就这样交卷")
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "exam-result"
    tab_to("逐题看")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent.trim()") == "收起题目"


def test_without_script_a_sentence_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PAGE}")
    assert page.get_by_text("结业自测由网页脚本出题").is_visible()
    assert not page.get_by_role("button", name="开始").is_visible()
    context.close()


def test_only_its_own_page_loads_the_data(course: Path) -> None:
    users = [
        path.relative_to(course).as_posix()
        for path in course.rglob("*.html")
        if "exam-data." in path.read_text("utf-8")
    ]
    assert users == [PAGE]
    search = (course / "assets" / "javascripts" / "search-data.js").read_text("utf-8")
    assert "另抽一份" not in search
    assert "客服是干什么的" not in search


def test_the_exam_bank_is_not_in_the_data(course: Path) -> None:
    (data,) = (course / "assets" / "javascripts").glob("exam-data.*.js")
    assert 'data-question=\\"x' not in data.read_text("utf-8")
