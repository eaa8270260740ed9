"""HTML tables → Typst tables with repeated heads and columns as wide as they need."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from courseware.print.syntax import array, call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

if TYPE_CHECKING:
    Flow = Callable[[HtmlElement], str]

SHORT = 7.0
"""A column whose longest cell has at most this width, em, isn't broken."""
LINE = 42.0
"""Width that a table has on the narrowest paper, em."""
INSET = 1.5
"""What a cell keeps free beside its text, em."""
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}


def table(element: HtmlElement, flow: Flow) -> str:
    """A table, its cells' content made by ``flow``.

    The rows of ``<thead>`` are repeated on every page it runs over.
    """
    heads = [row for part in element.iter("thead") for row in part.iter("tr")]
    rows = [row for row in element.iter("tr") if row not in heads]
    grid = [list(row.iter("th", "td")) for row in [*heads, *rows]]
    if not grid:
        return ""
    columns = max(len(row) for row in grid)
    widths = [max(_width(row[i]) for row in grid if i < len(row)) for i in range(columns)]
    alignments = [_alignment(grid, i) for i in range(columns)]
    arguments = []
    if heads:
        cells = [_cell(cell, flow) for row in grid[: len(heads)] for cell in _padded(row, columns)]
        arguments.append(call("table.header", *cells))
    for row in grid[len(heads) :]:
        arguments += [_cell(cell, flow) for cell in _padded(row, columns)]
    return call(
        "grid-table", array(_columns(widths)), array(alignments), str(len(rows)), *arguments
    )


def _padded(row: Sequence[HtmlElement], columns: int) -> list[HtmlElement | None]:
    return [*row, *[None] * (columns - len(row))]


def _cell(cell: HtmlElement | None, flow: Flow) -> str:
    return "[]" if cell is None else flow(cell)


def _columns(widths: Sequence[float]) -> list[str]:
    """Typst widths: short columns get their own, the others share the rest."""
    full = [max(width, 2.0) + INSET for width in widths]
    if sum(full) <= LINE:
        return [f"{width:.1f}fr" for width in full]
    return ["auto" if width <= SHORT else f"{sqrt(width):.2f}fr" for width in widths]


def _width(cell: HtmlElement) -> float:
    """Width of the cell's text on one line, em: a Han character is 1, a Latin one 0.55."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in str(cell.text_content()).strip())  # noqa: PLR2004 - first CJK block


def _alignment(grid: Sequence[Sequence[HtmlElement]], column: int) -> str:
    for row in grid:
        if column < len(row) and (align := row[column].get("align")):
            return _ALIGNMENTS.get(align, "left")
    return "left"
