"""Chapters and books as whole Typst documents, in every edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.print.book import Edition
from courseware.print.press import Press, chapter_number
from courseware.print.syntax import array, call, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from courseware.print.book import PrintBook, PrintChapter, TypstJob
    from courseware.text.finding import Diagnostic

if TYPE_CHECKING:
    Read = Callable[[str], bytes]
    Result = tuple[TypstJob, tuple[Diagnostic, ...]]

KEY = "参考答案"


def chapter_job(
    book: PrintBook,
    chapter: PrintChapter,
    read: Read,
    *,
    characters: Collection[int] | None = None,
) -> Result:
    """One chapter in the book's edition, with cover and contents.

    ``read`` gives a picture's bytes by its path from ``docs/`` and raises OSError where
    there is none. ``characters`` are the code points of the fonts; without them a missing
    one is only found by the typesetter, who can't say on which page.
    """
    press = Press(book, (chapter,), read, characters, indexed=False)
    parts = _parts(press, (chapter,))
    if press.edition is Edition.STUDENT:
        parts += press.answers(KEY)
    model = chapter.chapter
    head = {
        "chapter": literal(model.title),
        "number": literal(chapter_number(model.number)),
        "depth": "3" if press.has_lessons else "2",
    }
    return press.job(_document(book, (model.number,), head), parts)


def book_job(book: PrintBook, read: Read, *, characters: Collection[int] | None = None) -> Result:
    """The whole course in the book's edition; see chapter_job."""
    press = Press(book, book.chapters, read, characters, indexed=True)
    parts = _parts(press, book.chapters)
    appendix = iter("一二三")
    if book.glossary and press.has_lessons:
        parts.append(press.terms(f"附录{next(appendix)} 术语表"))
    if press.edition is Edition.STUDENT:
        parts += press.answers(f"附录{next(appendix)} {KEY}")
    if book.glossary and press.has_lessons:
        parts.append(press.index("索引"))
    parts.append(call("colophon"))
    numbers = tuple(chapter.chapter.number for chapter in book.chapters)
    head = {"depth": "2", "lists": "true" if press.has_lessons else "false"}
    return press.job(_document(book, numbers, head), parts)


def _parts(press: Press, chapters: tuple[PrintChapter, ...]) -> list[str]:
    """The chapters as the edition shows them."""
    if press.edition is Edition.WORKBOOK:
        return [press.practice(chapter) for chapter in chapters]
    if press.edition is Edition.ANSWERS:
        return [press.solutions(chapter) for chapter in chapters]
    return [press.chapter(chapter) for chapter in chapters]


def _document(book: PrintBook, lit: tuple[int, ...], head: dict[str, str]) -> str:
    """What the template knows of the document; ``lit`` are the cover's highlighted cells."""
    settings = {
        "title": literal(book.course.title),
        "numbers": array(str(number) for number in lit),
        "cells": str(max((len(book.course.chapters), *lit))),
        "edition": literal(book.edition),
        "version": literal(book.version),
        "date": literal(book.date),
        "commit": literal(book.commit),
        "site": literal(book.site_url),
        "paper": literal(book.paper),
        **head,
    }
    return call("course.with", **settings)
