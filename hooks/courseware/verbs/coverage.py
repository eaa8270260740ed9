"""``python hooks coverage``: the matrix of objectives and questions, as a page of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.engine import check_course
from courseware.course.coverage_table import coverage
from courseware.course.disk import read_project
from courseware.verbs.outcome import Outcome, add_output

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date
    from pathlib import Path

HELP = "目标与题目对照表（Markdown）"
add = add_output


def run(_options: Namespace, root: Path, today: date) -> Outcome:
    """Faults of the course don't matter here."""
    checked = check_course(read_project(root), today, with_pinyin=False)
    return Outcome(coverage(checked.reading.course))
