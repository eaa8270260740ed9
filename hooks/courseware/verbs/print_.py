"""``python hooks print``: one chapter as PDF, without building the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.layout import OUT, TRAINER
from courseware.host.chapter import UnknownChapterError, print_chapter
from courseware.host.faults import SiteError
from courseware.print.book import Edition
from courseware.print.booklet import booklet
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

HELP = "排印一章，不建网站"


def add(parser: ArgumentParser) -> None:
    """Which chapter, how, where to."""
    parser.add_argument("chapter", type=int, help="第几章")
    parser.add_argument("--edition", choices=[e.value for e in Edition], default="学员版")
    parser.add_argument("--paper", choices=("A4", "B5"), default="")
    parser.add_argument("--booklet", action="store_true", help="每面两页，对折成册")


def run(options: Namespace, root: Path, _today: date) -> Outcome:
    """Into ``dist/``; exit code 1 where something in the course couldn't be printed."""
    edition = Edition(options.edition)
    try:
        printed, found = print_chapter(root, options.chapter, edition, options.paper)
    except (UnknownChapterError, SiteError) as fault:
        return Outcome(note=f"{fault}\n", code=2)
    note = "".join(f"{finding}\n" for finding in found)
    if not printed.data:
        return Outcome(note=note, code=1)
    path = root / (TRAINER if edition.for_trainers else OUT) / printed.url
    data = printed.data
    if options.paper:
        path = path.with_stem(f"{path.stem}-{options.paper}")
    if options.booklet:
        path = path.with_stem(f"{path.stem}-小册子")
        data = booklet(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Outcome(f"{path}\n", note, int(bool(found)))
