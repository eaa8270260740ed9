"""YAML text → plain values that remember where each of them stands.

Only what course files need: mappings, lists and scalars. Anchors and aliases are
refused (they hide meaning from authors and can blow up in memory), as are tags.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from courseware.messages import finding
from courseware.model import Diagnostic, Location

Value: TypeAlias = "str | int | float | bool | None | YamlList | YamlMap"

MAX_DEPTH = 12


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
        value = self.values.get(key)
        if isinstance(value, YamlList):
            return tuple(
                str(i) for i in value.items if i is not None and not isinstance(i, YamlList | YamlMap)
            )
        return (self.text(key),) if self.text(key) else ()

    def maps(self, key: str) -> tuple[YamlMap, ...]:
        """The list's items that are mappings."""
        value = self.values.get(key)
        if not isinstance(value, YamlList):
            return ()
        return tuple(item for item in value.items if isinstance(item, YamlMap))

    def at(self, key: str) -> Location:
        """Where the value stands; where the mapping starts if the key is missing."""
        return self.places.get(key, self.place)


def parse_yaml(
    text: str, path: str, *, first_line: int = 1
) -> tuple[YamlMap, tuple[Diagnostic, ...]]:
    """Read a YAML mapping.

    ``first_line`` is the line of the file on which ``text`` starts. Faults come back as
    findings with an empty mapping or with what could be read.
    """
    root = YamlMap(Location(path, first_line))
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                place = _place(token.start_mark, path, first_line)
                return root, (finding("META-2", place),)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = _place(mark, path, first_line) if mark else root.place
        return root, (finding("META-1", place, reason=_reason(fault)),)
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position)
        return root, (finding("META-1", Location(path, first_line + line), reason="有不可见的控制字符"),)
    except RecursionError:
        return root, (finding("META-1", root.place, reason="嵌套太深"),)
    if node is None:
        return root, ()
    if not isinstance(node, yaml.MappingNode):
        place = _place(node.start_mark, path, first_line)
        return root, (finding("META-1", place, reason="这里应该是“键: 值”的列表"),)
    found: list[Diagnostic] = []
    value = _value(node, path, first_line, 0, found)
    return (value if isinstance(value, YamlMap) else root), tuple(found)


def _place(mark: yaml.Mark, path: str, first_line: int) -> Location:
    return Location(path, mark.line + first_line, mark.column + 1)


def _reason(fault: yaml.MarkedYAMLError) -> str:
    problem = fault.problem or fault.context or ""
    known = {
        "mapping values are not allowed here": "冒号的位置不对，含冒号的文字要加引号",
        "found character '\\t' that cannot start any token": "不能用制表符缩进，请用空格",
        "could not find expected ':'": "这一行缺少冒号",
        "found unexpected end of stream": "引号没有配对",
    }
    return known.get(problem, f"格式不对（{problem}）")


def _value(
    node: yaml.Node, path: str, first_line: int, depth: int, found: list[Diagnostic]
) -> Value:
    place = _place(node.start_mark, path, first_line)
    if depth > MAX_DEPTH:
        found.append(finding("META-1", place, reason="嵌套太深"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, first_line, depth, found)
    if isinstance(node, yaml.SequenceNode):
        places = tuple(_place(item.start_mark, path, first_line) for item in node.value)
        items = tuple(_value(item, path, first_line, depth + 1, found) for item in node.value)
        return YamlList(items, places)
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, path: str, first_line: int, depth: int, found: list[Diagnostic]
) -> YamlMap:
    result = YamlMap(_place(node.start_mark, path, first_line))
    for key_node, value_node in node.value:
        key_place = _place(key_node.start_mark, path, first_line)
        if not isinstance(key_node, yaml.ScalarNode):
            found.append(finding("META-1", key_place, reason="键必须是一个词"))
            continue
        key = str(key_node.value)
        if key in result.values:
            found.append(finding("META-3", key_place, key=key))
            continue
        result.values[key] = _value(value_node, path, first_line, depth + 1, found)
        result.key_places[key] = key_place
        result.places[key] = _place(value_node.start_mark, path, first_line)
    return result


def _scalar(node: yaml.Node) -> Value:
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:int":
        try:
            return int(text)
        except ValueError:
            return text
    if node.tag == "tag:yaml.org,2002:bool":
        return text.lower() in {"true", "yes", "on"}
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return text
