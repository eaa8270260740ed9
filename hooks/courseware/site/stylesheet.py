"""One style sheet for all pages: of the theme's only what pages can use, then the course's own.

A rule is kept where some selector of it could match: its tags, classes, ids and attributes are
all among the words of pages and scripts. What stands in a functional pseudo-class (``:not(…)``)
is not asked for. Custom properties nobody reads and animations nobody plays go, too. The idea is
PurgeCSS's; words are looked for, not parsed, so a rule is rather kept than lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2 import ast

from courseware.site.squeezing import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[\w-]+")
_USE = re.compile(r"var\(\s*(--[\w-]+)")
_ANIMATION = re.compile(r"animation(?:-name)?:([^;}]+)")
_NESTED = {"media", "supports", "layer"}


def words(texts: Iterable[str]) -> frozenset[str]:
    """Everything in markup and scripts that could be a tag, class, id or attribute."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def combined(theme: str, own: str, known: AbstractSet[str]) -> str:
    """The theme's style sheet without what ``known`` words can't use, then ``own``, every rule."""
    text, ours = _usable(_rules(theme), known), squeezed(own)
    while (shorter := _without_unread(text, ours)) != text:
        text = shorter
    return f"{text}{ours}\n"


def _usable(rules: Iterable[Any], known: AbstractSet[str]) -> str:
    """The rules that could apply."""
    found = []
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            if selectors := [s for s in _split(rule.prelude) if _may_match(s, known)]:
                prelude = ",".join(_text(s) for s in selectors)
                found.append(f"{prelude}{{{_text(rule.content)}}}")
        elif rule.at_keyword in _NESTED and rule.content:
            found.append(_nested(rule, _usable(_rules(rule.content), known)))
        elif rule.at_keyword != "charset":
            found.append(rule.serialize())
    return "".join(found)


def _without_unread(theme: str, own: str) -> str:
    """Drop custom properties that nothing reads, animations that nothing plays, empty rules."""
    read = {*_USE.findall(theme), *_USE.findall(own)}
    played = words(_ANIMATION.findall(theme) + _ANIMATION.findall(own))
    return _read(_rules(theme), read, played)


def _read(rules: Iterable[Any], read: AbstractSet[str], played: AbstractSet[str]) -> str:
    found = []
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            declared = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
            kept = [
                one.serialize()
                for one in declared
                if not one.name.startswith("--") or one.name in read
            ]
            if kept:
                found.append(f"{_text(rule.prelude)}{{{';'.join(kept)}}}")
        elif rule.at_keyword in _NESTED and rule.content:
            found.append(_nested(rule, _read(_rules(rule.content), read, played)))
        elif not rule.at_keyword.endswith("keyframes") or words([_text(rule.prelude)]) & played:
            found.append(rule.serialize())
    return "".join(found)


def _rules(css: str | Iterable[Any]) -> list[Any]:
    found: list[Any] = tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)
    return found


def _nested(rule: ast.AtRule, inner: str) -> str:
    return f"@{rule.at_keyword} {_text(rule.prelude)}{{{inner}}}" if inner else ""


def _split(prelude: Iterable[Any]) -> list[list[Any]]:
    """The selectors of a list."""
    selectors: list[list[Any]] = [[]]
    for part in prelude:
        if part == ",":
            selectors.append([])
        else:
            selectors[-1].append(part)
    return selectors


def _may_match(selector: Iterable[Any], known: AbstractSet[str]) -> bool:
    """Whether every tag, class, id and attribute asked for is known."""
    before = None
    for token in selector:
        if isinstance(token, ast.IdentToken) and before != ":" and token.value not in known:
            return False
        if isinstance(token, ast.HashToken) and token.value not in known:
            return False
        if isinstance(token, ast.SquareBracketsBlock) and not _names(token.content) <= known:
            return False
        before = token
    return True


def _names(content: Iterable[Any]) -> frozenset[str]:
    """An attribute's name and the words of the value asked for."""
    return words(t.value for t in content if isinstance(t, ast.IdentToken | ast.StringToken))


def _text(tokens: Iterable[Any]) -> str:
    text: str = tinycss2.serialize(tokens)
    return text.strip()
