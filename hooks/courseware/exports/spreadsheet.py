"""Tables as files: CSV in any encoding that WPS and Excel write, and XLSX.

Cells are text. What a spreadsheet would compute or turn into a date or number by itself
gets a ``'`` in front in CSV, and the text format in XLSX; reading takes the ``'`` off. The
first column always has it in CSV, so that a workbook saved from our CSV can be told.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from courseware.course.model import Level
from courseware.exports import sheet
from courseware.exports.sheet import Cell
from courseware.exports.zipped import zipped
from courseware.questions.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "题目"
MOST_BYTES = 20 * 1024 * 1024
"""Largest file that is read."""
_MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 256
"""Where a table must end."""
_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - OOXML knows no zone here
_TEMPTING = re.compile(r"'*(?:[=+\-@\t\r]|(?:[\d.,:/%\s年月日eE+-]+|true|false)$)", re.IGNORECASE)
"""What a spreadsheet would not leave as it is."""
_PICKS = {
    sheet.KIND: tuple(kind.name for kind in KINDS.values()),
    sheet.RED: (sheet.YES,),
    sheet.LEVEL: tuple(level.value for level in Level),
}
_SPARE = 200
"""Rows below the table that have lists to pick from, for new questions."""
_LINE_HEIGHT = 16
"""Points of a line of text."""
_TALLEST = 400
"""Points of the tallest row that Excel allows, nearly."""
_LAST_NARROW = 0x2E7F
"""Code points above take two columns."""
_GUIDE = (
    "一行一题。改好存盘，交给维护者用 python hooks import-questions 导入；先看预演，再写回。",
    "格子里是 Markdown：**加粗**、`代码`；换行用 Alt+Enter。",
    "填空题的答案写在题干的 [[ ]] 里，几种写法用 | 隔开；正确答案和选项留空。",
    "正确答案写字母，多选连写，例如 AC。红线写“是”或留空。",
    "固定选项写打乱时不动的选项的序号，例如 4，或“全部”。",
    "新题加在最后，题号和指纹留空，写明课；删掉一行不会删题。不要改第一行和最后一列。",
)


class TableError(Exception):
    """The file can't be read as a table; the message is a reason for the trainer."""


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for GBK."""
    held = io.StringIO(newline="")
    guarded = [
        [_guarded(text, named=at > 0 and not column) for column, text in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    csv.writer(held, lineterminator="\r\n").writerows(guarded)
    return b"\xef\xbb\xbf" + held.getvalue().encode("utf-8")


def write_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with the table and a page of hints; the last column is hidden."""
    book = Workbook()
    book.remove(book.worksheets[0])
    page: Worksheet = book.create_sheet(TITLE)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(cast("XlsxCell", page.cell(number, column)), text)
    _dress(page, rows[0] if rows else (), len(rows))
    for number, row in enumerate(rows, start=1):
        page.row_dimensions[number].height = _height(rows[0], row)
    guide = book.create_sheet("说明")
    guide.column_dimensions["A"].width = 100
    for number, line in enumerate(_GUIDE, start=1):
        guide.cell(number, 1, line).alignment = Alignment(wrap_text=True)
    book.properties.creator = "courseware"
    book.properties.created = book.properties.modified = _STAMP
    held = io.BytesIO()
    book.save(held)
    return _dated(held.getvalue())


def read_table(data: bytes) -> list[list[Cell]]:
    """The rows of a file, whatever it is called.

    Raises:
        TableError: if it is no table.
    """
    if len(data) > MOST_BYTES:
        raise TableError(f"文件超过 {MOST_BYTES // 1024 // 1024} MB")
    if data.startswith(b"PK"):
        return _read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError("这是旧的 .xls 文件，请另存为 .xlsx")
    return _read_csv(data)


def _put(cell: XlsxCell, text: str) -> None:
    cell.value = text or None
    if text:
        cell.data_type = "s"  # "=…" is text here, never a formula
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))


def _dress(page: Worksheet, heads: Sequence[str], rows: int) -> None:
    """Widths, a frozen head, lists to pick from, and the last column out of the way."""
    page.freeze_panes = "C2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, head in enumerate(heads, start=1):
        cell = page.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E2EFEE")
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = _width(head)
        if head in _PICKS:
            check = DataValidation("list", formula1=f'"{",".join(_PICKS[head])}"', allow_blank=True)
            check.add(f"{letter}2:{letter}{rows + _SPARE}")
            page.add_data_validation(check)
        page.column_dimensions[letter].hidden = head == sheet.MARK


