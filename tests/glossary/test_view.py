"""What the glossary page, popovers, chapter lists and exports show."""

from __future__ import annotations

import json

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from courseware.glossary.model import Glossary, Mention
from courseware.glossary.reading import parse_glossary
from courseware.glossary.sheets import to_anki, to_csv
from courseware.glossary.view import (
    DIGITS,
    Backlink,
    ChapterTerm,
    Entry,
    Group,
    Link,
    PageRef,
    Span,
    chapter_terms,
    explanations,
    glossary_view,
    spans,
)

from .samples import ROOT, course, glossary

SAMPLE = """\
terms:
  - id: core
    zh: 核心网
    en: Core Network
    abbr: CN
    aliases: [核心]
    deprecated: [主网]
    definition: 用 `IP` 的**大脑**，x < y。
    plain: 总 & 调度。
    category: 网
    generation: [4G, 5G]
    related: [5gc, gone, core]
    source: {ref: TS 23.501, clause: "4.2", check: 页}
  - {id: 5gc, zh: 5G 核心网, abbr: 5GC, definition: =x, category: 网}
  - {id: cell, zh: 小区, definition: '"甲"', category: 接 入, abbr: -CID}
  - {id: core2, zh: 核身, definition: "@x", category: 服}
"""
PAGES = {
    "b.md": PageRef("1.1", "乙", "../1/b.html"),
    "a.md": PageRef("2.1", "甲", "../2/a.html"),
}
MENTIONS = [
    Mention("core", "a.md", "s1", "一节"),
    Mention("core", "a.md", "s2", "二节"),
    Mention("core", "b.md", "", ""),
    Mention("5gc", "a.md", "s1", "一节"),
    Mention("core", "elsewhere.md", "x", "y"),
]


def sample() -> Glossary:
    """The sample; its unknown and own related terms are findings elsewhere."""
    return parse_glossary(SAMPLE, "g.yml")[0]


def test_inline_marks_become_spans_and_the_rest_stays_text() -> None:
    assert spans("a `b*` **c** *d* ` **") == (
        Span("text", "a "),
        Span("code", "b*"),
        Span("text", " "),
        Span("strong", "c"),
        Span("text", " *d* ` **"),
    )
    assert spans("") == ()


def test_the_page_gets_entries_by_pinyin_with_links_and_backlinks() -> None:
    view = glossary_view(sample(), MENTIONS, PAGES)
    core = Entry(
        anchor="term-core",
        id="core",
        zh="核心网",
        en="Core Network",
        abbr="CN",
        names=("核心",),
        avoid=("主网",),
        definition=(
            Span("text", "用 "),
            Span("code", "IP"),
            Span("text", " 的"),
            Span("strong", "大脑"),
            Span("text", "，x < y。"),
        ),
        plain=(Span("text", "总 & 调度。"),),
        category="网",
        generations=("4G", "5G"),
        related=(Link("#term-5gc", "5G 核心网"),),
        backlinks=(
            Backlink(PAGES["b.md"], (Link("../1/b.html", "乙"),)),
            Backlink(
                PAGES["a.md"],
                (Link("../2/a.html#s1", "一节"), Link("../2/a.html#s2", "二节")),
            ),
        ),
        source="TS 23.501 4.2",
        pinyin="he xin wang hxw",
    )
    assert [(g.letter, g.anchor, [e.id for e in g.entries]) for g in view.groups] == [
        ("H", "letter-h", ["core2", "core"]),
        ("X", "letter-x", ["cell"]),
        (DIGITS, "letter-0", ["5gc"]),
    ]
    assert view.groups[0].entries[1] == core
    assert isinstance(view.groups[0], Group)
    assert view.abbreviations == (
        ("-CID", Link("#term-cell", "小区")),
        ("5GC", Link("#term-5gc", "5G 核心网")),
        ("CN", Link("#term-core", "核心网")),
    )
    assert (view.count, view.categories) == (4, ("网", "接 入", "服"))
    assert view.generations == ("4G", "5G")


