"""One chapter's PDF without building the site: its pages are all that is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.disk import read_project
from courseware.course.git import revision
from courseware.course.layout import DOCS, FONTS
from courseware.course.reading import read_course
from courseware.course.work_folders import work_folders
from courseware.host.articles import Articles
from courseware.host.config import read_config
from courseware.host.notes import trainer_notes
from courseware.host.options import read_options
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.print.references import public_address
from courseware.print.shop import Printed, PrintShop
from courseware.questions.page_markdown import shown_questions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from courseware.course.model import Chapter, Lesson
    from courseware.course.reading import Reading
    from courseware.host.config import Config
    from courseware.text.finding import Diagnostic


class UnknownChapterError(Exception):
    """The course has no such chapter; the message is for the trainer."""


def print_chapter(
    root: Path, number: int, edition: Edition, paper: str = ""
) -> tuple[Printed, tuple[Diagnostic, ...]]:
    """Typeset a chapter of the course below ``root``.

    ``paper`` is that of ``mkdocs.yml`` where empty. Raises :class:`UnknownChapterError`,
    and :class:`SiteError` where the settings are none.
    """
    config, docs = read_config(root), root / DOCS
    texts = read_project(root).texts
    reading = read_course(config.site_name, texts)
    course = reading.course
    chapter = next((one for one in course.chapters if one.number == number), None)
    if chapter is None:
        known = "、".join(str(one.number) for one in course.chapters)
        raise UnknownChapterError(f"没有第 {number} 章；可以选 {known}")
    made_from = revision(root)
    options = read_options(config.extra.get("courseware"))
    part = _chapter(config, chapter, texts, reading, docs)
    book = PrintBook(
        course=course,
        chapters=(part,),
        glossary=(),
        edition=edition,
        version=options.version,
        date=made_from.time.date().isoformat(),
        commit=made_from.commit,
        site_url=public_address(config.site_url),
        paper=paper or options.paper,
        texts=texts,
    )
    cache = work_folders(root).cache
    shop = PrintShop(fonts=root / FONTS, cache=cache, timestamp=made_from.time)
    made, found = shop.chapter(book, part, lambda name: (docs / name).read_bytes())
    return (made or (Printed("", "", b""),))[0], found


def _chapter(
    config: Config, chapter: Chapter, texts: Mapping[str, str], reading: Reading, docs: Path
) -> PrintChapter:
    files = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    pages = Articles(*config.markdown, files)
    own = {path: texts[path] for path in (chapter.path, *(n.path for n in chapter.lessons))}
    notes = trainer_notes(own, *config.markdown)

    def printed(lesson: Lesson) -> PrintLesson:
        source = reading.sources[lesson.path]
        shown = shown_questions(lesson.questions, source, reading.diagnostics)
        return PrintLesson(
            lesson, pages.tree(source, shown), notes.get(lesson.path), pages.questions(shown)
        )

    return PrintChapter(
        chapter,
        pages.tree(reading.sources[chapter.path], ()),
        tuple(map(printed, chapter.lessons)),
        notes.get(chapter.path),
    )
