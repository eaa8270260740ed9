"""YAML text → nodes that know where they stand and how wide they are: the one reader.

Only what course files need: mappings, lists and scalars. Anchors, aliases and tags are
refused in authors' files (they hide meaning, and aliases can blow up in memory); a
configuration file may carry them, and they are read as if they were not there.

The parser's events are turned into nodes without recursion, so neither depth nor size of a
file can end the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml import events as e
from yaml.reader import Reader, ReaderError

from courseware.text.rules import META_1, META_2, META_3
from courseware.text.yaml_nodes import Scalar, YamlList, YamlMap, YamlText
from courseware.text.yaml_slips import slip, slip_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.finding import Diagnostic, Rule
    from courseware.text.yaml_nodes import Node

MAX_DEPTH = 12
"""Deepest nesting that is read; authors' files need five levels, a navigation a few more."""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it: ten times as fast."""

NO_MAP = "这里应该是一行一个“键: 值”"
_REASONS = (
    ("mapping values", "冒号的位置不对，含冒号的文字要加引号"),
    ("cannot start any token", "行首不能用这个字符；缩进用空格，特殊符号开头的文字要加引号"),
    ("expected ':'", "这一行缺少冒号"),
    ("unexpected end of stream", "引号没有配对"),
    ("escape", "双引号里的反斜杠会被当成转义，请改用单引号"),
    ("',' or", "方括号或花括号没有配对，或少了逗号"),
    ("block", "缩进没有对齐"),
)


@dataclass(frozen=True, slots=True)
class YamlRules:
    """The rules that a file breaks by its YAML: all files the same, some by codes of their own."""

    unreadable: Rule
    refused: Rule
    deep: Rule
    twice: Rule


PAGE_RULES = YamlRules(unreadable=META_1, refused=META_2, deep=META_1, twice=META_3)
"""Those of front matter and of data files."""


class _RefusedError(Exception):
    """The text can't be read further; carries the finding."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.code)
        self.fault = fault


def parse_yaml(
    text: str,
    path: str,
    *,
    first_line: int = 1,
    lenient: bool = False,
    rules: YamlRules = PAGE_RULES,
) -> tuple[YamlMap, tuple[Diagnostic, ...]]:
    """Read a YAML mapping.

    ``first_line`` is the line of the file on which ``text`` starts. ``lenient`` is for
    configuration: tags and anchors are ignored. Faults come back as findings with an
    empty mapping or with what could be read. A byte order mark is no part of the first line.
    """
    source = YamlText(text.removeprefix("\ufeff"), path, first_line)
    root, found = read_yaml(source, rules, lenient=lenient)
    if isinstance(root, YamlMap):
        return root, found
    if root is not None:
        index, reason = slip(source.text, root.start) or (root.start, NO_MAP)
        found = (*found, rules.unreadable.at(source.place(index), reason=reason))
    return YamlMap(source, 0, 0), found


def read_yaml(
    source: YamlText, rules: YamlRules = PAGE_RULES, *, lenient: bool = False
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The only document's node, whatever it is; ``None`` of an empty or unreadable text."""
    builder = _Builder(source, rules, lenient=lenient)
    try:
        return builder.root(), tuple(builder.found)
    except _RefusedError as refused:
        return None, (*builder.found, refused.fault)


