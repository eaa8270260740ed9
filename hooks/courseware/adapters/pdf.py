"""Makes the PDFs of a build; one that did not change is taken from the cache."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from courseware import views
from courseware.adapters.typst import TypesettingError, compile_pdf, known_characters
from courseware.print import PrintBook, TypstJob, book_job, chapter_job
from courseware.print.messages import print_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from courseware.model import Diagnostic


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF: its address from the site's root, its title and its bytes."""

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

    def editions(
        self, book: PrintBook, read: Callable[[str], bytes]
    ) -> tuple[tuple[Printed, ...], tuple[Diagnostic, ...]]:
        """The whole course and every chapter, with the findings of typesetting.

        ``read`` gives a picture's bytes by its path from ``docs/``.
        """
        printed: list[Printed] = []
        found: list[Diagnostic] = []
        characters = known_characters(self.fonts)
        for url, title, path, (job, faults) in _jobs(book, read, characters):
            found += [fault for fault in faults if fault not in found]
            try:
                printed.append(Printed(url, title, self._pdf(job)))
            except TypesettingError as fault:
                found.append(print_finding("PRINT-8", path, reason=fault))
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
        template = (files("courseware.print") / "template.typ").read_bytes()
        parts = [version("typst").encode(), self.timestamp.isoformat().encode(), template]
        parts += [path.read_bytes() for path in sorted(self.fonts.glob("*.ttf"))]
        parts += [job.main.encode()]
        for name in sorted(job.files):
            parts += [name.encode(), job.files[name]]
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()


def _jobs(
    book: PrintBook, read: Callable[[str], bytes], characters: frozenset[int]
) -> Iterator[tuple[str, str, str, tuple[TypstJob, tuple[Diagnostic, ...]]]]:
    whole = book_job(book, read, characters=characters)
    yield views.BOOK_PDF, f"全书：{book.course.title}", "docs/index.md", whole
    for part in book.chapters:
        chapter = part.chapter
        job = chapter_job(book, part, read, characters=characters)
        yield views.chapter_pdf(chapter), views.chapter_name(chapter), chapter.path, job
