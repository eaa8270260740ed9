"""What the templates show of the course: plain values, texts ready to print."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from courseware.model import Chapter, Course, Lesson

_DIGITS = "零一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """A number from 0 to 99 in Chinese, as chapters are counted: 二, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if number <= 10:  # noqa: PLR2004 - ten has a word of its own
        return _DIGITS[number]
    head = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def duration(minutes: int) -> str:
    """Minutes as a reader says them: 40 分钟, 2 小时, 2 小时 20 分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时 {rest} 分钟" if rest else f"{hours} 小时"


def chapter_name(chapter: Chapter) -> str:
    """第二章 移动通信基础."""
    return f"第{chinese_number(chapter.number)}章 {chapter.title}"


def page_url(path: str) -> str:
    """Address of a page from the site's root: ``docs/a/b.md`` → ``a/b.html``."""
    return path.removeprefix("docs/").removesuffix(".md") + ".html"


def chapter_pdf(chapter: Chapter) -> str:
    """Address of a chapter's PDF from the site's root."""
    folder = posixpath.basename(posixpath.dirname(chapter.path))
    return f"pdf/{folder}.pdf"


def chapter_card_pdf(chapter: Chapter) -> str:
    """Address of a chapter's desk card from the site's root."""
    return chapter_pdf(chapter).removesuffix(".pdf") + "-desk-card.pdf"


BOOK_PDF = "pdf/course.pdf"


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
