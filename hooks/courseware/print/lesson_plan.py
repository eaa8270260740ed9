"""What a trainer sees of a chapter at a glance: minutes, and which question tests what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.naming import chapter_name, duration
from courseware.print.syntax import array, boolean, call, literal

if TYPE_CHECKING:
    from courseware.course.model import Chapter, Lesson


def lesson_plan(chapter: Chapter) -> str:
    """Timing of the lessons, and their objectives × questions."""
    return call(
        "lesson-plan",
        literal(chapter_name(chapter)),
        literal(duration(chapter.minutes)),
        *(_matrix(lesson) for lesson in chapter.lessons),
    )


def _matrix(lesson: Lesson) -> str:
    return call(
        "matrix",
        literal(lesson.path),
        number=literal(lesson.number),
        title=literal(lesson.title),
        duration=literal(duration(lesson.minutes)),
        red=array(boolean(question.red) for question in lesson.questions),
        goals=array(
            call(
                "goal",
                literal(goal.level.value),
                literal(goal.text),
                array(boolean(goal.id in question.objectives) for question in lesson.questions),
            )
            for goal in lesson.objectives
        ),
    )
