"""The first use of a term in a section becomes a link, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from courseware.checks.vocabulary import check_links, check_words, deprecated_words
from courseware.glossary.mentions import mark
from courseware.glossary.model import Mention
from courseware.text.lines import parse_source

from .samples import glossary, small


def marked(markup: str) -> tuple[str, list[Mention]]:
    """The markup after marking, and the mentions; a link is written ``[id|text]``."""
    article = html.fragment_fromstring(markup, create_parent="div")
    mentions = mark(article, small(), href=lambda term_id: f"../g.html#{term_id}", page="p.md")
    for link in list(article.iter("a")):
        if link.get("class") == "mdx-term":
            assert set(link.attrib) == {"class", "href"}
            page, _, term = link.get("href").partition("#")
            assert page == "../g.html"
            link.text = f"[{term}|{link.text_content()}]"
            for child in link:
                link.remove(child)
            link.drop_tag()
    inner = html.tostring(article, encoding="unicode")
    return inner.removeprefix("<div>").removesuffix("</div>"), mentions


def text_marked(markup: str) -> str:
    return marked(markup)[0]


def test_the_link_has_class_term_and_address() -> None:
    article = html.fragment_fromstring("<p>看核心网。</p>")
    mark(article, small(), href=lambda term_id: f"g#{term_id}", page="p")
    assert html.tostring(article, encoding="unicode") == (
        '<p>看<a class="mdx-term" href="g#core">核心网</a>。</p>'
    )


def test_only_the_first_use_in_each_section_is_marked() -> None:
    assert marked(
        "<p>核心网、核心网</p><h2 id='a'>一<a class='headerlink' href='#a'>#</a></h2>"
        "<p>LTE 核心网</p><h3 id='b'>二 <b>三</b></h3><p>核心网、TDMA</p>"
        "<h2 id='c'>四</h2><p>TDMA</p>"
    ) == (
        (
            '<p>[core|核心网]、核心网</p><h2 id="a">一<a class="headerlink" href="#a">#</a></h2>'
            '<p>[lte|LTE] [core|核心网]</p><h3 id="b">二 <b>三</b></h3><p>核心网、[tdma|TDMA]</p>'
            '<h2 id="c">四</h2><p>[tdma|TDMA]</p>'
        ),
        [
            Mention("core", "p.md", "", ""),
            Mention("lte", "p.md", "a", "一"),
            Mention("core", "p.md", "a", "一"),
            Mention("tdma", "p.md", "b", "二 三"),
            Mention("tdma", "p.md", "c", "四"),
        ],
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="x">核心网</a>',
        "<code>核心网</code>",
        "<pre><span>核心网</span></pre>",
        "<kbd>LTE</kbd>",
        *(f"<h{level}>核心网</h{level}>" for level in range(1, 7)),
        "<button>核心网</button>",
        "<label>核心网</label>",
        "<select><option>核心网</option></select>",
        "<textarea>核心网</textarea>",
        "<svg><title>核心网</title><text>核心网</text></svg>",
        "<script>核心网</script>",
        "<style>核心网</style>",
        "<details><summary>核心网</summary></details>",
        '<div class="mdx-question"><p>核心网</p><form><p>LTE</p></form></div>',
        '<form class="mdx-question"><p>核心网</p></form>',
        '<p class="admonition-title">核心网</p>',
        '<p class="x no-term">核心网</p>',
        "<section data-no-terms><p>核心网</p></section>",
        "<!-- 核心网 -->",
    ],
)
def test_nothing_is_marked_inside(markup: str) -> None:
    after, mentions = marked(f"<p>前</p>{markup}<p>后</p>")
    assert "|" not in after
    assert mentions == []


def test_text_after_a_skipped_element_is_marked() -> None:
    assert text_marked("<p><code>核心网</code>核心网<!-- x -->LTE</p>") == (
        "<p><code>核心网</code>[core|核心网]<!-- x -->[lte|LTE]</p>"
    )


def test_captions_tables_and_emphasis_are_marked() -> None:
    assert text_marked(
        "<figure><figcaption>核心网</figcaption></figure>"
        "<table><tr><td>LTE</td></tr></table><p><em>TDMA</em></p>"
    ) == (
        "<figure><figcaption>[core|核心网]</figcaption></figure>"
        "<table><tr><td>[lte|LTE]</td></tr></table><p><em>[tdma|TDMA]</em></p>"
    )


def test_several_terms_in_one_text_keep_what_stands_between() -> None:
    assert text_marked("<p>甲核心网乙LTE丙TDMA丁<br>戊下行己</p>") == (
        "<p>甲[core|核心网]乙[lte|LTE]丙[tdma|TDMA]丁<br>戊[downlink|下行]己</p>"
    )


def test_an_introduction_marks_its_name_and_nothing_in_the_brackets() -> None:
    assert text_marked(
        "<p><strong>VoLTE 高清话音（Voice over LTE，VoLTE）</strong>基于 LTE，VoLTE 很快。</p>"
    ) == (
        "<p><strong>[volte|VoLTE 高清话音]（Voice over LTE，VoLTE）</strong>"
        "基于 [lte|LTE]，VoLTE 很快。</p>"
    )


def test_an_everyday_word_is_marked_only_where_it_is_introduced_or_linked() -> None:
    assert text_marked("<p>投诉</p><p><b>投诉（Complaint）</b></p>") == (
        "<p>投诉</p><p><b>[complaint|投诉]（Complaint）</b></p>"
    )
    assert marked('<p>投诉与<a href="term:complaint" title="x">抱怨</a></p>') == (
        "<p>投诉与[complaint|抱怨]</p>",
        [Mention("complaint", "p.md", "", "")],
    )


def test_a_use_after_an_authors_link_is_not_the_first() -> None:
    assert marked('<p><a href="term:core">大<em>脑</em></a>即核心网</p>') == (
        "<p>[core|大脑]即核心网</p>",
        [Mention("core", "p.md", "", "")],
    )


def test_an_author_can_say_that_words_are_no_term() -> None:
    assert text_marked('<p>看<a href="term:-">下行</a>的车，下行速率</p>') == (
        "<p>看下行的车，[downlink|下行]速率</p>"
    )


def test_a_link_to_an_unknown_term_or_in_a_question_becomes_plain_text() -> None:
    assert marked(
        '<p>甲<a href="term:nope">乙</a>丙</p><h2><a href="term:core">丁</a></h2>'
        '<div class="mdx-question"><a href="term:core">戊</a></div>'
    ) == ('<p>甲乙丙</p><h2>丁</h2><div class="mdx-question">戊</div>', [])


def test_a_term_split_by_markup_is_left_alone() -> None:
    assert text_marked("<p>核<b>心</b>网</p>") == "<p>核<b>心</b>网</p>"


TAGS = st.sampled_from(["p", "b", "code", "h2", "h3", "a", "div", "br", "li", "td"])
TEXTS = st.text(alphabet="核心网LTE下行（），以 <&>\"'投诉", max_size=12)


@settings(max_examples=150)
@given(st.lists(st.tuples(TAGS, TEXTS, TEXTS), max_size=12))
def test_marking_never_changes_the_text(pieces: list[tuple[str, str, str]]) -> None:
    article = html.Element("div")
    place = article
    for number, (tag, text, tail) in enumerate(pieces):
        child = html.Element(tag)
        child.text, child.tail = text, tail
        place.append(child)
        place = child if number % 2 else article
    before = article.text_content()
    mentions = mark(article, small(), href=lambda term_id: term_id, page="p")
    assert article.text_content() == before
    assert len(mentions) == len(article.xpath('.//a[@class="mdx-term"]'))


PAGE = """\
---
id: x
---
看[核心](term:cor)、[甲](term:core)、[乙](term:-)、`[丙](term:zzz)`。

```
[丁](term:zzz)
```

联系座席，座席台和`座席`。
"""

WORDS = """\
terms:
  - {id: agent, zh: 坐席, deprecated: [座席, 话务员], definition: x, category: x}
  - {id: core, zh: 核心网, definition: x, category: x}
  - {id: desk, zh: 座席台, definition: x, category: x}
"""


def test_a_link_to_an_unknown_term_is_a_finding_at_its_place() -> None:
    source, found = parse_source("docs/a.md", PAGE)
    assert found == ()
    assert [str(finding) for finding in check_links(source, glossary(WORDS))] == [
        "docs/a.md:4:7 TERM-15 术语表里没有编号“cor”，是不是想写“core”；请改正编号，或改为 term:-"
    ]


def test_a_word_not_to_use_is_a_finding_at_its_place() -> None:
    source, _ = parse_source("docs/a.md", PAGE)
    words = deprecated_words(glossary(WORDS))
    assert [str(finding) for finding in check_words(source, words)] == [
        "docs/a.md:10:3 TERM-16 “座席”是不用的说法；请改为“坐席”"
    ]
