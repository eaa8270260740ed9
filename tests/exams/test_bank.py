"""Reading the exam bank: the real one is sound, and every fault is found at its place."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from collections import Counter

import pytest

from courseware.checks.catalogue import all_rules
from courseware.checks.exam_bank import read_bank
from courseware.exams.model import Section

from .samples import (
    BANK,
    STEM,
    blank,
    case,
    marked,
    multiple,
    question,
    real_course,
    real_texts,
    small_course,
)

HEAD = "# 题库\n\n## opening\n\n"
SOUND = (
    HEAD + question(1) + multiple(2) + blank(3) + question(4, label="red") + case("x1-c1", [5, 6])
)
Q = "<quiz>\n"


def spoilt(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


CASES = {
    "no lesson": spoilt("id=x1-01 lesson=opening objective=a level=应用 point=p1 -->\n", "id=x1-01 objective=a level=应用 point=p1 -->\n⟦EXAM-1⟧"),
    "no objective": spoilt("objective=a level=应用 point=p1 -->\n", "level=应用 point=p1 -->\n⟦EXAM-1⟧"),
    "no level": spoilt("level=应用 point=p1 -->\n", "point=p1 -->\n⟦EXAM-1⟧"),
    "no point": spoilt(" point=p1 -->\n", " -->\n⟦EXAM-1⟧"),
    "no label": HEAD + "⟦QUIZ-2⟧⟦EXAM-1⟧<quiz>\n" + question(1).split(Q)[1],
    "unknown key": spoilt("point=p1 -->", "point=p1 ⟦EXAM-2⟧hard=9 -->"),
    "unknown word": spoilt("point=p1 -->", "point=p1 ⟦EXAM-2⟧Red -->"),
    "key twice": spoilt("point=p1 -->", "point=p1 ⟦EXAM-2⟧id=x1-09 -->"),
    "own key twice": spoilt("point=p1 -->", "point=p1 ⟦EXAM-2⟧lesson=opening -->"),
    "lesson": spoilt("x1-01 lesson=opening", "x1-01 lesson=⟦EXAM-3⟧openin"),
    "objective": spoilt("objective=a level=应用 point=p1", "objective=⟦QUIZ-10⟧z level=应用 point=p1"),
    "level": spoilt("level=应用 point=p1", "level=⟦EXAM-4⟧运用 point=p1"),
    "case": spoilt("point=p5 case=x1-c1", "point=p5 case=⟦EXAM-5⟧x1-c9"),
    "case without id": spoilt("<!-- case id=x1-c1 ", "⟦EXAM-6⟧<!-- case ").replace("case=x1-c1", "case=⟦EXAM-5⟧x1-c1"),
    "case without title": spoilt(" title=没有声音", "").replace("<!-- case", "⟦EXAM-6⟧<!-- case"),
    "case twice": SOUND + "⟦EXAM-7⟧<!-- case id=x1-c1 lesson=opening title=又一次 -->\n文字。\n",
    "case without text": spoilt("来电人没有说话。\n", "").replace("<!-- case", "⟦EXAM-8⟧<!-- case"),
    "case without items": SOUND + "⟦EXAM-9⟧<!-- case id=x1-c2 lesson=opening title=空 -->\n文字。\n",
    "case of no lesson": SOUND + "⟦EXAM-3⟧⟦EXAM-9⟧<!-- case id=x1-c2 lesson=gone title=空 -->\n文字。\n",
    "item of another lesson": spoilt("id=x1-05 lesson=opening", "id=x1-05 lesson=⟦EXAM-10⟧verify"),
    "multiple in a case": SOUND + multiple(7, "case=⟦EXAM-11⟧x1-c1"),
    "matching": SOUND + question(7, label="type=match", body="配对\n\n- 一：[[甲]]\n- 二：[[乙]]\n\n---\n见。\n").replace(Q, "⟦EXAM-12⟧<quiz>\n"),
    "stem of a lesson": HEAD + question(1, stem=STEM).replace(Q, "⟦EXAM-13⟧<quiz>\n"),
    "point twice in a case": spoilt("point=p6", "point=⟦EXAM-14⟧p5"),
    "id twice": SOUND + question(7, label="id=⟦QUIZ-9⟧x1-01"),
    "id of the course": SOUND + question(7, label="id=⟦QUIZ-9⟧1-01"),
    "no key": HEAD + question(1).replace("[x]", "[ ]").replace(Q, "⟦QUIZ-6⟧<quiz>\n"),
    "no feedback": HEAD + question(1).replace("> 理由乙。\n", "").replace("- [x]", "⟦QUIZ-14⟧- [x]"),
    "not closed": HEAD + "⟦QUIZ-26⟧<!-- question id=x1-01 lesson=opening objective=a level=应用 point=p -->\n⟦QUIZ-1⟧<quiz>\n题干\n",
    "empty gap": spoilt("[[您好|你好]]", "⟦QUIZ-11⟧[[|]]"),
    "label without question": SOUND + "⟦QUIZ-26⟧<!-- question id=x1-09 lesson=opening -->\n",
}  # fmt: skip


def test_sound_bank_has_no_finding() -> None:
    bank, found = read_bank({BANK: SOUND}, small_course())
    assert found == ()
    assert [(item.id, item.section) for item in bank.items] == [
        ("x1-01", Section.SINGLE),
        ("x1-02", Section.MULTIPLE),
        ("x1-03", Section.FILL_IN),
        ("x1-04", Section.RED),
        ("x1-05", Section.CASE),
        ("x1-06", Section.CASE),
    ]
    assert [(one.id, one.lesson, one.title, one.text) for one in bank.cases] == [
        ("x1-c1", "opening", "没有声音", "来电人没有说话。")
    ]


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_fault_is_found_at_its_place(text: str) -> None:
    plain, expected = marked(text)
    _, found = read_bank({BANK: plain}, small_course())
    assert {(one.code, one.location) for one in found} == expected


def test_every_rule_of_the_bank_has_a_case() -> None:
    shown = {code for text in CASES.values() for code, _ in marked(text)[1]}
    assert {
        code for code in all_rules() if code.startswith("EXAM-") and int(code[5:]) < 20
    } - shown == set()


def test_what_a_draw_cannot_use_is_left_out() -> None:
    text = marked(CASES["level"])[0]
    bank, _ = read_bank({BANK: text}, small_course())
    assert "x1-01" not in {item.id for item in bank.items}


@pytest.mark.parametrize(
    "text", ["", "\n", "---\n", "<quiz>", "<!-- case -->", "<!-- question -->", "\ufeff# x"]
)
def test_nothing_raises(text: str) -> None:
    bank, _ = read_bank({BANK: text}, small_course())
    assert bank.items == ()


def test_every_start_of_the_real_bank_can_be_read() -> None:
    text = real_texts()["exam/03-communication.md"]
    course = small_course()
    for end in range(0, len(text), 997):
        read_bank({BANK: text[:end]}, course)


def test_fingerprint_changes_with_any_word() -> None:
    one, _ = read_bank({BANK: SOUND}, small_course())
    other, _ = read_bank({BANK: spoilt("来电人没有说话。", "来电人没有出声。")}, small_course())
    again, _ = read_bank({BANK: SOUND.replace("# 题库", "# 考试题库")}, small_course())
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == again.fingerprint


def test_real_bank_is_sound() -> None:
    bank, found = read_bank(real_texts(), real_course())
    assert [str(one) for one in found if one.severity == "error"] == []
    assert Counter(item.section for item in bank.items) == {
        Section.SINGLE: 140, Section.MULTIPLE: 45, Section.FILL_IN: 30,
        Section.CASE: 60, Section.RED: 37,
    }  # fmt: skip
    assert len(bank.cases) == 12
