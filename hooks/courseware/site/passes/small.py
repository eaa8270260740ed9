"""Small touches on an article: wide tables, empty table heads, quiet links of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import builder as E

from courseware.text.html import replace, with_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def demote_empty_headers(article: HtmlElement) -> int:
    """Make each empty ``<th>`` a ``<td>`` (Markdown has no other corner); returns how many."""
    empty = [cell for cell in article.iter("th") if not len(cell) and not (cell.text or "").strip()]
    for cell in empty:
        cell.tag = "td"
    return len(empty)


def quiet_permalinks(article: HtmlElement) -> int:
    """Leave the ``#`` beside a heading to the mouse; returns how many there are.

    The same addresses are in the list of contents, under their names.
    """
    links = with_class(article, "headerlink", "a")
    for link in links:
        link.set("tabindex", "-1")
        link.set("aria-hidden", "true")
    return len(links)


BOX = "mdx-table"


def box_tables(article: HtmlElement) -> int:
    """Put every table below ``article`` into a box; returns how many there are."""
    tables = list(article.iter("table"))
    for table in tables:
        box = E.DIV({"class": BOX})
        replace(table, box)
        box.append(table)
    return len(tables)
