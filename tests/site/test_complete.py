"""Nothing vanishes: what a page's source says and its article lacks is a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html.builder import E

from courseware.checks import complete
from courseware.checks.engine import check_course
from courseware.course.disk import read_project
from tests.checks.course import SIGNAL, TODAY, Edit, edited
from tests.fuzz.rendering import render

if TYPE_CHECKING:
    from pathlib import Path

LABEL = "<!-- question id=2-04 objective=c -->\n"
BLOCK = (
    "<quiz>\n车库没信号，一定是基站坏了。\n- [ ] 对\n> 多半是楼板挡住了。\n- [x] 错\n> 对。\n\n"
    "见“一片小区”。\n</quiz>"
)
LOST = (
    "PAGE-21 这一行的文字没有出现在网页上；请看它和它上面的标记是否写完：注释、代码块、HTML、"
    "表格每行的格数，还找不到原因请报告给维护者"
)


def found(folder: Path, *edits: Edit) -> tuple[list[str], list[str]]:
    """What the check says about the lesson, as codes with lines; what rendering adds to it."""
    root = edited(folder, *edits).root
    project = read_project(root)
    checked = check_course(project, TODAY)
    pictures = {p.removeprefix("docs/"): t.encode() for p, t in project.pictures.items()}
    told = [f"{one.code}@{one.location.line}" for one in checked.diagnostics]
    return told, [str(one) for one in render(checked, pictures)]


def indented(text: str, first: str = "    ") -> str:
    return first + text.replace("\n", "\n    ")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (indented(LABEL + BLOCK), ["QUIZ-50@95", "QUIZ-50@96"]),
        ("\t" + LABEL + "\t" + BLOCK, ["QUIZ-50@95", "QUIZ-50@96"]),
        ("- 甲\n\n" + indented(LABEL + BLOCK), ["QUIZ-50@97", "QUIZ-50@98"]),
        ("!!! 提示\n\n" + indented(LABEL + BLOCK), ["QUIZ-50@97", "QUIZ-50@98"]),
        ("```\n" + LABEL + BLOCK + "\n```", ["PAGE-19@1", "QUIZ-52@96", "QUIZ-52@97"]),
        ("```\n代码\n\n" + LABEL + BLOCK, ["PAGE-17@95"]),
        ("<!--\n" + LABEL + BLOCK + "\n-->", ["SAFE-6@95", "QUIZ-52@96"]),
        (LABEL + BLOCK.replace("<quiz>", "<qu\u200biz>"), None),
        (LABEL + BLOCK.replace("quiz>", "QUIZ>"), None),
        ("<details>\n" + LABEL + BLOCK + "\n</details>", ["SAFE-5@95"]),
        ("每题写在 `<quiz>` 标签里。\n\n" + LABEL + BLOCK, []),
        ("```x``` 说明\n\n" + LABEL + BLOCK + "\n\n```\nx\n```", []),
        ("前一段文字\n" + LABEL + BLOCK + "\n后一段文字", []),
        (LABEL + BLOCK.replace("见“一片小区”。", "见 `[[资费]]`。"), []),
        ((LABEL + BLOCK).replace("\n", "\r\n"), []),
        ((LABEL + BLOCK).replace("\n", "\r"), []),
    ],
)
def test_forms_of_a_question(question: str, told: list[str] | None, tmp_path: Path) -> None:
    """The check names what would be lost; what it passes is in the page."""
    said, lost = found(tmp_path, Edit(SIGNAL, LABEL + BLOCK, question))
    if told is not None:
        assert said == told
    assert said or told is not None
    assert [one for one in lost if "PRINT-1" not in one] == []


def test_a_line_that_is_lost(tmp_path: Path) -> None:
    """A rule switched off does not make the loss go away."""
    quiet = Edit("mkdocs.yml", "PAGE-14: off", "PAGE-14: off\n      PAGE-26: off")
    row = "| 换个手机呢 | 好了是手机 |"
    said, lost = found(tmp_path, Edit(SIGNAL, row, f"{row} 第三格 |"), quiet)
    assert said == []
    assert lost == [f"{SIGNAL}:48:5 {LOST}"]


def test_a_question_that_is_lost(tmp_path: Path) -> None:
    """A page without any question: the first of the lesson is named, at its place."""
    checked = check_course(read_project(edited(tmp_path).root), TODAY)
    lesson = next(one for one in checked.reading.course.lessons() if one.path == SIGNAL)
    first = lesson.questions[:1]
    lost = complete.lost(checked.pages[SIGNAL], first, E.article(), frozenset())
    assert str(next(lost)).partition("；")[0] == (
        f"{first[0].location} QUIZ-56 题目没有完整地出现在网页上（整道题不见了）"
    )
    known = frozenset(range(1, 200))
    assert list(complete.lost(checked.pages[SIGNAL], first, E.article(), known)) == []
