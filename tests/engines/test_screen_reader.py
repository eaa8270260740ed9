"""What Orca says on the pages a trainee meets, word for word; Debian's Orca speaks English here.

Orca 43 does not say aria-current, nor a dialog opened by ``showModal``: neither is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.orca import listening
from tests.serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Built
    from tests.engines.orca import Listener

LESSON = "02-network/principles.html"
_WORDS = "return document.querySelector(arguments[0]).textContent.trim()"


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with serving(built.folder) as found:
        yield found


@pytest.fixture(scope="module")
def orca(address: str) -> Iterator[Listener]:
    with listening() as started:
        started.open(address)
        yield started


@pytest.fixture
def lesson(orca: Listener, address: str) -> Listener:
    """The lesson as one who has answered nothing comes to it."""
    orca.run("localStorage.clear()")
    orca.open(f"{address}{LESSON}")
    return orca


def _to_heading(orca: Listener, wanted: str) -> list[str]:
    """Press H until a heading is heard; all headings on the way."""
    orca.press("ctrl+Home")
    heard: list[str] = []
    while wanted not in heard:
        heard += orca.press("h")
        assert len(heard) < 30
    return heard


def test_headings_are_the_lessons_own_without_their_link_signs(lesson: Listener) -> None:
    assert _to_heading(lesson, "不怕磕碰：信道编码 heading level 2.") == [
        "2.1 通信原理 heading level 1.",
        "装上电波：调制 heading level 2.",
        "不撞在一起：多址接入 heading level 2.",
        "不怕磕碰：信道编码 heading level 2.",
    ]


def test_explanation_of_a_term_is_read_and_closes_on_the_term(lesson: Listener) -> None:
    lesson.focus("a.mdx-term[href$='#term-modulation']")
    explained = lesson.press("Return")[-1]
    assert explained.startswith("调制")
    assert lesson.run(_WORDS, ".mdx-popover__text") in explained
    assert lesson.run(_WORDS, ".mdx-popover__plain") in explained
    assert "调制 link." in lesson.press("Escape")


def test_picture_is_told_in_one_sentence_without_the_letters_drawn_in_it(lesson: Listener) -> None:
    lesson.press("ctrl+Home")
    assert lesson.press("g") == [f"{lesson.run(_WORDS, 'figure svg title')} image."]


def test_question_says_number_text_option_state_and_place(lesson: Listener) -> None:
    _to_heading(lesson, "自测 heading level 2.")
    options = lesson.run("return document.querySelectorAll('#q-2-01 [type=radio]').length")
    assert lesson.press("Tab") == [
        "form 第 1 题 单选",
        f"{lesson.run(_WORDS, '#q-2-01-stem')} panel.",
        f"A {lesson.run(_WORDS, '#q-2-01 .mdx-option__text')}.",
        "not selected radio button",
        f"1 of {options}.",
    ]


def test_verdict_is_said_once(lesson: Listener) -> None:
    lesson.focus("#q-2-01 input")
    assert _verdicts(lesson.press("Return", until="请先选一项"), "请先选一项") == 1
    lesson.focus("#q-2-01 input:not([data-correct])")
    assert "selected" in lesson.press("space")
    assert _verdicts(lesson.press("Return", until="✕"), "✕ 还不对，看看下面的解析") == 1
    lesson.focus("#q-2-02 input[data-correct]")
    lesson.press("space")
    assert _verdicts(lesson.press("Return", until="✓"), "✓ 答对了") == 1


def _verdicts(heard: list[str], verdict: str) -> int:
    return sum(verdict in sentence for sentence in heard)


def test_search_says_how_many_were_found_and_gives_the_focus_back(lesson: Listener) -> None:
    lesson.focus("[data-mdx-search]")
    lesson.press("Return")
    heard = lesson.type("jizhan")
    assert heard[-1] == lesson.run(_WORDS, ".mdx-search__status")
    assert heard[-1].startswith("找到 ")
    lesson.press("Tab")
    assert lesson.press("Tab")[0] == "基站 link."
    assert "搜索 push button." in lesson.press("Escape")


def test_self_exam_says_how_many_questions_and_the_first(orca: Listener, address: str) -> None:
    orca.open(f"{address}self-exam.html")
    orca.focus("[data-act=start]")
    heard = orca.press("Return", until="卷子抽好了")
    count = orca.run("return document.querySelectorAll('.mdx-exam form').length")
    assert heard[0].startswith("form 第 1 题 ")
    assert heard.count(f"卷子抽好了，共 {count} 题。") == 1
