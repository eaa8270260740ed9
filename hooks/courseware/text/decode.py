"""Bytes of a file → text that every parser can take, and findings about the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.text.bounds import bounded
from courseware.text.finding import Location
from courseware.text.rules import FILE_1, FILE_2, FILE_4, FILE_7, FILE_16

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

MAX_LINE = 5_000
"""Longest line of a page that is read, in characters."""

LIMITS = {".md": 256, ".yml": 2_048, ".svg": 1_024}
"""Largest file of a kind that is read, in KB."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ue000-\ue0ff]"
)
"""Control, zero-width and direction characters: nobody sees them, parsers trip on them. And those
of the private ones by which our own readers mark what they have seen."""

_BREAK = re.compile(r"(\r\n|\r|\n)")
_CONFLICT = re.compile(r"^(<{7}|>{7})(?=[ \r]|$)", re.MULTILINE)
_ANY_CONFLICT = re.compile(r"^(<{7}|>{7}|={7})(?=[ \r]|$)", re.MULTILINE)
_MOST = 20
"""Findings about hidden characters that are reported of one file."""


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text; ``readable`` is false where its other findings would be noise."""

    text: str
    faults: tuple[Diagnostic, ...] = ()
    readable: bool = True


def decode(path: str, data: bytes) -> FileText:
    """Read bytes as UTF-8; hidden characters become spaces, so columns stay right."""
    limit = LIMITS.get(path[path.rfind(".") :], LIMITS[".md"])
    if len(data) > limit * 1024:
        fault = FILE_4.at(Location(path), size=len(data) // 1024, limit=limit)
        return FileText("", (fault,), readable=False)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        fault = FILE_1.at(_end_of(path, before.removeprefix("\ufeff")))
        return FileText("", (fault,), readable=False)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body, faults = _without_hidden(path, text.removeprefix(mark))
    if path.endswith(".md"):
        body, long = _without_excess(path, body)
        faults += long
    conflict = _conflict(path, body)
    return FileText(mark + body, (*faults, *conflict), readable=not conflict)


def _conflict(path: str, text: str) -> tuple[Diagnostic, ...]:
    """A finding about the first mark that git left where it could not merge.

    A line “=======” alone may be a heading's in Markdown.
    """
    pattern = _CONFLICT if path.endswith(".md") else _ANY_CONFLICT
    found = pattern.search(text) if path.endswith((".md", ".yml")) else None
    if not found:
        return ()
    return (FILE_16.at(_end_of(path, text[: found.start()]), width=7, mark=found[1]),)


def _without_hidden(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    for found in _HIDDEN.finditer(text):
        name = f"U+{ord(found[0]):04X}"
        place = _end_of(path, text[: found.start()])
        faults.append(FILE_2.at(place, width=1, name=name))
        if len(faults) == _MOST:
            break
    return (_HIDDEN.sub(" ", text) if faults else text), faults


def _without_excess(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    parts = _BREAK.split(text)  # lines at even places, their ends at odd ones
    faults: list[Diagnostic] = []
    for index in range(0, len(parts), 2):
        if len(parts[index]) > MAX_LINE:
            place, length = Location(path, index // 2 + 1), len(parts[index])
            faults.append(FILE_7.at(place, length=length, limit=MAX_LINE))
            parts[index] = ""
    held = bounded(path, parts[::2])
    parts[::2] = held.lines
    return "".join(parts), [*faults, *held.faults]


def _end_of(path: str, before: str) -> Location:
    """The place after some text, in lines as editors count them."""
    lines = _BREAK.split(before)[::2]
    return Location(path, len(lines), len(lines[-1]) + 1)
