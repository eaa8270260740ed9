"""The rows of a spreadsheet that came back: read, and held against what a question needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.model import Level
from courseware.exports import sheet
from courseware.exports.import_rewrite import kind_of
from courseware.exports.rules import (
    IMPORT_2,
    IMPORT_6,
    IMPORT_7,
    IMPORT_8,
    IMPORT_10,
    IMPORT_11,
    IMPORT_12,
    IMPORT_13,
    IMPORT_20,
    IMPORT_21,
)
from courseware.questions.kinds import LETTERS
from courseware.text.finding import Location, Rule, did_you_mean
from courseware.text.inline import find_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.exports.entries import BankName
    from courseware.exports.sheet import Cell, Row
    from courseware.text.finding import Diagnostic

_NEEDED = (sheet.ID, sheet.LESSON, sheet.STEM, sheet.option("A"), sheet.KEY, sheet.MARK)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row as it came back, in canonical form; ``columns`` are numbers by head."""

    file: str
    number: int
    row: Row
    columns: Mapping[str, int]

    def fault(self, rule: Rule, head: str, **facts: object) -> Diagnostic:
        """A finding about one of the row's cells."""
        place = Location(self.file, self.number, self.columns.get(head, 1))
        return rule.at(place, width=0, row=self.number, head=head, **facts)


def read_rows(
    cells: Sequence[Sequence[Cell]], bank: BankName, file: str
) -> tuple[tuple[Incoming, ...], tuple[Diagnostic, ...]]:
    """The rows below the heads; empty rows are left out, bad cells are findings."""
    found: list[Diagnostic] = []
    columns = _columns(cells[0] if cells else (), bank, file, found)
    if found:
        return (), tuple(found)
    rows: list[Incoming] = []
    for number, row in enumerate(cells[1:], start=2):
        texts = {head: row[at - 1].text for head, at in columns.items() if at <= len(row)}
        one = Incoming(file, number, sheet.canonical(texts), columns)
        faults = [
            one.fault(IMPORT_8, head, fault=row[at - 1].fault)
            for head, at in columns.items()
            if at <= len(row) and row[at - 1].fault
        ]
        found += faults
        width = max(columns.values())
        for at, cell in enumerate(row[width:], start=width + 1):
            if cell.text.strip() or cell.fault:
                problem = f"第 {number} 行有内容超出了最后一列"
                found.append(IMPORT_2.at(Location(file, number, at), problem=problem))
        if one.row:
            rows.append(one)
    return tuple(rows), tuple(found)


def check_row(one: Incoming) -> Iterator[Diagnostic]:
    """What keeps a row from being a question."""
    row = one.row
    if sheet.STEM not in row:
        yield one.fault(IMPORT_20, sheet.STEM)
        return
    letters = sheet.letters_in(row)
    if any(find_gaps(row[sheet.STEM])):
        for head in row:
            if head.startswith("选项") or head == sheet.KEY:
                yield one.fault(IMPORT_21, head)
    else:
        yield from _check_options(one, letters)
    expected = kind_of(row)
    said = row.get(sheet.KIND, expected)
    if said != expected and sheet.KEY in row:
        yield one.fault(IMPORT_12, sheet.KIND, value=said, expected=expected)
    if row.get(sheet.RED, sheet.YES) != sheet.YES:
        yield one.fault(IMPORT_13, sheet.RED, value=row[sheet.RED], expected="“是”或留空")
    if sheet.pins(row.get(sheet.PINNED, "")) is None:
        expected = "选项的序号（例如 4）或“全部”"
        yield one.fault(IMPORT_13, sheet.PINNED, value=row[sheet.PINNED], expected=expected)
    levels = [level.value for level in Level]
    if sheet.LEVEL in row and row[sheet.LEVEL] not in levels:
        expected = "、".join(levels) + "之一"
        yield one.fault(IMPORT_13, sheet.LEVEL, value=row[sheet.LEVEL], expected=expected)


def _check_options(one: Incoming, letters: str) -> Iterator[Diagnostic]:
    row = one.row
    if len(letters) < _FEWEST:
        yield one.fault(IMPORT_7, sheet.option("A"), count=len(letters))
    for letter in LETTERS:
        if sheet.feedback(letter) in row and letter not in letters:
            yield one.fault(IMPORT_11, sheet.feedback(letter))
    key = row.get(sheet.KEY, "")
    if not key:
        yield one.fault(IMPORT_6, sheet.KEY)
    elif len(set(key)) != len(key) or not set(key) <= set(letters):
        yield one.fault(IMPORT_10, sheet.KEY, value=key)


def _columns(
    first: Sequence[Cell], bank: BankName, file: str, found: list[Diagnostic]
) -> dict[str, int]:
    known = sheet.heads(bank, len(LETTERS))
    columns: dict[str, int] = {}
    for at, cell in enumerate(first, start=1):
        head = cell.text.strip()
        problem = ""
        if head in columns:
            problem = f"“{head}”有两列"
        elif head and head not in known:
            problem = f"认不得“{head}”{did_you_mean(head, known)}"
        elif head:
            columns[head] = at
        if problem:
            found.append(IMPORT_2.at(Location(file, 1, at), problem=problem))
    for head in _NEEDED:
        if head not in columns:
            problem = f"缺少“{head}”这一列"
            found.append(IMPORT_2.at(Location(file), problem=problem))
    return columns
