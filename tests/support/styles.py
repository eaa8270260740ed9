"""Style sheets looked through for what the oldest browsers lack.

A browser leaves out the declaration it can't read, the whole rule where it can't read one of its
selectors, and the block of an at-rule it doesn't know. So a newer thing is accounted for

- where the same rule said the property before, in words all browsers read (a value with ``var()``
  is read late, then nothing takes its place: it must be readable), or says it with a prefix;
- within ``@supports`` that asks for it;
- a ``gap`` of a flex box where margins stand in ``@supports not (inset: 0)``: what knows no such
  gap knows no ``inset``, either (Chromium 84 and 87, Safari 14.1 both).

All else is found.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2 import ast

from tests.support import features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NO_FLEX_GAP = re.compile(r"not\s*\(\s*inset\s*:")
_GAPS = {"gap", "row-gap", "column-gap"}
_VIEWS = {
    f"{letter}v{side}": kind
    for letter, kind in (("d", "dynamic"), ("s", "small"), ("l", "large"))
    for side in ("h", "w", "b", "i", "min", "max")
}
_CONTAINER_UNITS = {"cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"}
_BLOCKS = {"media", "supports", "layer", "container", "scope", "starting-style"}


@dataclass(frozen=True, order=True)
class Lack:
    """Something that a browser leaves out: in which rule, what, since when browsers know it."""

    selector: str
    what: str
    since: str = field(compare=False)


def lacks(css: str) -> list[Lack]:
    """All that the oldest browsers lack in a style sheet and nothing stands in for."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    sheet = _Sheet(dict(_flex_boxes(rules)), frozenset(_margins(rules)))
    return sorted(set(sheet.look(rules, "")))


def _flex_boxes(rules: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """Selectors of flex boxes."""
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            if any(
                d.lower_name == "display" and _text(d.value).endswith("flex") for d in _said(rule)
            ):
                yield from ((one, True) for one in _selectors(rule))
        elif getattr(rule, "content", None) and rule.lower_at_keyword in _BLOCKS:
            yield from _flex_boxes(_inside(rule))


def _margins(rules: Iterable[Any]) -> Iterator[str]:
    """Selectors of boxes whose children get margins where flex boxes have no gaps."""
    for rule in rules:
        if isinstance(rule, ast.AtRule) and rule.lower_at_keyword == "supports":
            if NO_FLEX_GAP.match(_text(rule.prelude)):
                for inner in _inside(rule):
                    yield from (one.rpartition(" > ")[0] for one in _selectors(inner))
        elif (
            getattr(rule, "content", None)
            and rule.type == "at-rule"
            and rule.lower_at_keyword in _BLOCKS
        ):
            yield from _margins(_inside(rule))


@dataclass(frozen=True)
class _Sheet:
    flex: dict[str, bool]
    spaced: frozenset[str]

    def look(self, rules: Iterable[Any], asked: str) -> Iterator[Lack]:
        """``asked``: what the ``@supports`` around ask for."""
        for rule in rules:
            if isinstance(rule, ast.QualifiedRule):
                yield from _unread_selectors(rule, asked)
                yield from self.declarations(rule, asked)
            elif isinstance(rule, ast.AtRule):
                yield from self.at_rule(rule, asked)

    def at_rule(self, rule: ast.AtRule, asked: str) -> Iterator[Lack]:
        name, prelude = rule.lower_at_keyword, _text(rule.prelude)
        known = features.data()["css"]["at-rules"].get(name)
        if since := features.lacking(known):
            yield Lack(f"@{name} {prelude}".strip(), f"@{name}", since)
        if name == "media":
            for media in re.findall(r"\(\s*([a-z-]+)", prelude):
                plain = media.removeprefix("min-").removeprefix("max-")
                if since := features.lacking(known.get(plain)):
                    yield Lack(f"@media {prelude}", f"({plain})", since)
            if re.search(r"[<>]", prelude) and (since := features.lacking(known["range_syntax"])):
                yield Lack(f"@media {prelude}", "range_syntax", since)
        if name in _BLOCKS and rule.content is not None:
            inner = f"{asked} {prelude}" if name == "supports" else asked
            yield from self.look(_inside(rule), inner)

    def declarations(self, rule: ast.QualifiedRule, asked: str) -> Iterator[Lack]:
        selectors = _selectors(rule)
        read = {one.lower_name for one in _said(rule) if one.name.startswith("-")}
        for one in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        ):
            if not isinstance(one, ast.Declaration):
                yield Lack(",".join(selectors), "nesting", "Chromium 120, Firefox 117, Safari 17.2")
                continue
            name = one.lower_name
            found = list(_unread(name, one.value))
            if name in _GAPS and any(s in self.flex and s not in self.spaced for s in selectors):
                context = features.data()["css"]["properties"]["gap"]["flex_context"]
                yield Lack(",".join(selectors), "gap in a flex box", features.lacking(context))
            prefixed = {f"-webkit-{name}", f"-moz-{name}"} & read
            is_late = "var(" in _text(one.value)
            for what, since in found:
                own = what == name
                is_said = name in read and (own or not is_late)
                if not (
                    is_said
                    or prefixed
                    or (name in asked and own)
                    or what.partition("(")[0] in asked
                ):
                    yield Lack(",".join(selectors), what if own else f"{name}: {what}", since)
            if not found or name in read:
                read.add(name)