def test_the_template_prints_every_entry_and_escapes_every_text() -> None:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "overrides/fragments"), autoescape=True
    )
    template = environment.get_template("glossary.html")
    page = template.render(
        glossary=glossary_view(sample(), MENTIONS, PAGES),
        downloads={"csv": "t.csv", "anki": "t.txt"},
    )
    tree = html.fragment_fromstring(page)
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)
    entry = tree.get_element_by_id("term-core")
    assert " ".join(entry.text_content().split()) == (
        "核心网 CN Core Network 用 IP 的大脑，x < y。 对客户说：总 & 调度。 也叫核心 不用主网 "
        "分类网 · 4G、5G 参见5G 核心网 "
        "出现在 1.1 乙 \u203a 乙 2.1 甲 \u203a 一节、 二节 依据TS 23.501 4.2"
    )
    assert [node.tag for node in entry.find_class("mdx-entry__definition")[0]] == ["code", "strong"]


def test_explanations_are_texts_of_the_terms_used_in_the_glossarys_order() -> None:
    assert json.loads(explanations(sample(), ["cell", "nope", "core", "cell"])) == {
        "core": ["核心网", "Core Network", "CN", "用 IP 的大脑，x < y。", "总 & 调度。"],
        "cell": ["小区", "", "-CID", '"甲"', ""],
    }


def test_a_chapter_lists_its_terms_in_the_order_they_come_up() -> None:
    parsed = sample()
    terms = parsed.by_id()
    assert chapter_terms(parsed, MENTIONS, ["b.md", "a.md"]) == (
        ChapterTerm(terms["core"], MENTIONS[2]),
        ChapterTerm(terms["5gc"], MENTIONS[3]),
    )
    assert chapter_terms(parsed, MENTIONS, []) == ()


def test_the_csv_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    assert to_csv(sample()) == (
        "\ufeff编号,中文名,英文全称,缩写,别名,不用的说法,拼音,分类,代际,"
        "释义,对客户的说法,相关术语,依据,条款,核对\r\n"
        "core2,核身,,,,,he shen,服,,'@x,,,,,\r\n"
        "core,核心网,Core Network,CN,核心,主网,he xin wang,网,4G、5G,"
        "用 `IP` 的**大脑**，x < y。,总 & 调度。,5G 核心网、核心网,TS 23.501,4.2,页\r\n"
        'cell,小区,,\'-CID,,,xiao qu,接 入,,"""甲""",,,,,\r\n'
        "5gc,5G 核心网,,5GC,,,5g he xin wang,网,,'=x,,,,,\r\n"
    )


def test_the_anki_file_carries_ids_tags_and_escaped_text() -> None:
    assert to_anki(sample(), "移动客服\t术语") == (
        "#separator:tab\n#html:true\n#notetype:Basic\n#deck:移动客服 术语\n"
        "#guid column:1\n#tags column:4\n"
        "core2\t核身\t@x\t服\n"
        "core\t核心网<br><small>Core Network，CN</small>\t"
        "用 <code>IP</code> 的<strong>大脑</strong>，x &lt; y。"
        "<br><em>对客户说：总 &amp; 调度。</em>\t网\n"
        'cell\t小区<br><small>-CID</small>\t"""甲"""\t接_入\n'
        "5gc\t5G 核心网<br><small>5GC</small>\t=x\t网\n"
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_each_sign_that_starts_a_formula_is_neutralised(sign: str) -> None:
    parsed = glossary(f'terms: [{{id: a, zh: 甲, definition: "{sign}1+1", category: y}}]')
    assert f",'{sign}1+1," in to_csv(parsed)


def test_the_whole_glossary_is_printed_and_exported() -> None:
    view = glossary_view(course(), [], {})
    assert sum(len(group.entries) for group in view.groups) == view.count == len(course().terms)
    assert len(to_csv(course()).splitlines()) == view.count + 1
    assert len(to_anki(course(), "甲").splitlines()) == view.count + 6
