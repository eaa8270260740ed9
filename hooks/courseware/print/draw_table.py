"""What was drawn, as a table for a spreadsheet and as a page to keep with the papers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from courseware.exams.plan_fields import Band
from courseware.print.exam_paper import shown_key
from courseware.text.as_markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.course.model import Course
    from courseware.exams.blueprint import Blueprint
    from courseware.exams.draw import Draw, Drawn, Paper

COLUMNS = (
    "卷", "题号", "题型", "编号", "课", "课名", "目标", "层次", "知识点", "案例", "答案", "分值",
    "前卷用过",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def draw_csv(draw: Draw, blueprint: Blueprint, course: Course) -> bytes:
    """One line an item; UTF-8 with a mark that spreadsheets need, formulas made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for paper in draw.papers:
        for one in paper.drawn():
            writer.writerow([_harmless(cell) for cell in _row(paper, one, blueprint, course)])
    return ("\ufeff" + out.getvalue()).encode()


def draw_markdown(draw: Draw, blueprint: Blueprint, course: Course) -> str:
    """The same as Markdown, with the share of each band of difficulty."""
    parts = [f"# {escaped(blueprint.title)}：抽题表"]
    parts.append(f"种子 {draw.seed}，题库 {draw.fingerprint}。同样的种子和题库，抽出的卷完全相同。")
    for paper in draw.papers:
        parts.append(f"## {paper.name} 卷")
        parts.append("\n".join(_mix(paper, blueprint)))
        reused = "、".join(map(escaped, paper.reused)) or "无"
        parts.append(f"前面的卷用过的题（{len(paper.reused)} 道）：{reused}。")
        rows = [
            COLUMNS[1:-1],
            *(_row(paper, one, blueprint, course)[1:-1] for one in paper.drawn()),
        ]
        lines = ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(rows[0]))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _mix(paper: Paper, blueprint: Blueprint) -> Iterator[str]:
    total = sum(paper.levels.values()) or 1
    yield "| 难度 | 分值 | 占比 | 蓝图 |"
    yield "| --- | ---: | ---: | ---: |"
    for band in Band:
        points = paper.levels[band]
        share = f"{100 * points / total:.1f}%"
        yield f"| {band} | {points} | {share} | {blueprint.levels[band]}% |"


def _row(paper: Paper, one: Drawn, blueprint: Blueprint, course: Course) -> tuple[str, ...]:
    item = one.item
    lesson = next(lesson for lesson in course.lessons() if lesson.id == item.lesson)
    return (
        paper.name, one.number, item.section, item.id, lesson.number, lesson.title,
        ",".join(item.question.objectives), item.level, item.point, item.case, shown_key(one),
        str(blueprint.value(item)), "是" if item.id in paper.reused else "",
    )  # fmt: skip


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
