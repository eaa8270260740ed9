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
        scale = width / 2 / height
        forms = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for pair in sheet_sides(len(forms)):
            sheet = target.add_blank_page(page_size=(width, height))
            placed = {index: side for side, index in enumerate(pair) if index is not None}
            sheet.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary({f"/P{side}": forms[i] for i, side in placed.items()})
            )
            sheet.Contents = target.make_stream(
                b"".join(_drawn(side, scale, width / 2) for side in placed.values())
            )
        out = io.BytesIO()
        target.save(out, deterministic_id=True)
    return out.getvalue()


def _drawn(side: int, scale: float, half: float) -> bytes:
    """The operators that draw the left (0) or right (1) page."""
    return f"q {scale:.5f} 0 0 {scale:.5f} {side * half:.3f} 0 cm /P{side} Do Q\n".encode()


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
