"""The plan: what it says, and every fault of it with its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from courseware.checks.engine import check_course
from courseware.course.disk import read_project
from courseware.exams.plan_fields import Band
from courseware.exams.self_exam import Cell, read_plan
from courseware.site.exam_page import exam_facts
from courseware.site.fragments import Fragments
from tests.conftest import ROOT
from tests.questions import samples

if TYPE_CHECKING:
    from courseware.course.model import Course

PLAN = """\
title: 结业自测
minutes: 20
points: {single: 1, multiple: 2, fill_in: 1}
levels: {记忆与理解: 2, 应用与分析: 1}
draw:
  - {lesson: one, single: 1, multiple: 1, fill_in: 1}
"""


@pytest.fixture(scope="module")
def course() -> Course:
    return samples.parsed(samples.course(one=samples.lesson("one", *samples.KINDS)))


def test_a_plan(course: Course) -> None:
    plan, found = read_plan(PLAN, course)
    assert found == ()
    assert plan is not None
    assert plan.cells == (Cell(1, ("2-01",)), Cell(1, ("2-02",)), Cell(1, ("2-04",)))
    assert plan.levels == {Band.RECALL: 2, Band.APPLY: 1, Band.JUDGE: 0}
    assert (plan.red, plan.drawn, plan.total) == (("2-06",), 3, 4)
    facts = exam_facts(plan, 80)
    assert (facts.pass_points, facts.kinds) == (
        4, ("单选 1 题，每题 1 分", "多选 1 题，每题 2 分", "填空 1 题，每题 1 分"),
    )  # fmt: skip


def test_a_whole_chapter_but_what_stands_by_itself() -> None:
    other = samples.SINGLE.replace("id=2-01", "id=2-07").replace("64QAM", "16QAM")
    pages = samples.course(
        one=samples.lesson("one", *samples.KINDS), two=samples.lesson("two", other)
    )
    text = PLAN.replace("levels: {记忆与理解: 2, 应用与分析: 1}\n", "")
    text = text.replace("lesson: one, single: 1,", "lesson: one,")
    plan, found = read_plan(text + "  - {chapter: trial, single: 1}\n", samples.parsed(pages))
    assert found == ()
    assert plan is not None
    assert plan.cells[-1] == Cell(1, ("2-07",))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minutes: 20\n", "", ["1:1 SELF-1 结业自测的组卷办法缺少“minutes”；请补上"]),
        ("20", "一小时", ["2:10 SELF-2 “minutes”的值“一小时”不对，应为 1 到 999 的整数；请改正"]),
        (
            "single: 1, multiple: 1",
            "singel: 1, multiple: 1",
            [
                (
                    "6:19 SELF-3 组卷办法里有认不得的“singel”，是不是想写“single”；可以写的是："
                    "lesson、single、multiple、true_false、fill_in、match、order，请改正或删去"
                ),
            ],
        ),
        (
            "lesson: one,",
            "lesson: ome,",
            [
                "5:1 SELF-9 结业自测不从“one”出题；请补一行，每课至少一题",
                "6:14 SELF-4 课程里没有编号为“ome”的课，是不是想写“one”；请改正",
            ],
        ),
        (
            "multiple: 1, fill_in: 1}\n",
            "multiple: 1, fill_in: 1}\n  - {lesson: one, single: 1}\n",
            ["7:14 SELF-5 “one”在第 6 行已经写过；请合成一行"],
        ),
        (
            "理解: 2",
            "理解: 1",
            ["4:9 SELF-7 各档难度加起来是 2 道，下面一共出 3 道；请改成相等，或删去 levels"],
        ),
        (
            "one, single: 1",
            "one, single: 2",
            ["6:27 SELF-6 这里要“one”出单选题 2 道，红线题以外只有 1 道；请补题，或改少"],
        ),
        (
            "multiple: 1, fill_in: 1}\n",
            "multiple: 1, fill_in: 1, order: 1}\n",
            [
                "3:9 SELF-1 结业自测的组卷办法缺少“points 里的 order”；请补上",
                "6:62 SELF-6 这里要“one”出排序题 1 道，红线题以外只有 0 道；请补题，或改少",
            ],
        ),
        (
            "理解: 2, 应用与分析: 1",
            "理解: 1, 应用与分析: 2",
            [
                (
                    "4:17 SELF-8 照下面的题数和题型，“记忆与理解”最多能出 2 道、最少 2 道，"
                    "这里要 1 道；请改难度或题数"
                ),
                (
                    "4:27 SELF-8 照下面的题数和题型，“应用与分析”最多能出 1 道、最少 1 道，"
                    "这里要 2 道；请改难度或题数"
                ),
            ],
        ),
        (
            "one, single: 1, multiple: 1, fill_in: 1",
            "one",
            ["6:14 SELF-10 “one”这一行没有写出几题；请写上题数，或删去这一行"],
        ),
        ("points: {", "points: [", ["3:9 META-1"]),
    ],
)
def test_faults(course: Course, old: str, new: str, expected: list[str]) -> None:
    text = PLAN.replace(old, new, 1)
    plan, found = read_plan(text, course)
    said = [str(one).removeprefix("docs/self-exam.yml:") for one in found]
    if expected[0].endswith("META-1"):
        assert [one.code for one in found] == ["META-1"]
    else:
        assert said == expected
    assert plan is None


def test_the_page_without_script_and_without_a_plan(course: Course) -> None:
    plan, _ = read_plan(PLAN, course)
    assert plan is not None
    render = Fragments(ROOT / "overrides" / "fragments").render
    facts = exam_facts(plan, 80)
    page = render("self-exam", exam=facts, workbook="pdf/workbook.pdf", course="试验")
    assert '可以改做<a href="pdf/workbook.pdf">练习册（PDF）</a>' in page
    assert "可以直接做各课课末的自测题" in render(
        "self-exam", exam=facts, workbook="", course="试验"
    )
    assert render("self-exam", exam=None, workbook="", course="试验").split() == [
        "<div", 'class="mdx-exam"', "data-no-terms", "data-search-exclude>",
        "<p>这门课没有结业自测；请做各课课末的自测题。</p>", "</div>",
    ]  # fmt: skip


def test_the_courses_own_plan_is_checked_with_the_course() -> None:
    checked = check_course(read_project(ROOT), dt.date(2026, 11, 22), with_pinyin=False)
    assert [str(one) for one in checked.diagnostics if one.code.startswith("SELF")] == []
    assert read_project(ROOT).self_exam == (ROOT / "docs" / "self-exam.yml").read_text("utf-8")
