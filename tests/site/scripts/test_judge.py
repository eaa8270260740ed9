"""Judging and ordering by themselves, without a browser."""

from __future__ import annotations

import pytest

from tests.site.scripts.world import evaluate


@pytest.mark.parametrize(
    ("spellings", "typed", "accepted"),
    [
        ("4|四", "４", True),
        ("4|四", " 四。", True),
        ("4|四", "5", False),
        ("4|四", "4|四", False),
        ("Base Station", "basestation", True),
        ("12.5", "12。5", True),
        ("12.5", "125", False),
        ("−5", "-5", True),
        ("2×2", "2x2", True),
        ("4", "", False),
    ],
)
def test_what_is_typed_is_accepted(spellings: str, typed: str, *, accepted: bool) -> None:
    run = "([spellings, typed]) => courseJudge.accepts(spellings, typed)"
    assert evaluate(run, [spellings, typed]) is accepted


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["single", 4, 0, 0], "✓ 答对了"),
        (["single", 4, 2, 1], "✕ 还不对，看看下面的解析"),
        (["multiple", 4, 3, 2], "✕ 还不对：漏选 2 项，错选 1 项"),
        (["multiple", 4, 1, 1], "✕ 还不对：漏选 1 项"),
        (["multiple", 4, 1, 0], "✕ 还不对：错选 1 项"),
        (["gaps", 1, 1, 1], "✕ 还不对，看看下面的解析"),
        (["gaps", 3, 1, 1], "✕ 还不对：3 处对了 2 处"),
    ],
)
def test_verdicts_in_words(given: list[object], said: str) -> None:
    assert evaluate("(given) => courseJudge.sentence(...given)", given) == said


def test_options_are_mixed_at_every_try_and_pinned_ones_stay() -> None:
    run = """() => Array.from({ length: 200 }, (_, tries) =>
        courseJudge.ordered([false, false, true, false, true], `who 1-01 ${tries}`))"""
    orders = evaluate(run)
    assert orders == evaluate(run)
    assert {(order[2], order[4]) for order in orders} == {(2, 4)}
    assert {tuple(sorted(order)) for order in orders} == {(0, 1, 2, 3, 4)}
    assert len({tuple(order) for order in orders}) == 6
