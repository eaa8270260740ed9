"""An article made ready for print: a copy without what only a screen needs."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from courseware.print.whitespace import normalise
from courseware.text.html import classes, remove, with_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset({"script", "style", "button"})
_IDS = frozenset({"quiz-progress-sidebar", "quiz-progress-mobile", "quiz-results"})
_CLASSES = frozenset(
    {
        "headerlink",
        "quiz-header-link",
        "quiz-number",
        "quiz-feedback",
        "quiz-intro",
    }
)
_BACK = "footnote-backref"


def prepared(article: HtmlElement) -> HtmlElement:
    """A copy of the article with its white space settled; comments stay."""
    root = copy.deepcopy(article)
    for element in [e for e in root.iter() if isinstance(e.tag, str) and _is_for_screen(e)]:
        remove(element)
    for element in with_class(root, _BACK, "a"):
        _remove_back(element)
    normalise(root)
    return root


def _remove_back(element: HtmlElement) -> None:
    """Take out a note's way back and the fixed space Python-Markdown puts before it."""
    previous, parent = element.getprevious(), element.getparent()
    remove(element)
    if previous is not None:
        previous.tail = (previous.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _is_for_screen(element: HtmlElement) -> bool:
    return (
        element.tag in _TAGS
        or element.get("id") in _IDS
        or bool(_CLASSES.intersection(classes(element)))
    )
