"""Two pages on a sheet, in the order of a folded booklet; for printing, so without tags."""

from __future__ import annotations

import io

import pikepdf


def booklet(pdf: bytes) -> bytes:
    """A PDF to print on both sides (flip on the short edge), fold and staple.

    A sheet is a page on its side, so A4 pages shrink to A5.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as target:
        _, _, height, width = (float(side) for side in source.pages[0].mediabox)
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
