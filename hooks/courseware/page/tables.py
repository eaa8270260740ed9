"""Tables in boxes of their own: a wide one is scrolled in its box, the page stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import builder as E  # noqa: N812 - lxml's own name for its builder

from courseware.page.tree import replace

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BOX = "mdx-table"


def box_tables(article: HtmlElement) -> int:
    """Put every table below ``article`` into a box; returns how many there are."""
    tables = list(article.iter("table"))
    for table in tables:
        box = E.DIV({"class": BOX})
        replace(table, box)
        box.append(table)
    return len(tables)
