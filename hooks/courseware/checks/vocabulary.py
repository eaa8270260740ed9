"""Terms: links and old words (by the glossary's own checks), unused and missing entries."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from courseware.blocks import Part
from courseware.checks.project import Role, prose_lines
from courseware.checks.terms import check_links, check_words, deprecated_words
from courseware.folding import fold
from courseware.inline import MASK, without_pictures
from courseware.messages import finding
from courseware.model import Location
from courseware.source import Kind
from courseware.term_matcher import Match, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Term

_ACRONYM = re.compile(r"(?<![A-Za-z0-9./_*@-])[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]+)*(?![A-Za-z0-9_*@])")
_COMMON = frozenset({
    "OK", "APP", "ID", "PC", "TV", "AI", "IT", "VIP", "PDF", "AM", "PM", "KB", "MB", "GB", "TB",
    "QQ", "CPU", "USB", "II", "III", "IV",
})  # fmt: skip
"""Capitals that need no entry: everyday words and units of data."""
_SEE = re.compile(r"(?:参?见|同)[“《]?([^“”《》。]+)[”》]?。?")
_LINKED = re.compile(r"\]\(term:([^\s()]+)\)")
_BREAK = "\0"
"""Between lines in a page's text: stands in no page and no name."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A term found in a line of a page; ``start`` is its offset in the line."""

    line: TextLine
    start: int
    match: Match


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the use of terms on every page, and of unused ones."""
    if course.project.glossary is None:
        return
    terms = course.glossary.terms
    matcher, old = Matcher(course.glossary), deprecated_words(course.glossary)
    old_words = {fold(word) for term in terms for word in term.deprecated}
    known = _known_words(terms)
    uses: dict[str, list[_Use]] = {}
    used: set[str] = set()
    for page in course.pages.values():
        text = course.project.texts[page.path]
        uses[page.path] = _uses(page, matcher)
        used |= {use.match.term_id for use in uses[page.path]}
        used |= set(_LINKED.findall(text))
        yield from check_links(page.source, course.glossary)
        folded = fold(text)
        if any(word in folded for word in old_words):
            yield from _old_words(page, old)
        if page.role is Role.LESSON:
            yield from _acronyms(page, known)
    for chapter in course.course.chapters:
        in_order = [use for lesson in chapter.lessons for use in uses[lesson.path]]
        yield from _introductions(in_order, matcher)
    for term in terms:
        if term.id not in used and not term.lookup:
            yield finding("TERM-18", term.location, name=term.zh)
    yield from _circles(terms)


def _uses(page: Page, matcher: Matcher) -> list[_Use]:
    """Every use of a term in a page, found in one pass over it."""
    lines = [line for line in page.lines if line.part is not Part.CODE]
    starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    found = matcher.find(_BREAK.join(line.text for line in lines))
    rows = [(bisect_right(starts, match.start) - 1, match) for match in found]
    return [_Use(lines[row], match.start - starts[row], match) for row, match in rows]


def _old_words(page: Page, old: Matcher) -> Iterator[Diagnostic]:
    wrong = {line.number for line in page.lines if line.is_wrong_example}
    for fault in check_words(page.source, old):
        if fault.location.line not in wrong:
            yield fault


def _known_words(terms: tuple[Term, ...]) -> set[str]:
    """Every Latin word in the names of terms, and the parts of those with hyphens."""
    names = (
        name
        for term in terms
        for name in (term.zh, term.abbr, term.en, *term.aliases, *term.deprecated, *term.not_in)
    )
    words = {word for name in names for word in re.findall(r"[A-Za-z0-9-]+", name)}
    return words | {part for word in words for part in word.split("-")}


def _acronyms(page: Page, known: set[str]) -> Iterator[Diagnostic]:
    sources = False
    seen: set[str] = set()
    for line in prose_lines(page):
        if line.part is Part.HEADING:
            sources = line.text.lstrip("# ").strip() == "依据"
        if line.kind is Kind.TRAINER or line.is_wrong_example or sources:
            continue
        for found in _ACRONYM.finditer(line.inline.masked):
            word = found[0]
            if word in known or word in seen or word in _COMMON or word.isdigit():
                continue
            around = found.string[max(found.start() - 1, 0) : found.end() + 1]
            parts = [part for part in re.split(r"[-\d]+", word) if part]
            if around == f"（{word}）" or all(part in known for part in parts):
                continue
            seen.add(word)
            place = page.source.at(line.number, found.start() + 1)
            yield finding("TERM-20", place, width=len(word), word=word)


def _introductions(uses: list[_Use], matcher: Matcher) -> Iterator[Diagnostic]:
    """Abbreviations of terms whose first use in a chapter's text is not an introduction."""
    seen: set[str] = set()
    for use in uses:
        line, term = use.line, matcher.terms[use.match.term_id]
        if line.kind is not Kind.PROSE or term.id in seen:
            continue
        if use.match.introduced:
            seen.add(term.id)
            continue
        word = line.text[use.start : use.start + use.match.end - use.match.start]
        hidden = without_pictures(line.inline)[use.start : use.start + 1] == MASK
        if hidden or line.part not in {Part.TEXT, Part.ITEM} or fold(word) != fold(term.abbr):
            continue
        seen.add(term.id)
        if _needs_introduction(term, line, use.start):
            place = Location(line.place.path, line.number, use.start + 1)
            facts = {"word": word, "name": term.zh, "english": term.en}
            yield finding("TERM-21", place, width=len(word), **facts)


def _needs_introduction(term: Term, line: TextLine, start: int) -> bool:
    """Whether an abbreviation is one a beginner can't know, standing in running text."""
    inside = line.text.rfind("（", 0, start) > line.text.rfind("）", 0, start)
    return bool(term.mark and term.en and term.zh != term.abbr) and not inside


def _circles(terms: tuple[Term, ...]) -> Iterator[Diagnostic]:
    """Definitions that only say “见 …” and come back to where they began."""
    by_name = {fold(name): term for term in terms for name in (term.zh, term.abbr) if name}
    points: dict[str, Term] = {}
    for term in terms:
        see = _SEE.fullmatch(term.definition)
        if see and (target := by_name.get(fold(see[1].strip()))):
            points[term.id] = target
    for term in terms:
        at, seen = term, {term.id}
        while (following := points.get(at.id)) and following.id not in seen:
            at = following
            seen.add(at.id)
        if following and following.id == term.id:
            yield finding("TERM-19", term.location, name=term.zh, other=points[term.id].zh)
