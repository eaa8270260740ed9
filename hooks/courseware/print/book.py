"""What is printed, and what the typesetter gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from courseware.model import Chapter, Course, Lesson, Term


@dataclass(frozen=True)
class PrintLesson:
    """A lesson and its article: a ``<div>`` as Python-Markdown and mkdocs-quiz made it.

    The article has no ``<h1>`` (the title is in the model) and is never changed here.
    """

    lesson: Lesson
    article: HtmlElement


@dataclass(frozen=True)
class PrintChapter:
    """A chapter, the article of its ``index.md`` and its lessons in order."""

    chapter: Chapter
    opening: HtmlElement
    lessons: tuple[PrintLesson, ...]


@dataclass(frozen=True)
class PrintBook:
    """An edition of the whole course.

    ``glossary`` holds the terms to print, in any order. ``edition`` is the word on the
    cover (学员版); ``date`` is an ISO date, ``commit`` a short id, ``site_url`` where the
    same course is read online (empty: nowhere).
    """

    course: Course
    chapters: tuple[PrintChapter, ...]
    glossary: tuple[Term, ...]
    edition: str
    version: str
    date: str
    commit: str
    site_url: str


@dataclass(frozen=True)
class TypstJob:
    """A Typst document: ``main`` imports ``template.typ``; ``files`` are its pictures.

    The adapter adds the template and the fonts, nothing else is read.
    """

    main: str
    files: Mapping[str, bytes]
