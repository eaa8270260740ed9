"""How a page uses the glossary: the authors' term links, and words not to use."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from courseware.checks.inspection import Role, prose_lines
from courseware.glossary.matcher import Match, Matcher
from courseware.glossary.mentions import NOT_A_TERM, SCHEME
from courseware.glossary.model import Glossary
from courseware.glossary.rules import TERM_15, TERM_16
from courseware.text.finding import Location, Rule, Scope, W, did_you_mean
from courseware.text.folding import fold
from courseware.text.inline import MASK, mask_code, without_pictures
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.glossary.model import Term
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Source
    from courseware.text.parts import TextLine

# fmt: off
TERM_18 = Rule(
    "TERM-18", W, "术语没有用到",
    "“{name}”在课文里一次也没有用到；"
    "请在课文里用上，或写 lookup: true（只供查阅），或从术语表删除",
    "术语表只收学员会读到的词；别处会见到、课文不讲的词写明只供查阅。", scope=Scope.COURSE,
)
TERM_19 = Rule(
    "TERM-19", W, "释义互相指来指去",
    "“{name}”的释义只说“见 {other}”，绕了一圈又回到自己；请写出释义",
    "读者点来点去看不到意思。", scope=Scope.COURSE,
)
TERM_20 = Rule(
    "TERM-20", W, "缩写不在术语表里",
    "缩写“{word}”不在术语表里；请在 docs/glossary.yml 加一条，或改用中文说法",
    "学员不懂英文缩写，没有解释的缩写等于没说。",
)
TERM_21 = Rule(
    "TERM-21", W, "缩写在一章里第一次出现没有给全称",
    "“{word}”在这一章第一次出现时没有给全称；"
    "请写成 {name}（{english}，{word}），以后再只写缩写",
    "先给全称，后面的缩写才有着落。",
    bad="由 OCS 实时扣费", good="由在线计费系统（Online Charging System，OCS）实时扣费",
)
# fmt: on


_LINK = re.compile(r"\[[^\[\]]*\]\((term:[^\s()]*)\)")
_READ = frozenset({Kind.PROSE, Kind.QUIZ, Kind.TRAINER})
_OLD = "deprecated:"
_OLD_WORD = TERM_16.saying("“{word}”是不用的说法；请改为“{name}”")


def check_links(source: Source, glossary: Glossary) -> list[Diagnostic]:
    """Findings about ``[文字](term:编号)`` whose number is in no glossary entry."""
    known = glossary.by_id()
    found: list[Diagnostic] = []
    for number, line in _lines(source):
        for link in _LINK.finditer(line):
            term_id = link[1].removeprefix(SCHEME)
            if link[1] == NOT_A_TERM or term_id in known:
                continue
            place = source.at(number, link.start(1) + 1)
            facts = {"id": term_id, "hint": did_you_mean(term_id, known)}
            found.append(TERM_15.at(place, width=len(link[1]), **facts))
    return found


def deprecated_words(glossary: Glossary) -> Matcher:
    """Return a matcher for the words not to use; give it to :func:`check_words`.

    Proper names are found as well, so that a longer proper name hides an old word in it.
    """
    old = tuple(
        replace(
            term,
            id=f"{_OLD}{term.id}",
            zh=term.deprecated[0],
            abbr="",
            aliases=term.deprecated[1:],
            not_in=(),
        )
        for term in glossary.terms
        if term.deprecated
    )
    return Matcher(Glossary(glossary.terms + old))


def check_words(source: Source, words: Matcher) -> list[Diagnostic]:
    """Findings about words that the glossary says not to use."""
    found: list[Diagnostic] = []
    for number, line in _lines(source):
        for match in words.find(line):
            if not match.term_id.startswith(_OLD):
                continue
            word = line[match.start : match.end]
            name = words.terms[match.term_id.removeprefix(_OLD)].zh
            place = source.at(number, match.start + 1)
            found.append(_OLD_WORD.at(place, width=len(word), word=word, name=name))
    return found


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Lines that are read, by number, with code between backticks blanked out."""
    for line in source.lines:
        if line.kind in _READ:
            yield line.number, mask_code(line.text).replace(MASK, " ")


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
            yield TERM_18.at(term.location, name=term.zh)
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
            yield TERM_20.at(place, width=len(word), word=word)


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
            yield TERM_21.at(place, width=len(word), **facts)


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
            yield TERM_19.at(term.location, name=term.zh, other=points[term.id].zh)
