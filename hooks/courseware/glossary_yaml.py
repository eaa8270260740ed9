"""YAML of the glossary as values that know their place.

Only the plain part of YAML is accepted: mappings, lists and text. Anchors, aliases and
tags are refused, so a file can neither grow while it is read nor build objects. Every
fault is returned as a :class:`Fault`; lines and columns count from 1, in characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import ComposerError
from yaml.events import AliasEvent, CollectionStartEvent, ScalarEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from yaml.error import Mark

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


class _ForbiddenError(ComposerError):
    """YAML that is legal but refused here."""


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses anchors, aliases, tags and deep nesting at their place."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Compose one node (PyYAML's own method, called for each node once)."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # types-PyYAML
        reason = ""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            reason = "锚点“&”和引用“*”"
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            reason = "标签“!”"
        elif self.depth >= MAX_DEPTH:
            reason = f"超过 {MAX_DEPTH} 层的嵌套"
        if reason:
            raise _ForbiddenError(None, None, reason, event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def place_of(node: Node) -> Place:
    """Where a node begins."""
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _place_at(mark: Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


def _width(node: Node) -> int:
    """Characters of a node that stands on one line; 0 if it runs on."""
    if node.start_mark.line != node.end_mark.line:
        return 0
    return int(node.end_mark.column - node.start_mark.column)


def compose(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Parse ``text`` into a node tree; ``None`` for an empty or faulty document."""
    try:
        loader = _Loader(text)
    except ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        code = f"U+{ord(text[error.position]):04X}"
        message = f"这里有一个不可见的控制字符（{code}）；请删除它"
        return None, (Fault("TERM-1", message, place, 1),)
    try:
        return loader.get_single_node(), ()
    except _ForbiddenError as error:
        message = f"术语表里不能用 YAML 的{error.problem}；请直接写出内容，带符号的文字加引号"
        return None, (Fault("TERM-2", message, _place_at(error.problem_mark)),)
    except yaml.MarkedYAMLError as error:
        place = _place_at(error.problem_mark or error.context_mark)
    except (ValueError, OverflowError):  # an escape such as "\U00110000"
        place = _place_at(loader.get_mark())
    message = "从这里起读不懂；请检查缩进是否对齐、冒号后是否空一格、引号和括号是否成对"
    return None, (Fault("TERM-1", message, place),)


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
        if isinstance(at, Text):
            self.faults.append(Fault(code, message, at.place, at.width))
        else:
            self.faults.append(Fault(code, message, place_of(at), _width(at)))

    def fields(self, node: MappingNode, known: Collection[str], what: str) -> dict[str, Node]:
        """Values of a mapping by key; unknown and repeated keys are faults and left out."""
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if name not in known:
                hint = suggestion(name, known)
                self.fault("TERM-4", f"{what}没有“{name}”这个字段{hint}；请改名或删除", key)
            elif name in found:
                first = place_of(found[name]).line
                self.fault("TERM-13", f"“{name}”写了两次，第一次在第 {first} 行；请合并成一处", key)
            else:
                found[name] = value
        return found

    def text(self, node: Node, what: str) -> Text | None:
        """Return a non-empty piece of text, trimmed; ``None`` after a fault."""
        if not isinstance(node, ScalarNode):
            self.fault("TERM-3", f"“{what}”应是一段文字；请不要写成列表或下级字段", node)
            return None
        value = " ".join(node.value.split())
        if node.start_mark.line != node.end_mark.line:
            value = _WRAPPED.sub("", value)
        if not value or (node.style is None and value in {"~", "null"}):
            self.fault("TERM-5", f"“{what}”是空的；请填写，或者整行删除", node)
            return None
        hidden = next((c for c in value if unicodedata.category(c) in {"Cc", "Cs", "Cf"}), None)
        if hidden is not None:
            message = f"“{what}”里有不可见字符（U+{ord(hidden):04X}）；请删除它"
            self.fault("TERM-11", message, node)
            return None
        return Text(value, place_of(node), _width(node))

    def texts(self, node: Node, what: str) -> tuple[Text, ...]:
        """Items of a list of texts; empty items and repetitions are faults and left out."""
        if not isinstance(node, SequenceNode):
            message = f"“{what}”应是列表；请写成 {what}: [甲, 乙]，只有一项也要方括号"
            self.fault("TERM-3", message, node)
            return ()
        return tuple(self._items(node, what))

    def _items(self, node: SequenceNode, what: str) -> Iterator[Text]:
        seen: set[str] = set()
        for item in node.value:
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
        if isinstance(node, ScalarNode) and node.value in {"true", "false"}:
            return bool(node.value == "true")
        self.fault("TERM-11", f"“{what}”只能写 true 或 false；请改正", node)
        return None