def _height(heads: Sequence[str], row: Sequence[str]) -> float:
    """Points that show the row's longest cell whole; not every program fits rows by itself."""
    lines = 1
    for head, text in zip(heads, row, strict=False):
        if head != sheet.MARK:
            wide = _width(head) - 1
            parts = [
                sum(2 if ord(sign) > _LAST_NARROW else 1 for sign in p) for p in text.split("\n")
            ]
            lines = max(lines, sum(max(1, -(-part // wide)) for part in parts))
    return float(min(lines * _LINE_HEIGHT, _TALLEST))


def _width(head: str) -> int:
    if head in {sheet.STEM, sheet.EXPLANATION}:
        return 48
    return 28 if head.startswith("选项") else 20 if head == sheet.LESSON else 10


def _read_xlsx(data: bytes) -> list[list[Cell]]:
    try:
        _check_size(data)
        book = load_workbook(io.BytesIO(data), read_only=True)
        page = book[TITLE] if TITLE in book.sheetnames else book.worksheets[0]
        return _from_csv(_rows(page))
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble on
        raise TableError("不是完好的 xlsx 文件") from error


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > _MOST_UNPACKED:
            raise TableError("文件解压后太大")


def _rows(page: Any) -> list[list[Cell]]:
    """The cells that the file has, in rows as wide as the widest.

    openpyxl's own readers fill up with empty cells to the last one that is named anywhere:
    one word at XFD1048576, and they never end. So its parser is asked for what there is.
    """
    found: dict[int, dict[int, Cell]] = {}
    with page._get_source() as source:  # noqa: SLF001 - there is no public way
        parser = WorkSheetParser(
            source,
            page._shared_strings,  # noqa: SLF001
            epoch=page.parent.epoch,
            date_formats=page.parent._date_formats,  # noqa: SLF001
            timedelta_formats=page.parent._timedelta_formats,  # noqa: SLF001
        )
        for _, row in parser.parse():
            for cell in row:
                if cell["value"] is None:
                    continue
                if cell["row"] > MOST_ROWS or cell["column"] > MOST_COLUMNS:
                    place = f"{get_column_letter(cell['column'])}{cell['row']}"
                    limit = f"{MOST_ROWS} 行、{MOST_COLUMNS} 列"
                    raise TableError(f"{place} 有内容，超出了 {limit}，请删掉表外的内容")
                found.setdefault(cell["row"], {})[cell["column"]] = _cell(cell)
    width = max((max(row) for row in found.values()), default=0)
    return [
        [found.get(row, {}).get(column, Cell()) for column in range(1, width + 1)]
        for row in range(1, max(found, default=0) + 1)
    ]


def _cell(cell: Mapping[str, Any]) -> Cell:
    value = cell["value"]
    if cell["data_type"] == "f":
        return Cell(fault="公式")
    if cell["data_type"] == "e":
        return Cell(fault="错误值")
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return Cell(fault="日期")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell("" if value is None else str(value))


def _read_csv(data: bytes) -> list[list[Cell]]:
    text = _decoded(data)
    csv.field_size_limit(MOST_BYTES)
    best: list[list[str]] = []
    for delimiter in ",\t;":
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise TableError("不是 CSV 表格") from error
        if rows and (not best or len(rows[0]) > len(best[0])):
            best = rows
    return [[_unguarded(text, named=not at) for at, text in enumerate(row)] for row in best]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError("认不出文字编码，请另存为 UTF-8 的 CSV 或 xlsx")


def _guarded(text: str, *, named: bool) -> str:
    """The text for CSV; ``named``: it stands in the first column, below the heads."""
    return f"'{text}" if _TEMPTING.match(text) or (named and text) else text


def _unguarded(text: str, *, named: bool) -> Cell:
    if text.startswith("'") and (named or _TEMPTING.match(text)):
        return Cell(text[1:])
    if text.startswith(("=", "@")):
        return Cell(fault="公式")
    return Cell(text)


def _from_csv(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a workbook; if it was saved from our CSV, without the ``'`` in front."""
    if not any(row[0].text.startswith("'") for row in rows[1:] if row):
        return rows
    return [
        [_unguarded(cell.text, named=not at) if cell.text else cell for at, cell in enumerate(row)]
        for row in rows
    ]


def _dated(data: bytes) -> bytes:
    """The same package with fixed dates, so that the same table gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    for name in files.keys() & {"docProps/core.xml"}:
        stamp = rb"\d{4}-\d\d-\d\dT[\d:]+Z"
        files[name] = re.sub(stamp, b"2000-01-01T00:00:00Z", files[name])
    return zipped(files, mode=0)
