"""Dialogue blocks: list items “坐席（复述）：“…”” → turns with speaker and act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import builder as E

from courseware.text.block_kinds import DIALOGUE
from courseware.text.html import classes, replace, with_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TURN = re.compile(r"\s*([^\s：（）]{1,8})(?:（([^）]{1,12})）)?：")
_VERDICTS = {"误": "mdx-dialogue--wrong", "正": "mdx-dialogue--right"}
AGENT = "坐席"


def stage_dialogues(article: HtmlElement) -> None:
    """Mark speaker and act of each turn; put a wrong and a right way side by side."""
    blocks = with_class(article, DIALOGUE, "div")
    for block in blocks:
        names = classes(block)
        extra = [style for word, style in _VERDICTS.items() if word in names]
        block.set("class", " ".join([*names, "mdx-dialogue", *extra]))
        for item in block.iter("li"):
            _turn(item)
    for block in blocks:
        _pair(block)


def _turn(item: HtmlElement) -> None:
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    match = _TURN.match(holder.text or "")
    if not match:
        return
    speaker, act = match[1], match[2]
    side = "agent" if speaker.startswith(AGENT) else "customer"
    item.set("class", f"mdx-turn mdx-turn--{side}")
    rest = (holder.text or "")[match.end() :]
    holder.text = None
    head = E.SPAN({"class": "mdx-turn__speaker"}, speaker)
    holder.insert(0, head)
    if act:
        tag = E.SPAN({"class": "mdx-turn__act"}, act)
        head.append(tag)
    colon = E.SPAN({"class": "mdx-turn__colon"}, "：")
    colon.tail = rest
    holder.insert(1, colon)


def _pair(block: HtmlElement) -> None:
    """Wrap a wrong way directly followed by a right way, so that they can stand abreast."""
    follower = block.getnext()
    if "误" not in classes(block) or follower is None or (block.tail or "").strip():
        return
    names = classes(follower)
    if DIALOGUE not in names or "正" not in names:
        return
    pair = E.DIV({"class": "mdx-pair"})
    replace(block, pair)
    pair.append(block)
    tail, follower.tail = follower.tail, None
    pair.append(follower)
    pair.tail = tail
