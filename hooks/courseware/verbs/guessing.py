"""``python hooks guessing``: what somebody scores who reads no stem, as a page of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.exam_bank import read_bank
from courseware.checks.guessing import FEWEST, LONGEST, WORDING, groups
from courseware.course.disk import read_project
from courseware.course.reading import read_course
from courseware.questions.guessers import Measured, measure
from courseware.verbs.outcome import Outcome, add_output

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from courseware.questions.guessers import Guessed

HELP = "不看题干能猜中多少题（Markdown）"
add = add_output

INTRODUCTION = (
    "只算三项以上的单选题。“挑最长”是总选最长的一项；“看用字”是照别的题里对项和错项的用字，"
    "按把握大小给每一项下注。两个数都除以乱猜能中的题数：1 就是和乱猜一样。"
    f"检查的上限是 {LONGEST} 和 {WORDING}，少于 {FEWEST} 题的不报。"
)
SURE = 0.5
"""Questions on whose key wording stakes more than this are listed."""


def run(_options: Namespace, root: Path, _today: date) -> Outcome:
    """Faults of the course don't matter here."""
    project = read_project(root)
    course = read_course(project.settings.title, project.texts).course
    bank, _ = read_bank(project.bank, course)
    return Outcome(table(measure(groups(course, bank))))


def table(measured: dict[str, Measured]) -> str:
    """A page of Markdown: the figures of each chapter and bank file, then who falls to what."""
    rows = "\n".join(_rows(measured))
    parts = ["# 不看题干能猜中多少", INTRODUCTION, rows]
    for path, one in measured.items():
        longest = [guessed for guessed in one.singles if guessed.longest]
        wording = [guessed for guessed in one.singles if guessed.wording > SURE]
        parts.append(f"## {path}")
        parts.append(f"挑最长能猜中：{_named(longest)}。")
        parts.append(f"看用字押中一半以上：{_named(wording, signs=True)}。")
    return "\n\n".join(parts) + "\n"


def _rows(measured: dict[str, Measured]) -> Iterator[str]:
    yield "| 文件 | 单选题 | 挑最长 | 看用字 | 正确项的位置 | 多选题：几项正确 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for path, one in measured.items():
        places = "、".join(map(str, one.places)) or "—"
        right = "，".join(f"{n} 项 {len(those)} 道" for n, those in one.multiples.items()) or "—"
        figures = f"{one.longest:.2f} | {one.wording:.2f}" if one.singles else "— | —"
        yield f"| {path} | {len(one.singles)} | {figures} | {places} | {right} |"


def _named(found: Iterable[Guessed], *, signs: bool = False) -> str:
    names = []
    for one in found:
        shown = "".join(f"“{sign}”" for sign in one.signs) if signs else ""
        names.append(one.question.id + (f"（{shown}）" if shown else ""))
    return "、".join(names) or "没有"
