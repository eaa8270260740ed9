"""Lists and tables that come out as something else: Markdown says nothing, the page is wrong.

Python-Markdown wants a blank line before a list, four blanks for each level and a line of text
between a list of points and a numbered one; a table's row keeps as many cells as its head has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.blocks import INDENT, Part
from courseware.messages import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import Block, TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic

_NUMBERED = re.compile(r"\s*\d")
_OTHER_NUMBER = re.compile(
    r"\s*(?:\d{1,2}(?:[)、\uff09\uff0e]|\.(?=[^\d\s]))|[(\uff08]\d{1,2}[)\uff09])"
)
_DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S")
_CELL = re.compile(r"(?<!\\)\|")
_FLOW = frozenset({Part.BLANK, Part.TEXT, Part.ITEM})
_RUNS_ON = frozenset({Part.TEXT, Part.ITEM, Part.TABLE, Part.RULE})


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the lists and tables of every page."""
    for page in course.pages.values():
        if page.source.readable:
            yield from _lists(page)
            yield from _tables(page)
            yield from _definitions(page)


class _Reader:
    """Reads a page's lines as Python-Markdown will, as far as lists go."""

    def __init__(self) -> None:
        self.items: list[tuple[int, bool]] = []
        """The list that is open: indentation and numbering of its last item on each level."""
        self.before: TextLine | None = None
        """The line above; ``None`` where a paragraph or list may begin."""
        self.runs_on = False
        """Whether the paragraph above began as text."""
        self.block: Block | None = None

    def take(self, line: TextLine) -> tuple[str, dict[str, int]]:
        """Read the next line; the code of what is wrong with it, if anything, and its figures."""
        if line.block is not self.block or line.part not in _FLOW:
            self.items.clear()
            self.block = line.block
        item = line.part is Part.ITEM and not _OTHER_NUMBER.match(line.text)
        found: tuple[str, dict[str, int]] = ("", {})
        if self.before and self.runs_on:
            if item:
                found = "PAGE-22", {}
            elif _both_numbered(self.before, line):
                found = "PAGE-25", {}
        elif item:
            found = self._enter(line)
        elif line.part is Part.TEXT and not self.before and self._indent(line) < INDENT:
            self.items.clear()
        if line.part not in _RUNS_ON:
            self.before = None
        else:
            first = self.before is None
            self.runs_on = (not item if first else self.runs_on) and not found[0]
            self.before = line
        return found

    def _indent(self, line: TextLine) -> int:
        return max(line.indent - (self.block.indent + INDENT if self.block else 0), 0)

    def _enter(self, line: TextLine) -> tuple[str, dict[str, int]]:
        indent, numbered = self._indent(line), bool(_NUMBERED.match(line.text))
        level = indent // INDENT
        while self.items and self.items[-1][0] // INDENT > level:
            self.items.pop()
        above, kind = self.items[-1] if self.items else (-INDENT, numbered)
        if level - above // INDENT == 1:
            self.items.append((indent, numbered))
            return "", {}
        if indent > above:
            return "PAGE-23", {"count": indent - above}
        self.items[-1] = (indent, numbered)
        return ("PAGE-24" if kind != numbered else ""), {}


def _lists(page: Page) -> Iterator[Diagnostic]:
    reader = _Reader()
    for line in page.lines:
        code, facts = reader.take(line)
        if code:
            yield finding(code, page.source.at(line.number, line.indent + 1), **facts)


def _both_numbered(above: TextLine, line: TextLine) -> bool:
    return bool(_OTHER_NUMBER.match(above.text) and _OTHER_NUMBER.match(line.text))


def _tables(page: Page) -> Iterator[Diagnostic]:
    head = 0
    for line in page.lines:
        if line.part not in {Part.TABLE, Part.RULE}:
            head = 0
            continue
        cells = _cells(line)
        if line.part is Part.TABLE and head and cells > head:
            place = page.source.at(line.number, line.indent + 1)
            yield finding("PAGE-26", place, cells=cells, head=head)
        head = head or cells


def _cells(line: TextLine) -> int:
    """Cells of a row; a bar in code or after a backslash parts none."""
    return len(_CELL.findall(line.inline.markup.strip().strip("|"))) + 1


def _definitions(page: Page) -> Iterator[Diagnostic]:
    """Lines like ``[name]: text``, which Markdown takes for the address of a link and drops."""
    for line in page.lines:
        found = _DEFINITION.match(line.text) if line.part is Part.TEXT else None
        if found and not any(
            f"[{found[1]}]" in other.text for other in page.lines if other is not line
        ):
            place = page.source.at(line.number, line.indent + 1)
            yield finding("PAGE-27", place, width=len(line.text.strip()))
