"""The blueprint: what it says, and what is wrong with it."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import pytest

from courseware.checks.catalogue import all_rules
from courseware.checks.exam_bank import read_bank
from courseware.course.layout import BLUEPRINT
from courseware.exams.blueprint import Blueprint, read_blueprint
from courseware.exams.model import Bank, Section
from courseware.text.finding import Severity

from .samples import (
    ROOT,
    bank_of,
    blank,
    case,
    marked,
    multiple,
    question,
    real_course,
    real_texts,
    small_course,
)

BANK_TEXT = "".join(
    [
        *(question(n) for n in range(1, 4)),
        *(multiple(n) for n in range(4, 7)),
        *(blank(n, "lesson=verify") for n in range(7, 10)),
        *(question(n, label="lesson=verify red") for n in range(10, 13)),
        *(case(f"x1-c{n}", [13 + 2 * n, 14 + 2 * n]) for n in range(3)),
    ]
)
TEXT = """title: 小考
minutes: 30
total: 6
pass_mark: 5
spare: 3
points: {single: 1, multiple: 2, fill_in: 1, case: 1}
case_items: 2
levels: {记忆与理解: 40, 应用与分析: 45, 评价与创造: 15}
lessons:
  - {id: opening, single: 1, multiple: 1, case: 1}
  - {id: verify, fill_in: 1, red: 1}
"""


def small_bank() -> Bank:
    return bank_of(BANK_TEXT)


def small_blueprint(text: str = TEXT, bank: Bank | None = None) -> Blueprint:
    blueprint, found = read_blueprint(text, bank or small_bank(), small_course())
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert blueprint is not None
    return blueprint


def spoilt(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


CASES = {
    "no title": spoilt("title: 小考", "⟦EXAM-20⟧title:"),
    "no minutes": "⟦EXAM-20⟧" + spoilt("minutes: 30\n", ""),
    "no points of a kind": spoilt("{single: 1, multiple: 2,", "⟦EXAM-20⟧{single: 1,"),
    "words for a number": spoilt("minutes: 30", "minutes: ⟦EXAM-21⟧半小时"),
    "negative": spoilt("fill_in: 1, red: 1", "fill_in: 1, red: ⟦EXAM-21⟧-1"),
    "huge": spoilt("fill_in: 1, red: 1", "fill_in: 1, red: ⟦EXAM-21⟧⟦EXAM-27⟧1000"),
    "pass mark over the total": spoilt("pass_mark: 5", "pass_mark: ⟦EXAM-21⟧7"),
    "unknown key": spoilt("spare: 3", "⟦EXAM-22⟧spares: 3"),
    "unknown kind": spoilt("verify, fill_in: 1", "verify, ⟦EXAM-22⟧fill-in: 1"),
    "unknown band": spoilt("记忆与理解: 40,", "记忆与理解: 40, ⟦EXAM-22⟧难: 5,"),
    "unknown lesson": TEXT + "  - {id: ⟦EXAM-23⟧verifi, red: 0}\n",
    "lesson twice": TEXT + "  - {id: ⟦EXAM-24⟧verify, red: 1}\n",
    "lesson missing": spoilt("  - {id: verify, fill_in: 1, red: 1}\n", "").replace("lessons:", "⟦EXAM-25⟧lessons:"),
    "lesson without items": spoilt("{id: verify, fill_in: 1, red: 1}", "{id: ⟦EXAM-25⟧verify}"),
    "total": spoilt("total: 6", "total: ⟦EXAM-26⟧60"),
    "bands": spoilt("levels: {记忆与理解: 40", "levels: ⟦EXAM-26⟧{记忆与理解: 50"),
    "more than the bank holds": spoilt("total: 6", "total: 9").replace("single: 1, multiple: 1", "single: ⟦EXAM-27⟧4, multiple: 1"),
    "more cases": spoilt("total: 6", "total: 12").replace("case: 1}\n  -", "case: ⟦EXAM-27⟧4}\n  -"),
    "little to spare": spoilt("total: 6", "total: 7").replace("single: 1, multiple: 1", "single: ⟦EXAM-28⟧2, multiple: 1"),
    "not YAML": "title: [⟦META-1⟧",
}  # fmt: skip


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_fault_is_found_at_its_place(text: str) -> None:
    plain, expected = marked(text, BLUEPRINT)
    _, found = read_blueprint(plain, small_bank(), small_course())
    assert {(one.code, one.location) for one in found} == expected


def test_cases_of_another_size() -> None:
    bank = bank_of(BANK_TEXT + question(30, label="case=x1-c2"))
    _, found = read_blueprint(TEXT, bank, small_course())
    assert [(one.code, one.message) for one in found] == [
        ("EXAM-29", "案例“x1-c2”有 3 道题，蓝图要求每个案例 2 道；请补题或删题")
    ]


def test_message_says_what_is_missing() -> None:
    plain, _ = marked(CASES["more than the bank holds"], BLUEPRINT)
    _, found = read_blueprint(plain, small_bank(), small_course())
    assert [str(one) for one in found] == [
        (
            "exam/blueprint.yml:10:27 EXAM-27 "
            "蓝图要“opening”出 单选 4 道，题库里只有 3 道；请补题，或改蓝图"
        )
    ]


def test_every_rule_has_a_case() -> None:
    shown = {code for text in CASES.values() for code, _ in marked(text, BLUEPRINT)[1]}
    shown |= {"EXAM-29", "EXAM-30"}  # above, and in test_draw
    assert {
        code for code in all_rules() if code.startswith("EXAM-") and int(code[5:]) >= 20
    } - shown == set()


def test_nothing_raises() -> None:
    bank, course = small_bank(), small_course()
    for end in range(len(TEXT)):
        read_blueprint(TEXT[:end], bank, course)


def test_real_blueprint() -> None:
    course = real_course()
    bank, _ = read_bank(real_texts(), course)
    blueprint, found = read_blueprint((ROOT / BLUEPRINT).read_text("utf-8"), bank, course)
    assert found == ()
    assert blueprint is not None
    assert {section: blueprint.count(section) for section in Section} == {
        Section.SINGLE: 40, Section.MULTIPLE: 15, Section.FILL_IN: 10, Section.CASE: 4,
        Section.RED: 12,
    }  # fmt: skip
    assert [row.lesson for row in blueprint.rows] == [lesson.id for lesson in course.lessons()]
