"""Pages as the site's build hands them to print: front matter and article HTML."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from pymdownx.slugs import slugify

from courseware.course.reading import read_course
from courseware.glossary.matcher import Matcher
from courseware.glossary.mentions import mark
from courseware.glossary.model import Glossary
from courseware.host.notes import trainer_notes
from courseware.host.quiz_plugin import article as rendered
from courseware.host.quiz_plugin import quiz_plugin
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.questions.page_markdown import rendered_markdown, shown_questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.glossary.model import Term

EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    {"tables": {"use_align_attribute": True}},
    {"toc": {"permalink": "#", "slugify": slugify(case="lower")}},
    "pymdownx.details",
    "pymdownx.superfences",
]


def config_for(docs: Path) -> MkDocsConfig:
    """The parts of the site's configuration that decide how an article looks."""
    config = MkDocsConfig(config_file_path=str(docs.parent / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": "课程",
            "docs_dir": str(docs),
            "use_directory_urls": False,
            "theme": {"name": "mkdocs"},
            "markdown_extensions": deepcopy(EXTENSIONS),
        }
    )
    errors, _ = config.validate()
    assert errors == []
    return config


def articles(docs: Path, glossary: tuple[Term, ...] = ()) -> dict[str, HtmlElement]:
    """Every page's article by its path from the project's root (``docs/…``)."""
    config = config_for(docs)
    matcher = Matcher(Glossary(glossary))
    files = get_files(config)
    plugin = quiz_plugin()
    reading = read_course("", texts_of(docs))
    asked = {lesson.path: lesson.questions for lesson in reading.course.lessons()}
    found = {}
    for file in files.documentation_pages():
        path = f"docs/{file.src_uri}"
        source = reading.sources[path]
        shown = shown_questions(asked.get(path, ()), source, reading.diagnostics)
        article = rendered(rendered_markdown(source, shown), file, config, files, plugin)
        mark(article, matcher, href=lambda term: f"glossary.html#term-{term}", page=path)
        found[path] = article
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
    config = config_for(docs)
    notes = trainer_notes(texts, config.markdown_extensions, config.mdx_configs)
    return print_book(course, articles(docs, glossary), notes, glossary=glossary)


def print_book(
    course: Course,
    pages: dict[str, HtmlElement],
    notes: dict[str, HtmlElement],
    *,
    glossary: tuple[Term, ...] = (),
) -> PrintBook:
    """Course and articles put together."""
    chapters = tuple(
        PrintChapter(
            chapter,
            pages[chapter.path],
            tuple(
                PrintLesson(lesson, pages[lesson.path], notes.get(lesson.path))
                for lesson in chapter.lessons
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
