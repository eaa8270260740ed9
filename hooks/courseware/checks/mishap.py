"""What is said when the program itself breaks: the file, what was being done, the next step.

No exception is expected to get here. If one does, the trainer needs the file it was about, and
everything that was found before; a traceback helps nobody who knows no Python.
"""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from courseware.course.layout import CONFIG
from courseware.text.finding import E, Location, Rule, Scope

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

# fmt: off
FILE_13 = Rule(
    "FILE-13", E, "程序在这个文件上出错",
    "{doing}时程序出错（{error}）；请看这个文件最近的改动，并把这一行报给维护者",
    "这是程序的毛病，不是您的；先撤回最近的改动就能继续。",
    scope=Scope.COURSE, waivable=False,
)
# fmt: on


_NAMES = ("path", "page", "source", "lesson", "chapter", "line", "file", "name", "place", "root")
"""Names of variables that lead to the file a function works on, the likeliest first."""
_FILE = re.compile(r"(?:docs|exam)/\S+|\S+\.(?:md|yml|svg|png|jpe?g|txt|xlsx|csv)")
_LONGEST = 200


def mishap(doing: str, error: BaseException, path: str = "") -> Diagnostic:
    """A finding about an exception; ``path`` is the file, where the caller knows it."""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
    place = Location(path or culprit(error) or CONFIG)
    return FILE_13.at(place, doing=doing, error=said)


def culprit(error: BaseException) -> str:
    """The file that the innermost function with one was working on; empty if none was."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for name in _NAMES:
            if found := _path(frame.f_locals.get(name)):
                return found
    return ""


def _path(value: object) -> str:
    """The path in a value: a text, a place, a page, a lesson."""
    for one in (value, getattr(value, "path", None), getattr(value, "location", None)):
        text = one if isinstance(one, str) else getattr(one, "path", "")
        if isinstance(text, str) and _FILE.fullmatch(text):
            return text
    uri = getattr(getattr(value, "file", value), "src_uri", "")
    return f"docs/{uri}" if isinstance(uri, str) and uri else ""
