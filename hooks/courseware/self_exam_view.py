"""What the page 结业自测 is given: facts for its text, and the data that its script draws from.

Layout of the data (``assets/javascripts/exam.js`` reads it)::

    {"digest": "8 hex digits: another plan or other questions give another",
     "title", "course", "version", "minutes", "pass": percent,
     "points": {"single": 1, …}, "levels": [13, 42, 10] or null,
     "cells": [[wanted, [index of a question, …]], …], "red": [index, …],
     "chapters": [name, …], "lessons": [[title, address, index of chapter], …],
     "questions": [[id, index of lesson, band 0–2, markup, [[address, title], …]], …]}
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courseware import views
from courseware.blueprint import Band
from courseware.identity import published
from courseware.self_exam import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from courseware.model import Course
    from courseware.page.exam_forms import ExamForm
    from courseware.register import Register
    from courseware.self_exam import Plan

EXAM_PAGE = "self-exam.html"
"""Address of the page, from the site's root."""
EXAM_DATA = "assets/javascripts/exam-data.js"
_WORDS = ("单选", "多选", "判断", "填空", "连线", "排序")


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """What the page says before an attempt; ``kinds`` like “单选 40 题，每题 1 分”."""

    title: str
    minutes: int
    questions: int
    total: int
    pass_points: int
    pass_mark: int
    red: int
    kinds: tuple[str, ...]


def exam_facts(plan: Plan, pass_mark: int) -> ExamFacts:
    """The plan in numbers; ``pass_mark`` is percent of the points."""
    kinds = []
    for kind, word in zip(KEYS.values(), _WORDS, strict=True):
        count = sum(c.wanted for c in plan.cells if c.pool and plan.kinds[c.pool[0]] is kind)
        if count:
            kinds.append(f"{word} {count} 题，每题 {plan.points[kind]} 分")
    return ExamFacts(
        title=plan.title,
        minutes=plan.minutes,
        questions=plan.drawn,
        total=plan.total,
        pass_points=-(-plan.total * pass_mark // 100),
        pass_mark=pass_mark,
        red=len(plan.red),
        kinds=tuple(kinds),
    )


def exam_data(  # noqa: PLR0913 - everything the page shows comes together here
    plan: Plan,
    course: Course,
    register: Register,
    forms: Mapping[str, ExamForm],
    link: Callable[[str], str],
    *,
    version: str,
    pass_mark: int,
) -> str:
    """The data as JSON in one line; ``link`` makes addresses as seen from the page."""
    used = {name for cell in plan.cells for name in cell.pool} | set(plan.red)
    used &= forms.keys()
    chapters = [views.chapter_name(chapter) for chapter in course.chapters]
    lessons: list[list[Any]] = []
    questions: list[list[Any]] = []
    prints = []
    for number, chapter in enumerate(course.chapters):
        for lesson in chapter.lessons:
            own = [question for question in lesson.questions if question.id in used]
            for question in own:
                form = forms[question.id]
                band = list(Band).index(plan.bands[question.id])
                sections = [list(section) for section in form.sections]
                questions.append([question.id, len(lessons), band, form.markup, sections])
                prints.append(f"{question.id}:{published(question, register).fingerprint}:{band}")
            if own:
                title = f"{lesson.number} {lesson.title}"
                lessons.append([title, link(views.page_url(lesson.path)), number])
    places = {row[0]: index for index, row in enumerate(questions)}
    rules = {
        "minutes": plan.minutes,
        "pass": pass_mark,
        "points": {kind.value: points for kind, points in plan.points.items() if points},
        "levels": list(plan.levels.values()) if plan.levels else None,
        "cells": [
            [cell.wanted, [places[n] for n in cell.pool if n in places]] for cell in plan.cells
        ],
        "red": [places[name] for name in plan.red if name in places],
    }
    digest = hashlib.sha256(json.dumps([rules, prints]).encode()).hexdigest()[:8]
    data = {
        "digest": digest, "title": plan.title, "course": course.title, "version": version,
        **rules, "chapters": chapters, "lessons": lessons, "questions": questions,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
