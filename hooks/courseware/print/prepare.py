"""An article made ready for print: a copy without what only a screen needs."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from courseware.print.whitespace import normalise
from courseware.text.html import classes, remove, remove_back_links

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset({"script", "style", "button"})
_CLASSES = frozenset({"headerlink"})


def prepared(article: HtmlElement) -> HtmlElement:
    """A copy of the article with its white space settled; comments stay."""
    root = copy.deepcopy(article)
    for element in [e for e in root.iter() if isinstance(e.tag, str) and _is_for_screen(e)]:
        remove(element)
    remove_back_links(root)
    normalise(root)
    return root


def _is_for_screen(element: HtmlElement) -> bool:
    return element.tag in _TAGS or bool(_CLASSES.intersection(classes(element)))
