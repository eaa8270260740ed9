"""Terms are found in running Chinese, and only where they are meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.glossary.matcher import Match, Matcher
from courseware.glossary.model import Glossary
from courseware.text.folding import fold, fold_name, unfull, writings

from .samples import ROOT, course, course_matcher, glossary, small

if TYPE_CHECKING:
    from collections.abc import Iterator


def _sentences() -> Iterator[tuple[str, list[str]]]:
    table = (ROOT / "tests/glossary/sentences.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        sentence, _, names = line.partition("\t")
        yield sentence, [name.replace("_", " ") for name in names.split()]


@pytest.mark.parametrize(("sentence", "names"), list(_sentences()))
def test_a_sentence_of_the_table_holds_exactly_these_terms(sentence: str, names: list[str]) -> None:
    matcher = course_matcher()
    assert [sentence[m.start : m.end] for m in matcher.find(sentence)] == names


def test_the_table_is_long_enough_and_a_third_of_it_are_traps() -> None:
    rows = list(_sentences())
    traps = [sentence for sentence, names in rows if not names]
    assert len(rows) >= 60
    assert len(traps) * 3 >= len(rows)


def test_a_match_tells_place_and_term() -> None:
    assert small().find("采用 TDMA 与时分多址") == [Match(3, 7, "tdma"), Match(9, 13, "tdma")]


def test_brackets_that_introduce_a_term_hide_what_they_hold() -> None:
    text = "VoLTE 高清话音（Voice over LTE，VoLTE）与 LTE"
    assert small().find(text) == [Match(0, 10, "volte", introduced=True), Match(34, 37, "lte")]


def test_brackets_about_something_else_introduce_nothing() -> None:
    assert small().find("核心网（含 LTE）") == [Match(0, 3, "core"), Match(6, 9, "lte")]


def test_a_bracket_that_never_closes_introduces_nothing() -> None:
    assert small().find("核心网（CN") == [Match(0, 3, "core"), Match(4, 6, "core")]


def test_of_overlapping_terms_the_longer_wins_and_of_equal_ones_the_first() -> None:
    matcher = Matcher(
        glossary(
            "terms:\n"
            "  - {id: a, zh: 甲乙, definition: x, category: x}\n"
            "  - {id: b, zh: 乙丙丁, definition: x, category: x}\n"
            "  - {id: c, zh: 丁戊己, definition: x, category: x}\n"
        )
    )
    assert matcher.find("甲乙丙丁戊己") == [Match(1, 4, "b")]
    assert matcher.find("甲乙丙") == [Match(0, 2, "a")]


def test_a_glossary_without_terms_finds_nothing() -> None:
    assert Matcher(Glossary(())).find("核心网") == []


def test_signs_of_regular_expressions_are_ordinary_signs_of_a_name() -> None:
    matcher = Matcher(glossary('terms: [{id: a, zh: "甲.*(+)", definition: x, category: x}]'))
    assert matcher.find("甲乙丙") == []
    assert matcher.find("看甲.*(+)") == [Match(1, 7, "a")]


def test_offsets_hold_beside_signs_outside_the_basic_plane() -> None:
    assert small().find("😀ＬＴＥ𠮷核心网") == [Match(1, 4, "lte"), Match(5, 8, "core")]


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(unfull(text)) == len(text)


def test_folding_makes_the_writings_of_a_name_equal() -> None:
    assert writings("5G 核心网") == {"5G 核心网", "5G核心网"}
    assert writings("IP RAN") == {"IP RAN"}
    assert {fold_name(name) for name in ("5G 核心网", "5g核心网", "\uff15\uff27\u3000核心网")} == {
        "5g核心网"
    }


@given(st.text(alphabet="核心网5GLTEVo高清话音TDMA（），- x以下行\0", max_size=60))
def test_matches_are_in_order_and_never_overlap(text: str) -> None:
    found = small().find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_every_name_of_the_course_is_found_unless_it_is_its_own_exception() -> None:
    matcher = course_matcher()
    missed = {
        name
        for term in course().terms
        for name in (term.zh, term.abbr, *term.aliases)
        if name and [m.term_id for m in matcher.find(f"“{name}”")] != [term.id]
    }
    own = {name for term in course().terms for name in term.not_in}
    assert missed <= own
