"""The course as a cellular grid: one hexagon a chapter, and a few empty ones around them."""

from __future__ import annotations

from dataclasses import dataclass

_IN_ROW = 3
_HALF_WIDTH = 35
"""Half of the width of a hexagon whose corners are 40 from its middle, made whole."""
_PITCH = 60
"""From row to row."""
_NEIGHBOURS = ((2, 0), (-2, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
_MARGIN = 30

_Place = tuple[int, int]
"""Column in half widths, row."""


@dataclass(frozen=True, slots=True)
class Honeycomb:
    """Middles of the cells, in units of the drawing; ``width`` and ``height`` of all of it."""

    width: int
    height: int
    cells: tuple[tuple[int, int], ...]
    empty: tuple[tuple[int, int], ...]


def honeycomb(chapters: int) -> Honeycomb:
    """Three cells a row, every other row set in by half a cell, a sparse rim around."""
    taken = [(2 * (n % _IN_ROW) + n // _IN_ROW % 2, n // _IN_ROW) for n in range(chapters)]
    rim = _around(taken)
    sparse = [place for place in _around([*taken, *rim]) if sum(place) % 4 == 0]
    every = [*taken, *rim]
    left, top = (min((place[axis] for place in every), default=0) for axis in (0, 1))
    right, bottom = (max((place[axis] for place in every), default=0) for axis in (0, 1))

    def middle(place: _Place) -> tuple[int, int]:
        return (
            (place[0] - left) * _HALF_WIDTH + _MARGIN,
            (place[1] - top) * _PITCH + _MARGIN,
        )

    return Honeycomb(
        width=(right - left) * _HALF_WIDTH + 2 * _MARGIN,
        height=(bottom - top) * _PITCH + 2 * _MARGIN,
        cells=tuple(middle(place) for place in taken),
        empty=tuple(middle(place) for place in [*rim, *sparse]),
    )


def _around(places: list[_Place]) -> list[_Place]:
    """Free cells that touch one of ``places``, in reading order."""
    found = {(x + dx, y + dy) for x, y in places for dx, dy in _NEIGHBOURS} - set(places)
    return sorted(found, key=lambda place: (place[1], place[0]))
