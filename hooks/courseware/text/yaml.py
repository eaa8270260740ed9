"""YAML text → plain values that remember where each of them stands.

Only what course files need: mappings, lists and scalars. Anchors, aliases and tags are
refused in authors' files (they hide meaning, and aliases can blow up in memory); a
configuration file may carry them, and they are read as if they were not there.

The parser's events are turned into values without recursion, so neither depth nor size
of a file can end the program.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml import events as e
from yaml.reader import Reader, ReaderError

from courseware.text.finding import Diagnostic, Location
from courseware.text.rules import META_1, META_2, META_3

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "str | int | float | bool | YamlList | YamlMap | None"

MAX_DEPTH = 12
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: ten times as fast."""

BREAK = re.compile(r"\r\n|\r|\n")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_REASONS = (
    ("mapping values", "冒号的位置不对，含冒号的文字要加引号"),
    ("cannot start any token", "行首不能用这个字符；缩进用空格，特殊符号开头的文字要加引号"),
    ("expected ':'", "这一行缺少冒号"),
    ("unexpected end of stream", "引号没有配对"),
    ("unknown escape", "双引号里的反斜杠会被当成转义，请改用单引号"),
    ("',' or", "方括号或花括号没有配对，或少了逗号"),
    ("block", "缩进没有对齐"),
)


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list; ``places[i]`` is where item ``i`` starts."""

    items: tuple[Value, ...]
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A mapping with string keys; ``places`` holds each key's and value's place.

    ``place`` is where the mapping itself starts.
    """

    place: Location
    values: dict[str, Value] = field(default_factory=dict)
    key_places: dict[str, Location] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The value as text; empty where it is missing or no scalar."""
        value = self.values.get(key)
        return "" if value is None or isinstance(value, YamlList | YamlMap) else str(value)

    def number(self, key: str) -> int:
        """The value as a whole number; 0 where it is none."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def texts(self, key: str) -> tuple[str, ...]:
        """The list's items that are scalars, as text; a single scalar is a list of one."""
        return tuple(text for text, _ in self.placed_texts(key))

    def placed_texts(self, key: str) -> tuple[tuple[str, Location], ...]:
        """Like :meth:`texts`, each with its place."""
        value = self.values.get(key)
        if isinstance(value, YamlList):
            pairs = zip(value.items, value.places, strict=True)
            return tuple(
                (str(item), place)
                for item, place in pairs
                if item is not None and not isinstance(item, YamlList | YamlMap)
            )
        return ((self.text(key), self.at(key)),) if self.text(key) else ()

    def map(self, key: str) -> YamlMap:
        """The mapping under a key; an empty one where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, YamlMap) else YamlMap(self.at(key))

    def maps(self, key: str) -> tuple[YamlMap, ...]:
        """The list's items that are mappings."""
        value = self.values.get(key)
        if not isinstance(value, YamlList):
            return ()
        return tuple(item for item in value.items if isinstance(item, YamlMap))

    def at(self, key: str) -> Location:
        """Where the value stands; where the mapping starts if the key is missing."""
        return self.places.get(key, self.place)


class _RefusedError(Exception):
    """The text can't be read further; carries the finding."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.code)
        self.fault = fault


def parse_yaml(
    text: str, path: str, *, first_line: int = 1, lenient: bool = False
) -> tuple[YamlMap, tuple[Diagnostic, ...]]:
    """Read a YAML mapping.

    ``first_line`` is the line of the file on which ``text`` starts. ``lenient`` is for
    configuration: tags and anchors are ignored. Faults come back as findings with an
    empty mapping or with what could be read. A byte order mark is no part of the first line.
    """
    text = text.removeprefix("\ufeff")
    return _Builder(text, path, first_line, lenient=lenient).read()


@dataclass(slots=True)
class _Open:
    """A collection being read: its place, what it holds, and a mapping's pending key."""

    place: Location
    is_map: bool
    items: list[tuple[Value, Location]] = field(default_factory=list)
    map: YamlMap | None = None
    key: str | None = None
    key_place: Location | None = None
    key_expected: bool = True


