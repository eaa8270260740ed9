"""Text of a page → front matter with places, and lines that know what they are.

The authors' Markdown is scanned line by line, because its dialect (Python-Markdown with
``!!!`` blocks and ``<quiz>`` blocks) has no other parser that keeps line numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.model import CompanyRule, Heading, Location
from courseware.yamltext import YamlMap, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.model import Diagnostic

TRAINER = "讲师"
COMPANY_MARK = re.compile(r"【以本企业现行规定为准(?:[：:]([^】]*))?】")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)$")
_TRAINER_START = re.compile(rf"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]*{TRAINER}(?:[ \t]|$)")


class Kind(StrEnum):
    """What a line belongs to."""

    META = "front matter"
    PROSE = "prose"
    CODE = "code"
    QUIZ = "quiz"
    TRAINER = "trainer note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: number from 1, text without its end, and its kind."""

    number: int
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text, parsed as far as every feature needs it.

    ``path`` is relative to the project's root. ``meta`` is the front matter;
    it is empty where a page has none.
    """

    path: str
    lines: tuple[Line, ...]
    meta: YamlMap

    def at(self, line: int, column: int = 1) -> Location:
        """A place in this file."""
        return Location(self.path, line, column)

    def headings(self) -> Iterator[Heading]:
        """Headings of the prose, in order."""
        for line in self.lines:
            if line.kind is Kind.PROSE and (found := _HEADING.match(line.text)):
                yield Heading(len(found[1]), found[2], self.at(line.number))

    def company_rules(self) -> Iterator[CompanyRule]:
        """Places where company policy decides, in order; trainer notes are left out."""
        for line in self.lines:
            if line.kind in {Kind.PROSE, Kind.QUIZ}:
                for found in COMPANY_MARK.finditer(line.text):
                    place = self.at(line.number, found.start() + 1)
                    yield CompanyRule((found[1] or "").strip(), place)


def parse_source(path: str, text: str) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Read a page's text. Every fault comes back as a finding; nothing raises."""
    texts = text.removeprefix("\ufeff").splitlines()
    meta_end = _front_matter_end(texts)
    meta, found = parse_yaml("\n".join(texts[1 : meta_end - 1]), path, first_line=2)
    return Source(path, tuple(_classify(texts, meta_end)), meta), found


def without_trainer_notes(markdown: str) -> str:
    """The Markdown with every trainer block blanked; line numbers stay as they were.

    ``markdown`` is a page's body as MkDocs hands it over, without front matter.
    """
    kept = [
        "" if line.kind is Kind.TRAINER else line.text
        for line in _classify(markdown.splitlines(), 0)
    ]
    return "\n".join(kept) + "\n"


def _front_matter_end(texts: list[str]) -> int:
    """Number of leading lines that are front matter, both fences included; 0 if none."""
    if not texts or texts[0].rstrip() != "---":
        return 0
    for index, text in enumerate(texts[1:], start=1):
        if text.rstrip() in {"---", "..."}:
            return index + 1
    return 0


def _classify(texts: list[str], meta_end: int) -> Iterator[Line]:
    fence = ""
    quiz = False
    trainer: int | None = None
    for number, text in enumerate(texts, start=1):
        if number <= meta_end:
            yield Line(number, text, Kind.META)
            continue
        indent = len(text) - len(text.lstrip())
        if trainer is not None and text.strip() and indent <= trainer:
            trainer = None
        if trainer is not None:
            yield Line(number, text, Kind.TRAINER)
            continue
        if not fence and not quiz and (start := _TRAINER_START.match(text)):
            trainer = len(start[1])
            yield Line(number, text, Kind.TRAINER)
            continue
        marker = _FENCE.match(text)
        if fence:
            closes = marker and marker[1].startswith(fence) and not marker[2].strip()
            yield Line(number, text, Kind.QUIZ if quiz else Kind.CODE)
            fence = "" if closes else fence
            continue
        if marker:
            fence = marker[1]
            yield Line(number, text, Kind.QUIZ if quiz else Kind.CODE)
            continue
        opens, closes = "<quiz>" in text, "</quiz>" in text
        yield Line(number, text, Kind.QUIZ if quiz or opens else Kind.PROSE)
        quiz = (quiz or opens) and not closes
