"""Pages as the site's build hands them to print: front matter and article HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.markdown import CONFIGS, EXTENSIONS
from courseware.course.reading import read_course
from courseware.glossary.matcher import Matcher
from courseware.glossary.mentions import mark
from courseware.glossary.model import Glossary
from courseware.host.articles import Articles
from courseware.host.notes import trainer_notes
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.questions.page_markdown import shown_questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.glossary.model import Term
    from courseware.questions.rendering import Rendered

Pages = dict[str, tuple["HtmlElement", tuple["Rendered", ...]]]


def articles(docs: Path, glossary: tuple[Term, ...] = ()) -> Pages:
    """Every page's article and its questions by its path from the project's root (``docs/…``)."""
    matcher = Matcher(Glossary(glossary))
    files = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    pages = Articles(EXTENSIONS, CONFIGS, files)
    reading = read_course("", texts_of(docs))
    asked = {lesson.path: lesson.questions for lesson in reading.course.lessons()}
    found: Pages = {}
    for path, source in reading.sources.items():
        shown = shown_questions(asked.get(path, ()), source, reading.diagnostics)
        article = pages.tree(source, shown)
        mark(article, matcher, href=lambda term: f"glossary.html#term-{term}", page=path)
        found[path] = article, pages.questions(shown)
    return found


def texts_of(docs: Path) -> dict[str, str]:
    """The Markdown under ``docs`` by path from the project's root."""
    return {
        f"docs/{path.relative_to(docs).as_posix()}": path.read_text(encoding="utf-8")
        for path in docs.rglob("*.md")
    }


def book_of(docs: Path, *, glossary: tuple[Term, ...] = ()) -> PrintBook:
    """The book that the Markdown under ``docs`` makes."""
    texts = texts_of(docs)
    course = read_course("移动客服基础知识", texts).course
    notes = trainer_notes(texts, EXTENSIONS, CONFIGS)
    return print_book(course, articles(docs, glossary), notes, glossary=glossary)


def print_book(
    course: Course,
    pages: Pages,
    notes: dict[str, HtmlElement],
    *,
    glossary: tuple[Term, ...] = (),
) -> PrintBook:
    """Course and articles put together."""
    chapters = tuple(
        PrintChapter(
            chapter,
            pages[chapter.path][0],
            tuple(
                PrintLesson(lesson, article, notes.get(lesson.path), asked)
                for lesson in chapter.lessons
                for article, asked in [pages[lesson.path]]
            ),
            notes.get(chapter.path),
        )
        for chapter in course.chapters
    )
    return PrintBook(
        course=course,
        chapters=chapters,
        glossary=glossary,
        edition=Edition.STUDENT,
        version="2026.11",
        date="2026-11-22",
        commit="0123abc",
        site_url="https://course.example.cn/",
    )


def reader(docs: Path) -> Callable[[str], bytes]:
    """Reads a picture by its path from ``docs/``."""
    return lambda path: (docs / path).read_bytes()
