"""An option in other signs: one finding, at its line, and the question is read as meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.course import SIGNAL, Edit, edited

if TYPE_CHECKING:
    from pathlib import Path

RIGHT, WRONG = "- [x] 一副天线照着的地方", "- [ ] 一个住宅区"
CASES = [
    *(
        (RIGHT, written)
        for written in (
            "- [⟦QUIZ-7⟧√] 一副天线照着的地方",
            "- [⟦QUIZ-7⟧✓] 一副天线照着的地方",
            "- [⟦QUIZ-7⟧х] 一副天线照着的地方",  # Cyrillic
            "- [⟦QUIZ-7⟧ｘ] 一副天线照着的地方",
            "⟦QUIZ-7⟧- ［x］ 一副天线照着的地方",
            "⟦QUIZ-7⟧- 【x】一副天线照着的地方",
            "⟦QUIZ-7⟧– [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧— [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧－ [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧• [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧·[x]一副天线照着的地方",
            "⟦QUIZ-7⟧+ [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧-[x] 一副天线照着的地方",
            "⟦QUIZ-7⟧-  [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧- [x]一副天线照着的地方",
            " ⟦QUIZ-7⟧- [x] 一副天线照着的地方",
            "⟦QUIZ-7⟧[x] 一副天线照着的地方",
            "⟦QUIZ-7⟧［Ｘ］一副天线照着的地方",
        )
    ),
    *(
        (WRONG, written)
        for written in (
            "⟦QUIZ-7⟧– [ ] 一个住宅区",
            "⟦QUIZ-7⟧- ［ ］ 一个住宅区",
            "- [⟦QUIZ-7⟧　] 一个住宅区",
            "⟦QUIZ-7⟧-[ ] 一个住宅区",
            "  ⟦QUIZ-7⟧- [ ] 一个住宅区",
            "⟦QUIZ-7⟧［　］一个住宅区",
        )
    ),
]


@pytest.mark.parametrize(("old", "written"), CASES, ids=[written for _, written in CASES])
def test_one_finding_and_nothing_that_follows(tmp_path: Path, old: str, written: str) -> None:
    marked = edited(tmp_path, Edit(SIGNAL, old, written))
    assert marked.found() == marked.places


def test_the_option_below_and_its_feedback_are_read(tmp_path: Path) -> None:
    """Each option of a question pasted from a word processor is named, and nothing else."""
    edits = [
        Edit(SIGNAL, "- [ ] 一个住宅区", "⟦QUIZ-7⟧–　[ ]　一个住宅区"),
        Edit(SIGNAL, "- [x] 一副天线照着的地方", "⟦QUIZ-7⟧–　[x]　一副天线照着的地方"),
        Edit(SIGNAL, "- [ ] 一个城市的网络", "⟦QUIZ-7⟧–　[ ]　一个城市的网络"),
    ]
    marked = edited(tmp_path, *edits)
    assert marked.found() == marked.places


@pytest.mark.parametrize(
    "stem",
    ["小区指的是什么？\n- 城里\n- 城外", "[x](../glossary.md) 指的是什么？", "（ ）指的是什么？"],
)
def test_what_is_no_option_stays_text(tmp_path: Path, stem: str) -> None:
    marked = edited(tmp_path, Edit(SIGNAL, "小区指的是什么？", stem))
    assert {code for code, _ in marked.found()} & {"QUIZ-7", "QUIZ-5"} == set()


def test_a_tag_in_capitals_is_one_finding(tmp_path: Path) -> None:
    text = (edited(tmp_path / "as it is").root / SIGNAL).read_text("utf-8")
    last = text.rindex("</quiz>")
    changed = f"{text[:last]}⟦QUIZ-51⟧</QUIZ>{text[last + len('</quiz>') :]}"
    marked = edited(tmp_path / "changed", Edit(SIGNAL, "", changed))
    assert {one for one in marked.found() if one[0].startswith("QUIZ-5")} == marked.places
    assert "QUIZ-1" not in {code for code, _ in marked.found()}
