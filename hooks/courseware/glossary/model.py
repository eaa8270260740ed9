"""The glossary as values: terms, their sources, and where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courseware.text.finding import Location


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where a definition comes from and how surely it was checked (页/题名/记忆)."""

    reference: str
    clause: str
    check: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry.

    ``names`` that the matcher looks for are ``zh``, ``abbr`` and ``aliases``.
    ``deprecated`` are words not to use instead. ``pinyin`` has tone-less syllables
    separated by spaces. ``not_in`` lists longer words in which a match is false. ``mark``
    is false for everyday words: listed in the glossary, never marked in a text by itself.
    ``lookup``: kept to be looked up although no lesson uses it.
    """

    id: str
    zh: str
    en: str
    abbr: str
    pinyin: str
    aliases: tuple[str, ...]
    deprecated: tuple[str, ...]
    definition: str
    plain: str
    category: str
    generations: tuple[str, ...]
    related: tuple[str, ...]
    not_in: tuple[str, ...]
    source: TermSource
    location: Location
    mark: bool = True
    lookup: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in file order."""

    terms: tuple[Term, ...]

    def by_id(self) -> dict[str, Term]:
        """Terms by id; a duplicate id (a finding elsewhere) keeps the first."""
        found: dict[str, Term] = {}
        for term in self.terms:
            found.setdefault(term.id, term)
        return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A use of a term: the page, the section's anchor and title where it stands."""

    term: str
    page: str
    anchor: str
    section: str
