"""What the templates show of the course: plain values, texts ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.naming import chapter_name, chapter_pdf, chinese_number, duration, page_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.course.model import Chapter, Course, Lesson


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson as a line of a list."""

    number: str
    title: str
    url: str
    duration: str
    questions: int
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter as a card or an opener; ``ready`` where lessons exist."""

    id: str
    number: int
    number_zh: str
    name: str
    title: str
    summary: str
    prerequisite: str
    outcomes: tuple[str, ...]
    url: str
    pdf: str
    duration: str
    questions: int
    lessons: tuple[LessonView, ...]
    ready: bool


def lesson_view(lesson: Lesson, link: Callable[[str], str]) -> LessonView:
    """``link`` turns an address from the site's root into one from the current page."""
    return LessonView(
        number=lesson.number,
        title=lesson.title,
        url=link(page_url(lesson.path)),
        duration=duration(lesson.minutes),
        questions=len(lesson.questions),
        objectives=tuple(objective.text for objective in lesson.objectives),
    )


def chapter_view(chapter: Chapter, link: Callable[[str], str]) -> ChapterView:
    """``link`` as in :func:`lesson_view`."""
    lessons = tuple(lesson_view(lesson, link) for lesson in chapter.lessons)
    return ChapterView(
        id=chapter.id,
        number=chapter.number,
        number_zh=chinese_number(chapter.number),
        name=chapter_name(chapter),
        title=chapter.title,
        summary=chapter.summary,
        prerequisite=chapter.prerequisite,
        outcomes=chapter.outcomes,
        url=link(page_url(chapter.path)),
        pdf=link(chapter_pdf(chapter)),
        duration=duration(chapter.minutes),
        questions=sum(lesson.questions for lesson in lessons),
        lessons=lessons,
        ready=bool(lessons),
    )


def course_views(course: Course, link: Callable[[str], str]) -> tuple[ChapterView, ...]:
    """Every chapter."""
    return tuple(chapter_view(chapter, link) for chapter in course.chapters)


@dataclass(frozen=True, slots=True)
class CompanyRuleView:
    """A matter that company policy decides, and the lesson that leaves it open."""

    matter: str
    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CompanyRules:
    """The open matters of a chapter, each once per lesson, in reading order."""

    id: str
    name: str
    rules: tuple[CompanyRuleView, ...]


def company_rules(course: Course, link: Callable[[str], str]) -> tuple[CompanyRules, ...]:
    """What trainers fill in before the course goes live; ``link`` as in :func:`lesson_view`."""
    return tuple(
        CompanyRules(
            chapter.id,
            chapter_name(chapter),
            tuple(
                CompanyRuleView(matter, lesson.number, lesson.title, link(page_url(lesson.path)))
                for lesson in chapter.lessons
                for matter in dict.fromkeys(
                    rule.matter or "（见课文）" for rule in lesson.company_rules
                )
            ),
        )
        for chapter in course.chapters
        if any(lesson.company_rules for lesson in chapter.lessons)
    )
