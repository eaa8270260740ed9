"""A chapter's desk card: its 查一查 blocks on one A4 page, to keep beside the keyboard."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from courseware.course import naming
from courseware.print.book import TypstJob
from courseware.print.syntax import array, call, literal
from courseware.print.whitespace import normalise
from courseware.text.block_kinds import DESK
from courseware.text.html import classes, with_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from courseware.print.book import PrintBook, PrintChapter


def desk_card_job(book: PrintBook, chapter: PrintChapter) -> TypstJob | None:
    """The card of a chapter; None where no lesson has a 查一查 block.

    Only text is taken over: a card is tables and short notes.
    """
    cards = [
        _card(part.lesson.number, block)
        for part in chapter.lessons
        for block in _blocks(part.article)
    ]
    if not cards:
        return None
    document = call(
        "desk-card",
        literal(book.course.title),
        literal(naming.chapter_name(chapter.chapter)),
        literal(book.version),
        literal(book.date),
        array(cards),
    )
    return TypstJob(f'#import "desk-card.typ": *\n#{document}\n', {})


def _blocks(article: HtmlElement) -> Iterator[HtmlElement]:
    root = copy.deepcopy(article)
    normalise(root)
    yield from (block for block in with_class(root, DESK, "div") if "admonition" in classes(block))


def _card(number: str, block: HtmlElement) -> str:
    title = next((_text(p) for p in with_class(block, "admonition-title", "p")), DESK)
    rows = [[_text(cell) for cell in row.iter("th", "td")] for row in block.iter("tr")]
    notes = [
        _text(note)
        for note in block.iter("p", "li")
        if "admonition-title" not in classes(note)
        and next(note.iterancestors("table"), None) is None
    ]
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    return call(
        "card",
        literal(number),
        literal(title),
        str(len(head)),
        array(literal(cell) for cell in head),
        array(array(literal(cell) for cell in row) for row in body),
        array(literal(note) for note in notes),
    )


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
