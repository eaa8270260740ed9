"""YAML of the glossary as values that know their place.

Only the plain part of YAML is accepted: mappings, lists and text. Anchors, aliases and
tags are refused, so a file can neither grow while it is read nor build objects. Every
fault is returned as a :class:`Fault`; lines and columns count from 1, in characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

import yaml
from yaml import events as e
from yaml.reader import Reader as YamlReader

from courseware.text.yaml import BREAK, LOADER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_DEPTH = 8
"""Deepest nesting accepted; the glossary itself needs five levels."""


_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
"""The blank YAML leaves between two Chinese characters where an author broke the line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of the file."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in the file: rule code, Chinese sentence, place and width in characters."""

    code: str
    message: str
    place: Place
    width: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text and where it begins."""

    value: str
    place: Place
    width: int


@dataclass(slots=True)
class Scalar:
    """A scalar as written; ``plain`` without quotes, ``wrapped`` over several lines.

    ``width`` is in characters, 0 where it runs over lines; so for the other nodes.
    """

    place: Place
    value: str
    width: int
    plain: bool
    wrapped: bool


@dataclass(slots=True)
class Sequence:
    """A list."""

    place: Place
    width: int = 0
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """A mapping, its keys in the order of the file, repeated ones too."""

    place: Place
    width: int = 0
    items: list[tuple[Node, Node]] = field(default_factory=list)


Node: TypeAlias = "Scalar | Sequence | Mapping"


@dataclass(slots=True)
class _Open:
    """A collection being read: where it starts, and a mapping's key that waits for its value."""

    node: Sequence | Mapping
    start: int
    key: Node | None = None


class _RefusedError(Exception):
    """The text can't be read further; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def compose(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Parse ``text`` into a node tree; ``None`` for an empty or faulty document."""
    try:
        return _Composer(text).root(), ()
    except _RefusedError as refused:
        return None, (refused.fault,)


