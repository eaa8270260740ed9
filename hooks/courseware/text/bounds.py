"""Text that Python-Markdown takes minutes for, or fails on: found before anything renders it.

Its parsers look from every opening sign to its end, again and again, and call themselves for
every level: a few kilobytes of ``[`` or ``- - -`` are enough. Time here is linear. What is
counted stands beside each limit; ordinary lessons stay below a tenth of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.text.finding import Location
from courseware.text.inline import mask_code
from courseware.text.rules import FILE_14, FILE_15

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courseware.text.finding import Diagnostic

DEEPEST = 20
"""Levels of lists, quotes and blocks, one in the other."""
FAR = 500
"""Characters after which an opening sign counts as left open."""
OPEN = 20
"""Signs left open in a paragraph, or tags in a page."""
ROWS = 100
"""Headings, rules and block headers in a row, without a blank line."""
TERMS = 30
"""Definitions in a row: each is read as a part of the one above."""
CITED = 100
"""Times that a page refers to the same footnote."""

_LEVEL = re.compile(r"[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]?")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_SIGN = re.compile(r"(?<=\])\(|[\[\]()]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ROW = re.compile(r"[ \t>]*(?:#{1,6}|!!!|\?\?\?|(?:[-*_=][ \t]*)+$)")
_DEFINITION = re.compile(r" {0,3}:[ ]{1,3}\S")
_CITATION = re.compile(r"\[\^[^\]]*\](?!:)")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Bounded:
    """Lines with what is too much blanked out, and a finding for each place."""

    lines: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def bounded(path: str, lines: Sequence[str]) -> Bounded:
    """Hold the lines of a page against the limits; all stay, some of them empty."""
    kept, faults = list(lines), []
    for number, depth in _too_deep(lines):
        kept[number] = ""
        place = Location(path, number + 1)
        facts = {"depth": depth, "limit": DEEPEST}
        faults.append(FILE_14.at(place, width=len(lines[number]), **facts))
    for first, end in _paragraphs(kept):
        if too_much := _too_much(kept[first:end]):
            offset, what = too_much
            place = Location(path, first + offset + 1)
            faults.append(FILE_15.at(place, width=len(lines[first + offset]), what=what))
            kept[first:end] = [""] * (end - first)
    for what, numbers in _of_page(kept):
        place = Location(path, numbers[0] + 1)
        faults.append(FILE_15.at(place, width=len(lines[numbers[0]]), what=what))
        for number in numbers:
            kept[number] = ""
    return Bounded(tuple(kept), tuple(faults))


def _too_deep(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(lines):
        if not line or line[0] not in " \t>-*+0123456789":
            continue
        end = levels = 0
        while found := _LEVEL.match(line, end):
            end, levels = found.end(), levels + 1
        blanks = line.expandtabs(_TAB)
        depth = levels + (len(blanks) - len(blanks.lstrip())) // _TAB
        if depth > DEEPEST and line.strip() and not _ROW.fullmatch(line):
            yield number, depth


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each run of lines that are not blank begins and ends."""
    first = 0
    for number, line in enumerate((*lines, "")):
        if not line.strip():
            if number > first:
                yield first, number
            first = number + 1


def _too_much(lines: Sequence[str]) -> tuple[int, str] | None:
    """The line of a paragraph where a limit is passed, from its first, and what is too much."""
    rows = terms = 0
    for number, line in enumerate(lines):
        rows += bool(_ROW.match(line))
        terms += bool(number and _DEFINITION.match(line))
        if rows > ROWS:
            return number, f"这一段里连着的标题、横线或提示块超过 {ROWS} 行"
        if terms > TERMS:
            return number, f"这一段里连着的词条超过 {TERMS} 个"
    text = "\n".join(lines)
    if text.count("[") <= OPEN:
        return None
    text = mask_code(_ESCAPED.sub("  ", text))
    for sign, found in (("[", _left_open(text, "[", "]")), ("](", _left_open(text, "(", ")"))):
        if len(found) > OPEN:
            said = f"这一段里没有配对的“{sign}”超过 {OPEN} 个"
            return text.count("\n", 0, found[OPEN]), said
    return None


def _left_open(text: str, opening: str, closing: str) -> list[int]:
    """Places of opening signs whose end is far or nowhere; of ``(`` those of addresses."""
    stack: list[int] = []
    far: list[int] = []
    for found in _SIGN.finditer(text):
        place = found.start()
        if found[0] == opening:
            stack.append(place)
        elif found[0] == closing and stack and place - (start := stack.pop()) > FAR:
            far.append(start)
    places = sorted(far + stack)
    return places if opening == "[" else [one for one in places if text[one - 1 : one] == "]"]


def _of_page(lines: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """What is too much in the whole page: the lines from where a limit is passed."""
    text = "\n".join(lines)
    for what, places in (
        (f"这一页里没有配对的“<”超过 {OPEN} 个", list(_open_tags(text))[OPEN:]),
        (f"同一条脚注用了超过 {CITED} 次", list(_cited(text))),
    ):
        if places:
            yield what, _lines_of(text, places)
    if fences := _open_fences(lines)[OPEN:]:
        yield f"这一页里没有结束的代码块超过 {OPEN} 个", fences


def _open_tags(text: str) -> Iterator[int]:
    for found in _TAG.finditer(text):
        start = found.start()
        end = "]]>" if text.startswith("<![", start) else ">"
        if text.find(end, start, start + FAR) < 0:
            yield start


def _open_fences(lines: Sequence[str]) -> list[int]:
    """Numbers of the lines with a code fence that stands on no later line alone."""
    below: set[str] = set()
    found: list[int] = []
    for number in range(len(lines) - 1, -1, -1):
        if fence := _FENCE.match(lines[number]):
            if fence[1] not in below:
                found.append(number)
            if not fence[2].strip():
                below.add(fence[1])
    return found[::-1]


def _cited(text: str) -> Iterator[int]:
    times: Counter[str] = Counter()
    for found in _CITATION.finditer(text):
        times[found[0]] += 1
        if times[found[0]] > CITED:
            yield found.start()


def _lines_of(text: str, places: Sequence[int]) -> list[int]:
    """Numbers of the lines, from 0, in which places stand; ``places`` are in order."""
    numbers: list[int] = []
    number = seen = 0
    for place in places:
        number += text.count("\n", seen, place)
        seen = place
        if not numbers or numbers[-1] != number:
            numbers.append(number)
    return numbers
