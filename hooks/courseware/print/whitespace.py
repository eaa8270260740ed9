"""White space as a Chinese text means it: runs collapse, a line end between Han is nothing."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from courseware.questions.rendering import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_VERBATIM = frozenset({"pre", "textarea"})
_INLINE = frozenset(
    {
        "a",
        "strong",
        "b",
        "em",
        "i",
        "code",
        "kbd",
        "sub",
        "sup",
        "span",
        "small",
        "abbr",
        "mark",
        "del",
        "ins",
        "u",
        "s",
        "cite",
        "q",
    }
)
_OBJECTS = frozenset({"input", "img", GAP})
_OBJECT = "\ufffc"
_WIDE_MARKS = frozenset("“”‘’—…·")
_BREAK = "\0"


def normalise(root: HtmlElement) -> None:
    """Collapse white space below ``root`` in place, as a browser would show it.

    Text runs on through inline elements; any other element starts afresh.
    """
    run: list[_Slot] = []
    for slot in _slots(root):
        if slot is None:
            _settle(run)
            run = []
        else:
            run.append(slot)
    _settle(run)


class _Slot:
    """A place in the tree that holds text, or an object that stands in a line like a letter."""

    def __init__(self, element: HtmlElement, place: Literal["text", "tail", "object"]) -> None:
        self.element, self.place = element, place

    def read(self) -> str:
        if self.place == "object":
            return _OBJECT
        return (self.element.text if self.place == "text" else self.element.tail) or ""

    def write(self, text: str) -> None:
        if self.place == "text":
            self.element.text = text
        elif self.place == "tail":
            self.element.tail = text


def _slots(element: HtmlElement) -> Iterator[_Slot | None]:
    """Text places in reading order; None where a new run of text starts."""
    verbatim = element.tag in _VERBATIM
    if isinstance(element.tag, str) and not verbatim:
        yield _Slot(element, "text")
        for child in element:
            if child.tag in _OBJECTS:
                yield _Slot(child, "object")
            elif child.tag in _INLINE or not isinstance(child.tag, str):
                yield from _slots(child)
            else:
                yield None
                yield from _slots(child)
                yield None
            yield _Slot(child, "tail")


def _settle(run: list[_Slot]) -> None:
    """Collapse one run of text over the places it is spread over."""
    if not run:
        return
    text = _BREAK.join(slot.read() for slot in run)
    out: list[str] = []
    index = 0
    while index < len(text):
        if not _is_collapsible(text[index]):
            out.append(text[index])
            index += 1
            continue
        end = index
        while end < len(text) and (_is_collapsible(text[end]) or text[end] == _BREAK):
            end += 1
        gap = text[index:end]
        before = _last(out)
        after = text[end] if end < len(text) else ""
        keep = before and after and not before.isspace()
        if "\n" in gap and _is_wide(before) and _is_wide(after):
            keep = False
        out.append((" " if keep else "") + _BREAK * gap.count(_BREAK))
        index = end
    for slot, part in zip(run, "".join(out).split(_BREAK), strict=True):
        slot.write(part)


def _last(out: list[str]) -> str:
    """The last character kept so far, not counting the breaks between places."""
    for part in reversed(out):
        kept = part.replace(_BREAK, "")
        if kept:
            return kept[-1]
    return ""


def _is_collapsible(character: str) -> bool:
    return character in " \t\n\r\f"


def _is_wide(character: str) -> bool:
    """Whether no space stands before or after this character in Chinese text."""
    if not character:
        return False
    return unicodedata.east_asian_width(character) in "WF" or character in _WIDE_MARKS
