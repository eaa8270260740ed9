"""What can be found: the text of every section and every term, as one compact file.

The index is text, not postings: a course is small enough for a browser to look through it
in a few milliseconds, and a Chinese reader expects any run of characters to be found.

Layout of the data (``overrides/assets/javascripts/search/index.js`` reads it)::

    {"glossary": "glossary.html",
     "pages": [[url, number, title, reading, [[anchor, title, text], …]], …],
     "terms": [[id, zh, abbr, en, [other names], [readings], definition, plain], …]}

``reading`` is pinyin without tones, syllables separated by spaces. Texts have no blanks
where Chinese meets anything else, so that ``5G消息`` and ``5G 消息`` are one; a line break
stands between blocks (paragraphs, cells, items).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courseware.glossary.reading import reading
from courseware.glossary.view import spans
from courseware.text.folding import unfull
from courseware.text.html import SVG, classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from courseware.glossary.model import Glossary, Term

_HEADINGS = {"h1", "h2", "h3", "h4"}
_SILENT = {"form", "script", "style", "svg", "template", "button", "input", f"{SVG}svg"}
_INLINE = {
    "a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u",
}  # fmt: skip
_BLANKS = re.compile(r"\s+")
_BREAK = "\x1f"
"""Between blocks while a section is collected: no page holds this sign."""
_WIDE = "[^\x21-\x7e ]"
_SEAMS = re.compile(rf"(?<={_WIDE}) | (?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; the first has no ``anchor`` if text comes before it."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page's sections; ``url`` from the site's root, ``number`` empty but for lessons."""

    url: str
    number: str
    title: str
    sections: tuple[Section, ...]


def page_sections(article: HtmlElement) -> tuple[Section, ...]:
    """Cut a page at its headings.

    Left out: questions with their answers, whatever is marked ``data-search-exclude``,
    pictures, and headings under which only such things stand.
    """
    cuts = [_Cut("", "")]
    for kind, text, element in _tokens(article):
        if kind == "heading":
            cuts.append(_Cut(element.get("id") or cuts[-1].anchor, plain(text)))
        elif kind == "text":
            cuts[-1].parts.append(text)
        else:
            cuts[-1].had_question = True
    found = (Section(cut.anchor, cut.title, cut.text()) for cut in cuts)
    return tuple(
        section
        for section, cut in zip(found, cuts, strict=True)
        if section.text or (section.title and not cut.had_question)
    )


def with_opening(sections: tuple[Section, ...], texts: Iterable[str]) -> tuple[Section, ...]:
    """Put ``texts``, such as a lesson's objectives, before what stands above the first heading."""
    opening = [plain(text) for text in texts if text]
    if sections and not sections[0].anchor:
        opening.append(sections[0].text)
        sections = sections[1:]
    return (Section("", "", "\n".join(opening)), *sections) if opening else sections


def search_data(pages: Iterable[SearchPage], glossary: Glossary, glossary_url: str) -> str:
    """The index as JSON in one line."""
    data = {
        "glossary": glossary_url,
        "pages": [
            [
                page.url,
                page.number,
                page.title,
                reading(page.title),
                [[section.anchor, section.title, section.text] for section in page.sections],
            ]
            for page in pages
        ],
        "terms": [_term(term) for term in glossary.terms],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def plain(text: str) -> str:
    """Text as it is searched: ASCII forms of full-width letters, no blanks beside Chinese."""
    return _SEAMS.sub("", unfull(_BLANKS.sub(" ", text))).strip()


class _Cut:
    """A section in the making."""

    def __init__(self, anchor: str, title: str) -> None:
        self.anchor = anchor
        self.title = title
        self.parts: list[str] = []
        self.had_question = False

    def text(self) -> str:
        blocks = "".join(self.parts).split(_BREAK)
        return "\n".join(filter(None, map(plain, blocks)))


def _tokens(element: HtmlElement) -> Iterator[tuple[str, str, HtmlElement]]:
    """Headings, runs of text and questions below ``element``, in reading order."""
    if element.text:
        yield "text", element.text, element
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else "script"
        gap = "" if tag in _INLINE else _BREAK
        if tag in _SILENT or child.get("data-search-exclude") is not None:
            if tag == "form":
                yield "question", "", child
        elif tag in _HEADINGS:
            yield "heading", "".join(text for _, text, _ in _tokens(child)), child
        elif "headerlink" not in classes(child):
            yield "text", gap, child
            yield from _tokens(child)
            yield "text", gap, child
        if child.tail:
            yield "text", child.tail, child


def _term(term: Term) -> list[Any]:
    names = list(dict.fromkeys((*term.aliases, *term.deprecated)))
    readings = [term.pinyin, *(reading(name) for name in names if not name.isascii())]
    return [
        term.id,
        term.zh,
        term.abbr,
        term.en,
        names,
        list(dict.fromkeys(readings)),
        _text(term.definition),
        _text(term.plain),
    ]


def _text(markup: str) -> str:
    return "".join(span.text for span in spans(markup))
