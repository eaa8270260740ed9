"""The trainer's notes of a page as Markdown of their own: they never enter the site's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.text.block_kinds import TRAINER
from courseware.text.finding import Location
from courseware.text.rules import META_8, UNREADABLE
from courseware.text.yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.finding import Diagnostic
    from courseware.text.yaml_nodes import YamlMap


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a lesson's Markdown (levels 2 to 6; the title is front matter)."""

    level: int
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class CompanyRule:
    """A place where company policy decides: 【以本企业现行规定为准：``matter``】."""

    matter: str
    location: Location


def trainer_markdown(path: str, text: str) -> str:
    """All 讲师 blocks of a page's text, nothing else; empty where there are none.

    ``text`` is the whole file. Its faults are the checks' business.
    """
    source, _ = parse_source(path, text)
    return "\n".join(line.text for line in source.lines if line.kind is Kind.TRAINER).strip("\n")


COMPANY_MARK = re.compile(r"【以本企业现行规定为准(?:[：:]([^】]*))?】")
_BODY = re.compile(r"!!! |<quiz>|<!--\s*question\b")
"""What stands in no front matter: its end was forgotten."""
_BREAK = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,6})(?!#)[ \t]*(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)$")
_TRAINER_START = re.compile(rf"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]*{TRAINER}(?![\w-])")
_CHECK_COMMENT = re.compile(r"[ \t]*<!--\s*(?:check:|fact\b)[^>]*-->")
_CODE = re.compile(r"(`{1,3})[^`]+\1")
_QUIZ_ENDS = re.compile(r"#{1,6}[ \t]|<quiz>|<!--\s*question\b|!!! |\?\?\?")
"""What can't stand inside a question, so that one left open does not swallow the page."""


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
    readable: bool = True
    """Whether the front matter could be read; if not, what follows from it is unknown."""

    def at(self, line: int, column: int = 1) -> Location:
        """A place in this file."""
        return Location(self.path, line, column)

    @property
    def has_meta(self) -> bool:
        """Whether the page begins with front matter."""
        return bool(self.lines) and self.lines[0].kind is Kind.META

    def body(self) -> Iterator[Line]:
        """The lines after the front matter."""
        return (line for line in self.lines if line.kind is not Kind.META)

    def headings(self) -> Iterator[Heading]:
        """Headings of the prose, in order."""
        for line in self.lines:
            if line.kind is Kind.PROSE and (found := _HEADING.match(line.text)):
                text = found[2].strip().rstrip("#").rstrip()
                yield Heading(len(found[1]), text, self.at(line.number))

    def company_rules(self) -> Iterator[CompanyRule]:
        """Places where company policy decides, in order; trainer notes are left out."""
        for line in self.lines:
            if line.kind in {Kind.PROSE, Kind.QUIZ}:
                for found in COMPANY_MARK.finditer(line.text):
                    place = self.at(line.number, found.start() + 1)
                    yield CompanyRule((found[1] or "").strip(), place)


def parse_source(path: str, text: str) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Read a page's text. Every fault comes back as a finding; nothing raises."""
    texts = split_lines(text)
    meta_end = _front_matter_end(texts)
    meta, found = parse_yaml("\n".join(texts[1 : max(meta_end - 1, 1)]), path, first_line=2)
    if not meta_end and texts and texts[0].rstrip() == "---":
        found = (META_8.at(Location(path)),)
    readable = not any(fault.code in UNREADABLE for fault in found)
    return Source(path, tuple(_classify(texts, meta_end)), meta, readable), found


def split_lines(text: str) -> list[str]:
    """Lines as editors count them, without their ends and without a byte order mark."""
    lines = _BREAK.split(text.removeprefix("\ufeff"))
    return lines[:-1] if not lines[-1] else lines


def without_code(text: str) -> str:
    """A line with its code spans blanked out; columns stay as they were."""
    return _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text


def for_trainees(line: Line) -> str:
    """A line as trainees may see it: trainer blocks blanked, check comments taken out."""
    if line.kind is Kind.TRAINER:
        return ""
    if line.kind is Kind.CODE or "<!--" not in line.text:
        return line.text
    return _CHECK_COMMENT.sub("", line.text)


def _front_matter_end(texts: list[str]) -> int:
    """Number of leading lines that are front matter, both fences included; 0 if none."""
    if not texts or texts[0].rstrip() != "---":
        return 0
    for index, text in enumerate(texts[1:], start=1):
        if _BODY.match(text):
            return 0
        if text.rstrip() in {"---", "..."}:
            return index + 1
    return 0


def _classify(texts: list[str], meta_end: int) -> Iterator[Line]:
    fenced = _fenced_lines(texts, meta_end)
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
        if number in fenced:
            yield Line(number, text, Kind.QUIZ if quiz else Kind.CODE)
            continue
        code_free = without_code(text)
        if quiz and _QUIZ_ENDS.match(text):
            quiz = False
        if start := _TRAINER_START.match(text):
            trainer = len(start[1])
            yield Line(number, text, Kind.TRAINER)
            continue
        opens, closes = "<quiz>" in code_free, "</quiz>" in code_free
        yield Line(number, text, Kind.QUIZ if quiz or opens else Kind.PROSE)
        quiz = (quiz or opens) and not closes


def _fenced_lines(texts: list[str], meta_end: int) -> frozenset[int]:
    """Numbers of the lines of closed code fences, the fences included.

    A fence that is never closed is none, as in the site: it would otherwise hide the
    rest of the page from every check, trainer notes among them.
    """
    marks = {
        number: found
        for number, text in enumerate(texts, start=1)
        if number > meta_end and (found := _FENCE.match(text))
    }
    closers: dict[str, list[int]] = {}
    for number in reversed(marks):
        if not marks[number][2].strip():
            closers.setdefault(marks[number][1], []).append(number)
    inside: set[int] = set()
    end = 0
    for number, mark in marks.items():
        if number <= end:
            continue
        later = closers.get(mark[1], [])
        while later and later[-1] <= number:
            later.pop()
        if later:
            end = later.pop()
            inside.update(range(number, end + 1))
    return frozenset(inside)


def unclosed_fences(source: Source) -> Iterator[Line]:
    """Lines of the prose that look like a code fence but open none."""
    for line in source.lines:
        if line.kind is Kind.PROSE and _FENCE.match(line.text):
            yield line
