"""Text for a terminal or a log: what would steer it is shown instead of sent.

File names, titles and archives come from anyone. An escape sequence in one recolours or
overwrites what was said before it, a direction character turns the rest of the line round.
"""

from __future__ import annotations

import logging
import re

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters but tab and line feed, direction characters, halves of characters."""


def shown(text: str) -> str:
    r"""The text with every steering character written out: ``\u001b``, as JSON writes it.

    So a JSON text stays the same value. Line feeds and tabs stay: one line of many is the
    business of who puts the lines together.
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_line(text: str) -> str:
    """The same on one line: line feeds and tabs are blanks."""
    return shown(text.replace("\n", " ").replace("\t", " "))


class _Shown(logging.Filter):
    """Takes a record before it is formatted: a handler's own colours stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = shown(record.getMessage()), ()
        return True


_SHOWN = _Shown()


def guard_log(name: str) -> None:
    """Make every line safe that the logger's handlers write; a second call changes nothing."""
    for handler in logging.getLogger(name).handlers:
        handler.addFilter(_SHOWN)
