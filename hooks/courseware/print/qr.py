"""QR codes, drawn here from the code's matrix: one path, no colours but black."""

from __future__ import annotations

import segno

QUIET = 4
"""Empty modules around the code, as ISO/IEC 18004 asks."""


def qr_svg(address: str) -> bytes:
    """The code of an address as an SVG, one unit a module."""
    matrix = segno.make_qr(address, error="m").matrix
    size = len(matrix) + 2 * QUIET
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{path}" fill="#000"/></svg>'
    ).encode()