class _Builder:
    """Turns one text's events into values."""

    def __init__(self, text: str, path: str, first_line: int, *, lenient: bool) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.lenient = lenient
        self.found: list[Diagnostic] = []
        self.starts = [0, *(match.end() for match in BREAK.finditer(text))]
        self.stack: list[_Open] = []
        self.root: Value = None
        self.anchors: dict[str, Value] = {}

    def read(self) -> tuple[YamlMap, tuple[Diagnostic, ...]]:
        empty = YamlMap(Location(self.path, self.first_line))
        if hidden := Reader.NON_PRINTABLE.search(self.text):
            place = self._place(hidden.start())
            return empty, (META_1.at(place, reason="有看不见的控制字符"),)
        try:
            for event in self._events():
                self._take(event)
        except _RefusedError as refused:
            self.found.append(refused.fault)
            return empty, tuple(self.found)
        if isinstance(self.root, YamlMap):
            return self.root, tuple(self.found)
        if self.root is not None:
            reason = "这里应该是一行一个“键: 值”"
            self.found.append(META_1.at(empty.place, reason=reason))
        return empty, tuple(self.found)

    def _events(self) -> Iterator[e.Event]:
        try:
            yield from yaml.parse(self.text, Loader=LOADER)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            place = self._place(mark.index if mark else 0)
            reason = _reason(fault)
            raise _RefusedError(META_1.at(place, reason=reason)) from None
        except (ReaderError, ValueError, OverflowError, RecursionError):
            place = self._place(0)
            raise _RefusedError(META_1.at(place, reason="有不认识的字符")) from None

    def _place(self, index: int) -> Location:
        row = bisect_right(self.starts, index) - 1
        return Location(self.path, self.first_line + row, index - self.starts[row] + 1)

    def _take(self, event: e.Event) -> None:
        if isinstance(event, e.NodeEvent):
            place = self._place(event.start_mark.index if event.start_mark else 0)
            self._refuse(event, place)
            if isinstance(event, e.ScalarEvent):
                self._add(_scalar(event), place, event.anchor)
            elif isinstance(event, e.AliasEvent):
                self._add(self.anchors.get(event.anchor or ""), place, None)
            else:
                is_map = isinstance(event, e.MappingStartEvent)
                mapping = YamlMap(place) if is_map else None
                self.stack.append(_Open(place, is_map, map=mapping))
        elif isinstance(event, e.CollectionEndEvent):
            closed = self.stack.pop()
            items = tuple(item for item, _ in closed.items)
            places = tuple(where for _, where in closed.items)
            self._add(closed.map or YamlList(items, places), closed.place, None)

    def _refuse(self, event: e.NodeEvent, place: Location) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _RefusedError(META_1.at(place, reason="嵌套太深"))
        tag = getattr(event, "tag", None)
        if not self.lenient and (event.anchor or tag):
            raise _RefusedError(META_2.at(place))

    def _add(self, value: Value, place: Location, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = value
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if top.map is None:
            top.items.append((value, place))
        elif top.key_expected:
            self._key(top, value, place)
        else:
            top.key_expected = True
            if top.key is not None and top.key_place is not None:
                top.map.values[top.key] = value
                top.map.key_places[top.key] = top.key_place
                top.map.places[top.key] = place

    def _key(self, top: _Open, value: Value, place: Location) -> None:
        top.key_expected = False
        top.key, top.key_place = None, place
        if isinstance(value, YamlList | YamlMap):
            self.found.append(META_1.at(place, reason="键必须是一个词"))
            return
        key = "" if value is None else str(value)
        if top.map is not None and key in top.map.values:
            self.found.append(META_3.at(place, width=len(key), key=key))
            return
        top.key = key


def _reason(fault: yaml.MarkedYAMLError) -> str:
    problem = f"{fault.problem or ''} {fault.context or ''}"
    return next((said for part, said in _REASONS if part in problem), "写法不对")


def _scalar(event: e.ScalarEvent) -> Value:
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return int(text) if _INTEGER.fullmatch(text) else text
