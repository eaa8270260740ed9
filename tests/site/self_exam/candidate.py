"""A person who takes the self-examination in a browser of their own."""

from __future__ import annotations

import json
from typing import Any

from tests.site.record.trainee import Trainee

PAGE = "self-exam.html"
KEY = "courseware:mobile-service:1:exam"
ANSWER = """({ without, wrong }) => {
    [...document.querySelectorAll('.mdx-exam form')].forEach((form, place) => {
        if (without.includes(place + 1)) return;
        const isWrong = wrong === 'red' ? form.hasAttribute('data-red')
            : wrong === 'plain' && !form.hasAttribute('data-red');
        form.querySelectorAll('.mdx-option > input').forEach(field => {
            const isKey = field.hasAttribute('data-correct');
            field.checked = isWrong && field.type === 'radio' ? !isKey : isWrong ? true : isKey;
        });
        form.querySelectorAll('.mdx-gap').forEach(field => {
            const key = field.dataset.answers.split('|')[0];
            const choices = [...(field.options || [])].map((option) => option.value);
            const other = choices.find((value) => value && value !== key);
            field.value = isWrong ? other || '不知道' : key;
        });
        form.querySelector('input, select').dispatchEvent(new Event('input', { bubbles: true }));
    });
}"""


class Candidate(Trainee):
    """Opens the page at once."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        super().__init__(browser, address, **options)
        self.open(PAGE)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def answer_all(self, *, without: tuple[int, ...] = (), wrong: str = "") -> None:
        """Fill in the whole paper but for some numbers; wrong: "red" or "plain" ones."""
        self.page.evaluate(ANSWER, {"without": list(without), "wrong": wrong})

    def take(self, wrong: str = "") -> None:
        """A whole attempt."""
        self.press("开始")
        self.answer_all(wrong=wrong)
        self.press("交卷")

    def text(self, name: str) -> str:
        return self.page.locator(f"[data-fill={name}]").inner_text()

    def ids(self) -> list[str]:
        """The paper's questions, in order."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('.mdx-exam form')].map(form => form.dataset.question)"
        )
        return found

    def letters(self) -> list[str]:
        """The options as they stand on the screen."""
        found: list[str] = self.page.evaluate(
            """[...document.querySelectorAll('.mdx-exam form')].map(form =>
                [...form.querySelectorAll('.mdx-option > input')].map(f => f.value).join())"""
        )
        return found

    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.page.evaluate(f"localStorage['{KEY}']"))
        return found
