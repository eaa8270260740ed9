"""Typst code from values. Text only ever becomes a string literal, so it can't be code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|(.))")
"""An escape in a literal: a code point, or a sign."""
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}
NOTHING = "[]"


def literal(text: str) -> str:
    """``text`` as a Typst string literal; what isn't printable is written by code point."""
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


def texts(code: str) -> Iterator[str]:
    """The texts that stand in code as string literals, in order; undoes :func:`literal`."""
    return (unescaped(found[1]) for found in _LITERAL.finditer(code))


def unescaped(text: str) -> str:
    """What stands between a literal's quotes, as it is meant."""
    return ESCAPED.sub(_sign, text)


def _sign(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else _SIGNS.get(escape[2], escape[2])


def sequence(parts: Iterable[str]) -> str:
    """A code block that joins its parts; ``[]`` if there are none."""
    lines = [part for part in parts if part]
    if not lines:
        return NOTHING
    return "{\n" + "\n".join(lines) + "\n}"


def array(parts: Iterable[str]) -> str:
    """A Typst array, also of one or no part."""
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def call(name: str, *arguments: str, **named: str) -> str:
    """A function call; ``_`` in a named argument stands for Typst's ``-``."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items()]
    return f"{name}({', '.join([*arguments, *pairs])})"


def boolean(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    """``true`` or ``false``."""
    return "true" if value else "false"
