"""All pages → the course."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courseware.course.coverage_table import coverage
from courseware.course.disk import read_project
from courseware.course.reading import read_course
from tests.checks.course import COURSE
from tests.text.test_lines import TEXTS

NAMES = st.sampled_from(
    [
        "docs/index.md",
        "docs/01-a/index.md",
        "docs/01-a/x.md",
        "docs/02-b/y.md",
        "docs/02-b/index.md",
    ]
)


def test_fixture_course() -> None:
    reading = read_course("小样课程", read_project(COURSE).texts)
    assert reading.diagnostics == ()
    numbers = [(lesson.number, lesson.id, lesson.minutes) for lesson in reading.course.lessons()]
    assert numbers == [("1.1", "opening", 10), ("1.2", "verify", 12), ("2.1", "signal", 15)]
    assert reading.course.minutes == 37
    assert len(list(reading.course.questions())) == 12


def test_coverage_page() -> None:
    reading = read_course("小样课程", read_project(COURSE).texts)
    page = coverage(reading.course).split("### 1.2")[0]
    assert page == (
        "# 目标与题目\n\n每个目标至少有一题或一个“轮到你”；红线题加粗。\n\n## 第 1 章 接听电话\n\n### 1.1 开场三句话\n\n"
        "| 目标 | 层次 | 学完能做什么 | 题目 |\n| --- | --- | --- | --- |\n"
        "| a | 记忆 | 说出开场三句话的顺序 | 1-01 |\n| b | 应用 | 用一句话复述客户的来意 | 1-02 |\n"
        "| c | 分析 | 判断一句开场白缺了什么 | 1-03、**1-04** |\n\n"
    )


def test_a_task_counts_for_its_objectives() -> None:
    task = '\n<!-- task objective=b,c -->\n!!! 轮到你 "写一句"\n\n    写一句。\n'
    texts = dict(read_project(COURSE).texts)
    texts["docs/01-calls/opening.md"] += task
    lesson = next(read_course("小样课程", texts).course.lessons())
    assert [(one.objectives, one.title) for one in lesson.tasks] == [(("b", "c"), "写一句")]
    page = coverage(read_course("小样课程", texts).course)
    assert "| 用一句话复述客户的来意 | 1-02、轮到你：写一句 |" in page
    assert "| 1-03、**1-04**、轮到你：写一句 |" in page


@given(st.dictionaries(NAMES, TEXTS.map(lambda text: f"---\nlessons: [x, y]\n{text}")))
def test_any_pages_give_a_course(texts: dict[str, str]) -> None:
    reading = read_course("课", texts)
    listed = {lesson.path for lesson in reading.course.lessons()}
    assert listed.isdisjoint(lesson.path for lesson in reading.unlisted)
