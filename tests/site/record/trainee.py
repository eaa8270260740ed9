"""A person in front of a browser of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ONE = "02-trial/one.html"
TWO = "02-trial/two.html"
RECORD = "progress.html"
KEY = "courseware:mobile-service:1"

RIGHT = {
    "2-01": ["6 个"],
    "2-02": ["FDD", "TDD"],
    "2-03": ["错"],
    "2-04": ["四", "空中接口"],
    "2-05": ["上下行各走一段频率", "上下行按时间换班"],
    "2-06": ["第 2 步", "第 1 步", "第 3 步"],
}
WRONG = {
    "2-01": ["8 个"],
    "2-02": ["FDD", "TDMA"],
    "2-03": ["对"],
    "2-04": ["4", "X2"],
    "2-05": ["上下行按时间换班", "上下行各走一段频率"],
    "2-06": ["第 1 步", "第 2 步", "第 3 步"],
}


class Trainee:
    """A browser context with one page open; ``requests`` is all it ever asked for."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1000, "height": 800})
        options.setdefault("reduced_motion", "reduce")
        self.context = browser.new_context(**options)
        self.address = address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.tab()

    def tab(self) -> Page:
        """One more tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda fault: self.complaints.append(f"{fault} {fault.stack}"))
        page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        return page

    def open(self, name: str, page: Page | None = None) -> Page:
        page = page or self.page
        page.goto(name if "://" in name else f"{self.address}{name}")
        return page

    def form(self, name: str, page: Page | None = None) -> Locator:
        return (page or self.page).locator(f"form[data-question='{name}']")

    def choose(self, name: str, answers: list[str], page: Page | None = None) -> Locator:
        """Give an answer as a person with a mouse does, without submitting."""
        form = self.form(name, page)
        gaps = form.locator(".mdx-gap").all()
        for gap, answer in zip(gaps, answers, strict=False):
            if gap.evaluate("field => field.tagName") == "SELECT":
                gap.select_option(label=answer)
            else:
                gap.fill(answer)
        if not gaps:
            for answer in answers:
                form.locator("label", has_text=answer).first.click()
        return form

    def answer(self, name: str, answers: list[str], page: Page | None = None) -> str:
        """Give an answer, submit it; returns the verdict."""
        form = self.choose(name, answers, page)
        form.get_by_role("button", name="提交").click()
        return self.verdict(name, page)

    def verdict(self, name: str, page: Page | None = None) -> str:
        return self.form(name, page).locator(".mdx-question__verdict").inner_text()

    def given(self, name: str, page: Page | None = None) -> list[str]:
        """What stands chosen, sorted, or filled in on the screen."""
        return self.form(name, page).evaluate(
            """form => [...form.querySelectorAll('.mdx-option:has(:checked) .mdx-option__text')]
                 .map(text => text.textContent).sort()
                 .concat([...form.querySelectorAll('.mdx-gap')].map(field =>
                    field.options ? field.selectedOptions[0].textContent : field.value))"""
        )

    def notice(self, page: Page | None = None) -> str:
        return (page or self.page).locator(".mdx-notice").inner_text()

    def record(self) -> dict[str, Any]:
        """What is stored."""
        found: dict[str, Any] = json.loads(self.page.evaluate(f"localStorage['{KEY}']"))
        return found
