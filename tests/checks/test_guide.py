"""The trainers' guide: what it tells to copy passes the check; its catalogue is today's."""

from __future__ import annotations

import re
from pathlib import Path

from courseware.checks.catalogue import catalogue
from tests.checks.course import CALLS, edited
from tests.checks.test_rules import one

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RULES = (ROOT / "RULES.md").read_text("utf-8")


def block(language: str, start: str) -> str:
    """The only code block of a language that begins so."""
    fences = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1\n", GUIDE, re.DOTALL | re.MULTILINE)
    (found,) = [text for _, text in fences if text.startswith(start)]
    return str(found)


def test_skeleton_of_a_lesson_passes(tmp_path: Path) -> None:
    course = edited(
        tmp_path,
        *one("docs/01-calls/dropped-call.md", "", block("markdown", "---\nid:")),
        *one("docs/01-calls/dropped-call.svg", "", block("svg", "<svg")),
        *one(CALLS, "[opening, verify]", "[opening, verify, dropped-call]"),
    )
    told = [str(one) for one in course.diagnostics()]
    page = "docs/01-calls/dropped-call.md"
    assert told == [
        f"{page}:1:1 PAGE-19 这一课有 1 题，应有 4—10 题；请增减",
        f"{page}:5:1 OBJ-3 这一课有 1 个目标，应有 3—5 个；请合并或拆分",
    ]


def test_catalogue_is_up_to_date() -> None:
    assert catalogue() == RULES, "run: make rules"


def test_guide_names_rules_that_exist() -> None:
    codes = set(re.findall(r"\b[A-Z]+-\d+\b", GUIDE))
    assert {code for code in codes if f"\n### {code} " not in RULES} == set()
