"""A checked course rendered in process, as the build does it: what ``check`` passes must come out.

Markdown, the questions, the passes over a page, the comparison with its source and the mapping
to paper; no theme, no Typst, nothing written.
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any

from courseware.checks import complete
from courseware.course.markdown import CONFIGS, EXTENSIONS
from courseware.glossary.matcher import Matcher
from courseware.glossary.mentions import mark
from courseware.host.articles import Articles
from courseware.print.assemble import chapter_job
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.questions.id_register import Register
from courseware.questions.page_markdown import shown_questions
from courseware.site import question_forms
from courseware.site.passes import dialogues, english, figures, small
from courseware.text import html
from courseware.text.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from courseware.checks.engine import Checked
    from courseware.questions.rendering import Rendered
    from courseware.text.finding import Diagnostic


def render(checked: Checked, pictures: Mapping[str, bytes]) -> list[Diagnostic]:
    """Render every page and map every chapter; what was found on the way."""
    known = [path.removeprefix("docs/") for path in checked.reading.sources]
    pages = Articles(EXTENSIONS, CONFIGS, {*known, *pictures})
    asked = {lesson.path: lesson for lesson in checked.reading.course.lessons()}
    matcher = Matcher(checked.glossary)
    articles: dict[str, tuple[HtmlElement, tuple[Rendered, ...]]] = {}
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
        article, questions = pages.tree(source, shown), pages.questions(shown)
        mark(article, matcher, href=str, page=path)
        articles[path] = deepcopy(article), questions
        page = path.removeprefix("docs/")
        link = partial(pages.link, page)
        question_forms.set_questions(article, questions, Register(), link)
        dialogues.stage_dialogues(article)
        figures.draw_figures(article, page=page, number="1.1", read=read)
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


def _print(
    checked: Checked,
    articles: Mapping[str, tuple[HtmlElement, tuple[Rendered, ...]]],
    read: Any,
) -> list[Diagnostic]:
    course = checked.reading.course
    chapters = tuple(
        PrintChapter(
            chapter,
            articles[chapter.path][0],
            tuple(
                PrintLesson(n, article, None, asked)
                for n in chapter.lessons
                for article, asked in [articles[n.path]]
            ),
            None,
        )
        for chapter in course.chapters
    )
    book = PrintBook(course, chapters, (), Edition.STUDENT, "1", "2026-11-22", "c", "")
    found: list[Diagnostic] = []
    for chapter in chapters:
        found += chapter_job(book, chapter, read)[1]
    return found
