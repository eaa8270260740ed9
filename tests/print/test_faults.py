"""Faults in content come back as findings with the page's path; nothing is raised."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pikepdf import Pdf

from courseware.course.model import Chapter, Course, Lesson
from courseware.print.assemble import chapter_job
from courseware.print.bitmaps import bitmap_size
from courseware.print.book import PrintBook, PrintChapter, PrintLesson, TypstJob
from courseware.print.shop import PrintShop
from courseware.print.typst import TypesettingError, known_characters
from courseware.text.finding import Diagnostic, Location
from courseware.text.html import parse

from .conftest import DOCS, FONTS, STAMP, typeset
from .readback import pages
from .render import book_of, reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from courseware.questions.rendering import Rendered

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300">{}</svg>'
PATH = "docs/02-network/principles.md"
ELSEWHERE = "docs/04-problems/coverage.md"
OTHER = Chapter(
    "p",
    4,
    "问题",
    "",
    "",
    (),
    (Lesson("c", "4.2", "覆盖", 9, (), (), (), (), "", "", "", ELSEWHERE),),
    "docs/04-problems/index.md",
)
"""A chapter of the same course that isn't printed."""


def mapped(
    markup: str,
    pictures: Mapping[str, str | bytes] | None = None,
    *,
    edition: str = "学员版",
    characters: frozenset[int] | None = None,
    questions: tuple[Rendered, ...] = (),
) -> tuple[TypstJob, list[str]]:
    """A chapter of one lesson with this article: the job and the findings as lines."""
    lesson = Lesson("p", "2.1", "通信原理", 9, (), (), (), (), "", "", "", PATH)
    model = Chapter("n", 2, "网络", "", "", (), (lesson,), "docs/02-network/index.md")
    chapter = PrintChapter(model, parse(""), (PrintLesson(lesson, parse(markup), None, questions),))
    course = Course("课", (model, OTHER))
    book = PrintBook(course, (chapter,), (), edition, "1", "2026-11-22", "c", "")

    def read(path: str) -> bytes:
        if path not in (pictures or {}):
            raise FileNotFoundError(path)
        data = (pictures or {})[path]
        return data.encode() if isinstance(data, str) else data

    job, found = chapter_job(book, chapter, read, characters=characters)
    assert all(isinstance(one, Diagnostic) for one in found)
    return job, [str(one) for one in found]


def image(source: str) -> str:
    return f'<p><img src="{source}" alt="读图得到什么" title="结论"></p>'


@pytest.mark.parametrize(
    "source",
    [
        "../../secret.svg",
        "/etc/passwd",
        "https://example.com/a.svg",
        "//example.com/a.svg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
    ],
)
def test_picture_outside_docs(source: str) -> None:
    job, found = mapped(image(source))
    assert found == [f"{PATH}:1:1 FIG-2 图片“{source}”不在 docs 目录里；请把图片放到本节旁边再引用"]
    assert job.files == {}


