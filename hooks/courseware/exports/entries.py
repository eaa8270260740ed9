"""Both banks as one list of questions, each with what an export says about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.questions.kinds import KINDS

if TYPE_CHECKING:
    from courseware.course.model import Chapter, Course, Lesson
    from courseware.exams.model import Bank, Case
    from courseware.questions.model import Question


class BankName(StrEnum):
    """Which questions are meant, by the word of the command line."""

    COURSE = "course"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and where it belongs.

    ``level``, ``point`` and ``case`` are those of an exam item; empty for a self-check
    question, whose levels are those of its objectives.
    """

    question: Question
    lesson: Lesson
    chapter: Chapter
    title: str
    level: str = ""
    point: str = ""
    case: Case | None = None

    @property
    def category(self) -> tuple[str, ...]:
        """The path under which a question bank files it: course, chapter, lesson."""
        chapter = f"第 {self.chapter.number} 章 {self.chapter.title}"
        return self.title, chapter, lesson_name(self.lesson)

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find it by: kind, lesson, levels, knowledge point, 红线."""
        levels = [o.level.value for o in self.lesson.objectives if o.id in self.question.objectives]
        words = [KINDS[self.question.kind].name, self.lesson.id]
        words += [self.level] if self.level else sorted(set(levels))
        words += [self.point, "红线" if self.question.red else ""]
        return tuple(word for word in words if word)


def lesson_name(lesson: Lesson) -> str:
    """A lesson as trainers call it: ``2.1 通信原理``."""
    return f"{lesson.number} {lesson.title}"


def course_entries(course: Course) -> tuple[Entry, ...]:
    """The self-check questions, in teaching order."""
    return tuple(
        Entry(question, lesson, chapter, course.title)
        for chapter in course.chapters
        for lesson in chapter.lessons
        for question in lesson.questions
    )


def exam_entries(bank: Bank, course: Course) -> tuple[Entry, ...]:
    """The items of the exam bank, by lesson in teaching order, then in file order."""
    cases = {case.id: case for case in bank.cases}
    title = f"{course.title}（考试题库）"
    return tuple(
        Entry(
            item.question, lesson, chapter, title, item.level.value, item.point,
            cases.get(item.case),
        )
        for chapter in course.chapters
        for lesson in chapter.lessons
        for item in bank.items
        if item.lesson == lesson.id
    )  # fmt: skip
