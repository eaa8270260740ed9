"""Where a page's questions stand while its Markdown is rendered without them.

A comment holds the place in the Markdown, an empty element in the article made of it. The
comment begins with a sign that is nowhere in the page's text, so nobody can write one; an
element of the author's that looks like a spot is none, for it loses the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder

from courseware.text.html import classes, remove, replace, with_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from courseware.text.lines import Source

SPOT = "mdx-spot"
"""The class of the element; its ``data-number`` counts the page's shown questions from 0."""
_SIGN = "question"


def comment(source: Source, number: int) -> str:
    """What stands in the Markdown of ``source`` for its question ``number``, counted from 0."""
    return f"<!--{_sign(source)} {number}-->"


def placed(article: HtmlElement, source: Source) -> HtmlElement:
    """The article of ``source`` with spots where the comments were; changed in place."""
    for forged in with_class(article, SPOT):
        forged.set("class", " ".join(name for name in classes(forged) if name != SPOT))
    sign = f"{_sign(source)} "
    for found in list(article.iter(etree.Comment)):
        if (found.text or "").startswith(sign):
            replace(
                found, builder.DIV({"class": SPOT, "data-number": found.text.removeprefix(sign)})
            )
    return article


def spots(article: HtmlElement) -> list[tuple[int, HtmlElement]]:
    """The spots of an article in their order, each with the number of its question."""
    return [(number_at(spot), spot) for spot in with_class(article, SPOT)]


def number_at(spot: HtmlElement) -> int:
    """The number of the question that belongs there."""
    return int(spot.get("data-number") or 0)


def cleared(article: HtmlElement) -> None:
    """Take the spots out, where a page's questions are not shown."""
    for _, spot in spots(article):
        remove(spot)


def _sign(source: Source) -> str:
    """A word that stands nowhere in the page."""
    sign = _SIGN
    while any(sign in line.text for line in source.lines):
        sign += "-"
    return sign
