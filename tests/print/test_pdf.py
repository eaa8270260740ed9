"""The finished PDFs: nothing lost, everything findable, the same bytes each time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from courseware.print.assemble import book_job, chapter_job

from .conftest import DOCS, TERMS, typeset
from .readback import bookmarks, fonts, labels, pages, structure
from .render import book_of, reader

if TYPE_CHECKING:
    from courseware.print.book import PrintBook, TypstJob

LESSON = """
通信原理 用一句话分别说清调制和多址各管什么 理解 用不带术语的话回答客户 应用
来电 王女士，晚上八点 “我换了 5G 手机，车库里却打不开图片。”
王女士问了两件事，答案在三关里。English words come with one space。
装上电波：调制 改变载波的样子就是调制（Modulation），收到以后叫解调。
按 Ctrl 才算；AT+CSQ 查信号；水是 H2O，面积用 m2。第二行 换行后。
数字调制 先变成 0 和 1。 再改载波： 改高低 改疏密 疏密也叫频率。 松散的第一项。 松散的第二项。
载波 运货的车。 引用一句话。 回到网络架构（见第5页 2.2 节），看其中一节（见第5页 2.2 节），
或者另一章（见 4.1 节）。
来源是三代合作组织
时限按规定说【以本企业现行规定为准：报障回复时限】。
AT+CSQ +CSQ: 20,99 想多知道一点 折叠里的话也要印出来。
✕ 误 急着给方案 客户 “到底凭什么说快？” 坐席 “用的是高阶调制。”
✓ 正 先复述 客户 “到底凭什么说快？” 坐席 复述 “您在车库里打不开图片，对吗？”
话术 “信号弱的地方，网络会先保证送得到。”
✕ 红线 绝不能承诺某个网速。
查一查 客户这样问 表 2.1-1 客户的话 次数 一句话回答 为什么快？ 12 路更宽 怎么慢？ 3 信号弱
要点 调制管怎么装上电波。 对客户只说现象和下一步。
自测 答案与解析在第
第1题 单选 目标1 2-01 64QAM 的一个符号携带几个比特？ ○A64 个 ○B6 个
第2题 多选 ✕红线题 目标1、2 2-02 （多选）下面哪些说的是收和发怎么分？ □AFDD □BTDMA □CTDD
第3题 填空 目标2 2-03 汉明 (7,4) 码每 7 位里有 位内容，其余 位是校验位。
依据 《电信条例》第四十条（A 级，核对日期 2026-11-22）。
移动网络架构 电波先到基站。 核心网 核心网认得每一张卡。上一节讲过调制（见第2页 2.1 节）。
参考答案
第1题 答案：B 题在第4页 2-01 六比特对应六十四个点。 ✕A64 是点数。 ✓B对。2 的 6 次方。
第2题 答案：A、C 题在第4页 2-02 带“工”的分收发。 ✓A对。频分双工。 ✕B它分的是人。 ✓C对。时分双工。
第3题 答案：（1）4，或 四；（2）3 题在第4页 2-03 括号里相减得三。
"""


def test_every_sentence_is_there_in_order(chapter_pdf: bytes) -> None:
    text = "".join(pages(chapter_pdf)[3:])
    position = 0
    for piece in LESSON.split():
        found = text.find(piece, position)
        assert found >= 0, f"{piece!r} after {text[position - 20 : position]!r}"
        position = found + len(piece)


def test_figure_has_its_number_and_caption(chapter_pdf: bytes) -> None:
    assert "图2.1-1同样的内容有三种装法" in "".join(pages(chapter_pdf))


def test_trainer_notes_stay_out(chapter_pdf: bytes, book_pdf: bytes) -> None:
    assert "讲师才看的话" not in "".join(pages(chapter_pdf) + pages(book_pdf))


def test_bookmarks_of_a_chapter_are_its_headings(chapter_pdf: bytes) -> None:
    assert bookmarks(chapter_pdf) == [
        (1, "目录"),
        (1, "第二章 移动通信基础"),
        (2, "怎么学这一章"),
        (2, "2.1 通信原理"),
        (3, "装上电波：调制"),
        (4, "数字调制"),
        (3, "要点"),
        (3, "自测"),
        (3, "依据"),
        (2, "2.2 移动网络架构"),
        (3, "核心网"),
        (1, "参考答案"),
        (2, "2.1 通信原理"),
    ]


def test_book_has_chapters_glossary_by_pinyin_and_answers(book_pdf: bytes) -> None:
    marks = [title for level, title in bookmarks(book_pdf) if level == 1]
    assert marks == [
        "目录",
        "图目录",
        "表目录",
        "第二章 移动通信基础",
        "第四章 常见问题处理",
        "附录一 术语表",
        "附录二 参考答案",
        "索引",
    ]
    terms, key, index = pages(book_pdf)[-4:-1]
    assert terms.startswith(
        "附录一术语表"
        "J基站BaseStation·BS与手机收发无线电的设备。第5页"
        "Z载波CarrierWave频率固定的高频电波。第2页"
        "0–95G核心网5GCore·5GC认得每一张卡的网络。"
    )
    assert "第1题答案：A题在第7页4-01先问现象。✓A对。✕B这是后话。" in key
    assert index.startswith(
        "索引页码是每一小节里第一次用到这个词的地方。BBS（基站）5J基站5Z载波2第"
    )


def test_book_lists_figures_and_tables(book_pdf: bytes) -> None:
    text = [page.replace(".", "") for page in pages(book_pdf)]
    assert "图目录图21-1同样的内容有三种装法2iv" in text
    assert "表目录表21-1客户这样问3v" in text


def test_pages_are_numbered_through(chapter_pdf: bytes) -> None:
    text = pages(chapter_pdf)
    count = len(text)
    assert labels(chapter_pdf) == ["i", "ii", *(str(n) for n in range(1, count - 1))]
    feet = [f"第{n}页/共{count - 2}页" in page for n, page in enumerate(text, -1)]
    assert feet == [False, False, *[True] * (count - 2)]


def test_contents_give_the_pages(chapter_pdf: bytes) -> None:
    contents = pages(chapter_pdf)[1].replace(".", "")
    assert contents.startswith("目录第二章移动通信基础121通信原理2装上电波：调制2")


def test_links_lead_within_and_out(chapter_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(chapter_pdf)) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        assert all(note.Subtype == "/Link" for note in notes)
        out = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
    assert out == {
        "https://course.example.cn/",
        "https://course.example.cn/02-network/index.html",
        "https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans",
        "https://www.3gpp.org/",
    }
    assert "https://www.3gpp.org/" in "".join(pages(chapter_pdf))


def test_fonts_are_embedded_outlines(chapter_pdf: bytes) -> None:
    found = sorted(fonts(chapter_pdf))
    assert {kind for _, kind, _ in found} == {"/CIDFontType2"}
    assert all(embedded for _, _, embedded in found)
    names = {name.partition("+")[2] for name, _, _ in found}
    assert names == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "DejaVuSansMono",
        "DejaVuSansMono-Bold",
    }


def test_is_tagged_chinese_and_claims_both_standards(chapter_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(chapter_pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "zh-CN"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        meta = document.open_metadata()
        assert meta["dc:title"] == "移动客服基础知识 · 移动通信基础"
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
    kinds = structure(chapter_pdf)
    counts = {kind: kinds.count(kind) for kind in ("/H1", "/H2", "/H3", "/H4", "/Table", "/TH")}
    assert counts == {"/H1": 3, "/H2": 4, "/H3": 5, "/H4": 1, "/Table": 1, "/TH": 3}


def test_same_input_gives_the_same_bytes(
    book: PrintBook, chapter: TypstJob, chapter_pdf: bytes
) -> None:
    fresh = book_of(DOCS, glossary=TERMS)
    again, _ = chapter_job(fresh, fresh.chapters[0], reader(DOCS))
    assert again == chapter
    assert typeset(again) == chapter_pdf
    one, two = (book_job(book, reader(DOCS))[0] for _ in range(2))
    assert typeset(one) == typeset(two)
