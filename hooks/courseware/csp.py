"""The content security policy that the built pages need.

The pages are made so that ``'self'`` is enough. Whatever inline code still comes in, with a
new version of the theme say, is let through by its hash, never by ``unsafe-inline``; what no
hash can let through (handlers and ``style`` attributes) is reported.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

_DATA_TYPES = {"application/json", "application/ld+json"}


@dataclass(frozen=True, slots=True)
class InlineCode:
    """What pages carry inline: hashes of scripts and styles, and places no hash covers."""

    scripts: frozenset[str]
    styles: frozenset[str]
    uncovered: tuple[str, ...]


def inline_code(pages: Mapping[str, bytes]) -> InlineCode:
    """Look through finished pages, by address from the site's root."""
    scripts: set[str] = set()
    styles: set[str] = set()
    uncovered: list[str] = []
    for name, markup in pages.items():
        root = html.document_fromstring(markup, parser=html.HTMLParser(encoding="utf-8"))
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "script" and _is_inline_program(element):
                scripts.add(_hash(element.text or ""))
            elif element.tag == "style":
                styles.add(_hash(element.text or ""))
            uncovered += [f"{name}: <{element.tag} {at}>" for at in _unsafe_attributes(element)]
    return InlineCode(frozenset(scripts), frozenset(styles), tuple(uncovered))


def policy(code: InlineCode) -> str:
    """The header's value, in one line."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(code.scripts)],
        "style-src": ["'self'", *sorted(code.styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _is_inline_program(script: HtmlElement) -> bool:
    return script.get("src") is None and script.get("type", "") not in _DATA_TYPES


def _unsafe_attributes(element: HtmlElement) -> Iterable[str]:
    for name, value in element.attrib.items():
        address = name in {"href", "src", "action", "formaction"}
        if name == "style" or name.startswith("on"):
            yield name
        elif address and value.strip().lower().startswith("javascript:"):
            yield f"{name}=javascript:"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
