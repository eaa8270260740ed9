"""The plan of the self-examination: it can be drawn from the lessons' questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.exams.self_exam import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection
    from courseware.text.finding import Diagnostic


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about ``docs/self-exam.yml``, if the course has one."""
    if course.project.self_exam is not None:
        _, found = read_plan(course.project.self_exam, course.course)
        yield from found
