"""The hexagons of the home page: touching, never one on another, inside their frame."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from courseware.site.honeycomb import honeycomb


def test_six_chapters() -> None:
    comb = honeycomb(6)
    assert (comb.width, comb.height) == (375, 240)
    assert comb.cells == ((100, 90), (170, 90), (240, 90), (135, 150), (205, 150), (275, 150))


@given(st.integers(0, 30))
def test_cells_share_edges_and_nothing_else(chapters: int) -> None:
    comb = honeycomb(chapters)
    every = [*comb.cells, *comb.empty]
    assert len(comb.cells) == chapters
    assert len(set(every)) == len(every)
    rows: dict[int, list[int]] = {}
    for x, y in every:
        rows.setdefault(y, []).append(x)
    assert all(b - a >= 70 for found in rows.values() for a, b in pairwise(sorted(found)))
    assert all(0 <= x <= comb.width and 0 <= y <= comb.height for x, y in comb.cells)
