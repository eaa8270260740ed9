"""Guessing: the figures, and what is said about a chapter or a file in which guessing pays."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from courseware.checks.guessing import groups
from courseware.course.reading import read_course
from courseware.exams.model import Bank
from courseware.questions.guessers import WORDS, Measured, measure
from courseware.text.finding import Location
from tests.checks.course import Edit, edited
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

INDEX = "docs/02-network/index.md"
EXTRA = "docs/02-network/extra.md"
BANK = "exam/02-network.md"
RULES = {"QUIZ-17", "QUIZ-19", "QUIZ-29", "QUIZ-30"}
NUMBERS = "零一二三四五六七八九十百千万"
OPTIONS = ("甲{n}", "乙{n}", "丙{n}", "丁{n}")


def key_at(place: int, right: str = "{same}", wrong: str = "{same}") -> str:
    """Four options, ``*`` before the right one; ``{n}`` is another sign in every question."""
    return "/".join(
        "*" + right.format(same=same, n="{n}") if i == place else wrong.format(same=same, n="{n}")
        for i, same in enumerate(OPTIONS)
    )


EVEN = [key_at(place) for place in range(4)]
LONG = [key_at(place, right="{same}长") for place in range(4)]
TONE = [key_at(place, right="先核{n}", wrong="就办{n}") for place in range(4)]
TWO = ["*甲{n}/*乙{n}/丙{n}/丁{n}"]
THREE = ["*甲{n}/*乙{n}/*丙{n}/丁{n}"]


def lesson(options: list[str], count: int, label: str = "id=2-{:02} objective=a") -> str:
    """A page of ``count`` questions, going round the given options."""
    questions = []
    for number in range(1, count + 1):
        texts = options[(number - 1) % len(options)].format(n=NUMBERS[number - 1]).split("/")
        several = "（多选）" if sum(text.startswith("*") for text in texts) > 1 else ""
        lines = [
            f"- [{'x' if text.startswith('*') else ' '}] {text.removeprefix('*')}\n> 理由。"
            for text in texts
        ]
        questions.append(
            f"<!-- question {label.format(number)} -->\n<quiz>\n{several}题干{number}？\n"
            + "\n".join(lines)
            + "\n\n解析。\n</quiz>\n"
        )
    return "\n".join(questions)


def course(folder: Path, *edits: Edit) -> list[tuple[str, Location, str]]:
    """What is said about guessing in the fixture course, its second chapter's lesson replaced."""
    marked = edited(folder, *edits, Edit(INDEX, "- signal", "- extra"))
    return [
        (one.code, one.location, one.message) for one in marked.diagnostics() if one.code in RULES
    ]


LONGEST = (
    "{} 道单选题，不看题干、只挑最长的选项，能猜中乱猜的 {} 倍（最多 1.15 倍）；"
    "请把 {} 的正确项写短，或把错误项写得一样长"
)
WORDING = (
    "12 道单选题，不看题干、只看选项的用字，能猜中乱猜的 4.00 倍（最多 1.35 倍）；"
    "请改写 {}：让错误项也用正确项常用的字眼，或让正确项换个说法"
)
CASES: dict[str, tuple[list[str], int, list[tuple[str, str]]]] = {
    "even": (EVEN, 12, []),
    "too few": (LONG, 11, []),
    "long": (LONG, 12, [("QUIZ-17", LONGEST.format(12, "4.00", "、".join(f"2-{n:02}" for n in range(1, 13))))]),
    "one too long": ([LONG[0], *EVEN[1:], *EVEN * 2], 12, [("QUIZ-17", LONGEST.format(12, "1.25", "2-01"))]),
    "one tone": (TONE, 12, [("QUIZ-29", WORDING.format("、".join(f"2-{n:02}（“先核”）" for n in range(1, 12))))]),
    "always first": ([key_at(0)], 12, [("QUIZ-19", "12 道单选题的正确项，排在第一个的 12 道、第二个的 0 道、第三个的 0 道、第四个的 0 道；请把 2-01、2-02、2-03 的正确项从第一个挪到第二个")]),
    "off by one": ([*EVEN * 2, key_at(0), *EVEN[:3]], 12, []),
    "always two": (TWO, 5, [("QUIZ-30", "5 道多选题里有 5 道是 2 项正确；请改 2-01、2-02、2-03、2-04、2-05 里的至少 2 道，让 2、3、4 项正确的都有")]),
    "four of two": (TWO, 4, []),
    "three of five": (TWO * 3 + THREE * 2, 5, []),
}  # fmt: skip


