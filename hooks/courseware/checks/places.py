"""Offences in markup → findings at the place in an author's file that caused them.

A browser's page says nothing about its sources, so the words are looked up: the value as a
browser reads it, else the attribute's name, else the tag; first in the page's own file, then in
all others (a title, say, stands on every page).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courseware.checks.links import LINK_3, LINK_5
from courseware.checks.safety import SAFE_1, SAFE_2, SAFE_3, SAFE_4, SAFE_7, SAFE_8, SAFE_9
from courseware.text.allowed import ADDRESSES
from courseware.text.finding import Location
from courseware.text.rules import FIG_2

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from courseware.text.finding import Diagnostic
    from courseware.text.markup import Offence

_JUDGED = frozenset({SAFE_7.code, SAFE_8.code, SAFE_9.code})
_SAID_BETTER = frozenset({
    SAFE_1.code, SAFE_2.code, SAFE_3.code, SAFE_4.code, LINK_3.code, LINK_5.code, FIG_2.code,
})  # fmt: skip
_SHORTEST = 2
_SPACE = re.compile(r"\s+")
_SLASHES = re.compile(r"\\+")
"""Markdown takes one of two."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The authors' texts by path from the project's root."""

    texts: Mapping[str, str]
    _read: dict[str, _Text] = field(default_factory=dict)

    def findings(
        self,
        offences: Iterable[Offence],
        own: str,
        made: str = "",
        near: Collection[int] = (),
    ) -> Iterator[Diagnostic]:
        """A finding for each offence on the page whose file is ``own``.

        ``made`` names the finished page, for what is found in no file. ``near`` are the lines
        that the markup was made of, if it is known: there the words are looked for first.
        """
        texts: list[tuple[str, _Text]] | None = None
        for offence in offences:
            texts = self._in_order(own, near) if texts is None else texts
            place, width = _place(offence, texts)
            beside = ""
            if place is None:
                beside = f"（在成品 {made or own} 第 {offence.line} 行第 {offence.column} 列）"
                place = Location(own)
            yield _finding(offence, place, width, beside)

    def _in_order(self, own: str, near: Collection[int]) -> list[tuple[str, _Text]]:
        """Where to look, by path, the likeliest first."""
        paths = [path for path in self.texts if path != own]
        if own not in self.texts:
            return [(path, self._text(path)) for path in paths]
        first = [(own, self._text(own).within(near))] if near else []
        return [*first, *((path, self._text(path)) for path in (own, *paths))]

    def _text(self, path: str) -> _Text:
        if path not in self._read:
            self._read[path] = _Text.of(enumerate(self.texts[path].splitlines(), start=1))
        return self._read[path]


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines by number, and all of them in one as they are looked through: in lower case, squeezed.

    Looked through whole, a page with a thousand offences is not read a thousand times by line.
    """

    lines: tuple[tuple[int, str], ...]
    lower: str
    squeezed: str

    @classmethod
    def of(cls, lines: Iterable[tuple[int, str]]) -> _Text:
        """The lines, each with its number."""
        held = tuple(lines)
        return cls(
            held,
            "\n".join(line.lower() for _, line in held),
            "\n".join(_squeezed(line) for _, line in held),
        )

    def within(self, numbers: Collection[int]) -> _Text:
        """Those of these lines alone."""
        return _Text.of(line for line in self.lines if line[0] in numbers)

    def find(self, needle: re.Pattern[str]) -> tuple[int, int, int] | None:
        """Line, column and width of the first match; squeezed, that of the whole line."""
        places = []
        for text in (self.lower, self.squeezed):
            if match := needle.search(text):
                start = text.rfind("\n", 0, match.start()) + 1
                places.append((text.count("\n", 0, start), match.start() - start, match))
        if not places:
            return None
        index, column, match = min(places, key=lambda place: place[0])
        number, line = self.lines[index]
        if match.string is self.lower:
            return number, column + 1, match.end() - match.start()
        return number, len(line) - len(line.lstrip()) + 1, len(line.strip())


def _place(offence: Offence, texts: Iterable[tuple[str, _Text]]) -> tuple[Location | None, int]:
    needles = list(_needles(offence))
    for path, text in texts:
        for needle in needles:
            if spot := text.find(needle):
                line, column, width = spot
                return Location(path, line, column), width
    return None, 0


def without_doubles(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings without those about markup on lines where the Markdown's own say it already."""
    all_of_them = list(found)
    said = {(f.location.path, f.location.line) for f in all_of_them if f.code in _SAID_BETTER}
    return [
        f
        for f in all_of_them
        if f.code not in _JUDGED or (f.location.path, f.location.line) not in said
    ]


def _finding(offence: Offence, place: Location, width: int, beside: str) -> Diagnostic:
    facts = {"tag": offence.tag, "where": beside}
    if not offence.attribute:
        return SAFE_7.at(place, width=width, **facts)
    facts |= {"name": offence.attribute, "value": offence.value}
    reason = offence.reason
    if offence.attribute in ADDRESSES and reason:
        return SAFE_9.at(place, width=width, reason=reason, **facts)
    reason = f"（{reason}）" if reason else ""
    return SAFE_8.at(place, width=width, reason=reason, **facts)


def _needles(offence: Offence) -> Iterator[re.Pattern[str]]:
    """What to look for, the surest first; each is matched against a line without white space."""
    value, name = _squeezed(offence.value), re.escape(offence.attribute)
    if offence.attribute:
        values = (
            [value, *offence.value.lower().split()] if offence.attribute == "class" else [value]
        )
        for one in values:
            if len(one) >= _SHORTEST:
                yield re.compile(rf"{name}.{{0,9}}{re.escape(one)}")
        for one in values:
            if len(one) >= _SHORTEST:
                yield re.compile(rf"[.#]?{re.escape(one)}")
        yield re.compile(rf"(?<=[\s{{:<\"'/]){name}(?=[\s=}}>/]|$)")
    yield re.compile(rf"</?{re.escape(offence.tag)}(?![\w-])")


def _squeezed(text: str) -> str:
    return _SLASHES.sub(r"\\", _SPACE.sub("", html.unescape(text))).lower()
