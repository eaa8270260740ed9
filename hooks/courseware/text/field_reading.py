"""A mapping held against its table: what is right of it, and a finding for all that is not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.text.fields import Choice, Either, ListOf, Table
from courseware.text.finding import did_you_mean
from courseware.text.yaml_nodes import Scalar, YamlList, YamlMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.fields import Field, Kind, Pairs, Plain
    from courseware.text.finding import Diagnostic, Rule
    from courseware.text.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class FieldRules:
    """The rules that a file's fields can break, and the gaps of each one's sentence.

    ``unknown``: what, key, hint, known. ``missing``: who, key. ``shape``, for a list where a text
    should be, and ``value``: key, value, hint, expected. ``empty``: key; without it a field may
    be left empty. ``repeated``, of lists without doubles: key, value.
    """

    unknown: Rule
    missing: Rule
    shape: Rule
    value: Rule
    empty: Rule | None = None
    repeated: Rule | None = None


class FieldReader:
    """Reads the mappings of a file; what it finds is in ``found``."""

    def __init__(self, rules: FieldRules) -> None:
        """``rules`` are those of the file."""
        self.rules = rules
        self.found: list[Diagnostic] = []

    def read(self, node: YamlMap, table: Table) -> YamlMap:
        """The known fields of a mapping, as far as they have the shape that they should have.

        A wrong word or number is kept: what refers to it is not to blame.
        """
        kept = YamlMap(node.source, node.start, node.end, keys=node.keys)
        fields = {one.name: one for one in table.fields}
        for name, value in node.nodes.items():
            if name not in fields:
                self._unknown(node.keys[name], table)
            elif (read := self.value(name, fields[name].kind, value)) is not None:
                kept.nodes[name] = read
        for one in table.fields:
            if one.required and self._missing(node, one):
                place, who = node.key_at(one.name), _who(node, table)
                self.found.append(self.rules.missing.at(place, key=one.name, who=who))
        return kept

    def value(self, name: str, kind: Kind, node: Node) -> Node | None:
        """A field's value, ``None`` where it is empty or has the wrong shape."""
        if isinstance(node, Scalar) and node.is_empty:
            if self.rules.empty:
                self.found.append(self.rules.empty.at(node.place, width=node.width, key=name))
            return None
        if isinstance(kind, ListOf):
            return self._list(name, kind, node)
        if isinstance(kind, Table | Either):
            if isinstance(node, YamlMap):
                return self.read(node, kind.of(node))
        elif isinstance(node, Scalar):
            hidden = _hidden(node.prose)
            if hidden or not kind.fits(node):
                self._wrong(name, kind, node, hidden)
            return node
        self._shape(name, kind, node)
        return None

    def _list(self, name: str, kind: ListOf, node: Node) -> YamlList | None:
        if not isinstance(node, YamlList):
            self._shape(name, kind, node)
            return None
        kept = YamlList(node.source, node.start, node.end)
        seen: set[str] = set()
        for item in node.items:
            if isinstance(item, Scalar) and item.is_empty and not self.rules.empty:
                self._shape(name, kind.item, item)
                continue
            read = self.value(name, kind.item, item)
            if kind.unique and isinstance(read, Scalar):
                if read.prose in seen and self.rules.repeated:
                    facts = {"key": name, "value": read.prose}
                    self.found.append(self.rules.repeated.at(read.place, width=read.width, **facts))
                    continue
                seen.add(read.prose)
            kept.items += [] if read is None else [read]
        return kept

    def _missing(self, node: YamlMap, one: Field) -> bool:
        value = node.nodes.get(one.name)
        if isinstance(one.kind, ListOf) and isinstance(value, YamlList):
            return len(value.items) < one.kind.least
        if isinstance(value, Scalar) and value.is_empty:
            return self.rules.empty is None
        return value is None

    def _unknown(self, key: Scalar, table: Table) -> None:
        hint, known = did_you_mean(key.text, table.names), "、".join(table.names)
        facts = {"what": table.what, "key": key.text, "hint": hint, "known": known}
        self.found.append(self.rules.unknown.at(key.place, width=key.width, **facts))

    def _wrong(self, name: str, kind: Plain, node: Scalar, hidden: str) -> None:
        hint = did_you_mean(node.text, kind.choices) if isinstance(kind, Choice) else ""
        expected = f"没有不可见字符（{hidden}）的文字" if hidden else kind.expected
        facts = {"key": name, "value": node.prose, "hint": hint, "expected": expected}
        self.found.append(self.rules.value.at(node.place, width=node.width, **facts))

    def _shape(self, name: str, kind: Kind, node: Node) -> None:
        shown = (node.prose if isinstance(node, Scalar) else "") or "……"
        facts = {"key": name, "value": shown, "hint": "", "expected": kind.expected}
        self.found.append(self.rules.shape.at(node.place, width=node.width, **facts))


def wrong_pairs(node: YamlMap, pairs: Pairs) -> Iterator[tuple[str, Node]]:
    """Each key with a fault, in itself or in its value, and which of both."""
    for name, value in node.nodes.items():
        key = node.keys[name]
        if not pairs.key.fits(key):
            yield name, key
        elif not isinstance(value, Scalar) or not pairs.value.fits(value):
            yield name, value


def _hidden(text: str) -> str:
    """The name of the first character that nobody sees, which an escape can bring in."""
    if text.isprintable():
        return ""
    hidden = (sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs", "Cf"})
    return next((f"U+{ord(sign):04X}" for sign in hidden), "")


def _who(node: YamlMap, table: Table) -> str:
    """How a mapping is called in a sentence: “术语“核心网””, or “这个术语”."""
    if not table.named_by:
        return table.what
    name = next((node.text(key) for key in table.named_by if node.text(key)), "")
    return f"{table.what}“{name}”" if name else f"这个{table.what}"