def _unread_selectors(rule: ast.QualifiedRule, asked: str) -> Iterator[Lack]:
    pseudos = features.selectors()
    for name in re.findall(r"::?(-?[a-z][a-z-]*)", re.sub(r"\[[^]]*\]", "", _text(rule.prelude))):
        if name in pseudos and f":{name}" not in asked:
            yield Lack(",".join(_selectors(rule)), f":{name}", pseudos[name])
    complex_not = features.data()["css"]["selectors"]["not"]["selector_list"]
    for token in rule.prelude:
        if isinstance(token, ast.FunctionBlock) and token.lower_name == "not":
            inner = _text(token.arguments)
            if re.search(r"[\s,>+~]", inner) and (since := features.lacking(complex_not)):
                yield Lack(",".join(_selectors(rule)), ":not() of more than one", since)


def _unread(name: str, value: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """What of a declaration the oldest browsers can't read: the property or a part of its value."""
    properties = features.data()["css"]["properties"]
    if name.startswith("-") and not name.startswith("--"):
        return
    known = properties.get(name, {})
    if since := features.lacking(known):
        yield name, since
        return
    for token in _tokens(value):
        for what, feature in _features(name, known, token):
            if since := features.lacking(feature):
                yield what, since


def _features(name: str, known: dict[str, Any], token: Any) -> Iterator[tuple[str, Any]]:
    """What a part of a value uses, by name, as the data has it."""
    if isinstance(token, ast.IdentToken) and not name.startswith("--"):
        yield token.lower_value, known.get(token.lower_value)
    elif isinstance(token, ast.FunctionBlock):
        function = token.lower_name
        yield f"{function}()", known.get(function) or _functions().get(function)
    elif isinstance(token, ast.DimensionToken):
        yield token.lower_unit, _unit(token.lower_unit)
        yield "thickness", known.get("includes_thickness")
    elif isinstance(token, ast.LiteralToken) and token.value == "/":
        yield "alternative text", known.get("alt_text")


def _unit(unit: str) -> Any:
    lengths = features.data()["css"]["types"]["length"]
    if unit in _VIEWS:
        return lengths[f"viewport_percentage_units_{_VIEWS[unit]}"]
    return lengths.get("container_query_length_units" if unit in _CONTAINER_UNITS else unit)


@functools.cache
def _functions() -> dict[str, Any]:
    """CSS functions by name, wherever the data keeps them."""
    found: dict[str, Any] = {}

    def walk(tree: dict[str, Any]) -> None:
        for key, inner in tree.items():
            if key != "__compat" and isinstance(inner, dict):
                found.setdefault(key, inner)
                walk(inner)

    walk(features.data()["css"]["types"])
    return found


def _tokens(value: Iterable[Any]) -> Iterator[Any]:
    for token in value:
        yield token
        if isinstance(token, ast.FunctionBlock):
            yield from _tokens(token.arguments)


def _said(rule: Any) -> list[ast.Declaration]:
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if isinstance(one, ast.Declaration)]


def _inside(rule: ast.AtRule) -> list[Any]:
    found: list[Any] = tinycss2.parse_rule_list(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    return found


def _selectors(rule: Any) -> list[str]:
    lists: list[list[Any]] = [[]]
    for token in rule.prelude:
        if token == ",":  # noqa: S105 - a comma
            lists.append([])
        else:
            lists[-1].append(token)
    texts = (" ".join(_text(one).split()) for one in lists)
    return [re.sub(r"(?<=[^(\s])\s*>\s*", " > ", text) for text in texts]


def _text(tokens: Iterable[Any]) -> str:
    text: str = tinycss2.serialize(tokens)
    return text.strip()
