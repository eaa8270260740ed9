"""Width and height of PNG and JPEG files, read from their first bytes, as the picture is shown."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 24
_MARKER = 0xFF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG's frame, which holds its size."""
_APPLICATION = 0xE1
_EXIF = b"Exif\0\0"
_ORDERS = {b"II": "<", b"MM": ">"}
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""Orientations of a photo that is shown turned by a quarter, on paper as in a browser."""


def bitmap_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; ``None`` for what is none."""
    size = _png_size(data) or _jpeg_size(data)
    return size if size and all(size) else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """ISO/IEC 15948, 11.2.2."""
    if not data.startswith(_PNG) or len(data) < _PNG_HEAD:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """ISO/IEC 10918-1, B.2.2."""
    at, orientation = 2, 1
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == _MARKER:
        kind, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if kind == _APPLICATION and data.startswith(_EXIF, at + 4):
            orientation = _orientation(data[at + 4 + len(_EXIF) : at + 2 + length])
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return (height, width) if orientation in _ON_ITS_SIDE else (width, height)
        at += 2 + max(length, 2)
    return None


def _orientation(tiff: bytes) -> int:
    """How a camera was held, 1 (upright) to 8. TIFF 6.0, section 2; CIPA DC-008, 4.6.4."""
    order = _ORDERS.get(tiff[:2], ">")
    try:
        (start,) = struct.unpack_from(f"{order}L", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for index in range(entries):
            tag, _, _, value = struct.unpack_from(f"{order}HHLH", tiff, start + 2 + 12 * index)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 1
