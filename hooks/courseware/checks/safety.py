"""What must not stand in a page: programs, foreign files, HTML, comments to trainers."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from courseware.blocks import Part
from courseware.checks.links import SCRIPT_SCHEMES
from courseware.checks.project import Role
from courseware.inline import MASK
from courseware.messages import finding
from courseware.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Location

FORBIDDEN = frozenset({
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form",
    "input", "button", "textarea", "select", "link", "meta", "base", "svg", "math", "template",
    "noscript", "portal", "audio", "video", "source", "track",
})  # fmt: skip
HARMLESS = frozenset({"br", "sub", "sup", "kbd"})
ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "poster", "data", "cite"})
KNOWN_COMMENTS = re.compile(r"\s*(?:question|fact|check:|course:)")

_MARKUP = re.compile(r"<[A-Za-z/!?]")
_DECLARATION = re.compile(r"<(?:\?|!(?!--))(?=\S)")
"""``<?…`` and ``<!…``: a browser takes them for comments, what stands in them vanishes."""
_QUIZ = re.compile(r"</?quiz>")
_UNCLOSED = re.compile(r"<([A-Za-z][\w:-]*)(?=\s|$)[^<>]*(?:$|<)")
_LISTED_EVENT = re.compile(r"\{:?[^{}]*?\b(on[a-z]+)[ ]*=")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]^][^\[\]]*\]:[ ]*(\S+)")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about markup and addresses of every page."""
    for page in course.pages.values():
        for line in page.lines:
            yield from _addresses(page, line)
            yield from _comments(page, line)
            if "<" in line.text and line.part is not Part.CODE and line.kind is not Kind.CODE:
                yield from _markup(page, line)


def _addresses(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    places = [(link.target, link.target_column) for link in line.inline.links]
    places += [(url.text, url.column) for url in line.inline.urls]
    if definition := _DEFINITION.match(line.inline.markup):
        places.append((definition[1].strip("<>"), definition.start(1) + 1))
    for event in _LISTED_EVENT.finditer(line.inline.markup):
        place = page.source.at(line.number, event.start(1) + 1)
        yield finding("SAFE-2", place, width=len(event[1]), name=event[1])
    for target, column in places:
        if scheme := script_scheme(target):
            place = page.source.at(line.number, column)
            yield finding("SAFE-3", place, width=len(target), scheme=scheme)


def script_scheme(target: str) -> str:
    """The scheme of an address that runs or carries a program, else nothing."""
    bare = re.sub(r"[\s\x00-\x1f]", "", target).lower()
    scheme = bare.partition(":")[0] if ":" in bare else ""
    return scheme if scheme in SCRIPT_SCHEMES else ""


def _comments(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    spans = [(comment.text, comment.column) for comment in line.inline.comments]
    if line.part is Part.COMMENT and not spans and "<!--" in line.text:
        start = line.text.rfind("<!--")
        spans = [(line.text[start + 4 :], start + 1)]
    for text, column in spans:
        if line.kind is not Kind.TRAINER and not KNOWN_COMMENTS.match(text):
            yield finding("SAFE-6", page.source.at(line.number, column))


def _markup(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    visible = _QUIZ.sub(lambda found: MASK * len(found[0]), line.inline.markup)
    if not _MARKUP.search(visible):
        return
    if unclosed := _UNCLOSED.search(visible):
        place = page.source.at(line.number, unclosed.start() + 1)
        yield finding("SAFE-1", place, width=len(unclosed[1]) + 1, tag=unclosed[1])
    for declared in _DECLARATION.finditer(visible):
        place = page.source.at(line.number, declared.start() + 1)
        yield finding("SAFE-1", place, width=2, tag=declared[0][1:])
    for tag, attributes, column in _tags(visible):
        place = page.source.at(line.number, column)
        if tag in FORBIDDEN:
            yield finding("SAFE-1", place, width=len(tag) + 1, tag=tag)
            continue
        allowed = tag in HARMLESS or (page.role is Role.OTHER and tag == "div")
        if not allowed:
            yield finding("SAFE-5", place, width=len(tag) + 1, tag=tag)
        yield from _attributes(attributes, place)


def _attributes(attributes: list[tuple[str, str | None]], place: Location) -> Iterator[Diagnostic]:
    for name, value in attributes:
        address = value or ""
        if name.startswith("on"):
            yield finding("SAFE-2", place, name=name)
        elif name == "style" and "url(" in address:
            yield finding("SAFE-4", place, url=address[:60])
        elif name in ADDRESSES:
            if scheme := script_scheme(address):
                yield finding("SAFE-3", place, scheme=scheme)
            elif name != "href" and _is_remote(address):
                yield finding("SAFE-4", place, url=address[:60])


def _is_remote(address: str) -> bool:
    try:
        return bool(urlsplit(address.strip()).netloc)
    except ValueError:
        return True


class _Tags(HTMLParser):
    """Start tags of a line with their columns."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[str, list[tuple[str, str | None]], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, attrs, self.getpos()[1] + 1))
        self.clear_cdata_mode()

    handle_startendtag = handle_starttag


def _tags(text: str) -> list[tuple[str, list[tuple[str, str | None]], int]]:
    parser = _Tags()
    with suppress(AssertionError):  # html.parser's word for a declaration it can't read
        parser.feed(text)
    return parser.tags
