"""English in the text is marked as English; everything else comes out as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.site.passes.english import mark_english
from courseware.text import html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p>基站（Base Station，BS）和核心网。</p>",
            '<p>基站（<span lang="en">Base Station</span>，BS）和核心网。</p>',
        ),
        (
            "<p><strong>载波</strong>（Carrier Wave）<b>甲</b>，Time Division Duplex</p>",
            (
                '<p><strong>载波</strong>（<span lang="en">Carrier Wave</span>）<b>甲</b>，'
                '<span lang="en">Time Division Duplex</span></p>'
            ),
        ),
        (
            "<p>3rd Generation Partnership Project</p>",
            '<p>3rd <span lang="en">Generation Partnership Project</span></p>',
        ),
        ("<p>用 Wi-Fi 上网，看 5G NR 和 IMSI。</p>", None),
        ("<p>速率 100 Mbps，WLAN AP 在楼道里</p>", None),
        ("<p><code>Base Station</code></p><pre>Core Network</pre>", None),
        (
            '<p><a href="x">IEEE Base Station</a></p>',
            '<p><a href="x"><span lang="en">IEEE Base Station</span></a></p>',
        ),
        ('<p lang="en">Base <b>Base Station</b></p>', None),
        ("<svg><text>Base Station</text></svg>", None),
        ("<select><option>Base Station</option></select>", None),
    ],
)
def test_runs_of_english_words(before: str, after: str | None) -> None:
    article = html.parse(before)
    mark_english(article)
    assert html.write(article) == (after or before)


@given(st.text("Base Station基站（），5 \u00a0", max_size=60))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    article = html.parse(f"<p>{text}<b>粗</b>{text}</p>")
    before = article.text_content()
    count = mark_english(article)
    assert article.text_content() == before
    assert len(article.xpath("//span[@lang='en']")) == count


def test_marking_twice_changes_nothing() -> None:
    article = html.parse("<p>（Base Station，BS）</p>")
    assert (mark_english(article), mark_english(article)) == (1, 0)
