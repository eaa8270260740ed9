"""Marks glossary terms in a page and says where they are used.

What an author can write (a link whose address begins with ``term:``; nothing else is needed)::

    [收发双方](term:modulation)   marks these words as the term ``modulation``
    [下行](term:-)                these words are no term here
    a block with { .no-term }     nothing in the block is marked

In every ``h2`` section the first use of a term becomes a link; nothing inside headings, links,
code or questions does. In ``时分多址（Time Division Multiple Access，TDMA）`` the brackets belong
to the term: nothing inside them is marked.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from lxml.etree import SubElement, XPath

from courseware.glossary.model import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.glossary.matcher import Match, Matcher

SCHEME = "term:"
NOT_A_TERM = "term:-"

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED_TAGS = _HEADINGS | {
    "a", "abbr", "button", "code", "input", "kbd", "label", "math", "option", "pre", "samp",
    "script", "select", "style", "summary", "svg", "template", "textarea",
}  # fmt: skip
_SKIPPED_CLASSES = frozenset({"admonition-title", "mdx-question", "no-term"})
_SECTION_TAGS = frozenset({"h2", "h3"})
_AUTHORS_LINKS = XPath(f".//a[starts-with(@href, '{SCHEME}')]")
_HEADING_TEXTS = XPath(
    ".//text()[not(parent::a[contains(concat(' ', @class, ' '), ' headerlink ')])]",
    smart_strings=False,
)
_BREAK = "\0"  # between pieces of text: stands in no page and no name


class _Section(NamedTuple):
    """Where in the page: the count of ``h2`` so far, and the nearest ``h2`` or ``h3``."""

    number: int = 0
    anchor: str = ""
    title: str = ""


class _Piece(NamedTuple):
    """Text of a page: an element's own (before its first child) or what follows it.

    A ``link`` is an author's ``term:`` link; its text isn't searched.
    """

    element: HtmlElement
    section: _Section
    text: str
    follows: bool = False
    link: bool = False


def mark(
    article: HtmlElement, matcher: Matcher, *, href: Callable[[str], str], page: str
) -> list[Mention]:
    """Link the first use of each term in every section of ``article``, in place.

    ``href`` gives the address of a term's entry as seen from the page; ``page`` is the name
    of the page in the mentions. Terms with ``mark: false`` are linked only where introduced
    or by an author's own link. A link to an unknown term becomes plain text (``checks.terms``
    reports it). Remove trainer notes first: what is marked here shows up in backlinks.
    """
    pieces = _pieces(article)
    starts = [0, *accumulate(len(piece.text) + len(_BREAK) for piece in pieces)]
    found: dict[int, list[Match]] = {}
    for match in matcher.find(_BREAK.join(piece.text for piece in pieces)):
        found.setdefault(bisect_right(starts, match.start) - 1, []).append(match)
    seen: dict[int, set[str]] = {}
    mentions: list[Mention] = []
    for number, piece in enumerate(pieces):
        if not piece.link and number not in found:
            continue
        used = seen.setdefault(piece.section.number, set())
        if piece.link:
            firsts = _resolve(piece.element, matcher, href, used)
        else:
            matches = [
                match._replace(start=match.start - starts[number], end=match.end - starts[number])
                for match in _firsts(found[number], matcher, used)
            ]
            links = [_link(article, match, href, piece.text) for match in matches]
            _insert(piece, matches, links)
            firsts = [match.term_id for match in matches]
        used.update(firsts)
        where = piece.section
        mentions += (Mention(term_id, page, where.anchor, where.title) for term_id in firsts)
    links = cast("list[HtmlElement]", _AUTHORS_LINKS(article))
    for link in links:  # unknown, "no term here", or where nothing is marked
        link.drop_tag()
    return mentions


def _pieces(article: HtmlElement) -> list[_Piece]:
    """Text of the page in reading order, without what is never marked."""
    pieces: list[_Piece] = []
    section = _Section()
    if (text := article.text) and not text.isspace():
        pieces.append(_Piece(article, section, text))

    def walk(parent: HtmlElement) -> None:
        # The parser bounds the depth of a page, and this is the hot loop of marking.
        nonlocal section
        for element in parent:
            tag = element.tag
            if tag in _SECTION_TAGS:
                number = section.number + (tag == "h2")
                section = _Section(number, element.get("id", ""), _title(element))
            elif tag == "a" and _address(element):
                pieces.append(_Piece(element, section, "", link=True))
            elif tag not in _SKIPPED_TAGS and isinstance(tag, str) and not _is_skipped(element):
                if (text := element.text) and not text.isspace():
                    pieces.append(_Piece(element, section, text))
                if len(element):
                    walk(element)
            if (text := element.tail) and not text.isspace():
                pieces.append(_Piece(element, section, text, follows=True))

    walk(article)
    return pieces


def _address(link: HtmlElement) -> str:
    """Return the address of an author's ``term:`` link, empty for any other link."""
    address = link.get("href", "")
    return address if address.startswith(SCHEME) else ""


def _is_skipped(element: HtmlElement) -> bool:
    """Whether an element's attributes say that nothing in it is marked."""
    if element.get("data-no-terms") is not None:
        return True
    classes = element.get("class")
    return classes is not None and not _SKIPPED_CLASSES.isdisjoint(classes.split())


def _title(heading: HtmlElement) -> str:
    """Text of a heading without its permalink sign."""
    return " ".join("".join(cast("list[str]", _HEADING_TEXTS(heading))).split())


def _firsts(matches: list[Match], matcher: Matcher, used: set[str]) -> list[Match]:
    """Return the matches to link: the first use of each term not used before."""
    firsts: dict[str, Match] = {}
    for match in matches:
        wanted = match.introduced or matcher.terms[match.term_id].mark
        if wanted and match.term_id not in used:
            firsts.setdefault(match.term_id, match)
    return list(firsts.values())


def _link(article: HtmlElement, match: Match, href: Callable[[str], str], text: str) -> HtmlElement:
    # Made at the end of the article and moved from there: cheaper than a document of its own.
    attributes = _attributes(match.term_id, href)
    link: HtmlElement = SubElement(article, "a", attributes)
    link.text = text[match.start : match.end]
    return link


def _attributes(term_id: str, href: Callable[[str], str]) -> dict[str, str]:
    return {"class": "mdx-term", "href": href(term_id)}


def _insert(piece: _Piece, matches: list[Match], links: list[HtmlElement]) -> None:
    """Put the links of a piece in place of their matches, from its end to its beginning."""
    rest, element = piece.text, piece.element
    for match, link in zip(reversed(matches), reversed(links), strict=True):
        link.tail = rest[match.end :] or None
        rest = rest[: match.start]
        if piece.follows:
            element.tail = None
            element.addnext(link)
        else:
            element.insert(0, link)
    if matches and piece.follows:
        element.tail = rest or None
    elif matches:
        element.text = rest or None


def _resolve(
    link: HtmlElement, matcher: Matcher, href: Callable[[str], str], used: set[str]
) -> list[str]:
    """Point an author's link at its term; return the term if this is its first use."""
    term_id = _address(link).removeprefix(SCHEME)
    if term_id not in matcher.terms:
        return []
    link.attrib.clear()
    link.attrib.update(_attributes(term_id, href))
    return [] if term_id in used else [term_id]
