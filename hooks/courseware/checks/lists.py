"""Lists and tables that come out as something else: Markdown says nothing, the page is wrong.

Python-Markdown wants a blank line before a list, four blanks for each level and a line of text
between a list of points and a numbered one; a table's row keeps as many cells as its head has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.text.finding import E, Rule
from courseware.text.parts import INDENT, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import Block, TextLine

# fmt: off
PAGE_22 = Rule(
    "PAGE-22", E, "列表前面没有空行",
    "这一行会接在上一段后面，不成列表；请在列表前面加一个空行",
    "没有空行，“- 甲 - 乙”会挤成一段话。",
    bad="没有空行的列表：\n- 甲\n- 乙", good="有空行的列表：\n\n- 甲\n- 乙",
)
PAGE_23 = Rule(
    "PAGE-23", E, "下一级列表的缩进不对",
    "这一项比上一项多缩进了 {count} 格，排不成下一级；下一级请正好缩进 4 格，同级请对齐",
    "缩进两格是别的编辑器的习惯，这里每一级缩进四格。",
    bad="- 一级\n  - 二级", good="- 一级\n    - 二级",
)
PAGE_24 = Rule(
    "PAGE-24", E, "两种列表连在一起",
    "编号列表和圆点列表连在一起，会变成同一种；请在两个列表之间写一句话，或只用一种",
    "连着的列表被当成一个，编号会变成圆点，圆点会变成编号。",
    bad="- 甲\n\n1. 乙", good="- 甲\n\n再按顺序做：\n\n1. 乙",
)
PAGE_25 = Rule(
    "PAGE-25", E, "编号的写法不成列表",
    "这样编号的几行会连成一段；请写成“1. ”（半角句点加空格），前面空一行",
    "“1、”“1）”“（1）”在网页里只是普通文字，换行也不起作用。",
    bad="1、报工号\n2、问来意", good="1. 报工号\n2. 问来意",
)
PAGE_26 = Rule(
    "PAGE-26", E, "表格这一行的格子太多",
    "这一行有 {cells} 格，表头只有 {head} 格，多出的会丢掉；请补齐表头或删去多余的 |，"
    "格子里的竖线写成 \\|",
    "多出来的格子不会出现在网页和印刷版上。",
    bad="| 步骤 | 说什么 |\n| --- | --- |\n| 一 | 工号 | 来意 |",
    good="| 步骤 | 说什么 |\n| --- | --- |\n| 一 | 工号、来意 |",
)
PAGE_30 = Rule(
    "PAGE-30", E, "表格和别的文字连在一起",
    "{fact}；请在它们之间加一个空行",
    "表格前后没有空行，表格会变成一段带竖线的文字，后面的文字会变成表格的一行。",
    bad="两问定位：\n| 问 | 答 |\n| --- | --- |\n| 换个地方呢 | 好了是位置 |",
    good="两问定位：\n\n| 问 | 答 |\n| --- | --- |\n| 换个地方呢 | 好了是位置 |",
)
# fmt: on


_NUMBERED = re.compile(r"\s*\d")
_OTHER_NUMBER = re.compile(
    r"\s*(?:\d{1,2}(?:[)、\uff09\uff0e]|\.(?=[^\d\s]))|[(\uff08]\d{1,2}[)\uff09])"
)
_CELL = re.compile(r"(?<!\\)\|")
_ROWS = frozenset({Part.TABLE, Part.RULE})
_HOLDS_TABLES = frozenset({Part.TEXT, Part.ITEM, Part.CODE})
_FALLS_INTO_TABLES = _HOLDS_TABLES | {Part.HEADING}
_TAG_LINE = re.compile(r"\s*<.*>\s*")
_ENDS_PARAGRAPH = re.compile(r"\s*(?:<.*>|-{3,}|={3,}|\[[^\]^]+\]:.*)\s*")
"""A line after which a table may begin: HTML, a rule, the address of a link."""
_FLOW = frozenset({Part.BLANK, Part.TEXT, Part.ITEM})
_RUNS_ON = frozenset({Part.TEXT, Part.ITEM, Part.TABLE, Part.RULE})


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the lists and tables of every page."""
    for page in course.pages.values():
        if page.source.readable:
            yield from _lists(page)
            yield from _tables(page)
            yield from _stuck_tables(page)


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

    def take(self, line: TextLine) -> tuple[Rule | None, dict[str, int]]:
        """Read the next line; the rule that it breaks, if anything, and its figures."""
        if line.block is not self.block or line.part not in _FLOW:
            self.items.clear()
            self.block = line.block
        item = line.part is Part.ITEM and not _OTHER_NUMBER.match(line.text)
        found: tuple[Rule | None, dict[str, int]] = (None, {})
        if self.before and self.runs_on:
            if item:
                found = PAGE_22, {}
            elif _both_numbered(self.before, line):
                found = PAGE_25, {}
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

    def _enter(self, line: TextLine) -> tuple[Rule | None, dict[str, int]]:
        indent, numbered = self._indent(line), bool(_NUMBERED.match(line.text))
        level = indent // INDENT
        while self.items and self.items[-1][0] // INDENT > level:
            self.items.pop()
        above, kind = self.items[-1] if self.items else (-INDENT, numbered)
        if level - above // INDENT == 1:
            self.items.append((indent, numbered))
            return None, {}
        if indent > above:
            return PAGE_23, {"count": indent - above}
        self.items[-1] = (indent, numbered)
        return (PAGE_24 if kind != numbered else None), {}


def _lists(page: Page) -> Iterator[Diagnostic]:
    reader = _Reader()
    for line in page.lines:
        rule, facts = reader.take(line)
        if rule:
            yield rule.at(page.source.at(line.number, line.indent + 1), **facts)


def _both_numbered(above: TextLine, line: TextLine) -> bool:
    return bool(_OTHER_NUMBER.match(above.text) and _OTHER_NUMBER.match(line.text))


def _tables(page: Page) -> Iterator[Diagnostic]:
    head = 0
    for line in page.lines:
        if line.part not in _ROWS:
            head = 0
            continue
        cells = _cells(line)
        if line.part is Part.TABLE and head and cells > head:
            place = page.source.at(line.number, line.indent + 1)
            yield PAGE_26.at(place, cells=cells, head=head)
        head = head or cells


def _cells(line: TextLine) -> int:
    """Cells of a row; a bar in code or after a backslash parts none."""
    return len(_CELL.findall(line.inline.markup.strip().strip("|"))) + 1


def _stuck_tables(page: Page) -> Iterator[Diagnostic]:
    """Tables without a blank line before or after them."""
    above: TextLine | None = None
    rows: list[TextLine] = []
    stuck: TextLine | None = None
    for line in page.lines:
        if line.part in _ROWS:
            if not rows:
                holds = above and above.part in _HOLDS_TABLES
                stuck = above if above and holds and not _ends_paragraph(above) else None
            rows.append(line)
            if stuck and line.part is Part.RULE:
                place = page.source.at(rows[0].number, rows[0].indent + 1)
                yield PAGE_30.at(place, fact="这张表接在上一行后面，不成表格")
                stuck = None
        else:
            whole = any(row.part is Part.RULE for row in rows)
            if whole and line.part in _FALLS_INTO_TABLES and not _TAG_LINE.fullmatch(line.text):
                place = page.source.at(line.number, line.indent + 1)
                yield PAGE_30.at(place, fact="这一行接在表格后面，会变成表格的一行")
            rows = []
        above = line


def _ends_paragraph(line: TextLine) -> bool:
    return line.part is Part.TEXT and bool(_ENDS_PARAGRAPH.fullmatch(line.text))
