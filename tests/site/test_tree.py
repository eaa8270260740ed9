"""The page's tree: nothing lost on the way in and out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courseware.text import html

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    root = html.parse(f"<p>{html.escape(text)}</p>")
    assert root[0].text_content() == text
    assert html.parse(html.write(root))[0].text_content() == text


def test_removing_keeps_the_text_around() -> None:
    root = html.parse("前<b>甲</b>中<i>乙</i>后")
    html.remove(root[0])
    html.remove(root[0])
    assert html.write(root) == "前中后"


def test_moving_content_appends() -> None:
    source, target = html.parse("一<b>二</b>三"), html.parse("零<i>半</i>")
    html.move_content(source, target)
    assert html.write(target) == "零<i>半</i>一<b>二</b>三"


def test_links_within_the_page_keep_their_signs() -> None:
    markup = (
        '<h2 id="要点&amp;甲">要点<a class="headerlink" href="#要点&amp;甲" title="本节">#</a></h2>'
        '<p><a href="a.html#%E8%A6%81">别页</a> <code>href="#要点&amp;甲"</code> '
        '<a href="#要点&amp;甲">又一处</a> <a href="#a%20%E5%AD%97">空格</a></p>'
    )
    spaced = markup.replace("#a%20%E5%AD%97", "#a 字")
    assert html.write(html.parse(spaced)) == markup
