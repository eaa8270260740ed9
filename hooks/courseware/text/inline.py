"""One line of Markdown → its links, pictures and comments, and its text without syntax.

Everything that is no prose (code, addresses, comments, the signs of a link) is replaced
by :data:`MASK`, so that columns stay right and no check looks into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MASK = "\ue000"
"""Stands for a character that is no prose; no author can type it by accident."""

_TICKS = re.compile(r"`+")
_LINK = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.)*)\]\([ ]*(<[^<>]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)"
    r"(?:[ ]+(\"[^\"]*\"|'[^']*'))?[ ]*\)"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_AUTOLINK = re.compile(r"<(?:https?|mailto|javascript|data):[^<>\s]*>")
_URL = re.compile(r"\b(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[.#][\w-]+|[\w-]+=[^{}\s]+)(?:[ ]+[^{}]*)?\}")
_FOOTNOTE = re.compile(r"(?<![\\\[])\[\^[^\[\]]+\]:?")
_GAP = re.compile(r"\[\[([^\]]*)(\]\])?")
"""A gap ``[[answer]]``, or without its second group none: what was looked at is not again."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or, with ``image``, a picture; columns count from 1.

    ``title`` is what stands between quotes after the address, empty if nothing does.
    """

    image: bool
    text: str
    target: str
    title: str
    column: int
    text_column: int
    target_column: int
    end: int
    """The column after the last sign."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the line: its text and the column where it begins."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands in a line.

    ``masked`` is the prose in it, ``markup`` all but code and comments; both are as long
    as the line.
    """

    masked: str
    markup: str
    links: tuple[Link, ...] = ()
    comments: tuple[Span, ...] = ()
    urls: tuple[Span, ...] = ()


def read_inline(text: str) -> Inline:
    """Read one line. Any text is fine; time is linear in its length."""
    if not any(sign in text for sign in "`<[{:/"):
        return Inline(text, text)
    masked = mask_code(text)
    comments = tuple(_comments(masked))
    for comment in comments:
        start = comment.column - 1
        end = start + len(comment.text) + len("<!---->")
        masked = masked[:start] + MASK * (end - start) + masked[end:]
    markup = masked
    autolinks = [Span(m[0][1:-1], m.start() + 2) for m in _AUTOLINK.finditer(masked)]
    masked = _blank(_AUTOLINK, masked)
    masked, links = _read_links(text, masked)
    masked = _blank(_TAG, masked)
    urls = [Span(m[0], m.start() + 1) for m in _URL.finditer(masked)]
    for pattern in (_URL, _ATTRIBUTES, _FOOTNOTE):
        masked = _blank(pattern, masked)
    return Inline(masked, markup, tuple(links), comments, tuple(autolinks + urls))


def _comments(text: str) -> Iterator[Span]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield Span(text[start + 4 : end], start + 1)
        start = text.find("<!--", end)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: MASK * len(found[0]), text)


def mask_code(text: str) -> str:
    """Blank out code spans: backticks up to the next run of as many."""
    if "`" not in text:
        return text
    runs = list(_TICKS.finditer(text))
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[index][0]), []).append(index)
    out, end, index = [], 0, 0
    while index < len(runs):
        same = later[len(runs[index][0])]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        close = same.pop()
        out += [text[end : runs[index].start()], MASK * (runs[close].end() - runs[index].start())]
        end, index = runs[close].end(), close + 1
    return "".join(out) + text[end:]


def _read_links(text: str, masked: str) -> tuple[str, list[Link]]:
    """The text with its links masked, and the links; a picture may be what a link shows."""
    masked, links = _links_around(text, masked)
    if links and "](" in masked:
        masked, around = _links_around(text, masked)
        links += around
    return masked, links


def _links_around(text: str, masked: str) -> tuple[str, list[Link]]:
    links: list[Link] = []
    signs = list(masked)
    for found in _LINK.finditer(masked):
        title = text[found.start(4) + 1 : found.end(4) - 1] if found[4] else ""
        target = text[found.start(3) : found.end(3)]
        links.append(
            Link(
                image=bool(found[1]),
                text=text[found.start(2) : found.end(2)],
                target=target.strip("<>"),
                title=title,
                column=found.start() + 1,
                text_column=found.start(2) + 1,
                target_column=found.start(3) + 1 + target.startswith("<"),
                end=found.end() + 1,
            )
        )
        kept = [range(found.start(2), found.end(2))]
        kept += [range(found.start(4) + 1, found.end(4) - 1)] if found[4] else []
        for place in range(found.start(), found.end()):
            if not any(place in part for part in kept):
                signs[place] = MASK
    return "".join(signs), links


def without_pictures(inline: Inline) -> str:
    """``masked`` with pictures masked whole: their texts are no running text."""
    text = inline.masked
    for link in inline.links:
        if link.image:
            start, end = link.column - 1, link.end - 1
            text = text[:start] + MASK * (end - start) + text[end:]
    return text


def without_blanks(masked: str) -> str:
    """``masked`` with the gaps of a fill-in question masked, too."""
    return replace_gaps(masked, lambda found: MASK * len(found[0]))


def find_gaps(text: str) -> Iterator[re.Match[str]]:
    """Every gap ``[[answer]]`` of a stem; group 1 is what stands in it."""
    return (found for found in _GAP.finditer(text) if found[2])


def replace_gaps(text: str, new: Callable[[re.Match[str]], str]) -> str:
    """The text with something else in the place of each gap."""
    return _GAP.sub(lambda found: new(found) if found[2] else found[0], text)