class _Builder:
    """Turns one text's events into nodes."""

    def __init__(self, source: YamlText, rules: YamlRules, *, lenient: bool) -> None:
        self.source = source
        self.rules = rules
        self.lenient = lenient
        self.found: list[Diagnostic] = []
        self.top = YamlList(source, 0, 0)
        self.open: list[YamlList | YamlMap] = [self.top]
        self.anchors: dict[str, Node] = {}
        self.names: list[str | None] = []
        self.read_to = 0

    def root(self) -> Node | None:
        """Return the only document's node."""
        source = self.source
        for event in self._events():
            start, end = event.start_mark.index, event.end_mark.index
            kind = type(event)
            if kind is e.ScalarEvent:
                self._refuse(event, start)
                node = self._scalar(event, start, end)
                self._name(event.anchor, node)
                self._add(node)
            elif kind is e.MappingStartEvent or kind is e.SequenceStartEvent:
                self._refuse(event, start)
                is_map = kind is e.MappingStartEvent
                opened = YamlMap(source, start, end) if is_map else YamlList(source, start, end)
                self._add(opened)
                self.open.append(opened)
                self.names.append(event.anchor)
            elif kind is e.MappingEndEvent or kind is e.SequenceEndEvent:
                closed = self.open.pop()
                closed.end = end
                self._name(self.names.pop(), closed)
            elif kind is e.AliasEvent:
                self._refuse(event, start)
                nothing = Scalar(source, start, end, "", plain=True)
                self._add(self.anchors.get(event.anchor, nothing))
            elif kind is e.DocumentStartEvent and self.top.items:
                raise self._unreadable(start, "“---”以后是另一份内容，一个文件里只能有一份")
            self.read_to = end
        return self.top.items[0] if self.top.items else None

    def _events(self) -> Iterator[Any]:
        text = self.source.text
        if hidden := Reader.NON_PRINTABLE.search(text):
            reason = f"有看不见的控制字符（U+{ord(hidden[0]):04X}）"
            raise self._unreadable(hidden.start(), reason, width=1)
        try:
            yield from yaml.parse(text, Loader=LOADER)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            index = mark.index if mark else self.read_to
            index, reason = self._slip(fault, index) or (index, _reason(fault))
            raise self._unreadable(index, reason) from None
        except (ReaderError, ValueError, OverflowError, RecursionError):
            raise self._unreadable(self.read_to, "有不认识的字符") from None

    def _slip(self, fault: yaml.MarkedYAMLError, index: int) -> tuple[int, str] | None:
        if fault.context == "while scanning a simple key" and fault.context_mark:
            return slip(self.source.text, fault.context_mark.index)
        if fault.problem == "mapping values are not allowed in this context":
            return slip_before(self.source.text, index)
        return None

    def _unreadable(self, index: int, reason: str, width: int = 0) -> _RefusedError:
        place = self.source.place(index)
        return _RefusedError(self.rules.unreadable.at(place, width=width, reason=reason))

    def _refuse(self, event: e.NodeEvent, start: int) -> None:
        if len(self.open) > MAX_DEPTH:
            what = f"超过 {MAX_DEPTH} 层的嵌套"
            place = self.source.place(start)
            raise _RefusedError(self.rules.deep.at(place, what=what, reason=what))
        if self.lenient:
            return
        if event.anchor:
            what = "锚点“&”和引用“*”"
        elif getattr(event, "tag", None):
            what = "标签“!”"
        else:
            return
        raise _RefusedError(self.rules.refused.at(self.source.place(start), what=what))

    def _scalar(self, event: e.ScalarEvent, start: int, end: int) -> Scalar:
        parent = self.open[-1]
        if start == end and isinstance(parent, YamlMap) and parent.key:
            # libyaml puts an empty value before the next token, not behind its colon.
            start = end = self.source.text.find(":", self.read_to, start) + 1 or start
        return Scalar(self.source, start, end, event.value, bool(event.implicit[0]))

    def _name(self, anchor: str | None, node: Node) -> None:
        """An anchor's node, once it is read whole: none can hold itself."""
        if anchor:
            self.anchors[anchor] = node

    def _add(self, node: Node) -> None:
        parent = self.open[-1]
        if isinstance(parent, YamlList):
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            self._pair(parent, key, node)

    def _pair(self, parent: YamlMap, key: Node, node: Node) -> None:
        if not isinstance(key, Scalar):
            self.found.append(self.rules.unreadable.at(key.place, reason="键必须是一个词"))
            return
        name = key.text
        if name in parent.nodes:
            line = parent.keys[name].place.line
            facts = {"key": name, "line": line}
            self.found.append(self.rules.twice.at(key.place, width=key.width, **facts))
            return
        if key.plain:
            self._look_for_slip(key, node)
        parent.nodes[name] = node
        parent.keys[name] = key

    def _look_for_slip(self, key: Scalar, node: Node) -> None:
        """Refuse a key that took another sign for its colon.

        In braces it has no value then, ``{single：1}``; else the colon of its value ends it,
        ``title：话术: 开场``, but for a title of a configuration's navigation that is no slip.
        """
        has_value = not isinstance(node, Scalar) or node.start != node.end
        if has_value and (self.lenient or "：" not in key.text):
            return
        if found := slip(self.source.text, key.start):
            index, reason = found
            raise self._unreadable(index, reason)


def _reason(fault: yaml.MarkedYAMLError) -> str:
    problem = f"{fault.problem or ''} {fault.context or ''}"
    return next(
        (said for part, said in _REASONS if part in problem), "写法不对，多半是引号、括号或缩进"
    )