@pytest.mark.parametrize(
    ("markup", "pictures", "finding"),
    [
        (
            image("none.svg"),
            {},
            "FIG-1 找不到图片“02-network/none.svg”；请检查文件名，图片要放在本节旁边",
        ),
        (
            image("a.svg"),
            {"02-network/a.svg": SVG.format("<foreignObject/>")},
            (
                "PRINT-5 图片“02-network/a.svg”里有印刷版不支持的内容 <foreignObject>；"
                "请改用普通图形重画"
            ),
        ),
        (
            image("a.svg"),
            {"02-network/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
            "FIG-3 图片“02-network/a.svg”不是能读懂的 SVG（没有 viewBox）；请重新导出",
        ),
        (
            image("a.gif"),
            {"02-network/a.gif": "GIF89a"},
            "PRINT-4 图片“02-network/a.gif”是印刷版不支持的格式；请换成 SVG、PNG 或 JPG",
        ),
        (
            '<p><img src="a.svg" alt=""></p>',
            {"02-network/a.svg": SVG.format("")},
            "PRINT-3 图片“02-network/a.svg”没有替代文字；请在 ![ ] 里写一句读图得到什么",
        ),
        (
            "<h2 id='a'>甲</h2><h4 id='b'>乙</h4>",
            {},
            "PRINT-2 标题“乙”跳过了一级；请改成上一级标题的下一级",
        ),
        (
            "<marquee>走</marquee><p><marquee>马</marquee></p>",
            {},
            "PRINT-1 印刷版不认识标签 <marquee>，只印出了里面的文字；请改用普通 Markdown 写法",
        ),
        (
            '<div class="admonition 讲师"><p class="admonition-title">带课</p><p>密</p></div>',
            {},
            "PRINT-6 学员版里混进了讲师块“带课”，没有印出来；请报告给维护者",
        ),
    ],
)
def test_fault(markup: str, pictures: dict[str, str], finding: str) -> None:
    job, found = mapped(markup, pictures)
    assert found == [f"{PATH}:1:1 {finding}"]
    assert "密" not in job.main
    typeset(job)


def test_broken_svg_is_a_finding() -> None:
    _, found = mapped(image("a.svg"), {"02-network/a.svg": "<svg"})
    assert len(found) == 1
    assert found[0].startswith(f"{PATH}:1:1 FIG-3 图片“02-network/a.svg”不是能读懂的 SVG（")


def test_text_of_unknown_tags_is_kept() -> None:
    job, _ = mapped("<marquee>走</marquee><p>甲<blink>乙</blink>丙</p>")
    text = "".join(pages(typeset(job)))
    assert "走" in text
    assert "甲乙丙" in text


def test_trainer_edition_prints_the_trainer_notes() -> None:
    note = '<div class="admonition 讲师"><p class="admonition-title">带课</p><p>分两组。</p></div>'
    job, found = mapped(note, edition="讲师版")
    assert found == []
    assert "带课分两组。" in "".join(pages(typeset(job)))


def test_character_without_glyph_is_found_before_the_typesetter() -> None:
    job, found = mapped("<p>客户姓𠮷田，来电报障。</p>", characters=known_characters(FONTS))
    assert "".join(found) == (
        f"{PATH}:1:1 PRINT-7 印刷字体里没有“𠮷”（U+20BB7），见“客户姓𠮷田，来电报障”，印成了 □；"
        "请换一个写法"
    )
    assert "客户姓□田，来电报障。" in "".join(pages(typeset(job)))


@pytest.mark.parametrize("sign", ["㎡", "€", "✗", "🎉", "電", "⬜", "\uf0b7", "\u2f00\U0002b740"])
def test_a_character_without_glyph_costs_only_itself(sign: str, tmp_path: Path) -> None:
    """Whether it is known before or refused by the typesetter: a box, and a finding each."""
    shop = PrintShop(fonts=FONTS, cache=tmp_path, timestamp=STAMP)
    place = Location(PATH)
    known = known_characters(FONTS)
    job, found = mapped(f"<h2 id='a'>甲{sign}</h2><p>乙<code>{sign}</code>丙</p>", characters=known)
    data, more = shop.typeset(job, place)
    shown = "".join(pages(data))
    gone = [one for one in sign if one not in shown]
    told = [line for line in [*found, *map(str, more)] if "PRINT-7" in line]
    assert {one for one in sign if any(f"“{one}”" in line for line in told)} == set(gone)
    assert f"乙{''.join('□' if one in gone else one for one in sign)}丙" in shown


def test_place_of_a_character_without_glyph() -> None:
    book = book_of(DOCS)
    part = book.chapters[0].lessons[0]
    part.article.append(parse("<p>甲電乙</p>"))
    page = part.lesson.path
    book = replace(book, texts={page: "\n甲電乙"})
    _, found = chapter_job(book, book.chapters[0], reader(DOCS), characters=known_characters(FONTS))
    assert [str(one.location) for one in found if one.code == "PRINT-7"] == [f"{page}:2:2"]


def test_text_of_raw_details_is_printed() -> None:
    job, found = mapped("<details><summary>展开</summary>里面己。</details>")
    assert found == []
    assert "展开里面己。" in "".join(pages(typeset(job)))


def test_the_number_of_a_footnote_is_the_typesetters() -> None:
    mark = '<sup id="fnref:7"><a class="footnote-ref" href="#fn:7">7</a></sup>'
    back = '<a class="footnote-backref" href="#fnref:7">↩</a>'
    note = f'<div class="footnote"><hr><ol><li id="fn:7"><p>注文。{back}</p></li></ol></div>'
    job, found = mapped(f"<p>甲{mark}乙</p>{note}")
    assert found == []
    printed = "".join(pages(typeset(job)))
    assert "甲1乙" in printed
    assert "注文。" in printed


def png() -> bytes:
    """A picture of 3 by 2 pixels."""
    rows = b"".join(b"\0" + bytes([200, 40, 40] * 3) for _ in range(2))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJ"
    "DRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAA"
    "AAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)


@pytest.mark.parametrize(
    ("name", "data"), [("shot.png", png()), ("photo.jpg", JPEG)], ids=["png", "jpeg"]
)
def test_bitmap_is_printed(name: str, data: bytes) -> None:
    job, found = mapped(image(name), {f"02-network/{name}": data})
    assert found == []
    assert job.files == {f"02-network/{name}": data}
    with Pdf.open(io.BytesIO(typeset(job))) as pdf:
        drawn = [image for page in pdf.pages for image in page.get_images()]
    assert len(drawn) == 1
    assert typeset(job) == typeset(job)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        png()[:20],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        JPEG[:30],
        b"\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\0",
    ],
    ids=["empty", "short", "no size", "short jpeg", "no size jpeg"],
)
def test_bitmap_that_is_none(data: bytes) -> None:
    job, found = mapped(image("a.png"), {"02-network/a.png": data})
    assert found == [
        f"{PATH}:1:1 PRINT-4 图片“02-network/a.png”是印刷版不支持的格式；请换成 SVG、PNG 或 JPG"
    ]
    assert job.files == {}


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", png()[:50]), ("a.png", png()[:-12]), ("a.png", png().replace(b"IDATx", b"IDATy")),
     ("a.jpg", JPEG[:-20])],
    ids=["cut off", "no end", "bad data", "jpeg cut off"],
)  # fmt: skip
def test_a_broken_bitmap_is_named(name: str, data: bytes, tmp_path: Path) -> None:
    """Its head is sound, so only the typesetter notices; the sound one beside it is not blamed."""
    files = {f"02-network/{name}": data, "02-network/b.png": png()}
    job, found = mapped(image(name) + image("b.png"), files)
    assert found == []
    shop = PrintShop(fonts=FONTS, cache=tmp_path, timestamp=STAMP)
    made, more = shop.typeset(job, Location(PATH))
    assert (made, [str(one) for one in more]) == (
        b"",
        [
            (
                f"docs/02-network/{name}:1:1 PRINT-10 图片文件不完整或坏了，讲义印不出来；"
                "请重新导出或重新下载这张图片，能在看图软件里打开再放进来"
            )
        ],
    )


