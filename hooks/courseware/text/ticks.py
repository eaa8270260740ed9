"""Lines of a list that begin with ``[ ]``: boxes to tick, on a screen and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import builder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARK = re.compile(r"\s*\[ \] ")


def set_boxes(block: HtmlElement) -> list[HtmlElement]:
    """Put a checkbox in the place of each mark; returns the elements that hold box and words."""
    holders = []
    for item in list(block.iter("li")):
        wrapped = len(item) and item[0].tag == "p" and not (item.text or "").strip()
        holder = item[0] if wrapped else item
        if mark := _MARK.match(holder.text or ""):
            box = builder.INPUT({"type": "checkbox"})
            box.tail, holder.text = (holder.text or "")[mark.end() :], None
            holder.insert(0, box)
            holders.append(holder)
    return holders
