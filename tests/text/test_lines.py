"""Text of a page → lines that know what they are, whatever the text."""

# ruff: noqa: E501, FBT001 - one case a line reads best

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courseware.questions.page_markdown import rendered_markdown, unshielded
from courseware.text.decode import decode
from courseware.text.finding import Location
from courseware.text.inline import read_inline
from courseware.text.lines import Kind, parse_source, split_lines
from courseware.text.parts import read_lines
from courseware.text.yaml import parse_yaml

PIECES = [
    "---", "\n", "\r\n", "\r", "\u2028", "\x0b", "# ", "## 要点", "!!! 讲师", '!!! 来电 "甲"', "    ", "<quiz>",
    "</quiz>", "- [x] 对", "> 因为", "[[答案|别的]]", "```", "~~~", "<!--", "-->", "<!-- question id=1-01 -->",
    "[文字](a.md)", '![图](a.svg "题")', "`", "``", "{ .x }", "| a | b |", "|---|", "id: x", "key: [", "*a", "&a",
    "!x", "“", "”", "汉字", "5G", "(", ")", "https://a.b/c", "<script>", "\ufeff", "。。", "...", "《甲》、《乙》",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS)
@example("---\na: [[[[[[[[[[[[[[[[[[[[\n---\n")
@example("```\n<quiz>\n```\n</quiz>\n")
def test_any_text_is_read_and_every_line_kept(text: str) -> None:
    source, found = parse_source("docs/a.md", text)
    assert [line.text for line in source.lines] == split_lines(text)
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
    for fault in found:
        assert 1 <= fault.location.line <= max(1, len(source.lines))
        assert fault.location.column >= 1


@given(TEXTS)
def test_lines_and_their_parts_cover_the_body(text: str) -> None:
    source, _ = parse_source("docs/a.md", text)
    lines = list(read_lines(source))
    assert [line.number for line in lines] == [line.number for line in source.body()]
    for line in lines:
        assert len(line.inline.masked) == len(line.text)


@given(TEXTS.map(lambda text: text.replace("\n", " ")))
def test_inline_keeps_columns(text: str) -> None:
    inline = read_inline(text)
    assert len(inline.masked) == len(inline.markup) == len(text)
    for link in inline.links:
        assert text[link.text_column - 1 :].startswith(link.text)
        assert text[link.target_column - 1 :].startswith(link.target)


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    content = decode("docs/a.md", data)
    assert all(fault.location.line >= 1 for fault in content.faults)


@given(TEXTS, st.booleans())
def test_any_yaml_gives_values_or_findings(text: str, lenient: bool) -> None:
    values, found = parse_yaml(text, "a.yml", lenient=lenient)
    assert values is not None
    assert all(fault.location.path == "a.yml" for fault in found)


def for_reading(text: str) -> str:
    """The text as trainees may see it."""
    return unshielded(rendered_markdown(parse_source("docs/a.md", text)[0], ()))


@given(TEXTS)
def test_no_line_of_a_trainer_block_is_left(text: str) -> None:
    left = for_reading(f'{text}\n\n!!! 讲师 "怎样带"\n\n    机密答案\n')
    source, _ = parse_source("docs/a.md", f"\n{text}\n")
    inside = any(line.kind is not Kind.PROSE for line in source.lines[-2:])
    assert "机密答案" not in left or inside


def test_places_count_lines_as_editors_do() -> None:
    text = "---\r\nid: x\r\nowner: [a, \u2028b\r\n---\r\n"
    _, found = parse_source("docs/a.md", text)
    assert [fault.location for fault in found] == [Location("docs/a.md", 3, 14)]


def test_bomb_is_refused_at_its_place() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    values, found = parse_yaml(text, "a.yml")
    assert (values.nodes, [str(one.location) for one in found]) == ({}, ["a.yml:1:4"])


def test_deep_nesting_is_refused() -> None:
    _, found = parse_yaml("a: " + "[" * 100_000, "a.yml")
    assert [(one.code, str(one.location)) for one in found] == [("META-1", "a.yml:1:15")]


def test_unclosed_quiz_does_not_hide_the_trainer_block() -> None:
    text = "<quiz>\n题干\n\n!!! 讲师\n\n    答案\n"
    assert for_reading(text) == "<quiz>\n题干\n\n\n\n\n"


def test_unclosed_fence_does_not_hide_the_trainer_block() -> None:
    text = "````\n代码\n```\n\n!!! 讲师\n\n    答案\n"
    assert "答案" not in for_reading(text)


def test_waivers_and_fact_marks_stay_with_the_authors() -> None:
    text = "甲。 <!-- check: off ZH-8 引文 -->\n<!-- fact until=2027-01-01 -->\n`<!-- a -->`\n"
    assert for_reading(text) == "甲。\n\n`<!-- a -->`\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_moves_no_column(mark: str) -> None:
    values, found = parse_yaml(f"{mark}\na: 1\nb: [", "a.yml")
    assert (values.nodes, [one.location for one in found]) == ({}, [Location("a.yml", 3, 5)])
    values, _ = parse_yaml(f"{mark}a: 1\n\nb: 2\n", "a.yml")
    assert (values.place, values.at("a"), values.key_at("b")) == (
        Location("a.yml"),
        Location("a.yml", 1, 4),
        Location("a.yml", 3, 1),
    )
