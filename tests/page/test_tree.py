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
