"""Waivers: with a reason, for the line or the block below, never longer than needed."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.course import GLOSSARY, OPENING, SIGNAL, STEPS, Edit, edited

if TYPE_CHECKING:
    from pathlib import Path

FAULT = "信号越弱，⟦{0}⟧其它不变。"

HOLDING = [
    Edit(SIGNAL, "信号越弱。", "信号越弱，其它不变。 <!-- check: off ZH-8 引用客户原话 -->"),
    Edit(SIGNAL, "走得越远", "\n\n<!-- check: off ZH-8 引用客户原话 -->\n其它的走得越远"),
    Edit(SIGNAL, "    | 换个位置呢", "    | 其它位置呢"),
    Edit(SIGNAL, "owner: 课程组", "# check: off META-7 试用字段\nroom: 三楼\nowner: 课程组"),
    Edit(OPENING, "minutes: 10", "minutes: 10\nroom: 三楼  # check: off META-7 试用字段"),
    Edit(GLOSSARY, "  - id: cell", "  # check: off TERM-18 下一章要用\n  - id: fax\n    zh: 传真\n    definition: 老办法。\n    category: 业务\n\n  - id: cell"),
    Edit(STEPS, "  <text x=", '  <!-- check: off FIG-11 刻度数字 -->\n  <text font-size="12" x='),
    Edit(SIGNAL, "<!-- question id=2-01 objective=a -->\n<quiz>\n小区指的是什么？\n- [ ] 一个住宅区\n> 这是日常说法。", "<!-- check: off QUIZ-14 选项自明 -->\n<!-- question id=2-01 objective=a -->\n<quiz>\n小区指的是什么？\n- [ ] 一个住宅区"),
    Edit(SIGNAL, "- [ ] 基站\n> 基站坏了，换手机也没用。", "- [ ] 基站 <!-- check: off QUIZ-14 选项自明 -->"),
]  # fmt: skip


@pytest.mark.parametrize("edit", HOLDING, ids=range(len(HOLDING)))
def test_waiver_holds(edit: Edit, tmp_path: Path) -> None:
    edits = [edit]
    if "其它位置" in edit.new:
        head = Edit(
            SIGNAL,
            "    | 问 | 听什么 |",
            "    <!-- check: off ZH-8 引用客户原话 -->\n    | 问 | 听什么 |",
        )
        edits.append(head)
    assert edited(tmp_path, *edits).found() == set()


def test_waiver_of_one_rule_leaves_the_others(tmp_path: Path) -> None:
    new = "信号⟦ZH-9⟧绝对越弱，其它不变。 <!-- check: off ZH-8 引用客户原话 -->"
    marked = edited(tmp_path, Edit(SIGNAL, "信号越弱。", new))
    assert marked.found() == marked.places


def test_waiver_ends_with_its_block(tmp_path: Path) -> None:
    new = "⟦WAIVE-2⟧<!-- check: off ZH-8 引用客户原话 -->\n第一段。\n\n⟦ZH-8⟧其它段。走得越远"
    marked = edited(
        tmp_path,
        Edit(
            SIGNAL,
            "一个基站的一副天线照着一片地方，这片地方叫**小区（Cell）**。走得越远",
            "小区（Cell）。\n\n" + new,
        ),
    )
    assert marked.found() == marked.places


def test_waiver_in_code_is_none(tmp_path: Path) -> None:
    new = "⟦ZH-8⟧其它不变，写法是 `<!-- check: off ZH-8 引文 -->`。"
    marked = edited(tmp_path, Edit(SIGNAL, "信号越弱。", new))
    assert marked.found() == marked.places


def test_rule_switched_off_in_the_settings(tmp_path: Path) -> None:
    marked = edited(
        tmp_path,
        Edit("mkdocs.yml", "PAGE-14: off", "PAGE-14: off\n      ZH-8: error\n      ZH-9: off"),
        Edit(SIGNAL, "信号越弱。", "信号绝对越弱，⟦ZH-8⟧其它不变。"),
    )
    assert {(one.code, one.severity.value) for one in marked.diagnostics()} == {("ZH-8", "error")}
