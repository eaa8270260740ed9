"""Names of files in a release: safe on every system, and not to be mixed up. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNREADABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of what steers a terminal or a line of text, and of halves of characters."""
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}
"""Names that are devices to Windows, whatever follows the first dot."""
_LONGEST_PART = 255
_LONGEST = 1000


def is_readable(text: str) -> bool:
    """Whether a text can be printed as it is, on one line."""
    return not any(unicodedata.category(sign) in _UNREADABLE for sign in text)


def safe_path(path: str) -> bool:
    """Whether a path stays in its folder on every system and names a file there."""
    return len(path) <= _LONGEST and is_readable(path) and all(map(_is_name, path.split("/")))


def clash(paths: Iterable[str]) -> str:
    """The first path that some system takes for an earlier one or for its folder; or nothing.

    Case and the composition of characters don't tell names apart everywhere.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        parts = key.split("/")
        above = {"/".join(parts[:depth]) for depth in range(1, len(parts))}
        if key in files or key in folders or above & files:
            return path
        files.add(key)
        folders |= above
    return ""


def _is_name(part: str) -> bool:
    if not part or part != part.rstrip(". ") or len(part.encode()) > _LONGEST_PART:
        return False
    return not set(part) & set('\\:*?"<>|') and part.partition(".")[0].lower() not in _RESERVED
