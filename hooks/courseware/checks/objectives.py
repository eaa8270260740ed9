"""Objectives: each has a question, each question names one, and all can be observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.messages import finding
from courseware.model import Location
from courseware.quiz import label_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Lesson

COUNT = (3, 5)
VAGUE = (
    "了解", "理解", "掌握", "熟悉", "知道", "认识", "懂得", "明白", "学习", "学会",
    "熟练掌握", "体会",
)  # fmt: skip
"""Verbs nobody can observe; an objective must not begin with one."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the objectives of every lesson."""
    for page, lesson in course.lessons():
        if not page.source.readable:
            continue
        yield from _objectives(page, lesson)
        yield from _coverage(page, lesson)


def _objectives(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    low, high = COUNT
    if lesson.objectives and not low <= len(lesson.objectives) <= high:
        place = page.source.meta.key_places["objectives"]
        yield finding("OBJ-3", place, count=len(lesson.objectives), low=low, high=high)
    lines: dict[str, int] = {}
    for objective, item in zip(lesson.objectives, page.source.meta.maps("objectives"), strict=True):
        place = item.at("id")
        first = lines.setdefault(objective.id, place.line)
        if objective.id and first != place.line:
            width = len(objective.id)
            yield finding("OBJ-4", place, width=width, id=objective.id, line=first)
        text = item.at("text")
        word = next((verb for verb in VAGUE if objective.text.startswith(verb)), "")
        if word:
            yield finding("OBJ-5", text, width=len(word), word=word)


def _coverage(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    known = ",".join(objective.id for objective in lesson.objectives) or "a"
    asked = {name for question in lesson.questions for name in question.objectives}
    for question in lesson.questions:
        if not question.objectives and question.id:
            place = label_place(page.source, question, "id", question.id)
            place = Location(place.path, place.line, 1)
            yield finding("OBJ-1", place, known=known)
    for objective in lesson.objectives:
        if objective.id and objective.id not in asked:
            yield finding("OBJ-2", objective.location, id=objective.id)
