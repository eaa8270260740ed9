"""Typst code from values. Text only ever becomes a string literal, so it can't be code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
NOTHING = "[]"


def literal(text: str) -> str:
    """``text`` as a Typst string literal; what isn't printable is written by code point."""
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


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
