"""Two pages on a sheet, in the order of a folded booklet; for printing, so without tags."""

from __future__ import annotations

import io

import pikepdf

POINTS = 72 / 25.4
SHEETS = {"A4": (297.0, 210.0), "B5": (257.0, 182.0)}
"""The sheet for pages of a size: the same size on its side, mm."""


def booklet(pdf: bytes, paper: str) -> bytes:
    """A PDF to print on both sides (flip on the short edge), fold and staple."""
    width, height = (side * POINTS for side in SHEETS[paper])
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as target:
        for pair in sheet_sides(len(source.pages)):
            sheet = target.add_blank_page(page_size=(width, height))
            for side, index in enumerate(pair):
                if index is not None:
                    left = side * width / 2
                    box = pikepdf.Rectangle(left, 0, left + width / 2, height)
                    sheet.add_overlay(source.pages[index], box)
        out = io.BytesIO()
        target.save(out, deterministic_id=True)
    return out.getvalue()


def sheet_sides(count: int) -> list[tuple[int | None, int | None]]:
    """Which pages (from 0) stand left and right on each side of each sheet."""
    full = -(-count // 4) * 4
    places = [index if index < count else None for index in range(full)]
    return [
        side
        for first in range(0, full // 2, 2)
        for side in (
            (places[full - 1 - first], places[first]),
            (places[first + 1], places[full - 2 - first]),
        )
    ]
