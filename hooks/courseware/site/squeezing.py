"""A style sheet without comments and layout: the same rules, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2 import ast

if TYPE_CHECKING:
    from collections.abc import Iterable

_NESTING = ("media", "supports", "layer", "container", "keyframes")
"""At-rules that hold rules; others hold declarations."""
_COMBINATORS = (">", "+", "~")


def squeezed(css: str) -> str:
    """The rules of a whole sheet in one line.

    Raises:
        ValueError: with line and column of what is no CSS.
    """
    return "".join(map(_rule, tinycss2.parse_rule_list(css, True, True)))  # noqa: FBT003 - skips


def _rule(rule: Any) -> str:
    if isinstance(rule, ast.ParseError):
        message = f"{rule.source_line}:{rule.source_column} {rule.message}"
        raise ValueError(message)  # noqa: TRY004 - the text is at fault
    if isinstance(rule, ast.QualifiedRule):
        return f"{_text(rule.prelude, _COMBINATORS)}{{{_declarations(rule.content)}}}"
    head = f"@{rule.at_keyword} {_text(rule.prelude)}".strip()
    if rule.content is None:
        return f"{head};"
    if rule.at_keyword.endswith(_NESTING):
        rules = tinycss2.parse_rule_list(rule.content, True, True)  # noqa: FBT003 - skips
        return f"{head}{{{''.join(map(_rule, rules))}}}"
    return f"{head}{{{_declarations(rule.content)}}}"


def _declarations(content: Iterable[Any]) -> str:
    found = tinycss2.parse_blocks_contents(content, True, True)  # noqa: FBT003 - skips
    return ";".join(map(_declaration, found))


def _declaration(one: Any) -> str:
    if not isinstance(one, ast.Declaration):
        return _rule(one)
    important = "!important" if one.important else ""
    return f"{one.name}:{_text(one.value)}{important}"


def _text(tokens: Iterable[Any], tight: tuple[str, ...] = ()) -> str:
    """Tokens as text: blanks are one, and none at the ends, beside a comma and ``tight`` signs."""
    text: str = tinycss2.serialize(_squeeze([*tokens], (",", *tight)))
    return text


def _squeeze(tokens: list[Any], tight: tuple[str, ...]) -> list[Any]:
    kept: list[Any] = []
    for token in tokens:
        if isinstance(token, ast.FunctionBlock):
            token.arguments = _squeeze(token.arguments, (",",))
        elif isinstance(token, ast.ParenthesesBlock):
            token.content = _squeeze(token.content, (",", ":"))
        if _is_blank(token):
            token.value = " "
            if kept and not _is_blank(kept[-1]) and not _is_sign(kept[-1], tight):
                kept.append(token)
            continue
        if kept and _is_blank(kept[-1]) and _is_sign(token, tight):
            kept.pop()
        if not isinstance(token, ast.Comment):
            kept.append(token)
    return kept[:-1] if kept and _is_blank(kept[-1]) else kept


def _is_blank(token: Any) -> bool:
    return isinstance(token, ast.WhitespaceToken)


def _is_sign(token: Any, signs: tuple[str, ...]) -> bool:
    return isinstance(token, ast.LiteralToken) and token.value in signs
