"""Makes the PDFs of a build; one that did not change is taken from the cache.

What trainees may read goes to the site (``pdf/``); 讲师版 and 答案册 only ever come from
:meth:`PrintShop.for_trainers`, whose addresses are from ``dist/trainer/``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from courseware.course import naming
from courseware.print.assemble import book_job, chapter_job
from courseware.print.book import Edition, PrintBook, TypstJob
from courseware.print.desk_card import desk_card_job
from courseware.print.glyphs import BOX, boxed, refused
from courseware.print.pdf_cache import PdfCache
from courseware.print.rules import PRINT_7, PRINT_8, PRINT_10
from courseware.print.typst import (
    TEMPLATES,
    TypesettingError,
    broken_pictures,
    compile_pdf,
    known_characters,
)
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from courseware.print.book import PrintChapter
    from courseware.text.finding import Diagnostic

if TYPE_CHECKING:
    Read = Callable[[str], bytes]
    Say = Callable[[str], object]
    Result = tuple[TypstJob, tuple[Diagnostic, ...]]
    Make = Callable[[], Result]
    Made = tuple[tuple["Printed", ...], tuple[Diagnostic, ...]]

WORKBOOK_PDF = "pdf/workbook.pdf"
TRAINER_PDF = "course-trainer.pdf"
ANSWERS_PDF = "answers.pdf"
_ROUNDS = 30
"""How often a document is set again, each time without the characters just refused."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF: its address, its title and its bytes."""

    url: str
    title: str
    data: bytes

    @property
    def size(self) -> str:
        """Size as a reader compares it: 0.8 MB."""
        return f"{len(self.data) / 1_000_000:.1f} MB"


@dataclass(frozen=True, slots=True)
class Order:
    """A PDF that can be made: its address, title, the page it is about, and its job."""

    url: str
    title: str
    path: str
    job: Make


class PrintShop:
    """Typesets the editions of one build."""

    def __init__(
        self, *, fonts: Path, cache: Path, timestamp: datetime, say: Say | None = None
    ) -> None:
        """``fonts`` holds the font files; ``cache`` keeps finished PDFs between builds.

        ``say`` is told what is wrong with the cache.
        """
        self.fonts = fonts
        self.cache = PdfCache(cache, say)
        self.timestamp = timestamp

    def for_trainees(self, book: PrintBook, read: Read) -> Made:
        """学员版 of the course and every chapter and 练习册, with the findings of typesetting.

        Addresses are from the site's root. ``read`` gives a picture's bytes by its path
        from ``docs/``.
        """
        return self._made(_for_trainees(book, read, known_characters(self.fonts)))

    def for_trainee(self, book: PrintBook, read: Read, url: str) -> Made:
        """The one PDF for trainees that has this address; none for an unknown one."""
        orders = _for_trainees(book, read, known_characters(self.fonts))
        return self._made(order for order in orders if order.url == url)

    def titles(self, book: PrintBook, read: Read) -> dict[str, str]:
        """Addresses and titles of all that can be made for trainees."""
        return {order.url: order.title for order in _for_trainees(book, read, frozenset())}

    def for_trainers(self, book: PrintBook, read: Read) -> Made:
        """讲师版 and 答案册 of the course; they must not get into the site."""
        return self._made(_for_trainers(book, read, known_characters(self.fonts)))

    def chapter(self, book: PrintBook, chapter: PrintChapter, read: Read) -> Made:
        """One chapter in the book's edition, with a plain file name as its address."""
        name = f"{chapter.chapter.number:02}-{book.edition}.pdf"
        characters = known_characters(self.fonts)
        job = partial(chapter_job, book, chapter, read, characters=characters)
        return self._made(
            [Order(name, naming.chapter_name(chapter.chapter), chapter.chapter.path, job)]
        )

    def _made(self, orders: Iterable[Order]) -> Made:
        printed: list[Printed] = []
        found: list[Diagnostic] = []
        for order in orders:
            job, faults = order.job()
            found += [fault for fault in faults if fault not in found]
            data, more = self.typeset(job, Location(order.path))
            found += [fault for fault in more if fault not in found]
            if data:
                printed.append(Printed(order.url, order.title, data))
        return tuple(printed), tuple(found)

    def typeset(self, job: TypstJob, place: Location) -> tuple[bytes, list[Diagnostic]]:
        """The PDF, or nothing and why; a character that has no glyph costs only itself."""
        found: list[Diagnostic] = []
        for _ in range(_ROUNDS):
            try:
                return self._pdf(job), found
            except TypesettingError as fault:
                without = refused(str(fault))
                if not without or without == [BOX]:
                    return b"", [*found, *self._unprintable(job, place, fault)]
            for character in without:
                point = f"U+{ord(character):04X}"
                found.append(PRINT_7.at(place, character=character, point=point, around=character))
            job = replace(job, main=boxed(job.main, without))
        reason = "字体里没有的字太多"
        return b"", [*found, PRINT_8.at(place, reason=reason)]

    def _unprintable(
        self, job: TypstJob, place: Location, fault: TypesettingError
    ) -> list[Diagnostic]:
        """Why a document can't be made: its broken pictures, or what the typesetter said."""
        broken = broken_pictures(job, fonts_dir=self.fonts, timestamp=self.timestamp)
        found = [PRINT_10.at(Location(f"docs/{name}")) for name in broken]
        return found or [PRINT_8.at(place, reason=fault)]

    def _pdf(self, job: TypstJob) -> bytes:
        key = self._key(job)
        data = self.cache.read(key)
        if data is None:
            data = compile_pdf(job, fonts_dir=self.fonts, timestamp=self.timestamp)
            self.cache.keep(key, data)
        return data

    def _key(self, job: TypstJob) -> str:
        """Hash of all that decides the bytes of a PDF."""
        digest = hashlib.sha256()
        parts = [version("typst").encode(), self.timestamp.isoformat().encode()]
        parts += [TEMPLATES[name] for name in sorted(TEMPLATES)]
        parts += [path.read_bytes() for path in sorted(self.fonts.glob("*.ttf"))]
        parts += [job.main.encode()]
        for name in sorted(job.files):
            parts += [name.encode(), job.files[name]]
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()


def _for_trainers(book: PrintBook, read: Read, characters: frozenset[int]) -> Iterator[Order]:
    for edition, url in ((Edition.TRAINER, TRAINER_PDF), (Edition.ANSWERS, ANSWERS_PDF)):
        job = partial(book_job, replace(book, edition=edition), read, characters=characters)
        yield Order(url, f"{edition}：{book.course.title}", "docs/index.md", job)


def _for_trainees(book: PrintBook, read: Read, characters: frozenset[int]) -> Iterator[Order]:
    title, home = book.course.title, "docs/index.md"
    book = replace(book, edition=Edition.STUDENT)
    whole = partial(book_job, book, read, characters=characters)
    yield Order(naming.BOOK_PDF, f"全书：{title}", home, whole)
    for part in book.chapters:
        name, path = naming.chapter_name(part.chapter), part.chapter.path
        job = partial(chapter_job, book, part, read, characters=characters)
        yield Order(naming.chapter_pdf(part.chapter), name, path, job)
        if card := desk_card_job(book, part):
            url = naming.chapter_card_pdf(part.chapter)
            yield Order(url, f"{name}　桌面卡", path, partial(_without_faults, card))
    exercises = replace(book, edition=Edition.WORKBOOK)
    sheets = partial(book_job, exercises, read, characters=characters)
    yield Order(WORKBOOK_PDF, f"练习册：{title}", home, sheets)


def _without_faults(job: TypstJob) -> Result:
    return job, ()
