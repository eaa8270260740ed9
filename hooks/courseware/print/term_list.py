"""Glossary and index on paper: in the order and under the letters of the glossary page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from courseware.glossary.view import DIGITS, sort_key, spans
from courseware.print.inline_elements import quantities
from courseware.print.syntax import array, call, literal, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from courseware.glossary.model import Term
    from courseware.glossary.view import Span

_WRAPPERS = {"strong": "strong", "code": "raw"}


class _Line(NamedTuple):
    """A line of the index: how it is sorted, what it says, whose pages it gives."""

    key: tuple[bool, tuple[str, ...], str]
    name: str
    full: str
    term: str


def glossary(title: str, terms: Iterable[Term]) -> str:
    """The terms under a heading, each with the pages that use it."""
    groups = groupby(sorted(terms, key=sort_key), key=lambda term: _letter(term.pinyin))
    letters = [
        call("letter", literal(letter), *(_entry(term) for term in group))
        for letter, group in groups
    ]
    return call("glossary", literal(title), array(letters))


def index(title: str, terms: Iterable[Term]) -> str:
    """Terms and, among them, their abbreviations, by pinyin, with the pages that use them."""
    lines = sorted(line for term in terms for line in _lines(term))
    groups = groupby(lines, key=lambda line: _letter(line.key[1][0] if line.key[1] else ""))
    letters = [
        call(
            "letter",
            literal(letter),
            *(
                call("index-line", literal(line.name), literal(line.full), literal(line.term))
                for line in group
            ),
        )
        for letter, group in groups
    ]
    return call("index", literal(title), array(letters))


def _lines(term: Term) -> Iterator[_Line]:
    yield _Line(sort_key(term), term.zh, "", term.id)
    if term.abbr and term.abbr != term.zh:
        folded = term.abbr.casefold()
        yield _Line((folded[:1].isdigit(), (folded,), folded), term.abbr, term.zh, term.id)


def _letter(pinyin: str) -> str:
    first = pinyin[:1].upper()
    return first if first.isalpha() else DIGITS


def _entry(term: Term) -> str:
    names = [literal(name) for name in (term.id, term.zh, term.en, term.abbr)]
    return call("entry", *names, sequence(_span(span) for span in spans(term.definition)))


def _span(span: Span) -> str:
    if span.kind in _WRAPPERS:
        return call(_WRAPPERS[span.kind], literal(span.text))
    return sequence(quantities(span.text))
