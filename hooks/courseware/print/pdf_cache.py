"""Finished PDFs between builds: what is read is what was written, or it is made again.

A file is the PDF and a last line with the SHA-256 of its key and bytes; PDF readers pass over
that line. Builds that run at once each write under a name of their own.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = b"\n%sha256 "
_LENGTH = len(_MARK) + hashlib.sha256().digest_size * 2


class PdfCache:
    """A folder of PDFs by key; ``say`` is told of every one that can't be trusted."""

    def __init__(self, folder: Path, say: Callable[[str], object] | None = None) -> None:
        """Nothing is read or made yet."""
        self.folder = folder
        self._say = say or (lambda _text: None)

    def read(self, key: str) -> bytes | None:
        """The PDF kept under a key; None where there is none, or it is not as it was written."""
        path = self.folder / f"{key}.pdf"
        try:
            kept = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._say(f"讲义缓存 {path} 读不了（{error.strerror}），重新排版")
            return None
        data = kept[:-_LENGTH]
        if kept != data + _seal(key, data):
            self._say(f"讲义缓存 {path} 不完整或被改过，重新排版")
            return None
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Write a PDF whole and for good, or not at all; a full disk must not stop a build."""
        draft = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(".new", f".{key[:16]}-", self.folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data + _seal(key, data))
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self.folder / f"{key}.pdf")
        except OSError as error:
            if draft:
                Path(draft).unlink(missing_ok=True)
            self._say(f"讲义缓存 {self.folder} 写不进（{error.strerror}），下次要重新排版")


def _seal(key: str, data: bytes) -> bytes:
    return _MARK + hashlib.sha256(key.encode() + data).hexdigest().encode()
