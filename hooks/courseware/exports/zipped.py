"""Zip files for other systems: the same files, the same bytes, on any system at any time."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the same for everyone."""


def zipped(
    files: Mapping[str, bytes], first: str = "", *, level: int | None = None, mode: int = 0o644
) -> bytes:
    """``files`` by path, but the one named ``first`` before all others."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = mode << 16
            archive.writestr(entry, files[name], compresslevel=level)
    return raw.getvalue()
