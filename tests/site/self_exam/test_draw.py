"""An attempt after another is another paper; the draw itself: tests/site/scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.site.self_exam.candidate import Candidate


def test_each_attempt_is_drawn_anew(candidate: Candidate) -> None:
    papers = []
    for _ in range(2):
        candidate.press("开始")
        papers.append(candidate.ids())
        candidate.press("暂停")
        candidate.page.reload()
        candidate.press("作废，另抽一份")
    assert papers[0] != papers[1]
    assert len(papers[0]) == len(papers[1]) == 84
