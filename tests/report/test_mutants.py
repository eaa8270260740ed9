"""Damaged copies of a course on either side of a change: a report, never an exception."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from courseware.verbs.report import report
from tests.checks.course import TODAY
from tests.report.repository import started
from tests.test_mutants import mutated

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = int(os.environ.get("COURSE_MUTANTS", "40"))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_damaged_side(tmp_path: Path, seed: int) -> None:
    repository = started(tmp_path)
    whole = repository.commit()
    what = mutated(repository.root, seed)
    for path in repository.root.rglob("*.md"):
        if path.is_fifo():  # git can't hold one
            path.unlink()
    damaged = repository.commit()
    for base, head in ((whole, damaged), (damaged, whole)):
        commits = (repository.root, base, head)
        text = report(*commits, "md", TODAY)
        assert text.startswith("<!-- courseware-report -->\n\n## 这次改动\n"), what
        assert len(text) <= 60_000, what
        text.encode("utf-8")
        report(*commits, "json", TODAY).encode("utf-8")
