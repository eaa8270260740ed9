"""A question as HTML trees: the one rendering that pages, papers and exports are made from.

Markdown comes in, trees go out; whoever shows or writes a question works on copies of them and
takes the key from the model. Links and pictures have the addresses that the author wrote.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from courseware.questions.reading import gaps_of
from courseware.text.html import parse, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from courseware.questions.model import Question

GAP = "gap"
"""The tag that stands for a gap in a stem; its ``n`` counts from 0."""
_OPENS, _CLOSES = "\ue000", "\ue001"
_NOTE = re.compile(r"(#?)(fn(?:ref\d*)?:)")


@dataclass(frozen=True, slots=True)
class Option:
    """An option; the trees are ``<div>`` holders."""

    text: HtmlElement
    correct: bool
    feedback: HtmlElement


@dataclass(frozen=True, slots=True)
class Rendered:
    """A question and its parts as trees, each a ``<div>`` holder that nobody changes.

    ``stem`` holds a :data:`GAP` element for each gap. An option's text or feedback that is one
    paragraph comes without it.
    """

    question: Question
    stem: HtmlElement
    options: tuple[Option, ...]
    explanation: HtmlElement

    def trees(self) -> Iterator[HtmlElement]:
        """Every tree, in the order in which they are read."""
        yield self.stem
        for option in self.options:
            yield option.text
            yield option.feedback
        yield self.explanation


def render(question: Question, markdown: Callable[[str], str]) -> Rendered:
    """Render a question; ``markdown`` turns Markdown into HTML."""
    name = question.id or f"{question.location.line}"
    opens = _OPENS
    while opens in question.stem:
        opens += _OPENS
    stem = rendered_text(_with_marks(question.stem, opens), markdown, f"{name}-stem")
    _mark_gaps(stem, re.compile(f"{opens}(\\d+){_CLOSES}"))
    options = (
        Option(
            _unwrapped(rendered_text(choice.text, markdown, f"{name}-{number}")),
            choice.correct,
            _unwrapped(rendered_text(choice.feedback, markdown, f"{name}-{number}-feedback")),
        )
        for number, choice in enumerate(question.choices, start=1)
    )
    explanation = rendered_text(question.explanation, markdown, f"{name}-explanation")
    return Rendered(question, stem, tuple(options), explanation)


def rendered_text(text: str, markdown: Callable[[str], str], name: str) -> HtmlElement:
    """Some Markdown as a tree without comments; only :func:`render` makes gaps.

    Its footnotes are its own: ``name`` tells their ids from others of the page.
    """
    tree = parse(markdown(text) if text else "")
    for hidden in list(tree.iter(etree.Comment, etree.ProcessingInstruction)):
        remove(hidden)
    for forged in list(tree.iter(GAP)):
        forged.drop_tag()
    for element in tree.iter():
        for attribute in ("id", "href"):
            value = element.get(attribute)
            if value and (note := _NOTE.match(value)) and bool(note[1]) == (attribute == "href"):
                element.set(attribute, f"{note[0]}{name}-{value[note.end() :]}")
    return tree


def copied(tree: HtmlElement) -> HtmlElement:
    """A copy to be changed."""
    return deepcopy(tree)


def item_of(gap: HtmlElement) -> HtmlElement | None:
    """The list item or table row in which a gap stands."""
    return next(gap.iterancestors("li", "tr"), None)


def _with_marks(stem: str, opens: str) -> str:
    """The stem with a numbered mark in the place of each gap."""
    lines = stem.split("\n")
    gaps = gaps_of(lines)
    for number, (index, start) in reversed(list(enumerate(gaps))):
        end = lines[index].index("]]", start) + len("]]")
        mark = f"{opens}{number}{_CLOSES}"
        lines[index] = lines[index][:start] + mark + lines[index][end:]
    return "\n".join(lines)


def _unwrapped(tree: HtmlElement) -> HtmlElement:
    """What is one paragraph, without it."""
    if len(tree) == 1 and tree[0].tag == "p" and not (tree.text or tree[0].tail or "").strip():
        tree[0].drop_tag()
    return tree


def _mark_gaps(tree: HtmlElement, mark: re.Pattern[str]) -> None:
    """Turn the marks that stood for gaps in the Markdown into elements."""
    for element in list(tree.iter()):
        pieces = mark.split(element.text or "")
        element.text = pieces[0]
        _insert(element, 0, pieces)
        parent = element.getparent()
        if parent is not None and element.tail:
            pieces = mark.split(element.tail)
            element.tail = pieces[0]
            _insert(parent, parent.index(element) + 1, pieces)


def _insert(parent: HtmlElement, index: int, pieces: list[str]) -> None:
    """``pieces`` are text, number, text, number, text … of which the first is in place."""
    for offset, (number, text) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
        gap = parent.makeelement(GAP, {"n": number})
        gap.tail = text
        parent.insert(index + offset, gap)
