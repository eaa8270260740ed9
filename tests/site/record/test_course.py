"""The real course: every question can be answered right, wrong, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.serve import serving
from tests.site.record.trainee import RECORD, Trainee

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Built

ANSWER = """() => [...document.querySelectorAll('form.mdx-question')].map(form => {
    form.querySelectorAll('.mdx-option > input').forEach(field => {
        field.checked = field.hasAttribute('data-correct');
    });
    form.querySelectorAll('.mdx-gap').forEach(field => {
        field.value = field.dataset.answers.split('|').at(-1);
    });
    form.requestSubmit();
    return form.querySelector('.mdx-question__verdict').textContent;
})"""
VERDICTS = """() => [...document.querySelectorAll('form.mdx-question .mdx-question__verdict')]
    .map(status => status.textContent)"""


def test_every_question_of_the_course(built: Built, browser: Browser) -> None:
    lessons = [
        name
        for name in built.pages()
        if "data-question=" in (built.folder / name).read_text("utf-8")
    ]
    total = 0
    with serving(built.folder) as address:
        trainee = Trainee(browser, address)
        for name in lessons:
            trainee.open(name)
            verdicts = trainee.page.evaluate(ANSWER)
            assert set(verdicts) == {"✓ 答对了"}, name
            total += len(verdicts)
            trainee.page.reload()
            assert trainee.page.evaluate(VERDICTS) == verdicts, name
        trainee.open(RECORD)
        scores = trainee.page.locator("[data-fill=score]").all_inner_texts()
        assert all(score.endswith("（100%）") for score in scores)
        assert sum(int(score.split(" ")[0]) for score in scores) == total > 0
        assert trainee.page.locator(".mdx-mark:visible").count() == len(lessons)
        assert trainee.complaints == []
        assert len(str(trainee.record())) < 100_000
        trainee.context.close()
