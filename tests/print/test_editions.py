"""One source, four books: who sees answers and trainer notes, and who doesn't."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from courseware.print.assemble import book_job, chapter_job
from courseware.print.book import Edition
from courseware.print.booklet import booklet, sheet_sides
from courseware.print.references import public_address
from courseware.print.shop import PrintShop
from courseware.text.lines import trainer_markdown

from .conftest import DOCS, FONTS, STAMP, typeset
from .readback import bookmarks, pages
from .render import reader

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.print.book import PrintBook

NOTE = "讲师才看的话。"
KEYS = ("答案：", "六比特对应六十四个点", "64是点数", "4，或四")
SHEET = """
2.1通信原理 姓名日期做对题，共3题 第1题单选目标12-01 64QAM的一个符号携带几个比特？
○A64个○B6个 理由： 第2题多选✕红线题目标1、22-02 □AFDD□BTDMA□CTDD 理由：
第3题填空目标22-03 汉明(7,4)码每7位里有位内容，其余位是校验位。 理由：
"""
KEY = """
第1题答案：B2-01 64QAM的一个符号携带几个比特？ 六比特对应六十四个点。 ✕A64是点数。✓B对。2的6次方。
第2题答案：A、C2-02 第3题答案：（1）4，或四；（2）32-03 括号里相减得三。
"""
TRAINER = """
带课计划：第二章移动通信基础 课时长目标题目红线题页 2.1通信原理40分钟2313
目标内容层次12✕3 1用一句话分别说清调制和多址各管什么理解●●
第1题单选目标12-01 ○A64个○B6个 答案：B 六比特对应六十四个点。
依据 ▲讲师怎样带这一课 讲师才看的话。
"""


def printed(book: PrintBook, edition: Edition) -> str:
    """The text of the first chapter in this edition, without white space."""
    job, found = chapter_job(replace(book, edition=edition), book.chapters[0], reader(DOCS))
    assert found == ()
    return "".join(pages(typeset(job)))


@pytest.mark.parametrize(
    ("edition", "wanted"),
    [(Edition.WORKBOOK, SHEET), (Edition.ANSWERS, KEY), (Edition.TRAINER, TRAINER)],
)
def test_edition_says_its_part_in_order(book: PrintBook, edition: Edition, wanted: str) -> None:
    text, position = printed(book, edition), 0
    for piece in wanted.split():
        found = text.find(piece, position)
        assert found >= 0, f"{piece!r} after {text[position : position + 200]!r}"
        position = found + len(piece)


@pytest.mark.parametrize("edition", list(Edition))
def test_only_the_trainer_sees_the_notes(book: PrintBook, edition: Edition) -> None:
    job, found = book_job(replace(book, edition=edition), reader(DOCS))
    assert found == ()
    text = "".join(pages(typeset(job)))
    assert (NOTE in text) == (NOTE in job.main) == (edition is Edition.TRAINER)
    assert ("请不要发给学员" in text) == edition.for_trainers
    if edition is Edition.WORKBOOK:
        assert [key for key in KEYS if key in text or key in job.main] == []


def test_editions_have_the_bookmarks_of_what_they_hold(book: PrintBook) -> None:
    def marks(edition: Edition) -> list[str]:
        job, _ = book_job(replace(book, edition=edition), reader(DOCS))
        return [title for _, title in bookmarks(typeset(job))]

    chapters = [
        "目录",
        "第二章 移动通信基础",
        "2.1 通信原理",
        "第四章 常见问题处理",
        "4.1 网络覆盖与信号",
    ]
    assert marks(Edition.WORKBOOK) == marks(Edition.ANSWERS) == chapters


def test_shop_keeps_trainers_books_apart(book: PrintBook, tmp_path: Path) -> None:
    shop = PrintShop(fonts=FONTS, cache=tmp_path / "cache", timestamp=STAMP)
    read = reader(DOCS)
    site, faults = shop.for_trainees(book, read)
    own, more = shop.for_trainers(book, read)
    assert (faults, more) == ((), ())
    books = {file.url: file.title for file in site if "card" not in file.url}
    assert books == {
        "pdf/course.pdf": "全书：移动客服基础知识",
        "pdf/02-network.pdf": "第二章 移动通信基础",
        "pdf/04-problems.pdf": "第四章 常见问题处理",
        "pdf/workbook.pdf": "练习册：移动客服基础知识",
    }
    assert {file.url: file.title for file in own} == {
        "course-trainer.pdf": "讲师版：移动客服基础知识",
        "answers.pdf": "答案册：移动客服基础知识",
    }
    assert [file.url for file in site if NOTE in "".join(pages(file.data))] == []
    assert shop.for_trainees(book, read) == (site, ())
    assert len(list((tmp_path / "cache").iterdir())) == len(site) + len(own)


def test_trainer_blocks_are_taken_whole_and_alone() -> None:
    text = (
        '---\nid: x\n---\n\n正文\n\n!!! 讲师 "一"\n\n    甲\n\n    - 乙\n\n正文\n\n'
        "```\n!!! 讲师\n```\n\n??? 讲师\n    丙\n"
    )
    assert trainer_markdown("docs/x.md", text) == (
        '!!! 讲师 "一"\n\n    甲\n\n    - 乙\n\n??? 讲师\n    丙'
    )
    assert trainer_markdown("docs/x.md", "正文\n") == ""


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://course.example.cn/", "https://course.example.cn/"),
        ("http://10.1.2.3/course/", "http://10.1.2.3/course/"),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost:8000/", ""),
        ("", ""),
        ("file:///srv/", ""),
    ],
)
def test_only_an_address_readers_can_open_is_printed(site_url: str, address: str) -> None:
    assert public_address(site_url) == address


def test_paper_size(book: PrintBook) -> None:
    sizes = {}
    for paper in ("A4", "B5"):
        job, _ = chapter_job(replace(book, paper=paper), book.chapters[0], reader(DOCS))
        sizes[paper] = _sizes(typeset(job))
    assert sizes == {"A4": {(210, 297)}, "B5": {(182, 257)}}


def test_booklet_has_the_pages_of_a_folded_sheet_side_by_side(book: PrintBook) -> None:
    assert sheet_sides(5) == [(None, 0), (1, None), (None, 2), (3, 4)]
    job, _ = chapter_job(book, book.chapters[0], reader(DOCS))
    pdf = typeset(job)
    folded = booklet(pdf)
    one, two = pages(pdf), pages(folded)
    assert len(one) == 8
    assert two == [one[7] + one[0], one[1] + one[6], one[5] + one[2], one[3] + one[4]]
    assert _sizes(folded) == {(297, 210)}
    assert booklet(pdf) == folded


def _sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Page sizes, mm."""
    found = (page.get_size() for page in pypdfium2.PdfDocument(pdf))
    return {(round(w / 72 * 25.4), round(h / 72 * 25.4)) for w, h in found}
