"""Tasks (轮到你): what is to be ticked below them gets boxes, which need no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import builder as E

from courseware.text.block_kinds import TASK
from courseware.text.html import move_content, with_class
from courseware.text.ticks import set_boxes

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def set_tasks(article: HtmlElement) -> None:
    """Each line to tick becomes the label of its box; nobody keeps what is ticked."""
    for block in with_class(article, TASK, "div"):
        for holder in set_boxes(block):
            label = E.LABEL({"class": "mdx-tick"})
            move_content(holder, label)
            holder.append(label)
