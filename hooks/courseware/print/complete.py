"""Nothing vanishes on paper: the words of an article held against the document made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.print.syntax import texts as texts_in
from courseware.text.block_kinds import TRAINER
from courseware.text.html import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_APART = frozenset({"admonition-title", "footnote-ref", TRAINER})
"""Classes of what a box says by its looks, of numbers that the typesetter gives, and of what has a
finding of its own."""
_NOISE = re.compile(r"[\W_]+")


def texts_of(root: HtmlElement) -> tuple[str, ...]:
    """Every piece of text in an article, to be asked for once it is mapped."""
    return tuple(piece for piece in _pieces(root) if piece.strip())


def _pieces(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or _APART.intersection(classes(element)):
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def lost(texts: Iterable[str], code: str) -> str:
    """The first piece of text that a document's code lacks; empty if it has all.

    Compared are letters and digits: signs may have become something else.
    """
    printed = _letters("".join(texts_in(code)))
    return next((text for text in texts if _letters(text) not in printed), "")


def _letters(text: str) -> str:
    return _NOISE.sub("", text)
