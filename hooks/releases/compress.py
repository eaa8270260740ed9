"""Packs text files once, at the packers' best, so that servers need not at every request."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from importlib.metadata import version
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


SMALLEST = 1024
"""Bytes up to which packing gains nothing: such a file fits into one packet anyway."""

_TEXT = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv", ".webmanifest")


def tool_versions() -> dict[str, str]:
    """What decides the packed bytes beside the files, by name."""
    return {
        "brotli": version("brotli"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "zstd": zstd.zstd_version,
    }


def precompressed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``.br``, ``.gz`` and ``.zst`` of every text file, where smaller than the file."""
    made = {}
    for path, data in files.items():
        if not path.endswith(_TEXT) or len(data) <= SMALLEST:
            continue
        for suffix, pack in _PACKERS.items():
            packed = pack(data)
            if len(packed) < len(data):
                made[f"{path}{suffix}"] = packed
    return made


def _gzip(data: bytes) -> bytes:
    raw = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        packed.write(data)
    return raw.getvalue()


_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".br": lambda data: brotli.compress(data, quality=11),
    ".gz": _gzip,
    ".zst": lambda data: zstd.compress(data, level=19),
}
