"""No page of legal size takes more than its share of time, whatever stands in it.

Time is processor time, held against that of an ordinary page as long: what grows faster than
the text is hundreds or thousands of times slower, what is merely full of faults below 100.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from checks.course import OPENING, TODAY, copy_course
from courseware.checks.engine import check_course
from courseware.course.disk import read_project

from .worst_inputs import WORST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = 30_000
MOST = 150
"""Times an ordinary page; the slowest, a finding for each four characters, take about 30."""


def spent(root: Path, added: str) -> float:
    """Seconds of the processor for a check with so much more text in a lesson."""
    before = (root / OPENING).read_text("utf-8")
    place = before.index("## 要点")
    (root / OPENING).write_text(f"{before[:place]}{added}\n\n{before[place:]}", "utf-8")
    project = read_project(root)
    start = time.process_time()
    check_course(project, TODAY, with_pinyin=False)
    spent = time.process_time() - start
    (root / OPENING).write_text(before, "utf-8")
    return spent


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_course(tmp_path_factory.mktemp("worst"))


@pytest.fixture(scope="module")
def ordinary(course: Path) -> float:
    sentence = "客户来电问资费，坐席先核对身份，再说明办理的办法。\n\n"
    text = sentence * (SIZE // len(sentence))
    return min(spent(course, text) for _ in range(3)) - min(spent(course, "") for _ in range(3))


@pytest.mark.parametrize("make", WORST.values(), ids=WORST)
def test_a_check_takes_its_share_of_time(
    course: Path, ordinary: float, make: Callable[[int], str]
) -> None:
    assert spent(course, make(SIZE)) < MOST * max(ordinary, 0.002)
