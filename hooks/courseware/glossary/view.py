"""What the glossary page, the popovers and the term lists of chapters show.

Plain values for the template ``fragments/glossary.html``; no HTML is made here but in
:func:`markup`, which escapes every text.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from courseware.glossary.term_fields import GENERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from courseware.glossary.model import Glossary, Mention, Term

DIGITS = "0–9"
"""Title of the group of names that begin with a digit."""

_INLINE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*")


class Span(NamedTuple):
    """A run of text; ``kind`` is ``text``, ``strong`` or ``code``."""

    kind: str
    text: str


class Link(NamedTuple):
    """An address and the words that stand for it."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as the reader knows it: ``2.1``, its title, and its address from the glossary."""

    number: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A page that uses a term, and its sections that do.

    What stands before the first heading goes by the page's title.
    """

    page: PageRef
    sections: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as printed. ``names`` are the aliases; ``avoid`` the words not to use."""

    anchor: str
    id: str
    zh: str
    en: str
    abbr: str
    names: tuple[str, ...]
    avoid: tuple[str, ...]
    definition: tuple[Span, ...]
    plain: tuple[Span, ...]
    category: str
    generations: tuple[str, ...]
    related: tuple[Link, ...]
    backlinks: tuple[Backlink, ...]
    source: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one letter."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The glossary page: entries by pinyin, and all abbreviations in Latin order."""

    count: int
    groups: tuple[Group, ...]
    abbreviations: tuple[tuple[str, Link], ...]
    categories: tuple[str, ...]
    generations: tuple[str, ...]


class ChapterTerm(NamedTuple):
    """A term used in a chapter and where it comes up first."""

    term: Term
    first: Mention


def anchor(term_id: str) -> str:
    """Id of a term's entry on the glossary page."""
    return f"term-{term_id}"


def escaped(text: str) -> str:
    """Text as it may stand in HTML between tags."""
    return html.escape(text, quote=False)


def spans(text: str) -> tuple[Span, ...]:
    """Split text at `` `code` `` and ``**strong**``; everything else stays as it is."""
    found: list[Span] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            found.append(Span("text", text[end : match.start()]))
        kind = match.lastgroup or "text"
        found.append(Span(kind, match[kind]))
        end = match.end()
    if end < len(text):
        found.append(Span("text", text[end:]))
    return tuple(found)


def glossary_view(
    glossary: Glossary, mentions: Iterable[Mention], pages: Mapping[str, PageRef]
) -> GlossaryView:
    """Everything the glossary page prints.

    ``pages`` gives, in teaching order, the pages backlinks may lead to, by the name they have
    in the mentions; mentions of other pages are left out.
    """
    known = glossary.by_id()
    backlinks = _backlinks(mentions, pages)
    entries = [
        (_letter(term), _entry(term, known, backlinks.get(term.id, ())))
        for term in sorted(glossary.terms, key=sort_key)
    ]
    groups = tuple(
        Group(letter, f"letter-{letter[0].lower()}", tuple(entry for _, entry in group))
        for letter, group in groupby(entries, key=lambda pair: pair[0])
    )
    abbreviations = sorted(
        ((term.abbr, Link(f"#{anchor(term.id)}", term.zh)) for term in glossary.terms if term.abbr),
        key=lambda pair: (pair[0].casefold(), pair[1]),
    )
    categories = tuple(dict.fromkeys(term.category for term in glossary.terms))
    used = {name for term in glossary.terms for name in term.generations}
    generations = tuple(name for name in GENERATIONS if name in used)
    return GlossaryView(len(glossary.terms), groups, tuple(abbreviations), categories, generations)


def chapter_terms(
    glossary: Glossary, mentions: Iterable[Mention], chapter_pages: Sequence[str]
) -> tuple[ChapterTerm, ...]:
    """Return the terms used on a chapter's pages, in the order in which they come up."""
    known = glossary.by_id()
    order = {page: number for number, page in enumerate(chapter_pages)}
    firsts: dict[str, Mention] = {}
    inside = (mention for mention in mentions if mention.page in order and mention.term in known)
    for mention in sorted(inside, key=lambda mention: order[mention.page]):
        firsts.setdefault(mention.term, mention)
    return tuple(ChapterTerm(known[term_id], first) for term_id, first in firsts.items())


def sort_key(term: Term) -> tuple[bool, tuple[str, ...], str]:
    """Order of the glossary: by pinyin, syllable by syllable, digits last."""
    return term.pinyin[:1].isdigit(), tuple(term.pinyin.split()), term.zh


def _letter(term: Term) -> str:
    first = term.pinyin[:1].upper()
    return first if first.isalpha() else DIGITS


def markup(text: str) -> str:
    """Text of a definition as HTML: escaped, with ``strong`` and ``code``."""
    return "".join(
        escaped(span.text) if span.kind == "text"
        else f"<{span.kind}>{escaped(span.text)}</{span.kind}>"
        for span in spans(text)
    )  # fmt: skip


def _entry(term: Term, known: Mapping[str, Term], backlinks: tuple[Backlink, ...]) -> Entry:
    related = dict.fromkeys(name for name in term.related if name in known and name != term.id)
    return Entry(
        anchor=anchor(term.id),
        id=term.id,
        zh=term.zh,
        en=term.en,
        abbr=term.abbr,
        names=term.aliases,
        avoid=term.deprecated,
        definition=spans(term.definition),
        plain=spans(term.plain),
        category=term.category,
        generations=term.generations,
        related=tuple(Link(f"#{anchor(name)}", known[name].zh) for name in related),
        backlinks=backlinks,
        source=" ".join(part for part in (term.source.reference, term.source.clause) if part),
        pinyin=f"{term.pinyin} {''.join(part[0] for part in term.pinyin.split())}",
    )


def _backlinks(
    mentions: Iterable[Mention], pages: Mapping[str, PageRef]
) -> dict[str, tuple[Backlink, ...]]:
    """Backlinks of each term, in the order of ``pages``, sections in reading order."""
    found: dict[str, dict[str, dict[Link, None]]] = {}
    for mention in mentions:
        if page := pages.get(mention.page):
            address = f"{page.href}#{mention.anchor}" if mention.anchor else page.href
            sections = found.setdefault(mention.term, {}).setdefault(mention.page, {})
            sections[Link(address, mention.section or page.title)] = None
    return {
        term_id: tuple(
            Backlink(pages[name], tuple(by_page[name])) for name in pages if name in by_page
        )
        for term_id, by_page in found.items()
    }


def explanations(glossary: Glossary, used: Iterable[str]) -> str:
    """What ``terms.js`` shows beside a term, as JSON: zh, en, abbr, definition and plain by id.

    Texts without markup; only the terms ``used``, in the glossary's order.
    """
    wanted = set(used)
    data = {
        term.id: [term.zh, term.en, term.abbr, _plain(term.definition), _plain(term.plain)]
        for term in glossary.terms
        if term.id in wanted
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _plain(text: str) -> str:
    return "".join(span.text for span in spans(text))
