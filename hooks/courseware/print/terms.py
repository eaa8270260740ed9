"""The glossary on paper: in the order and under the letters of the glossary page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from courseware.glossary_view import DIGITS, sort_key, spans
from courseware.print.syntax import array, call, literal, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courseware.glossary_view import Span
    from courseware.model import Term

_WRAPPERS = {"strong": "strong", "code": "raw"}


def glossary(title: str, terms: Iterable[Term]) -> str:
    """The terms under a heading."""
    groups = groupby(sorted(terms, key=sort_key), key=_letter)
    letters = [
        call("letter", literal(letter), *(_entry(term) for term in group))
        for letter, group in groups
    ]
    return call("glossary", literal(title), array(letters))


def _letter(term: Term) -> str:
    first = term.pinyin[:1].upper()
    return first if first.isalpha() else DIGITS


def _entry(term: Term) -> str:
    names = [literal(name) for name in (term.zh, term.en, term.abbr)]
    return call("entry", *names, sequence(_span(span) for span in spans(term.definition)))


def _span(span: Span) -> str:
    text = literal(span.text)
    return call(_WRAPPERS[span.kind], text) if span.kind in _WRAPPERS else text
