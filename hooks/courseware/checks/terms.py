"""How a page uses the glossary: the authors' term links, and words not to use."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from courseware.glossary import SEVERITIES
from courseware.glossary_yaml import suggestion
from courseware.inline import MASK, mask_code
from courseware.mentions import NOT_A_TERM, SCHEME
from courseware.model import Diagnostic, Glossary
from courseware.source import Kind
from courseware.term_matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.source import Source

_LINK = re.compile(r"\[[^\[\]]*\]\((term:[^\s()]*)\)")
_READ = frozenset({Kind.PROSE, Kind.QUIZ, Kind.TRAINER})
_OLD = "deprecated:"


def check_links(source: Source, glossary: Glossary) -> list[Diagnostic]:
    """Findings about ``[文字](term:编号)`` whose number is in no glossary entry."""
    known = glossary.by_id()
    found: list[Diagnostic] = []
    for number, line in _lines(source):
        for link in _LINK.finditer(line):
            term_id = link[1].removeprefix(SCHEME)
            if link[1] == NOT_A_TERM or term_id in known:
                continue
            hint = suggestion(term_id, known)
            message = f"术语表里没有编号“{term_id}”{hint}；请改正编号，或改为 {NOT_A_TERM}"
            place = source.at(number, link.start(1) + 1)
            severity = SEVERITIES["TERM-15"]
            found.append(Diagnostic(place, "TERM-15", message, severity, len(link[1])))
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
            message = f"“{word}”是不用的说法；请改为“{name}”"
            place = source.at(number, match.start + 1)
            found.append(Diagnostic(place, "TERM-16", message, SEVERITIES["TERM-16"], len(word)))
    return found


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Lines that are read, by number, with code between backticks blanked out."""
    for line in source.lines:
        if line.kind in _READ:
            yield line.number, mask_code(line.text).replace(MASK, " ")
