"""What the site shows of a trainee's progress: which questions and lessons there are.

The marks themselves are in the trainee's browser; a page only says, in ``data-``
attributes, where they are to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course import naming
from courseware.questions.id_register import published
from courseware.questions.identity import plain_stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.course.model import Chapter, Course, Lesson
    from courseware.questions.id_register import Register

_STEM = 60


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as a line of the 错题本."""

    id: str
    fingerprint: str
    stem: str
    url: str


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """A lesson; ``questions`` are ``id:fingerprint`` of each, separated by spaces."""

    id: str
    title: str
    url: str
    questions: str
    lines: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class ChapterProgress:
    """A chapter; ``lesson_ids`` and ``questions`` are separated by spaces."""

    name: str
    url: str
    lesson_ids: str
    questions: str
    lessons: tuple[LessonProgress, ...]


def chapter_progress(
    chapter: Chapter, register: Register, link: Callable[[str], str]
) -> ChapterProgress:
    """``link`` turns an address from the site's root into one from the current page."""
    lessons = tuple(_lesson(lesson, register, link) for lesson in chapter.lessons)
    return ChapterProgress(
        name=naming.chapter_name(chapter),
        url=link(naming.page_url(chapter.path)),
        lesson_ids=" ".join(lesson.id for lesson in lessons),
        questions=" ".join(lesson.questions for lesson in lessons if lesson.questions),
        lessons=lessons,
    )


def course_progress(
    course: Course, register: Register, link: Callable[[str], str]
) -> tuple[ChapterProgress, ...]:
    """Every chapter."""
    return tuple(chapter_progress(chapter, register, link) for chapter in course.chapters)


def _lesson(lesson: Lesson, register: Register, link: Callable[[str], str]) -> LessonProgress:
    url = naming.page_url(lesson.path)
    lines = tuple(
        QuestionLine(
            id=question.id,
            fingerprint=published(question, register).fingerprint,
            stem=plain_stem(question, _STEM),
            url=link(f"{url}#q-{question.id}"),
        )
        for question in lesson.questions
        if question.id
    )
    return LessonProgress(
        id=lesson.id,
        title=f"{lesson.number} {lesson.title}",
        url=link(url),
        questions=" ".join(f"{line.id}:{line.fingerprint}" for line in lines),
        lines=lines,
    )
