"""Whatever a trainer types: it is refused, or it reads back as typed. Nothing in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.exports.sheet import canonical

from .desk import Desk
from .samples import small_project

if TYPE_CHECKING:
    from pathlib import Path

PIECES = st.sampled_from(
    [
        "词", "a", " ", "\n", "\n\n", "- [x] ", "- [ ] ", "> ", "---", "[[", "]]", "|", "`", "'",
        "<quiz>", "</quiz>", "<!-- question id=1-99 -->", "## 自测\n", "!!! ", "    ", "\t", "=",
        "<!-- check: off QUIZ-14 因为 -->", "!!! 讲师\n\n    ", "```\n", "# ", "\\", "“", '"',
        "**", "😀", "𠮷", "\u200b", "\u2028", "\x85", "\x0c", "<!--", "-->", "~~~",
        "![图](wave.png)",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
PLACES = [
    ("1-01", "题干"), ("1-01", "选项B"), ("1-01", "选项A反馈"), ("1-01", "解析"), ("1-08", "题干"),
    ("1-08", "解析"), ("1-01", "目标"), ("1-02", "固定选项"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "head"), PLACES)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TEXTS)
def test_any_text_in_a_cell(tmp_path: Path, name: str, head: str, text: str) -> None:
    desk = Desk(small_project(tmp_path), form="csv")
    before = desk.files()
    desk.set(name, **{head: text})
    said, code = desk.send(apply=True)
    if code:
        assert "没有写任何文件" in said
        assert desk.files() == before
        return
    again = Desk(desk.root, form="csv")
    typed = canonical(dict(zip(desk.heads, desk.row(name), strict=True)))
    read = canonical(dict(zip(again.heads, again.row(name), strict=True)))
    assert {h: t for h, t in read.items() if h != "指纹（勿改）"} == {
        h: t for h, t in typed.items() if h != "指纹（勿改）"
    }
    others = [row for row in desk.rows[1:] if row[0] != name]
    assert [row for row in again.rows[1:] if row[0] != name] == others
