"""What a YAML file holds: mappings, lists and scalars that know where they stand.

A node keeps where it begins and ends in its text; line and column are worked out when somebody
asks for them, which is seldom: of most nodes nobody has anything to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from courseware.text.finding import Location

Node: TypeAlias = "Scalar | YamlList | YamlMap"

_BREAK = re.compile(r"\r\n|\r|\n")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
"""The blank YAML leaves between two Chinese characters where an author broke the line."""


class YamlText:
    """The text that nodes stand in, where the file has it from ``first_line`` on."""

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        """``text`` without a byte order mark, which is no part of the first line."""
        self.text = text
        self.path = path
        self.first_line = first_line

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def row(self, index: int) -> int:
        """The line of a character, from 0."""
        return bisect_right(self.starts, index) - 1

    def place(self, index: int) -> Location:
        """The place of a character in the file."""
        row = self.row(index)
        return Location(self.path, self.first_line + row, index - self.starts[row] + 1)


@dataclass(slots=True)
class _Piece:
    """What all nodes are: a piece of a text."""

    source: YamlText
    start: int
    end: int

    @property
    def place(self) -> Location:
        """Where it begins."""
        return self.source.place(self.start)

    @property
    def width(self) -> int:
        """Its characters; 0 where it runs over lines."""
        return 0 if self.wrapped else self.end - self.start

    @property
    def wrapped(self) -> bool:
        """Whether it runs over lines."""
        return self.source.row(self.start) != self.source.row(self.end)


@dataclass(slots=True)
class Scalar(_Piece):
    """A scalar: its text, and whether it was written ``plain``, without quotes."""

    text: str
    plain: bool

    @property
    def value(self) -> str | int | bool | None:
        """What YAML takes it for: plain scalars may be numbers, truth values or nothing."""
        if not self.plain:
            return self.text
        if self.text in _NULL:
            return None
        if self.text in _TRUE or self.text in _FALSE:
            return self.text in _TRUE
        return int(self.text) if _INTEGER.fullmatch(self.text) else self.text

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, or blanks only."""
        return not self.text.strip() or (self.plain and self.text in _NULL)

    @property
    def shown(self) -> str:
        """The text as written, empty where YAML reads nothing."""
        return "" if self.plain and self.text in _NULL else self.text

    @property
    def prose(self) -> str:
        """The text with single blanks, and with none where an author broke a Chinese line."""
        words = " ".join(self.text.split())
        return _BROKEN.sub("", words) if " " in words and self.wrapped else words


@dataclass(slots=True)
class YamlList(_Piece):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class YamlMap(_Piece):
    """A mapping: its values and keys by the key's text, the first of each key.

    ``key`` is the one that waits for its value while the file is read.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Node | None = field(default=None, repr=False)

    def value(self, key: str) -> str | int | bool | None:
        """The value of a scalar; ``None`` where it is missing, empty or no scalar."""
        node = self.nodes.get(key)
        return node.value if isinstance(node, Scalar) else None

    def text(self, key: str) -> str:
        """The value as text; empty where it is missing or no scalar."""
        node = self.nodes.get(key)
        return node.shown if isinstance(node, Scalar) else ""

    def flag(self, key: str, *, default: bool) -> bool:
        """The truth value; ``default`` where it is none."""
        value = self.value(key)
        return value if isinstance(value, bool) else default

    def number(self, key: str) -> int:
        """The value as a whole number; 0 where it is none."""
        value = self.value(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def texts(self, key: str) -> tuple[str, ...]:
        """The list's items that are scalars, as text; a single scalar is a list of one."""
        return tuple(item.shown for item in self.scalars(key))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """The list's items that are scalars and not empty; a single scalar is a list of one."""
        node = self.nodes.get(key)
        if isinstance(node, YamlList):
            items = (item for item in node.items if isinstance(item, Scalar))
            return tuple(item for item in items if item.value is not None)
        return (node,) if isinstance(node, Scalar) and node.shown else ()

    def map(self, key: str) -> YamlMap:
        """The mapping under a key; an empty one where there is none."""
        node = self.nodes.get(key, self)
        if isinstance(node, YamlMap) and node is not self:
            return node
        return YamlMap(self.source, node.start, node.start)

    def maps(self, key: str) -> tuple[YamlMap, ...]:
        """The list's items that are mappings."""
        node = self.nodes.get(key)
        items = node.items if isinstance(node, YamlList) else ()
        return tuple(item for item in items if isinstance(item, YamlMap))

    def at(self, key: str) -> Location:
        """Where the value stands; where the mapping starts if the key is missing."""
        return self.nodes.get(key, self).place

    def key_at(self, key: str) -> Location:
        """Where the key stands; where the mapping starts if it is missing."""
        return self.keys.get(key, self).place


def empty_map(path: str) -> YamlMap:
    """What a file without content holds."""
    return YamlMap(YamlText("", path), 0, 0)
