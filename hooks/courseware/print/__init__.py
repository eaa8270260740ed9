"""The printed course: article HTML → Typst, for one chapter or the whole book.

Pure: pictures come in through ``read``, the result is a :class:`TypstJob` that
:mod:`courseware.adapters.typst` turns into a PDF.
"""

from courseware.print.assemble import book_job, chapter_job
from courseware.print.book import Edition, PrintBook, PrintChapter, PrintLesson, TypstJob

__all__ = [
    "Edition",
    "PrintBook",
    "PrintChapter",
    "PrintLesson",
    "TypstJob",
    "book_job",
    "chapter_job",
]
