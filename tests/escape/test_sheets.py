"""Workbooks that are small as files and without end as tables."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
from openpyxl import Workbook

from courseware.exports.sheet import Cell
from courseware.exports.spreadsheet import TITLE, TableError, read_table

CALLS = 400_000
"""Of Python functions: more than a workbook's opening takes, far less than a row filled up."""


def workbook(**cells: object) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = TITLE
    page["A1"], page["B1"] = "题号", "题干"
    for place, value in cells.items():
        page[place] = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def with_sheet(old: bytes, new: bytes) -> bytes:
    """The same with something else in the sheet's own part."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as given, zipfile.ZipFile(held, "w") as made:
        for info in given.infolist():
            data = given.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            made.writestr(info, data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def calls(data: bytes) -> tuple[list[list[Cell]] | str, int]:
    """What is read or said, and how many functions were called for it."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        found: list[list[Cell]] | str = read_table(data)
    except TableError as fault:
        found = str(fault)
    finally:
        sys.setprofile(before)
    return found, count


HEADS = [[Cell("题号"), Cell("题干")]]
OUTSIDE = "{} 有内容，超出了 20000 行、256 列，请删掉表外的内容"
MERGED = b'<mergeCells count="1"><mergeCell ref="A1:XFD100000"/></mergeCells><pageMargins'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workbook(XFD1048576="x"), OUTSIDE.format("XFD1048576")),
        (workbook(IW1="x"), OUTSIDE.format("IW1")),
        (workbook(A20001="x"), OUTSIDE.format("A20001")),
        (with_sheet(b"<pageMargins", MERGED), HEADS),
        (with_sheet(b'<dimension ref="A1:B1"', b'<dimension ref="A1:XFD1048576"'), HEADS),
        (with_sheet(b"</row>", b'</row><row r="1048576"><c r="XFD1048576"/></row>'), HEADS),
        (with_sheet(b"</row>", b'</row><row r="99999999999999"/>'), HEADS),
        (with_sheet(b"</row>", b'</row><row r="x"/>'), "不是完好的 xlsx 文件"),
    ],
    ids=["last cell", "column", "row", "merge", "dimension", "empty last", "huge row", "no row"],
)
def test_what_is_far_out_costs_nothing(data: bytes, said: object) -> None:
    found, count = calls(data)
    assert found == said
    assert count < CALLS


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", bytes(64 * 1024 * 1024 + 1))
    assert calls(held.getvalue())[0] == "文件解压后太大"


def test_the_table_keeps_its_shape() -> None:
    assert read_table(workbook(C3="x", B4=1.0)) == [
        [Cell("题号"), Cell("题干"), Cell()],
        [Cell()] * 3,
        [Cell(), Cell(), Cell("x")],
        [Cell(), Cell("1"), Cell()],
    ]
