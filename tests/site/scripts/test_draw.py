"""The draw of the 结业自测 by the real plan: cells, bands and red lines, whatever the seed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from courseware.course.disk import read_project
from courseware.course.layout import SELF_EXAM
from courseware.course.reading import read_course
from courseware.exams.blueprint import Band
from courseware.exams.self_exam import read_plan
from courseware.questions.id_register import Register
from courseware.site.exam_page import ExamForm, exam_data
from tests.conftest import ROOT
from tests.site.scripts.world import evaluate

if TYPE_CHECKING:
    from courseware.course.model import Course
    from courseware.exams.self_exam import Plan

SEEDS = 200
PAPERS = """({ data, seeds }) => Array.from({ length: seeds }, (_, n) => {
    const seed = n.toString(16).padStart(8, "0");
    const papers = [courseDraw.draw(data, seed), courseDraw.draw(data, seed)];
    if (String(papers[0]) !== String(papers[1])) throw new Error(`${seed} is not the same again`);
    return papers[0];
})"""
JUDGE = "({ data, marks }) => courseDraw.judge(data, marks)"


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course("", read_project(ROOT).texts).course


@pytest.fixture(scope="module")
def plan(course: Course) -> Plan:
    found, _ = read_plan((ROOT / SELF_EXAM).read_text("utf-8"), course)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def data(course: Course, plan: Plan) -> dict[str, Any]:
    """The page's data without markup."""
    forms = {question.id: ExamForm(question.id, "", ()) for question in course.questions()}
    text = exam_data(plan, course, Register({}), forms, str, version="1", pass_mark=80)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def papers(data: dict[str, Any]) -> list[list[str]]:
    """Ids of the questions of many papers, in order."""
    drawn = evaluate(PAPERS, {"data": data, "seeds": SEEDS})
    return [[data["questions"][place][0] for place in paper] for paper in drawn]


def test_every_seed_meets_the_plan(papers: list[list[str]], plan: Plan, course: Course) -> None:
    chapters = [
        (lesson.path, {question.id for question in lesson.questions})
        for chapter in course.chapters
        for lesson in chapter.lessons
    ]
    for paper in papers:
        assert len(paper) == len(set(paper)) == plan.drawn + len(plan.red)
        assert set(plan.red) <= set(paper)
        plain = [name for name in paper if name not in plan.red]
        drawn = [len({*cell.pool} & {*plain}) for cell in plan.cells]
        assert drawn == [cell.wanted for cell in plan.cells]
        assert plan.levels is not None
        bands = {band: sum(plan.bands[name] is band for name in plain) for band in Band}
        assert bands == dict(plan.levels)
        where = [next(path for path, ids in chapters if name in ids)[:2] for name in paper]
        assert where == sorted(where)


def test_no_two_papers_are_one_and_every_question_has_its_turn(
    papers: list[list[str]], plan: Plan
) -> None:
    assert len({tuple(sorted(paper)) for paper in papers}) == SEEDS
    drawable = {name for cell in plan.cells for name in cell.pool} | {*plan.red}
    assert {name for paper in papers for name in paper} == drawable


def test_bands_are_met_through_a_third_one() -> None:
    """Of A band 0 is drawn, 1 spare; of B 1 and 2: only a chain of two gets one of 2."""
    questions = [["0", 0, 0], ["1", 0, 1], ["2", 0, 1], ["3", 0, 2]]
    data = {"levels": [0, 1, 1], "cells": [[1, [0, 1]], [1, [2, 3]]], "red": [],
            "lessons": [["", "", 0]], "questions": questions}  # fmt: skip
    drawn = evaluate(PAPERS, {"data": data, "seeds": 50})
    assert {tuple(sorted(paper)) for paper in drawn} == {(1, 3)}


@pytest.mark.parametrize(
    ("right", "partly", "points", "red", "passed"),
    [
        ({0, 1, 2, 3}, set(), 4, 1, True),
        ({1, 2, 3}, set(), 3, 1, False),
        ({0, 1, 3}, {2}, 3, 1, False),
        ({0, 2, 3}, {1}, 3, 1, False),
        ({0, 1, 2}, set(), 4, 0, False),
        (set(), {2}, 1, 0, False),
    ],
)
def test_points_half_points_and_red_lines(
    right: set[int], partly: set[int], points: int, red: int, *, passed: bool
) -> None:
    """Two of one point, one of two, a red line; 80 percent and all red lines are needed."""
    kinds = ["single", "fill-in", "multiple", "single"]
    data = {
        "points": {"single": 1, "fill-in": 1, "multiple": 2}, "red": [3], "pass": 80,
        "chapters": ["A", "B"], "lessons": [["", "", 0], ["", "", 1]],
        "questions": [["0", 0, 0], ["1", 0, 0], ["2", 1, 0], ["3", 1, 0]],
    }  # fmt: skip
    marks = [
        {"question": n, "kind": kind, "isRight": n in right, "isPartly": n in partly}
        for n, kind in enumerate(kinds)
    ]
    found = evaluate(JUDGE, {"data": data, "marks": marks})
    assert (found["points"], found["red"], found["passed"]) == (points, red, passed)
    assert (found["of"], found["redOf"], len(found["chapters"])) == (4, 1, 2)
