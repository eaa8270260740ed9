"""The sheet: what is in it, and that nothing is lost on the way through a file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from courseware.exports.entries import BankName
from courseware.exports.sheet import Cell, canonical, compacted, fingerprint, row_of, table
from courseware.exports.spreadsheet import TableError, read_table, write_csv, write_xlsx
from courseware.verbs.export_questions import make_export, read_bank_entries
from tests.conftest import ROOT

from .desk import Desk
from .samples import exported, small_project, written

if TYPE_CHECKING:
    from pathlib import Path

CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.just("\n")
)
HEADS = [
    "题号", "课", "题型", "目标", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F",
    "正确答案", "选项A反馈", "选项B反馈", "选项C反馈", "选项D反馈", "选项E反馈", "选项F反馈",
    "解析", "红线", "固定选项",
]  # fmt: skip


def test_columns_and_rows_of_the_course(tmp_path: Path) -> None:
    desk = Desk(small_project(tmp_path))
    assert desk.heads == [*HEADS, "指纹（勿改）"]
    assert [row[0] for row in desk.rows[1:]] == [f"1-0{n}" for n in range(1, 9)]
    assert dict(zip(desk.heads, desk.row("1-02"), strict=True)) == {
        **dict.fromkeys(HEADS, ""),
        "题号": "1-02",
        "课": "1.1 开场/问候",
        "题型": "多选",
        "目标": "a,b",
        "题干": '（多选）看图和表：\n\n![两段波](wave.png "图题")\n\n| 项 | 值 |\n| --- | --- |\n'
        "| a | 1 < 2 |\n\n```text\n第一行 {x}\n  第二行 ~ # =\n```",
        "选项A": "第一行",
        "选项B": "第二行",
        "选项C": "图 ![小图](../02-more/dot.svg)",
        "正确答案": "AC",
        "选项A反馈": "对。",
        "选项B反馈": "错。",
        "选项C反馈": "对，见[核身](verify.md)。",
        "解析": "- 一条\n- 两条",
        "红线": "是",
        "固定选项": "3",
        "指纹（勿改）": desk.get("1-02", "指纹（勿改）"),
    }


def test_the_exam_bank_has_three_columns_more(tmp_path: Path) -> None:
    desk = Desk(small_project(tmp_path), "exam")
    assert desk.heads == [*HEADS, "层次", "知识点", "案例", "指纹（勿改）"]
    assert desk.row("x1-02")[-4:-1] == ["分析", "silence", "x1-c1"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("bank", BankName)
def test_the_real_bank_is_there_whole(bank: BankName, form: str) -> None:
    data = exported(ROOT, form, bank)
    assert data == exported(ROOT, form, bank)
    entries, _ = read_bank_entries(ROOT, bank)
    wanted = table(entries, bank)
    assert [[cell.text for cell in row] for row in read_table(data)] == wanted
    assert len(wanted) == written(bank) + 1
    for row in wanted[1:]:
        named = {head: text for head, text in zip(wanted[0], row, strict=True) if text}
        assert canonical(named) == named
        assert fingerprint(named) == named["指纹（勿改）"]


def test_csv_opens_in_excel_as_it_was_meant(tmp_path: Path) -> None:
    data = make_export(small_project(tmp_path), BankName.COURSE, "csv")[0]
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("'1-01,")  # else Excel reads the first of January


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+86", "'+86"), ("-1", "'-1"), ("@x", "'@x"), ("1-01", "'1-01"),
        ("1/2", "'1/2"), ("007", "'007"), ("1e5", "'1e5"), ("TRUE", "'TRUE"), ("3月5日", "'3月5日"),
        ("'=1", "''=1"), ("\t=1", "'\t=1"), ("'t", "'t"), ("6 个", "6 个"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_can_be_computed_or_turned_into_a_date(text: str, written: str) -> None:
    data = write_csv([["题号", "题干"], ["x1-01", text]])
    assert data.decode("utf-8-sig") == f"题号,题干\r\n'x1-01,{written}\r\n"
    assert read_table(data)[1] == [Cell("x1-01"), Cell(text)]


def test_a_workbook_saved_from_our_csv_is_read_as_it_was_meant() -> None:
    """What WPS makes of our CSV: a workbook whose cells still have the sign in front."""
    guarded = write_xlsx([["题号", "题干"], ["'x1-01", "'=1"], ["'x1-02", "'t"]])
    assert [[cell.text for cell in row] for row in read_table(guarded)] == [
        ["题号", "题干"], ["x1-01", "=1"], ["x1-02", "'t"],
    ]  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=3))
def test_any_text_survives_csv(rows: list[list[str]]) -> None:
    rows = [["甲", "乙", "丙"], *rows]
    assert [[cell.text for cell in row] for row in read_table(write_csv(rows))] == rows


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=2))
def test_any_text_survives_xlsx(rows: list[list[str]]) -> None:
    rows = [["甲", "乙"], *(["x1-01", text] for text, _ in rows)]
    read = [[cell.text for cell in row] for row in read_table(write_xlsx(rows))]
    assert read == rows[: len(read)]
    assert all(text == "" for row in rows[len(read) :] for text in row)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_as_wps_and_excel_write_it(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["题号", "题干"]) + "\r\n" + delimiter.join(["'1-01", '"两行\r\n𠮷😀"'])
    mark = "\ufeff".encode(encoding) if encoding == "utf-16-be" else b""
    data = mark + text.encode(encoding)
    assert read_table(data) == [[Cell("题号"), Cell("题干")], [Cell("1-01"), Cell("两行\r\n𠮷😀")]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xff\xff\xff\x80", "认不出文字编码，请另存为 UTF-8 的 CSV 或 xlsx"),
        (b"PK\x03\x04broken", "不是完好的 xlsx 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧的 .xls 文件，请另存为 .xlsx"),
        (b"a" * (20 * 1024 * 1024 + 1), "文件超过 20 MB"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(TableError) as refused:
        read_table(data)
    assert str(refused.value) == reason


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    try:
        read_table(data)
    except TableError:
        return


def test_the_workbook_is_text_with_a_hidden_fingerprint(tmp_path: Path) -> None:
    data = make_export(small_project(tmp_path), BankName.COURSE, "xlsx")[0]
    book = load_workbook(io.BytesIO(data))
    page = book["题目"]
    assert book.sheetnames == ["题目", "说明"]
    assert page.freeze_panes == "C2"
    assert {cell.number_format for row in page.iter_rows() for cell in row} == {"@"}
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    hidden = [column for column, shape in page.column_dimensions.items() if shape.hidden]
    assert hidden == ["V"]
    assert page["V1"].value == "指纹（勿改）"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_a_formula_is_never_written() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([["题号"], ["=1+1"], ["+1"]])))
    cells = [book["题目"].cell(row, 1) for row in (2, 3)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        ("=1+1", "s", True),
        ("+1", "s", True),
    ]


def test_options_move_up_and_the_key_moves_along() -> None:
    row = {"题干": "问", "选项A": "甲", "选项C": "丙", "选项C反馈": "对", "正确答案": "C"}
    moved = {"题干": "问", "选项A": "甲", "选项B": "丙", "选项B反馈": "对", "正确答案": "B"}
    assert compacted(row) == moved


def test_signs_that_mean_the_same_are_made_the_same() -> None:
    typed = {
        "目标": "a、ｂ ，c",
        "正确答案": " c，Ａ",
        "红线": "√",
        "固定选项": "3，4",
        "题干": "一 \r\n二 ",
    }
    assert canonical(typed) == {
        "目标": "a,b,c", "正确答案": "AC", "红线": "是", "固定选项": "3,4", "题干": "一\n二",
    }  # fmt: skip


def test_the_fingerprint_knows_nothing_of_the_lessons_name() -> None:
    entries, _ = read_bank_entries(ROOT, BankName.COURSE)
    row = row_of(entries[0])
    assert fingerprint(row | {"课": "9.9 别的"}) == row["指纹（勿改）"]
    assert fingerprint(row | {"题干": "别的"}) != row["指纹（勿改）"]
