"""The printed course: article HTML → Typst, for one chapter or the whole book.

Pure: pictures come in through ``read``, the result is a :class:`TypstJob` that
:mod:`courseware.print.typst` turns into a PDF.
"""
