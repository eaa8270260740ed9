"""What HTML lets stand in a table or a list outside of its cells and items.

Browsers show it, a table's above the table; Typst knows only cells and items.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml.html import Element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PLACES = {
    "table": frozenset({"thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
}
"""What may stand in an element that holds nothing else."""


def strays(element: HtmlElement) -> HtmlElement | None:
    """Copies of the text and elements below ``element`` that are in no cell or item of it."""
    found = Element("div")
    _gather(element, found)
    return found if len(found) or (found.text or "").strip() else None


def _gather(element: HtmlElement, found: HtmlElement) -> None:
    _add(found, element.text)
    places = _PLACES[element.tag]
    for child in element:
        if child.tag in places:
            if child.tag in _PLACES:
                _gather(child, found)
        elif isinstance(child.tag, str):
            found.append(copy.deepcopy(child))
            found[-1].tail = None
        _add(found, child.tail)


def _add(found: HtmlElement, text: str | None) -> None:
    if text and text.strip():
        if len(found):
            found[-1].tail = (found[-1].tail or "") + text
        else:
            found.text = (found.text or "") + text