def oriented(way: int, order: str) -> bytes:
    """A JPEG of 1 by 1 pixels said to be 90 by 30, with the camera held this way."""
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    entry = struct.pack(f"{order}HHLHH", 0x0112, 3, 1, way, 0)
    tiff = mark + struct.pack(f"{order}LH", 8, 1) + entry + bytes(4)
    exif = b"Exif\0\0" + tiff
    frame = JPEG.index(b"\xff\xc0") + 5
    sized = JPEG[:frame] + struct.pack(">HH", 30, 90) + JPEG[frame + 4 :]
    return sized[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + sized[2:]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("way", range(1, 10))
def test_a_photo_is_as_wide_as_it_is_shown(way: int, order: str) -> None:
    """Typst turns a photo as its camera was held, as browsers do."""
    data = oriented(way, order)
    assert bitmap_size(data) == ((30, 90) if way in {5, 6, 7, 8} else (90, 30))
    cut = data.index(b"Exif") + 14
    assert bitmap_size(data[:cut]) is None


def test_any_warning_is_a_failure() -> None:
    main = '#set document(title: "x")\n#text(font: "No Such Font", "x")'
    with pytest.raises(TypesettingError, match="unknown font family: no such font"):
        typeset(TypstJob(main, {}))


def test_typst_reads_nothing_but_the_job() -> None:
    main = '#set document(title: "x")\n#read("/etc/passwd")'
    with pytest.raises(TypesettingError, match="file not found"):
        typeset(TypstJob(main, {}))