class _Composer:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in BREAK.finditer(text))]
        self.top = Sequence(Place())
        self.open: list[_Open] = [_Open(self.top, 0)]
        self.read_to = 0

    def root(self) -> Node | None:
        """Return the only document's node."""
        for event in self._events():
            start = event.start_mark.index if event.start_mark else 0
            if isinstance(event, e.DocumentStartEvent) and self.top.items:
                raise _RefusedError(self._unreadable(start))
            if isinstance(event, e.CollectionEndEvent):
                closed = self.open.pop()
                closed.node.width = self._width(closed.start, _end(event))
            elif isinstance(event, e.NodeEvent):
                self._refuse(event, start)
                self._add(event, start)
            self.read_to = _end(event)
        return self.top.items[0] if self.top.items else None

    def _add(self, event: e.NodeEvent, start: int) -> None:
        parent = self.open[-1]
        node: Node
        if isinstance(event, e.ScalarEvent):
            node = self._scalar(event, start)
        elif isinstance(event, e.MappingStartEvent):
            node = Mapping(self.place(start))
        else:
            node = Sequence(self.place(start))
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            parent.node.items.append((parent.key, node))
            parent.key = None
        if isinstance(node, Sequence | Mapping):
            self.open.append(_Open(node, start))

    def _scalar(self, event: e.ScalarEvent, start: int) -> Scalar:
        end = _end(event)
        if start == end and self.open[-1].key:  # libyaml puts it before the next token
            start = end = self.text.find(":", self.read_to, start) + 1 or start
        wrapped = self._row(start) != self._row(end)
        place, width = self.place(start), self._width(start, end)
        return Scalar(place, event.value, width, plain=not event.style, wrapped=wrapped)

    def place(self, index: int) -> Place:
        """Line and column of a character."""
        row = self._row(index)
        return Place(row + 1, index - self.starts[row] + 1)

    def _row(self, index: int) -> int:
        return bisect_right(self.starts, index) - 1

    def _width(self, start: int, end: int) -> int:
        return end - start if self._row(start) == self._row(end) else 0

    def _refuse(self, event: e.NodeEvent, start: int) -> None:
        reason = ""
        if isinstance(event, e.AliasEvent) or event.anchor:
            reason = "锚点“&”和引用“*”"
        elif getattr(event, "tag", None) is not None:
            reason = "标签“!”"
        elif len(self.open) > MAX_DEPTH:
            reason = f"超过 {MAX_DEPTH} 层的嵌套"
        if reason:
            message = f"术语表里不能用 YAML 的{reason}；请直接写出内容，带符号的文字加引号"
            raise _RefusedError(Fault("TERM-2", message, self.place(start)))

    def _events(self) -> Iterator[e.Event]:
        if hidden := YamlReader.NON_PRINTABLE.search(self.text):
            code = f"U+{ord(hidden.group()):04X}"
            message = f"这里有一个不可见的控制字符（{code}）；请删除它"
            raise _RefusedError(Fault("TERM-1", message, self.place(hidden.start()), 1))
        try:
            yield from yaml.parse(self.text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise _RefusedError(self._unreadable(mark.index if mark else self.read_to)) from None
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            raise _RefusedError(self._unreadable(self.read_to)) from None

    def _unreadable(self, index: int) -> Fault:
        message = "从这里起读不懂；请检查缩进是否对齐、冒号后是否空一格、引号和括号是否成对"
        return Fault("TERM-1", message, self.place(index))


def _end(event: e.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def suggestion(word: str, known: Collection[str]) -> str:
    """Return “，您是不是想写“x””, or nothing when no known word is close."""
    close = get_close_matches(word, known, n=1)
    return f"，是不是想写“{close[0]}”" if close else ""


class Reader:
    """Reads fields off nodes and keeps the faults it meets in ``faults``."""

    def __init__(self) -> None:
        """Start without faults."""
        self.faults: list[Fault] = []

    def fault(self, code: str, message: str, at: Text | Node) -> None:
        """Note a fault at a text or a node."""
        self.faults.append(Fault(code, message, at.place, at.width))

    def fields(self, node: Mapping, known: Collection[str], what: str) -> dict[str, Node]:
        """Values of a mapping by key; unknown and repeated keys are faults and left out."""
        found: dict[str, Node] = {}
        for key, value in node.items:
            name = key.value if isinstance(key, Scalar) else ""
            if name not in known:
                hint = suggestion(name, known)
                self.fault("TERM-4", f"{what}没有“{name}”这个字段{hint}；请改名或删除", key)
            elif name in found:
                first = found[name].place.line
                self.fault("TERM-13", f"“{name}”写了两次，第一次在第 {first} 行；请合并成一处", key)
            else:
                found[name] = value
        return found

    def text(self, node: Node, what: str) -> Text | None:
        """Return a non-empty piece of text, trimmed; ``None`` after a fault."""
        if not isinstance(node, Scalar):
            self.fault("TERM-3", f"“{what}”应是一段文字；请不要写成列表或下级字段", node)
            return None
        value = " ".join(node.value.split())
        if node.wrapped:
            value = _WRAPPED.sub("", value)
        if not value or (node.plain and value in {"~", "null"}):
            self.fault("TERM-5", f"“{what}”是空的；请填写，或者整行删除", node)
            return None
        hidden = next((c for c in value if unicodedata.category(c) in {"Cc", "Cs", "Cf"}), None)
        if hidden is not None:
            message = f"“{what}”里有不可见字符（U+{ord(hidden):04X}）；请删除它"
            self.fault("TERM-11", message, node)
            return None
        return Text(value, node.place, node.width)

    def texts(self, node: Node, what: str) -> tuple[Text, ...]:
        """Items of a list of texts; empty items and repetitions are faults and left out."""
        if not isinstance(node, Sequence):
            message = f"“{what}”应是列表；请写成 {what}: [甲, 乙]，只有一项也要方括号"
            self.fault("TERM-3", message, node)
            return ()
        return tuple(self._items(node, what))

    def _items(self, node: Sequence, what: str) -> Iterator[Text]:
        seen: set[str] = set()
        for item in node.items:
            text = self.text(item, what)
            if text is None:
                continue
            if text.value in seen:
                self.fault("TERM-9", f"“{what}”里“{text.value}”写了两次；请删除一个", text)
                continue
            seen.add(text.value)
            yield text

    def flag(self, node: Node, what: str) -> bool | None:
        """Return ``true`` or ``false``; ``None`` after a fault."""
        if isinstance(node, Scalar) and node.value in {"true", "false"}:
            return bool(node.value == "true")
        self.fault("TERM-11", f"“{what}”只能写 true 或 false；请改正", node)
        return None
