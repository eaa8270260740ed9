"""One chapter's PDF without building the site: its pages are all that is rendered.

Run as ``python -m courseware.host.print_command 2`` with ``hooks/`` on the path, from
the project's root.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from courseware.checks.mishap import mishap
from courseware.course.disk import read_project
from courseware.course.git import revision
from courseware.course.reading import read_course
from courseware.course.work_folders import work_folders
from courseware.host.notes import trainer_notes
from courseware.host.quiz_plugin import article, quiz_plugin
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson
from courseware.print.references import public_address
from courseware.print.shop import Printed, PrintShop
from courseware.questions.page_markdown import rendered_markdown, shown_questions
from releases.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement
    from mkdocs.config.defaults import MkDocsConfig

    from courseware.course.model import Chapter
    from courseware.course.reading import Reading
    from courseware.text.finding import Diagnostic

FOLDERS = {True: "dist/trainer", False: "dist"}
"""Where an edition goes, by whether it is for trainers."""


class UnknownChapterError(Exception):
    """The course has no such chapter; the message is for the trainer."""


def print_chapter(
    root: Path, number: int, edition: Edition, paper: str = ""
) -> tuple[Printed, tuple[Diagnostic, ...]]:
    """Typeset a chapter of the course below ``root``.

    ``paper`` is that of ``mkdocs.yml`` where empty. Raises :class:`UnknownChapterError`.
    """
    config = load_config(str(root / "mkdocs.yml"), hooks=[])
    docs = Path(config.docs_dir)
    texts = read_project(root).texts
    reading = read_course(config.site_name, texts)
    course = reading.course
    chapter = next((one for one in course.chapters if one.number == number), None)
    if chapter is None:
        known = "、".join(str(one.number) for one in course.chapters)
        raise UnknownChapterError(f"没有第 {number} 章；可以选 {known}")
    made_from = revision(root)
    options = config.extra.get("courseware") or {}
    part = _chapter(config, chapter, texts, reading)
    book = PrintBook(
        course=course,
        chapters=(part,),
        glossary=(),
        edition=edition,
        version=str(options.get("version", "")),
        date=made_from.time.date().isoformat(),
        commit=made_from.commit,
        site_url=public_address(config.site_url or ""),
        paper=paper or str(options.get("paper", "A4")),
        texts=texts,
    )
    cache = work_folders(root).cache
    shop = PrintShop(fonts=root / "fonts", cache=cache, timestamp=made_from.time)
    made, found = shop.chapter(book, part, lambda name: (docs / name).read_bytes())
    return (made or (Printed("", "", b""),))[0], found


def _chapter(
    config: MkDocsConfig, chapter: Chapter, texts: Mapping[str, str], reading: Reading
) -> PrintChapter:
    paths = (chapter.path, *(lesson.path for lesson in chapter.lessons))
    articles = _articles(config, paths, reading)
    own = {path: texts[path] for path in paths}
    notes = trainer_notes(own, config.markdown_extensions, config.mdx_configs)
    return PrintChapter(
        chapter,
        articles[chapter.path],
        tuple(PrintLesson(n, articles[n.path], notes.get(n.path)) for n in chapter.lessons),
        notes.get(chapter.path),
    )


def _articles(
    config: MkDocsConfig, paths: Sequence[str], reading: Reading
) -> dict[str, HtmlElement]:
    """The pages' articles, rendered as the site does, without what only the site needs."""
    files = get_files(config)
    asked = {lesson.path: lesson.questions for lesson in reading.course.lessons()}
    quiz = quiz_plugin()
    found = {}
    for path in paths:
        file = files.get_file_from_path(path.removeprefix("docs/"))
        if file is None:
            continue
        source = reading.sources[path]
        shown = shown_questions(asked.get(path, ()), source, reading.diagnostics)
        found[path] = article(rendered_markdown(source, shown), file, config, files, quiz)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the PDF below ``dist/``; 0 is fine, 1 means findings, 2 that we can't run."""
    parser = argparse.ArgumentParser(prog="print", description="排印一章")
    parser.add_argument("chapter", type=int, help="第几章")
    parser.add_argument("--edition", choices=[e.value for e in Edition], default="学员版")
    parser.add_argument("--paper", choices=("A4", "B5"), default="")
    parser.add_argument("--booklet", action="store_true", help="每面两页，对折成册")
    given = parser.parse_args(arguments)
    root, edition = Path.cwd(), Edition(given.edition)
    try:
        printed, found = print_chapter(root, given.chapter, edition, given.paper)
    except UnknownChapterError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    except Exception as error:  # noqa: BLE001 - the edge: nobody reads a traceback
        sys.stderr.write(f"{shown(str(mishap('排印', error)))}\n")
        return 2
    for finding in found:
        sys.stderr.write(f"{finding}\n")
    if not printed.data:
        return 1
    path = root / FOLDERS[edition.for_trainers] / printed.url
    if given.paper:
        path = path.with_stem(f"{path.stem}-{given.paper}")
    data = printed.data
    if given.booklet:
        from courseware.print.booklet import booklet  # noqa: PLC0415 - only for a booklet

        path = path.with_stem(f"{path.stem}-小册子")
        data = booklet(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    sys.stdout.write(f"{path}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
