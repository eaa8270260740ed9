"""A matching or ordering question taken apart: its introduction and its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.exports.rules import EXPORT_5
from courseware.questions.rendering import GAP, copied, item_of
from courseware.text.html import move_content, parse, remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from courseware.exports.packed import Packed
    from courseware.text.finding import Diagnostic

_CLOSING = "：:—- \u00a0"
"""What stands between an item's words and its gap."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item's words (a ``<div>`` holder) and what its gap is filled with."""

    item: HtmlElement
    answer: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The stem without its items, and the items in the author's order."""

    introduction: HtmlElement
    pairs: tuple[Pair, ...]

    def in_order(self) -> tuple[Pair, ...]:
        """The items of an ordering question as they should stand."""
        return tuple(sorted(self.pairs, key=lambda pair: int(pair.answer)))


def take_apart(rendered: Packed, form: str) -> tuple[Taken | None, tuple[Diagnostic, ...]]:
    """The items, one to a gap; a finding where a gap stands in no list item or table row."""
    question = rendered.entry.question
    stem = copied(rendered.stem)
    pairs: list[Pair] = []
    for gap in list(stem.iter(GAP)):
        holder = item_of(gap)
        if holder is None or sum(1 for _ in holder.iter(GAP)) != 1:
            return None, (EXPORT_5.at(question.location, form=form),)
        answers = question.blanks[int(gap.get("n", "0"))].answers
        pairs.append(Pair(_words(gap, holder), answers[0] if answers else ""))
        group = holder.getparent()
        remove(holder)
        _drop_empty(group)
    return Taken(stem, tuple(pairs)), ()


def _words(gap: HtmlElement, holder: HtmlElement) -> HtmlElement:
    """An item's content without its gap and the signs beside it."""
    remove(gap)
    words = parse("")
    cells = [cell for cell in holder if cell.tag in {"td", "th"} and cell.text_content().strip()]
    for part in cells or [holder]:
        if len(words) or words.text:
            space = parse(" ")
            move_content(space, words)
        move_content(part, words)
    last = words[-1] if len(words) else None
    if last is None:
        words.text = (words.text or "").strip().strip(_CLOSING)
    elif last.tag == "p" and not (last.tail or "").strip() and not len(last):
        last.text = (last.text or "").rstrip().rstrip(_CLOSING)
    else:
        last.tail = (last.tail or "").rstrip().rstrip(_CLOSING)
    return words


def _drop_empty(group: HtmlElement | None) -> None:
    """Take out a list or table whose last item went away."""
    while group is not None and group.tag in {"ul", "ol", "tbody", "thead", "table"}:
        parent = group.getparent()
        if parent is None or next(group.iter("li", "td"), None) is not None:
            return
        remove(group)
        group = parent
