"""Slips of the keyboard that make YAML unreadable, named for what they are.

A colon of the Chinese keyboard is no colon to YAML, nor is one without a blank: the parser takes
the line for text and stumbles over what follows.
"""

from __future__ import annotations

import re

_KEY = r"[^\S\n]*(?:- +)*(?P<key>[\w-]+)"
_SLIPS = (
    (
        re.compile(rf"{_KEY}[^\S\n]*(?P<sign>：)"),
        "“{key}”后面是全角冒号“：”，要写半角冒号加一个空格",
    ),
    (re.compile(rf"{_KEY}(?P<sign>:)(?![\s/])"), "“{key}”的冒号后面要空一格"),
)


def slip(text: str, start: int) -> tuple[int, str] | None:
    """The slip of the key that begins at ``start``: where its sign is, and a reason."""
    for pattern, reason in _SLIPS:
        if found := pattern.match(text, start):
            return found.start("sign"), reason.format(key=found["key"])
    return None


def slip_before(text: str, index: int) -> tuple[int, str] | None:
    """The slip of the last line with words before that of ``index``."""
    before = text[: text.rfind("\n", 0, index) + 1].rstrip()
    return slip(before, before.rfind("\n") + 1) if before else None
