"""From a page's tree to what can be found of it."""

from __future__ import annotations

import json
from dataclasses import replace

from courseware.glossary.reading import parse_glossary
from courseware.site.search import (
    SearchPage,
    Section,
    page_sections,
    plain,
    search_data,
    with_opening,
)
from courseware.text import html


def sections(markup: str) -> list[tuple[str, str, str]]:
    return [(s.anchor, s.title, s.text) for s in page_sections(html.parse(markup))]


def test_a_page_is_cut_at_its_headings() -> None:
    assert sections(
        '<p>开头。</p><h2 id="a">调制<a class="headerlink" href="#a">#</a></h2><p>一</p><p>二</p>'
        '<div><h3 id="b">调幅</h3>三</div>四<h2 id="c">空</h2>'
    ) == [("", "", "开头。"), ("a", "调制", "一\n二"), ("b", "调幅", "三\n四"), ("c", "空", "")]


def test_questions_scripts_and_pictures_stay_out() -> None:
    assert sections(
        '<h2 id="t">自测</h2><form class="mdx-question"><p>秘密</p></form>'
        '<h2 id="p">图</h2><figure><svg><title>秘密</title><text>秘密</text></svg>'
        "<figcaption>结论</figcaption></figure><script>秘密</script>"
        "<aside data-search-exclude><p>秘密</p></aside><template>秘密</template>"
    ) == [("p", "图", "结论")]


def test_marks_inside_a_sentence_do_not_cut_words() -> None:
    assert sections('<p>手<strong>机</strong>连<a class="mdx-term" href="#">基站</a>。</p>') == [
        ("", "", "手机连基站。")
    ]


def test_cells_items_and_lines_are_kept_apart() -> None:
    assert sections("<table><tr><td>甲</td><td>乙</td></tr></table><ul><li>丙<li>丁</ul>") == [
        ("", "", "甲\n乙\n丙\n丁")
    ]
    assert sections("<p>甲<br>乙</p>") == [("", "", "甲\n乙")]


def test_writings_of_one_name_become_one() -> None:
    assert plain("采用 5G 消息，Ａ０ 技术\n和 base  station") == "采用5G消息，A0技术和base station"


def test_objectives_open_a_page() -> None:
    after = Section("a", "调制", "文")
    assert with_opening((Section("", "", "开头"), after), ("说出 AM",)) == (
        Section("", "", "说出AM\n开头"),
        after,
    )
    assert with_opening((after,), ()) == (after,)


def test_data_hold_pages_and_terms_with_their_readings() -> None:
    text = """\
categories: [无线原理]
terms:
  - id: tdma
    zh: 时分多址
    en: Time Division Multiple Access
    abbr: TDMA
    aliases: [时分]
    deprecated: [TDM 多址]
    definition: 把时间切成**时隙**，轮流用。
    plain: 轮流说话。
    category: 无线原理
    generation: [2G]
    source: {ref: 教材, check: 记忆}
"""
    glossary, found = parse_glossary(text, "docs/glossary.yml")
    assert found == ()
    page = SearchPage("a/b.html", "2.1", "多址", (Section("x", "时分", "轮流"),))
    assert json.loads(search_data([page], glossary, "glossary.html")) == {
        "glossary": "glossary.html",
        "pages": [["a/b.html", "2.1", "多址", "duo zhi", [["x", "时分", "轮流"]]]],
        "terms": [
            [
                "tdma",
                "时分多址",
                "TDMA",
                "Time Division Multiple Access",
                ["时分", "TDM 多址"],
                ["shi fen duo zhi", "shi fen", "tdm duo zhi"],
                "把时间切成时隙，轮流用。",
                "轮流说话。",
            ]
        ],
    }
    assert json.loads(search_data([], replace(glossary, terms=()), "g"))["terms"] == []
