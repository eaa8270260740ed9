"""Makes the PDFs of a build; one that did not change is taken from the cache.

What trainees may read goes to the site (``pdf/``); 讲师版 and 答案册 only ever come from
:meth:`PrintShop.for_trainers`, whose addresses are from ``dist/trainer/``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from courseware import views
from courseware.adapters.typst import (
    TEMPLATES,
    TypesettingError,
    compile_pdf,
    known_characters,
)
from courseware.messages import finding
from courseware.model import Location
from courseware.print import Edition, PrintBook, TypstJob, book_job, chapter_job
from courseware.print.desk_card import desk_card_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from courseware.model import Diagnostic
    from courseware.print import PrintChapter

    Read = Callable[[str], bytes]
    Result = tuple[TypstJob, tuple[Diagnostic, ...]]
    Made = tuple[tuple["Printed", ...], tuple[Diagnostic, ...]]

WORKBOOK_PDF = "pdf/workbook.pdf"
TRAINER_PDF = "course-trainer.pdf"
ANSWERS_PDF = "answers.pdf"


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


class PrintShop:
    """Typesets the editions of one build."""

    def __init__(self, *, fonts: Path, cache: Path, timestamp: datetime) -> None:
        """``fonts`` holds the font files; ``cache`` keeps finished PDFs between builds."""
        self.fonts = fonts
        self.cache = cache
        self.timestamp = timestamp

    def for_trainees(self, book: PrintBook, read: Read) -> Made:
        """学员版 of the course and every chapter and 练习册, with the findings of typesetting.

        Addresses are from the site's root. ``read`` gives a picture's bytes by its path
        from ``docs/``.
        """
        return self._made(_trainee_jobs(book, read, known_characters(self.fonts)))

    def for_trainers(self, book: PrintBook, read: Read) -> Made:
        """讲师版 and 答案册 of the course; they must not get into the site."""
        return self._made(_trainer_jobs(book, read, known_characters(self.fonts)))

    def chapter(self, book: PrintBook, chapter: PrintChapter, read: Read) -> Made:
        """One chapter in the book's edition, with a plain file name as its address."""
        name = f"{chapter.chapter.number:02}-{book.edition}.pdf"
        job = chapter_job(book, chapter, read, characters=known_characters(self.fonts))
        title = views.chapter_name(chapter.chapter)
        return self._made([(name, title, chapter.chapter.path, job)])

    def _made(self, jobs: Iterable[tuple[str, str, str, Result]]) -> Made:
        printed: list[Printed] = []
        found: list[Diagnostic] = []
        for url, title, path, (job, faults) in jobs:
            found += [fault for fault in faults if fault not in found]
            try:
                printed.append(Printed(url, title, self._pdf(job)))
            except TypesettingError as fault:
                found.append(finding("PRINT-8", Location(path), reason=fault))
        return tuple(printed), tuple(found)

    def _pdf(self, job: TypstJob) -> bytes:
        kept = self.cache / f"{self._key(job)}.pdf"
        if kept.exists():
            return kept.read_bytes()
        data = compile_pdf(job, fonts_dir=self.fonts, timestamp=self.timestamp)
        self.cache.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(".new")
        draft.write_bytes(data)
        draft.replace(kept)
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


def _trainer_jobs(
    book: PrintBook, read: Read, characters: frozenset[int]
) -> Iterator[tuple[str, str, str, Result]]:
    for edition, url in ((Edition.TRAINER, TRAINER_PDF), (Edition.ANSWERS, ANSWERS_PDF)):
        job = book_job(replace(book, edition=edition), read, characters=characters)
        yield url, f"{edition}：{book.course.title}", "docs/index.md", job


def _trainee_jobs(
    book: PrintBook, read: Read, characters: frozenset[int]
) -> Iterator[tuple[str, str, str, Result]]:
    book = replace(book, edition=Edition.STUDENT)
    whole = book_job(book, read, characters=characters)
    yield views.BOOK_PDF, f"全书：{book.course.title}", "docs/index.md", whole
    for part in book.chapters:
        chapter = part.chapter
        job = chapter_job(book, part, read, characters=characters)
        yield views.chapter_pdf(chapter), views.chapter_name(chapter), chapter.path, job
        if card := desk_card_job(book, part):
            title = f"{views.chapter_name(chapter)}　桌面卡"
            yield views.chapter_card_pdf(chapter), title, chapter.path, (card, ())
    sheets = book_job(replace(book, edition=Edition.WORKBOOK), read, characters=characters)
    yield WORKBOOK_PDF, f"练习册：{book.course.title}", "docs/index.md", sheets
