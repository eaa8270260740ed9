"""The record of attempts: across updates of the course, tabs and devices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.self_exam.candidate import KEY, PAGE, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Route

PREFIX = "self.courseExam="


def updated(candidate: Candidate, course: Path, changed: str, gone: str) -> None:
    """The next load of the page gets data where one question is worded anew and one is gone."""
    (file,) = (course / "assets" / "javascripts").glob("exam-data.*.js")
    data: dict[str, Any] = json.loads(file.read_text("utf-8").removeprefix(PREFIX).rstrip(";\n"))
    places = {row[0]: place for place, row in enumerate(data["questions"])}
    row = data["questions"][places[changed]]
    before = f'data-hash="{row[3].partition("data-hash=")[2][1:9]}"'
    assert before in row[3]
    row[3] = row[3].replace(before, 'data-hash="12345678"')
    out = places[gone]

    def moved(indices: list[int]) -> list[int]:
        return [place - (place > out) for place in indices if place != out]

    data["questions"].pop(out)
    data["cells"] = [[min(n, len(moved(pool))), moved(pool)] for n, pool in data["cells"]]
    data |= {"red": moved(data["red"]), "digest": "00000001"}
    text = f"{PREFIX}{json.dumps(data)};"

    def fulfil(route: Route) -> None:
        route.fulfill(body=text, content_type="text/javascript")

    candidate.context.route("**/exam-data.*.js", fulfil)


@pytest.fixture
def candidate(another: Callable[..., Candidate]) -> Iterator[Candidate]:
    """Without the service worker, which would answer before the test does."""
    made = another(service_workers="block")
    yield made
    blocked = "Service Worker registration blocked"
    made.complaints[:] = [said for said in made.complaints if not said.startswith(blocked)]


def plain(candidate: Candidate) -> list[str]:
    """Questions that are scored, in the paper's order."""
    found: list[str] = candidate.page.evaluate(
        """[...document.querySelectorAll('.mdx-exam form:not([data-red])')]
             .map(form => form.dataset.question)"""
    )
    return found


def test_a_paper_goes_on_after_an_update(candidate: Candidate, course: Path) -> None:
    candidate.press("开始")
    ids = candidate.ids()
    candidate.answer_all(without=tuple(range(41, 85)))
    before = candidate.kept()["draft"]
    changed, gone = plain(candidate)[3], plain(candidate)[9]
    old, new = ids.index(gone) + 1, [one for one in ids if one != gone].index(changed) + 1
    updated(candidate, course, changed, gone)
    candidate.page.reload()
    assert candidate.text("said") == (
        "课程更新过，这份卷子接着做，没有改动的题作答都在。"
        f"第 {new} 题改过了，请重答。原来的第 {old} 题已经撤下，不再算分。"
    )
    assert "83 题答了 38 题" in candidate.text("draft")
    candidate.press("继续做")
    assert candidate.ids() == [one for one in ids if one != gone]
    answers = candidate.kept()["draft"]["a"]
    assert answers == {name: given for name, given in before["a"].items() if name != changed}
    candidate.page.reload()
    assert candidate.text("said") == "", "said once"
    candidate.press("继续做")
    candidate.answer_all()
    candidate.press("交卷")
    assert candidate.text("verdict") == "✓ 通过"
    of = candidate.kept()["past"][0]["of"]
    assert of < 80, "the one that is gone does not count"


def test_back_to_the_version_before_the_answers_are_back(
    candidate: Candidate, course: Path
) -> None:
    candidate.press("开始")
    candidate.answer_all(without=(1,))
    before = candidate.kept()["draft"]["a"]
    updated(candidate, course, *plain(candidate)[5:7])
    candidate.page.reload()
    candidate.press("继续做")
    candidate.context.unroute("**/exam-data.*.js")
    candidate.page.reload()
    candidate.press("继续做")
    assert candidate.text("answered") == "已答 83/84"
    assert candidate.kept()["draft"]["a"] == before


def test_a_paper_handed_in_before_an_update_stays_in_the_list(
    candidate: Candidate, course: Path
) -> None:
    candidate.take()
    before = candidate.kept()
    updated(candidate, course, *plain(candidate)[5:7])
    candidate.page.reload()
    assert candidate.page.get_by_role("button", name="开始").is_visible()
    assert candidate.page.locator(".mdx-exam__past > li").count() == 1
    assert candidate.kept() == before


def test_a_paper_begun_before_papers_named_their_questions(candidate: Candidate) -> None:
    candidate.press("开始")
    candidate.answer_all()
    candidate.press("暂停")
    record = candidate.kept()
    del record["draft"]["q"]
    candidate.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(record)])
    candidate.page.reload()
    candidate.press("继续做")
    assert candidate.text("answered") == "已答 84/84"
    candidate.press("暂停")
    record["draft"]["digest"] = "00000000"
    candidate.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(record)])
    candidate.page.reload()
    assert candidate.text("said") == "课程更新过，这份卷子接着做，没有改动的题作答都在。"
    candidate.press("继续做")
    assert candidate.text("answered") == "已答 84/84"


def test_two_tabs_keep_both_attempts(candidate: Candidate) -> None:
    other = candidate.tab()
    candidate.open(PAGE, other)
    candidate.take(wrong="plain")
    first = candidate.kept()["past"]
    # As if the other tab had slept and heard nothing of it.
    other.evaluate("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    candidate.press("再做一份")
    candidate.take()
    assert [one["ok"] for one in candidate.kept()["past"]] == [False, True]
    assert candidate.kept()["past"][0] == first[0]
    candidate.page.get_by_role("button", name="删除").first.click()
    assert [one["ok"] for one in candidate.kept()["past"]] == [False]


def test_results_go_along_in_file_and_code(
    candidate: Candidate, another: Callable[..., Candidate]
) -> None:
    candidate.take(wrong="plain")
    candidate.press("再做一份")
    candidate.take()
    candidate.page.locator("#exam-name").fill("王小明")
    kept = candidate.kept()
    candidate.open("progress.html")
    text = candidate.page.evaluate("courseStore.file()")
    candidate.press("生成短码")
    code = candidate.page.locator("#record-code").input_value()
    desk = another()
    desk.open("progress.html")
    desk.page.locator("#record-paste").fill(f"短码是{code}，请读入。")
    desk.press("读入短码")
    assert desk.text("import") == "已读入 0 题的记录、1 次结业自测成绩。"
    best = kept["past"][1]
    (coded,) = desk.kept()["past"]
    assert coded == best | {"t": best["t"] // 1000 * 1000, "ms": best["ms"] // 1000 * 1000}
    desk.open(PAGE)
    desk.page.get_by_role("button", name="证明").click()
    assert desk.text("points") == "80 分，满分 80 分（及格线 80%）"
    desk.open("progress.html")
    file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
    for _ in range(2):
        desk.page.locator("#record-file").set_input_files(file)  # type: ignore[arg-type]
        desk.page.get_by_text("已读入 0 题的记录、2 次结业自测成绩。").wait_for()
        assert desk.kept()["past"] == kept["past"]
        assert desk.kept()["name"] == "王小明"
