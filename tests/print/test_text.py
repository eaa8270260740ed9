"""Text reaches paper as written: no injection, Chinese white space, no lost character."""

from __future__ import annotations

import json
import random

import pytest
import typst
from lxml.html import builder

from courseware.print.syntax import array, call, literal, sequence
from courseware.print.syntax import texts as texts_in
from courseware.print.typst import known_characters
from courseware.print.whitespace import normalise
from courseware.text.html import parse, write

from .conftest import FONTS, typeset
from .readback import pages
from .test_faults import mapped

HOSTILE = [
    '"; #import "@preview/x:1"; "',
    '#read("/etc/passwd")',
    "`\\u{e000} \\u{1f600}` 与 \\u{20bb7}",
    "*粗* _斜_ `码` $x$ @ref <label> // 注 /* 注 */ = 标题",
    '\\u{41} \\n \\" \\',
    "#{ panic() } ]] [[ ]) ({",
    "'单' \"双\" “弯”——…… -- --- ~ ... -?",
    "- 列表 + 编号 / 术语: 值",
    "https://example.com #let x = 1 #x",
]


def test_literals_round_trip_through_typst() -> None:
    source = random.Random(20261122)  # noqa: S311 - repeatable test texts
    alphabet = "\"\\#{}[]()*_`$@<>/=~-+;:,.'\n\r\tnu0x41 甲“”\u200b\u202e\u0000\u001f\ue000𠮷é"
    texts = HOSTILE + ["".join(source.choices(alphabet, k=24)) for _ in range(500)]
    got = typst.eval({"main.typ": b""}, array(literal(text) for text in texts), format="json")
    assert json.loads(got) == texts
    assert list(texts_in(array(literal(text) for text in texts))) == texts


def test_hostile_text_is_printed_as_it_stands() -> None:
    article = parse("")
    for text in HOSTILE:
        article.append(builder.P(text, builder.STRONG(text), builder.CODE(text)))
    job, found = mapped(write(article), characters=known_characters(FONTS))
    assert found == []
    printed = "".join(pages(typeset(job)))
    for text in HOSTILE:
        assert "".join(text.split()) * 3 in printed


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>甲\n乙</p>", "<p>甲乙</p>"),
        ("<p>甲，\n  <strong>乙</strong>\n丙</p>", "<p>甲，<strong>乙</strong>丙</p>"),
        ("<p>用 5G\n手机</p>", "<p>用 5G 手机</p>"),
        ("<p>one\ntwo</p>", "<p>one two</p>"),
        ("<p> 甲 <em> 乙 </em> 丙 </p>", "<p>甲 <em>乙 </em>丙</p>"),
        ("<p>“甲”\n“乙”</p>", "<p>“甲”“乙”</p>"),
        ("<p>甲 <br>\n 乙</p>", "<p>甲<br>乙</p>"),
        ("<p>有 <input> 位</p>", "<p>有 <input> 位</p>"),
        ("<p>甲<!-- 注 -->\n乙</p>", "<p>甲<!-- 注 -->乙</p>"),
        (
            "<ul>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n</ul>",
            "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
        ),
        ("<pre>甲\n  乙 </pre>", "<pre>甲\n  乙 </pre>"),
    ],
)
def test_white_space(source: str, expected: str) -> None:
    root = parse(source)
    normalise(root)
    assert write(root) == expected


def test_sequences_and_calls() -> None:
    assert sequence([]) == "[]"
    assert sequence(['"a"', "", "b()"]) == '{\n"a"\nb()\n}'
    assert array([]) == "()"
    assert array(["1"]) == "(1, )"
    assert call("f", "1", body_indent="2em") == "f(1, body-indent: 2em)"


def test_fonts_have_what_a_chinese_textbook_needs() -> None:
    known = known_characters(FONTS)
    needed = "①⑳○●□■→←↑↓≥≤×÷±°μΩ²³āáǎàǚ，。、；：？！“”‘’（）《》【】—…喆堃燚龘㵘𬭎镕玥" + "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    assert [character for character in needed if ord(character) not in known] == []
