"""Lines of a page → lines that know their part: heading, list item, table row, turn …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.text.block_kinds import DIALOGUE
from courseware.text.inline import MASK, Inline, read_inline
from courseware.text.lines import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.finding import Location
    from courseware.text.lines import Line, Source

INDENT = 4
"""Blanks by which the body of a block is indented."""

_HEADER = re.compile(r'([ ]*)(?:!!!|\?\?\?\+?) ?([\w-]+(?: +[\w-]+)*)(?: +"([^"]*)")? *$')
_NEARLY = re.compile(r"\s*(?:!{2,}|！{2,}|\?{3,}|？{3,})\+?[ \t]*[\w\"“]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
OPTION_LIKE = re.compile(
    r"\s*(?:[-*+\u2010-\u2015\u2212\uff0d\u2022\u00b7\uff0a]\s*[\[\uff3b\u3010](?P<sign>[^\]\uff3d\u3011]?)"
    r"|[\[\uff3b\u3010](?P<alone>[ \u3000xX\uff58\uff38\u0445\u0425\u00d7\u221a\u2713\u2714]))"
    r"[\]\uff3d\u3011](?![(:])(?P<text>.*)"
)
"""What is meant as a question's option, also with the signs of a word processor or a Chinese
keyboard: another dash, a bullet or none, other brackets, another tick, blanks before it."""
TICKS = frozenset("xX\uff58\uff38\u0445\u0425\u00d7\u221a\u2713\u2714")
"""Signs in an option's brackets that say that it is right."""
_RULE = re.compile(r"\s*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")


class Part(StrEnum):
    """What a line is in the page."""

    BLANK = "blank"
    HEADING = "heading"
    HEADER = "block header"
    TABLE = "table row"
    RULE = "table rule"
    ITEM = "list item"
    OPTION = "option"
    FEEDBACK = "feedback"
    TAG = "quiz tag"
    COMMENT = "comment"
    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """A ``!!!`` block: its names (``对话``, ``误``), title, and the line it begins on."""

    names: tuple[str, ...]
    title: str
    line: int
    indent: int

    @property
    def name(self) -> str:
        """The first name, which says what kind of block it is."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page with its part, its block and what stands in it."""

    number: int
    text: str
    kind: Kind
    part: Part
    block: Block | None
    inline: Inline
    place: Location
    """Where the line begins."""

    @property
    def indent(self) -> int:
        """Blanks before the text."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def is_wrong_example(self) -> bool:
        """Whether the line shows how not to do it: a wrong dialogue or a wrong option."""
        wrong = self.block is not None and self.block.names[:2] == (DIALOGUE, "误")
        return wrong or (self.part is Part.OPTION and "[ ]" in self.text)


def read_lines(source: Source) -> Iterator[TextLine]:
    """The lines of a page's body in order."""
    block: Block | None = None
    comment_ends = _comment_ends(source)
    comment_until = 0
    for line in source.body():
        text = line.text
        indent = len(text) - len(text.lstrip())
        if block and text.strip() and indent < block.indent + INDENT:
            block = None
        if line.kind is not Kind.CODE and (header := _HEADER.match(text)):
            names = tuple(header[2].split())
            block = Block(names, header[3] or "", line.number, len(header[1]))
            part = Part.HEADER
        elif line.number <= comment_until:
            part = Part.COMMENT
        elif line.number in comment_ends:
            comment_until = comment_ends[line.number]
            part = Part.COMMENT
        else:
            part = _part(line)
        plain = part in {Part.CODE, Part.COMMENT}
        inline = Inline(text, "") if plain else read_inline(text)
        if part is Part.OPTION and (signs := OPTION_LIKE.match(text)):
            start = signs.start("text")
            inline = replace(inline, masked=MASK * start + inline.masked[start:])
        if part is Part.TEXT and inline.comments and not inline.masked.strip(" \t\ue000"):
            part = Part.COMMENT
        yield TextLine(line.number, text, line.kind, part, block, inline, source.at(line.number))


def header(text: str) -> tuple[tuple[str, ...], str]:
    """Names and title of a block that begins on this line; no names where none does."""
    found = _HEADER.match(text)
    return (tuple(found[2].split()), found[3] or "") if found else ((), "")


def nearly_header(line: TextLine) -> bool:
    """Whether the line was meant to begin a block but does not."""
    return line.part is Part.TEXT and bool(_NEARLY.match(line.text))


def _part(line: Line) -> Part:  # noqa: PLR0911 - one return for each part
    text = line.text
    stripped = text.strip()
    if line.kind is Kind.CODE:
        return Part.CODE
    if not stripped:
        return Part.BLANK
    if line.kind is Kind.QUIZ:
        if "<quiz>" in text or "</quiz>" in text:
            return Part.TAG
        if OPTION_LIKE.match(text):
            return Part.OPTION
        if stripped.startswith(">"):
            return Part.FEEDBACK
    if text.startswith("#") and stripped.lstrip("#")[:1] in {"", " ", "\t"}:
        return Part.HEADING
    if stripped.startswith("|"):
        return Part.RULE if _RULE.match(text) else Part.TABLE
    if _ITEM.match(text):
        return Part.ITEM
    return Part.TEXT


def _comment_ends(source: Source) -> dict[int, int]:
    """Lines that begin a comment of several lines → the line where it ends."""
    opened: dict[int, int] = {}
    start = 0
    for line in source.body():
        text = line.text
        if start:
            if "-->" in text:
                opened[start] = line.number
                start = 0
            continue
        if line.kind is not Kind.CODE and text.rfind("<!--") > text.rfind("-->"):
            start = line.number
    return opened
