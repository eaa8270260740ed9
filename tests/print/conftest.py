"""The sample course, rendered and typeset once for all tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from courseware.glossary.model import Term, TermSource
from courseware.print.assemble import book_job, chapter_job
from courseware.print.typst import compile_pdf
from courseware.text.finding import Location

from .render import book_of, reader

if TYPE_CHECKING:
    from courseware.print.book import PrintBook, TypstJob

HERE = Path(__file__).parent
DOCS = HERE / "data" / "docs"
FONTS = HERE.parent.parent / "fonts"
STAMP = datetime(2026, 11, 22, tzinfo=UTC)


def term(zh: str, pinyin: str, en: str, abbr: str, definition: str) -> Term:
    """A glossary entry with what print needs of it."""
    source = TermSource("", "", "")
    place = Location("docs/glossary.yml")
    return Term(zh, zh, en, abbr, pinyin, (), (), definition, "", "", (), (), (), source, place)


TERMS = (
    term("载波", "zai bo", "Carrier Wave", "", "频率固定的高频电波。"),
    term("基站", "ji zhan", "Base Station", "BS", "与手机收发无线电的设备。"),
    term("5G 核心网", "5 G he xin wang", "5G Core", "5GC", "认得每一张卡的网络。"),
)


def typeset(job: TypstJob) -> bytes:
    """The real PDF of a job."""
    return compile_pdf(job, fonts_dir=FONTS, timestamp=STAMP)


@pytest.fixture(scope="session")
def book() -> PrintBook:
    """The sample course."""
    return book_of(DOCS, glossary=TERMS)


@pytest.fixture(scope="session")
def chapter(book: PrintBook) -> TypstJob:
    """The sample's first chapter, mapped."""
    job, diagnostics = chapter_job(book, book.chapters[0], reader(DOCS))
    assert diagnostics == ()
    return job


@pytest.fixture(scope="session")
def chapter_pdf(chapter: TypstJob) -> bytes:
    """The sample's first chapter, typeset."""
    return typeset(chapter)


@pytest.fixture(scope="session")
def book_pdf(book: PrintBook) -> bytes:
    """The whole sample, typeset."""
    job, diagnostics = book_job(book, reader(DOCS))
    assert diagnostics == ()
    return typeset(job)
