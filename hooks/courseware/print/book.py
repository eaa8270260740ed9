"""What is printed, and what the typesetter gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from courseware.course.model import Chapter, Course, Lesson
    from courseware.glossary.model import Term
    from courseware.questions.rendering import Rendered


class Edition(StrEnum):
    """What is printed of the course, by the word on the cover."""

    STUDENT = "学员版"
    TRAINER = "讲师版"
    WORKBOOK = "练习册"
    ANSWERS = "答案册"

    @property
    def for_trainers(self) -> bool:
        """Whether it tells what trainees must not read; it never goes into the site."""
        return self in {Edition.TRAINER, Edition.ANSWERS}


@dataclass(frozen=True)
class PrintLesson:
    """A lesson and its article: a ``<div>`` as Python-Markdown made it, with spots for questions.

    The article has no ``<h1>`` (the title is in the model) and is never changed here.
    ``notes`` is the HTML of the lesson's trainer blocks; only 讲师版 looks at it.
    ``questions`` are those that stand at the spots, by their numbers.
    """

    lesson: Lesson
    article: HtmlElement
    notes: HtmlElement | None = None
    questions: tuple[Rendered, ...] = ()


@dataclass(frozen=True)
class PrintChapter:
    """A chapter, the article of its ``index.md`` and its lessons in order."""

    chapter: Chapter
    opening: HtmlElement
    lessons: tuple[PrintLesson, ...]
    notes: HtmlElement | None = None


@dataclass(frozen=True)
class PrintBook:
    """An edition of the whole course.

    ``glossary`` holds the terms to print, in any order. ``date`` is an ISO date, ``commit``
    a short id, ``site_url`` where the same course is read online (empty: nowhere), ``paper``
    a name of :data:`PAPERS`. ``texts`` are the pages' sources by path, for the places of
    findings.
    """

    course: Course
    chapters: tuple[PrintChapter, ...]
    glossary: tuple[Term, ...]
    edition: Edition
    version: str
    date: str
    commit: str
    site_url: str
    paper: str = "A4"
    texts: Mapping[str, str] = field(default_factory=dict)


PAPERS = {"A4": 225.0, "B5": 190.0}
"""Paper sizes (B5 is JIS B5, 182 × 257 mm) and the height a picture can have on them, mm."""


@dataclass(frozen=True)
class TypstJob:
    """A Typst document: ``main`` imports ``template.typ``; ``files`` are its pictures.

    The adapter adds the template and the fonts, nothing else is read.
    """

    main: str
    files: Mapping[str, bytes]
