"""Finds glossary terms in running text: all names in one pass, the longest wins.

The names stand in an Aho-Corasick automaton, so time grows with the text and hardly with
the number of terms. A hit counts only if

* a Latin end of the name does not touch a Latin letter or digit (``RAN`` in ``IPRAN``), nor
  a ``-``, ``.`` or ``_`` that joins one (``5G`` in ``2.5G``, ``LTE`` in ``LTE-A``);
* a name with a capital letter is written with the same capitals; ``cdma2000`` is not;
* the text around it is none of the term's ``not_in`` words (``下行`` in ``以下行为``).

Chinese names have no boundary: Chinese is written without blanks. Where a text introduces
a term, ``小区（Cell）``, the brackets belong to the match and no ``not_in`` word counts: so a
name that is its own ``not_in`` word is found only where it is introduced.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import ahocorasick

from courseware.text.folding import fold, unfull, writings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from courseware.glossary.model import Glossary, Term

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_JOINT = frozenset("-._")
_BRACKETS = {"（": "）", "(": ")"}
MAX_BRACKETS = 160
"""Longest brackets, in characters, that can introduce a term."""


class Match(NamedTuple):
    """A use of a term: ``text[start:end]``; ``introduced`` if brackets with another name follow."""

    start: int
    end: int
    term_id: str
    introduced: bool = False


class _Hit(NamedTuple):
    """A name found: the end of what it takes up, brackets included, and its own end."""

    start: int
    until: int
    end: int
    term_id: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A writing of a name. ``exact`` is it with its capitals, or empty if case is free.

    ``around`` holds the ``not_in`` words, folded, each with the offset of the name in it;
    ``others`` all names of the term, folded, one of which brackets must hold to introduce it.
    """

    term_id: str
    length: int
    others: tuple[str, ...]
    exact: str
    head: bool
    tail: bool
    around: tuple[tuple[int, str], ...]


class _Automaton(Protocol):
    def add_word(self, word: str, value: tuple[_Name, ...]) -> bool: ...
    def make_automaton(self) -> None: ...
    def iter(self, text: str) -> Iterator[tuple[int, tuple[_Name, ...]]]: ...
    def __len__(self) -> int: ...


def _around(writing: str, not_in: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Every place of a name inside the words in which it means something else."""
    for word in {form for given in not_in for form in map(fold, writings(given))}:
        offset = word.find(writing)
        while offset >= 0:
            yield offset, word
            offset = word.find(writing, offset + 1)


def _names(term: Term) -> Iterator[tuple[str, _Name]]:
    given = (term.zh, term.abbr, *term.aliases)
    others = tuple(fold(name) for name in (term.en, *given) if name)
    for form in {form for name in given if name.strip() for form in writings(name)}:
        key = fold(form)
        yield (
            key,
            _Name(
                term_id=term.id,
                length=len(form),
                others=others,
                exact="" if form == key else form,
                head=key[0] in _WORD,
                tail=key[-1] in _WORD,
                around=tuple(sorted(_around(key, term.not_in))),
            ),
        )


class Matcher:
    """Finds the terms of one glossary. Build it once, use it for every page."""

    def __init__(self, glossary: Glossary) -> None:
        """Take every name of every term; terms with ``mark: false`` are found as well."""
        by_writing: dict[str, list[_Name]] = {}
        for term in glossary.terms:
            for key, name in _names(term):
                by_writing.setdefault(key, []).append(name)
        self.terms = glossary.by_id()
        self._automaton = cast("_Automaton", ahocorasick.Automaton())
        for key, names in by_writing.items():
            self._automaton.add_word(_as_bytes(key), tuple(names))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """Matches in the order of the text, none overlapping; offsets are those of ``text``.

        Where matches overlap, the longer wins; of equally long ones, the first.
        """
        if not len(self._automaton):
            return []
        folded = fold(text)
        hits = [
            hit
            for end, names in self._ends(folded)
            for name in names
            if (hit := _hit(name, end - name.length, folded, text))
        ]
        return [
            Match(start, end, term_id, until > end) for start, until, end, term_id in _longest(hits)
        ]

    def _ends(self, folded: str) -> Iterator[tuple[int, tuple[_Name, ...]]]:
        """Where names end in the text, in order."""
        signs = _as_bytes(folded)
        end = read = 0
        for last, names in self._automaton.iter(signs):
            between = signs[read : last + 1].encode("latin-1")
            end += len(between.decode("utf-8", "surrogatepass"))
            read = last + 1
            yield end, names


def _as_bytes(text: str) -> str:
    """Return the text's UTF-8, a byte a sign.

    The automaton looks through a state's branches one by one: of bytes there are few, of
    Chinese characters hundreds.
    """
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _hit(name: _Name, start: int, folded: str, text: str) -> _Hit | None:
    """Return the name found at ``start`` if it is meant there."""
    end = start + name.length
    if name.exact and (typed := text[start:end]) != name.exact and unfull(typed) != name.exact:
        return None
    if name.head and _joined(folded[max(0, start - 2) : start][::-1]):
        return None
    if name.tail and _joined(folded[end : end + 2]):
        return None
    until = _introduction_end(name, end, folded) if folded[end : end + 1] in _BRACKETS else end
    if until == end:
        for offset, word in name.around:
            if offset <= start and folded.startswith(word, start - offset):
                return None
    return _Hit(start, until, end, name.term_id)


def _introduction_end(name: _Name, end: int, folded: str) -> int:
    """Return the end of brackets after a name that hold a name of the same term, or ``end``."""
    close = folded.find(_BRACKETS[folded[end]], end, end + MAX_BRACKETS)
    if close < 0:
        return end
    inside = folded[end + 1 : close]
    return close + 1 if any(other in inside for other in name.others) else end


def _joined(beside: str) -> bool:
    """Tell whether the up to two signs beside a name (nearest first) make its word longer."""
    if beside[:1] in _JOINT:
        return beside[1:] in _WORD
    return beside[:1] in _WORD


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Keep hits that don't overlap, the longest first."""
    if all(a.until <= b.start for a, b in pairwise(hits)):
        return hits  # the usual case; the automaton reports in order of ends
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.until, hit.start)):
        place = bisect_left(kept, hit)
        clear_left = not place or kept[place - 1].until <= hit.start
        if clear_left and (place == len(kept) or hit.until <= kept[place].start):
            insort(kept, hit)
    return kept