@pytest.mark.parametrize(("options", "count", "expected"), CASES.values(), ids=CASES)
def test_a_chapter(
    options: list[str], count: int, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Said where the chapter lists its lessons, so that a waiver can stand above it."""
    place = Location(INDEX, 8, 1)
    found = course(tmp_path, Edit(EXTRA, "", lesson(options, count)))
    assert found == [(code, place, message) for code, message in expected]


def test_who_does_as_told_is_told_no_more(tmp_path: Path) -> None:
    """Two keys too long, both named; mended, they are as long as the others."""
    assert [
        message
        for *_, message in course(
            tmp_path / "a", Edit(EXTRA, "", lesson([*LONG[:2], *EVEN[2:], *EVEN * 2], 12))
        )
    ] == [LONGEST.format(12, "1.50", "2-01、2-02")]
    assert course(tmp_path / "b", Edit(EXTRA, "", lesson(EVEN, 12))) == []


def test_a_file_of_the_bank(tmp_path: Path) -> None:
    label = "id=x2-{:02} lesson=extra objective=a level=应用 point=p{}"
    bank = lesson(LONG, 12, label.replace("{}", "{0}").replace("{:02}", "{0:02}"))
    found = course(tmp_path, Edit(EXTRA, "", HEAD), Edit(BANK, "", bank))
    items = "、".join(f"x2-{n:02}" for n in range(1, 13))
    assert found == [("QUIZ-17", Location(BANK), LONGEST.format(12, "4.00", items))]


HEAD = (
    "---\nid: extra\ntitle: 新课\nminutes: 10\nobjectives:\n  - {id: a, level: 应用, text: 说出}\n"
    "owner: 课程组\nchecked: 2026-11-01\nreview_by: 2027-05-31\n---\n"
)


def test_a_waiver_of_a_chapter(tmp_path: Path) -> None:
    waiver = "# check: off QUIZ-30 这一章每题两项\n"
    page = (ROOT / "tests/data/course" / INDEX).read_text("utf-8").replace("- signal", "- extra")
    edits = (
        Edit(EXTRA, "", lesson(TWO, 5)),
        Edit(INDEX, "", page.replace("lessons:", f"{waiver}lessons:")),
    )
    codes = {one.code for one in edited(tmp_path, *edits).diagnostics()}
    assert not codes & {"QUIZ-30", "WAIVE-2"}


def measured(options: list[str], count: int) -> Measured:
    texts = {INDEX: "---\nid: network\ntitle: 网络\nsummary: 无\nlessons: [extra]\n---\n"}
    texts[EXTRA] = HEAD + lesson(options, count)
    read = read_course("课", texts).course
    return measure(groups(read, Bank()))[INDEX]


def test_figures() -> None:
    """Ties are shared; the item itself is not learnt from; odds are staked."""
    found = measured(["*先核/就办/就办了/不办"], 1)
    assert (found.longest, found.wording, found.places, found.even) == (
        0,
        1,
        (1, 0, 0, 0),
        (0.25,) * 4,
    )
    assert found.singles[0].lead == -1
    first, second = measured(["*先核/就办/不管/转走", "*先核/就办/先核/转走"], 2).singles
    assert first.wording == pytest.approx(1 / (1 + 1 + 2 * 2**-WORDS))  # 先核, 不管: even odds
    assert second.wording == pytest.approx(1 / (1 + 1 + 2 * 4**-WORDS))  # 先核: twice the odds
    assert (first.signs, second.signs) == ((), ())
    assert measured(["*先核/甲/乙/丙", "*丁/先核/戊/己"], 2).singles[1].wording == pytest.approx(
        1 / (3 + 2**WORDS)
    )


def test_two_options_are_no_choice() -> None:
    assert measured(["*对/错", "*甲/乙"], 4).singles == ()


TABLE = """\
# 不看题干能猜中多少

只算三项以上的单选题。“挑最长”是总选最长的一项；“看用字”是照别的题里对项和错项的用字，按把握大小给每一项下注。两个数都除以乱猜能中的题数：1 就是和乱猜一样。检查的上限是 1.15 和 1.35，少于 12 题的不报。

| 文件 | 单选题 | 挑最长 | 看用字 | 正确项的位置 | 多选题：几项正确 |
| --- | --- | --- | --- | --- | --- |
| docs/01-calls/index.md | 3 | 1.33 | 1.47 | 1、1、1 | 2 项 1 道 |
| docs/02-network/index.md | 8 | 1.00 | 4.00 | 2、2、2、2 | 2 项 2 道 |

## docs/01-calls/index.md

挑最长能猜中：1-01、1-05、1-07。

看用字押中一半以上：1-01。

## docs/02-network/index.md

挑最长能猜中：2-01、2-02、2-03、2-04、2-06、2-07、2-08、2-09。

看用字押中一半以上：2-01（“先核”）、2-02（“先核”）、2-03（“先核”）、2-04（“先核”）、2-06（“先核”）、2-07（“先核”）、2-08（“先核”）、2-09（“先核”）。
"""


def test_the_verb(tmp_path: Path) -> None:
    root = edited(
        tmp_path, Edit(EXTRA, "", HEAD + lesson(TONE + TWO, 10)), Edit(INDEX, "- signal", "- extra")
    ).root
    command = [sys.executable, str(ROOT / "hooks"), "guessing", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout.decode() == TABLE
