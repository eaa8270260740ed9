"""What a finished PDF says: text, bookmarks, page labels, fonts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator


HYPHEN = "\ufffe"
"""What PDFium says for a hyphen at the end of a line."""


def pages(pdf: bytes) -> list[str]:
    """Text of each page, without any white space."""
    document = pypdfium2.PdfDocument(pdf)
    texts = (page.get_textpage().get_text_range() for page in document)
    return ["".join(text.split()).replace(HYPHEN, "-") for text in texts]


def lines(pdf: bytes) -> Iterator[str]:
    """Every line of every page as it stands on paper, without white space."""
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        line, right, middle = "", 0.0, 0.0
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if not character.strip():
                continue
            x0, y0, x1, y1 = text.get_charbox(index, loose=True)
            here = (y0 + y1) / 2
            if line and (abs(here - middle) > 4 or x0 < right - 12):
                yield line
                line = ""
            line, right, middle = line + character, x1, here
        if line:
            yield line


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Bookmarks in order: depth from 1 and title."""
    document = pypdfium2.PdfDocument(pdf)
    return [(mark.level + 1, mark.get_title()) for mark in document.get_toc()]


def labels(pdf: bytes) -> list[str]:
    """The label of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [document.get_page_label(index) for index in range(len(document))]


def missing_glyphs(pdf: bytes) -> list[int]:
    """Pages that show glyph 0 (.notdef) of a font; all fonts have codes of two bytes."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            shown = pikepdf.parse_content_stream(page, "Tj TJ")
            texts = (part for operands, _ in shown for part in _strings(operands))
            if any(text[i : i + 2] == b"\0\0" for text in texts for i in range(0, len(text), 2)):
                found.append(number)
    return found


def _strings(operands: object) -> Iterator[bytes]:
    for operand in operands:  # type: ignore[attr-defined]
        if isinstance(operand, pikepdf.Array):
            yield from _strings(operand)
        elif isinstance(operand, pikepdf.String):
            yield bytes(operand)


def fonts(pdf: bytes) -> Iterator[tuple[str, str, bool]]:
    """Every font: name, kind and whether its program is embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
                continue
            for part in item.get("/DescendantFonts", [item]):
                descriptor = part.get("/FontDescriptor", {})
                embedded = any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
                yield str(part.get("/BaseFont")), str(part.get("/Subtype")), embedded


def structure(pdf: bytes) -> list[str]:
    """Kinds of all elements of the tag tree, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_kinds(document.Root.StructTreeRoot))


def _kinds(element: pikepdf.Object) -> Iterator[str]:
    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/S" in element:
        yield str(element.S)
    children = element.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _kinds(child)
