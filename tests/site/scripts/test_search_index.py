"""What is typed, and what of a small course it finds first; the real one: tests/site/search."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.scripts.world import evaluate

PAGES = [
    ["one.html", "1.1", "无线接入", "wu xian jie ru", [
        ["", "", "手机通过基站接入网络。"],
        ["a", "基站", "基站和手机之间是空中接口。基站有很多。"],
        ["b", "切换", "走路时换到另一个基站，通话不断。"],
    ]],
    ["two.html", "1.2", "核心网", "he xin wang", [
        ["", "", "核心网管移动性。"],
        ["c", "VoLTE", "用4G网络打电话，叫VoLTE。"],
        ["d", "漫游", "离开归属地还能用。"],
    ]],
]  # fmt: skip
TERMS = [
    ["bs", "基站", "BS", "base station", ["无线基站"], ["ji zhan"], "与手机收发信号的设备", ""],
    ["volte", "高清语音", "VoLTE", "Voice LTE", [], ["gao qing yu yin"], "用4G打电话", "更清楚"],
    ["amf", "接入和移动性管理功能", "AMF", "", [], ["jie ru he yi dong xing"], "一部分", ""],
]  # fmt: skip
DATA = {"glossary": "glossary.html", "pages": PAGES, "terms": TERMS}
FIND = """({ data, queries }) => {
    const index = new CourseIndex(data);
    return queries.map((query) => {
        const { terms, sections, beside, corrected } = index.find(query);
        const places = sections.map(({ page, anchor }) => `${page.url}#${anchor}`);
        const ids = (list) => list.map(({ id }) => id);
        return { terms: ids(terms), places, beside: ids(beside), corrected };
    });
}"""


def find(query: str) -> dict[str, Any]:
    (found,) = evaluate(FIND, {"data": DATA, "queries": [query]})
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("query", "terms", "first"),
    [
        ("基站", ["bs"], "one.html#a"),
        ("BS", ["bs"], "one.html#a"),
        ("jizhan", ["bs"], "one.html#a"),
        ("jz", ["bs"], "one.html#a"),
        ("无线基站", ["bs"], "one.html#a"),
        ("volte", ["volte"], "two.html#c"),
        ("ＶｏＬＴＥ", ["volte"], "two.html#c"),
        ("wxjr", [], "one.html#"),
        ("hexinwang", [], "two.html#"),
        ("漫游是什么", [], "two.html#d"),
        ("怎么切换到另一个基站", [], "one.html#b"),
        ("移动性", ["amf"], "two.html#"),
    ],
)
def test_the_likeliest_comes_first(query: str, terms: list[str], first: str) -> None:
    found = find(query)
    assert (found["terms"], found["places"][0], found["corrected"]) == (terms, first, "")


@pytest.mark.parametrize(
    ("query", "corrected", "terms"), [("vlote", "volte", ["volte"]), ("afm", "amf", ["amf"])]
)
def test_a_slip_is_corrected(query: str, corrected: str, terms: list[str]) -> None:
    found = find(query)
    assert (found["corrected"], found["terms"]) == (corrected, terms)


@pytest.mark.parametrize("query", ["", "。，", "饕餮", "xyzzy", "q"])
def test_nothing_is_found_where_nothing_is(query: str) -> None:
    assert find(query) == {"terms": [], "places": [], "beside": [], "corrected": ""}


@pytest.mark.parametrize(
    ("text", "part", "places"),
    [
        ("基站和基站", "基站", [0, 3]),
        ("lte volte lte", "lte", [0, 10]),
        ("5g和4g", "g", []),
        ("aaaaaaaa", "a", [0]),
        ("一一一一一一一", "一", [0, 1, 2, 3, 4]),
    ],
)
def test_latin_counts_from_the_start_of_a_word(text: str, part: str, places: list[int]) -> None:
    run = "([text, part]) => courseMatching.places(text, part)"
    assert evaluate(run, [text, part]) == places


@pytest.mark.parametrize(
    ("a", "b", "most", "edits"),
    [
        ("volte", "volte", 1, 0), ("vlote", "volte", 1, 1), ("volt", "volte", 1, 1),
        ("voltes", "volte", 1, 1), ("volta", "volte", 1, 1), ("vote", "volta", 1, None),
        ("vote", "volta", 2, 2), ("a", "abcd", 2, None),
    ],
)  # fmt: skip
def test_edits(a: str, b: str, most: int, edits: int | None) -> None:
    run = "([a, b, most]) => courseMatching.edits(a, b, most)"
    assert evaluate(run, [a, b, most]) == edits, "JSON says null for Infinity"


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("jizhan", 90), ("jz", 82), ("jizh", 60), ("j", 0), ("zhan", 38), ("zha", 0), ("x", 0),
    ],
)  # fmt: skip
def test_readings(typed: str, grade: int) -> None:
    run = '(typed) => courseMatching.readingGrade("ji zhan", typed)'
    assert evaluate(run, typed) == grade
