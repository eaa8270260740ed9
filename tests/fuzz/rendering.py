"""A checked course rendered in process, as the build does it: what ``check`` passes must come out.

Markdown, mkdocs-quiz, the passes over a page, the comparison with its source and the mapping
to paper; no theme, no Typst, nothing written.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pymdownx.slugs import slugify

from courseware.checks import complete
from courseware.glossary.matcher import Matcher
from courseware.glossary.mentions import mark
from courseware.host.quiz_plugin import article as rendered
from courseware.host.quiz_plugin import quiz_plugin
from courseware.print.assemble import chapter_job
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.questions.id_register import Register
from courseware.questions.page_markdown import rendered_markdown, shown_questions
from courseware.site import question_forms
from courseware.site.passes import dialogues, english, figures, small
from courseware.text import html
from courseware.text.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from courseware.checks.engine import Checked
    from courseware.text.finding import Diagnostic

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


@cache
def config() -> MkDocsConfig:
    """The parts of the site's configuration that decide how an article looks."""
    made = MkDocsConfig(config_file_path="mkdocs.yml")
    made.load_dict(
        {
            "site_name": "课程",
            "docs_dir": str(Path(__file__).parent),
            "use_directory_urls": False,
            "theme": {"name": "mkdocs"},
            "markdown_extensions": deepcopy(EXTENSIONS),
        }
    )
    errors, _ = made.validate()
    assert errors == []
    return made


def render(checked: Checked, pictures: Mapping[str, bytes]) -> list[Diagnostic]:
    """Render every page and map every chapter; what was found on the way."""
    known = [path.removeprefix("docs/") for path in checked.reading.sources]
    files = Files([_file(path) for path in [*known, *pictures]])
    plugin = quiz_plugin()
    asked = {lesson.path: lesson for lesson in checked.reading.course.lessons()}
    matcher = Matcher(checked.glossary)
    articles: dict[str, HtmlElement] = {}
    found: list[Diagnostic] = []

    def read(name: str) -> bytes:
        if name not in pictures:
            raise FileNotFoundError(name)
        return pictures[name]

    for path, source in checked.reading.sources.items():
        lesson = asked.get(path)
        shown = shown_questions(
            lesson.questions if lesson else (), source, checked.reading.diagnostics
        )
        file = files.get_file_from_path(path.removeprefix("docs/"))
        assert file is not None
        article = rendered(rendered_markdown(source, shown), file, config(), files, plugin)
        question_forms.strip_plugin_runtime(article)
        mark(article, matcher, href=str, page=path)
        articles[path] = deepcopy(article)
        if lesson:
            question_forms.set_questions(article, {q.id: q for q in lesson.questions}, Register())
        dialogues.stage_dialogues(article)
        figures.draw_figures(article, page=file.src_uri, number="1.1", read=read)
        english.mark_english(article)
        small.box_tables(article)
        small.demote_empty_headers(article)
        small.quiet_permalinks(article)
        known = frozenset(
            one.location.line
            for one in checked.diagnostics
            if one.location.path == path and one.severity is Severity.ERROR
        )
        own = lesson.questions if lesson else ()
        found += complete.lost(checked.pages[path], own, article, known)
        html.write(article)
    return found + _print(checked, articles, read)


def _file(path: str) -> File:
    return File(path, "docs", "site", use_directory_urls=False)


def _print(checked: Checked, articles: Mapping[str, HtmlElement], read: Any) -> list[Diagnostic]:
    course = checked.reading.course
    chapters = tuple(
        PrintChapter(
            chapter,
            articles[chapter.path],
            tuple(PrintLesson(n, articles[n.path], None) for n in chapter.lessons),
            None,
        )
        for chapter in course.chapters
    )
    book = PrintBook(course, chapters, (), Edition.STUDENT, "1", "2026-11-22", "c", "")
    found: list[Diagnostic] = []
    for chapter in chapters:
        found += chapter_job(book, chapter, read)[1]
    return found
