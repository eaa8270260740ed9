"""Learning inside a platform: real pages in a real browser, the run-time by scorm-again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from courseware.exports.scorm.ims_manifest import Scorm
from tests.serve import until
from tests.site.record.trainee import RIGHT, WRONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

KEY = "courseware:mobile-service:1"
NAMES = {
    Scorm.V12: {
        "api": "API", "get": "LMSGetValue", "score": "cmi.core.score.raw",
        "where": "cmi.core.lesson_location", "data": "cmi.suspend_data",
        "status": "cmi.core.lesson_status",
    },
    Scorm.V2004: {
        "api": "API_1484_11", "get": "GetValue", "score": "cmi.score.raw",
        "where": "cmi.location", "data": "cmi.suspend_data", "status": "cmi.completion_status",
    },
}  # fmt: skip


class Launch:
    """One launch of the package by a learner at a device of their own."""

    def __init__(
        self, browser: Browser, platform: str, scorm: Scorm, kept: dict[str, Any], stale: str = ""
    ) -> None:
        self.context = browser.new_context(viewport={"width": 1100, "height": 800})
        self.names = NAMES[scorm]
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        if stale:
            self.page.goto(f"{platform}{scorm}/scorm/shell.css")
            self.page.evaluate("([k, t]) => { localStorage[k] = t }", [KEY, stale])
            self.page.evaluate("k => { localStorage[k + ':exam'] = '{}' }", KEY)
        self.page.goto(f"{platform}{scorm}.html?kept={quote(json.dumps(kept))}")
        until(self.page, "frames[0]?.frames[0]?.document.readyState === 'complete'")
        until(self.page, "frames[0].frames[0].location.pathname.endsWith('.html')")

    @property
    def frame(self) -> Frame:
        return next(f for f in self.page.frames if f.parent_frame and f.parent_frame.parent_frame)

    def open(self, name: str) -> None:
        self.frame.goto(re.sub(r"/scorm(12|2004)/.*", rf"/scorm\1/{name}", self.frame.url))

    def answer(self, name: str, answers: list[str]) -> None:
        form = self.frame.locator(f"form[data-question='{name}']")
        gaps = form.locator(".mdx-gap").all()
        for gap, answer in zip(gaps, answers, strict=False):
            if gap.evaluate("field => field.tagName") == "SELECT":
                gap.select_option(label=answer)
            else:
                gap.fill(answer)
        if not gaps:
            for answer in answers:
                form.locator("label", has_text=answer).first.click()
        form.get_by_role("button", name="提交").click()

    def screen(self) -> list[str]:
        """Verdicts and what stands chosen, of every question of the page."""
        found: list[str] = self.frame.evaluate(
            """() => [...document.querySelectorAll('form.mdx-question')].map(form =>
                [form.querySelector('.mdx-question__verdict').textContent,
                 ...[...form.querySelectorAll('.mdx-option:has(:checked) .mdx-option__text')]
                    .map(text => text.textContent).sort(),
                 ...[...form.querySelectorAll('.mdx-gap')].map(field => field.value)].join('|'))"""
        )
        return found

    def value(self, name: str) -> str:
        path = self.names.get(name, name)
        found: str = self.page.evaluate(
            """([api, path]) =>
                String(path.split('.').slice(1).reduce((o, k) => o[k], self[api].cmi))""",
            [self.names["api"], path],
        )
        return found

    def leave(self) -> dict[str, str]:
        """Close the activity as a platform does; what it keeps."""
        self.page.evaluate("document.getElementById('sco').remove()")
        state = self.page.evaluate("api => self[api].currentState", self.names["api"])
        assert state == 2, "terminated"
        kept = {self.names[n]: self.value(n) for n in ("score", "where", "data", "status")}
        if self.names["api"] != "API":
            kept["cmi.success_status"] = self.value("cmi.success_status")
        assert self.complaints == []
        self.context.close()
        return kept


@pytest.fixture(params=list(Scorm))
def scorm(request: pytest.FixtureRequest) -> Scorm:
    return request.param


def test_learn_leave_come_back_and_pass(browser: Browser, platform: str, scorm: Scorm) -> None:
    first = Launch(browser, platform, scorm, {}, stale='{"v":1,"who":"someone0"}')
    assert first.frame.url.endswith("/index.html")
    assert first.page.evaluate(f"localStorage.getItem('{KEY}:exam')") is None
    first.open("02-trial/one.html")
    for number, name in enumerate(RIGHT):
        first.answer(name, (WRONG if number == 3 else RIGHT)[name])
    until(first.page, f"{_cmi(scorm, 'score')} == '62'", 15)  # 5 of 8
    assert first.value("status") == "incomplete"
    before = first.screen()
    kept = first.leave()
    assert kept[NAMES[scorm]["where"]] == "02-trial/one.html"
    assert re.fullmatch(r"K1[\w-]+", kept["cmi.suspend_data"])

    second = Launch(browser, platform, scorm, kept)
    assert second.frame.url.endswith("/02-trial/one.html")
    second.frame.locator("form .mdx-question__verdict:not(:empty)").first.wait_for()
    assert second.screen() == before
    second.frame.locator("form[data-question='2-04']").get_by_role("button", name="重做").click()
    second.answer("2-04", RIGHT["2-04"])
    second.open("02-trial/two.html")
    second.answer("2-07", ["6 个"])
    second.answer("2-08", ["错"])
    until(second.page, f"{_cmi(scorm, 'score')} == '100'", 15)
    kept = second.leave()
    if scorm is Scorm.V12:
        assert kept["cmi.core.lesson_status"] == "passed"
    else:
        assert (kept["cmi.completion_status"], kept["cmi.success_status"]) == (
            "completed", "passed",
        )  # fmt: skip

    third = Launch(browser, platform, scorm, kept)
    assert third.frame.url.endswith("/02-trial/two.html")
    third.leave()


def _cmi(scorm: Scorm, name: str) -> str:
    path = NAMES[scorm][name].removeprefix("cmi.").replace(".", "?.")
    return f"String(self.{NAMES[scorm]['api']}.cmi.{path})"


def test_what_the_platform_kept_is_unreadable(
    browser: Browser, platform: str, scorm: Scorm
) -> None:
    launch = Launch(browser, platform, scorm, {"cmi.suspend_data": "K1!!"})
    shell = next(f for f in launch.page.frames if f.url.endswith("shell.html"))
    assert shell.locator("#notice").inner_text() == "学习平台存的进度读不出来，只能从头记录。"
    launch.leave()


def test_without_a_platform_the_course_can_be_read(
    browser: Browser, platform: str, scorm: Scorm
) -> None:
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(f"{platform}{scorm}/scorm/shell.html")
    assert page.locator("#notice").inner_text().startswith("没有找到学习平台的接口")
    assert page.frame_locator("#course").locator("h1").first.is_visible()
    context.close()
