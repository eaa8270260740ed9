"""The page's tree: nothing lost on the way in and out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courseware.page import tree

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    root = tree.parse(f"<p>{tree.escape(text)}</p>")
    assert root[0].text_content() == text
    assert tree.parse(tree.write(root))[0].text_content() == text


def test_removing_keeps_the_text_around() -> None:
    root = tree.parse("前<b>甲</b>中<i>乙</i>后")
    tree.remove(root[0])
    tree.remove(root[0])
    assert tree.write(root) == "前中后"


def test_moving_content_appends() -> None:
    source, target = tree.parse("一<b>二</b>三"), tree.parse("零<i>半</i>")
    tree.move_content(source, target)
    assert tree.write(target) == "零<i>半</i>一<b>二</b>三"
