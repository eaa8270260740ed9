"""What a browser gets, held against the lists of :mod:`courseware.text.allowed`.

The page is read as browsers read it (the HTML standard's own algorithm, scripts on), so it does
not matter in which of many spellings something was written. Pure: markup → offences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import turbohtml
from turbohtml import Element

from courseware.text.allowed import (
    ADDRESSES,
    AUTHORED,
    FINISHED,
    HEAD_ONLY,
    METAS,
    SVG_IN_PAGE,
    SVG_IN_PAGE_ATTRIBUTES,
    TYPES,
    Where,
    address_fault,
    authored_name,
    path_fault,
    svg_value_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from turbohtml import Document

_NAMES = frozenset({"class", "id", "data-lab"})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Offence:
    """Something a browser gets that it must not: element, attribute and value as it reads them.

    ``reason`` is what is wrong with an address, or with a name; ``line`` and ``column`` are
    places in the markup. Without ``attribute`` the element itself is not allowed.
    """

    tag: str
    attribute: str = ""
    value: str = ""
    reason: str = ""
    line: int = 1
    column: int = 1


def authored(markup: str, where: Where) -> list[Offence]:
    """Offences in what Markdown made of an author's text."""
    root = turbohtml.parse_fragment(markup, source_locations=True, scripting=True)
    return [one for element in _elements(root) for one in _of_author(element, where)]


def finished(markup: bytes, where: Where, policy: str, *, leads_on: bool = False) -> list[Offence]:
    """Offences in a finished page.

    ``policy`` is the content policy that the page must carry; ``leads_on``: it stands where
    another page was and may send its reader on.
    """
    root = turbohtml.parse(
        markup, encoding="utf-8", source_locations=True, scripting=True,
        allow_declarative_shadow_roots=False,
    )  # fmt: skip
    judge = _Page(where, policy, leads_on)
    found = [one for element in _elements(root) for one in judge.offences(element)]
    if not judge.carries_policy:
        found.append(Offence("meta", "http-equiv", "", "没有内容安全策略"))
    return found


def _elements(root: Document | Element) -> Iterator[Element]:
    return (node for node in root.descendants if isinstance(node, Element))


def _in_head(element: Element) -> bool:
    return isinstance(element.parent, Element) and element.parent.tag == "head"


def _attributes(element: Element) -> Iterable[tuple[str, str]]:
    for name, value in element.attrs.items():
        yield name, " ".join(value) if isinstance(value, list) else value or ""


def _offence(element: Element, attribute: str = "", value: str = "", reason: str = "") -> Offence:
    line, column = element.position or (1, 0)
    location = element.source_location
    if attribute and location and attribute in location.attrs:
        span = location.attrs[attribute]
        line, column = span.start_line, span.start_col
    return Offence(element.tag, attribute, value[:_LONGEST], reason, line, column + 1)


def _of_author(element: Element, where: Where) -> Iterator[Offence]:
    tag = element.tag
    allowed = AUTHORED.get(tag) if element.namespace.name == "HTML" else None
    if allowed is None:
        yield _offence(element)
        return
    for name, value in _attributes(element):
        if name not in allowed:
            yield _offence(element, name, value)
        elif name in ADDRESSES:
            fault = address_fault(value, where) if tag == "a" else path_fault(value, where)
            if fault:
                yield _offence(element, name, value, fault)
        elif name in _NAMES and not authored_name(name, value, tag):
            yield _offence(element, name, value, "不在可以用的名字里")


class _Page:
    """One finished page, element by element."""

    def __init__(self, where: Where, policy: str, leads_on: bool) -> None:  # noqa: FBT001
        self.where = where
        self.policy = policy
        self.leads_on = leads_on
        self.carries_policy = False
        self.ids: set[str] = set()

    def offences(self, element: Element) -> Iterator[Offence]:
        if element.namespace.name == "SVG":
            yield from self._drawn(element)
            return
        tag = element.tag
        allowed = FINISHED.get(tag) if element.namespace.name == "HTML" else None
        if allowed is None or (tag == "noscript" and not self.leads_on):
            yield _offence(element)
            return
        attributes = dict(_attributes(element))
        for name, value in attributes.items():
            if name == "id":
                yield from self._id(element, value)
            elif name in ADDRESSES:
                yield from self._address(element, name, value)
            elif name not in allowed and not name.startswith(("aria-", "data-")):
                yield _offence(element, name, value)
        yield from self._special(element, attributes)

    def _id(self, element: Element, value: str) -> Iterator[Offence]:
        if not value or value in self.ids:
            yield _offence(element, "id", value, "同一页里有两个")
        self.ids.add(value)

    def _address(self, element: Element, name: str, value: str) -> Iterator[Offence]:
        tag = element.tag
        allowed = name in FINISHED[tag] or tag == "script"
        leads = tag == "a" or (tag == "link" and element.attr("rel") == "canonical")
        fault = address_fault(value, self.where) if leads else path_fault(value, self.where)
        if not allowed or fault:
            yield _offence(element, name, value, fault)

    def _special(self, element: Element, attributes: Mapping[str, str]) -> Iterator[Offence]:
        """What depends on the element: programs come from our folder, meta says what we say."""
        tag = element.tag
        if tag in HEAD_ONLY and not _in_head(element):
            yield _offence(element)
        elif tag == "script":
            source = attributes.get("src", "")
            if "assets/javascripts/" not in source or element.text.strip():
                yield _offence(element)
        elif tag == "link":
            rel, href = attributes.get("rel", ""), attributes.get("href", "")
            ours = rel == "stylesheet" and "assets/stylesheets/" in href
            if not ours and rel not in {"icon", "canonical"}:
                yield _offence(element, "rel", rel)
        elif tag == "meta":
            yield from self._meta(element, attributes)
        elif tag in TYPES and attributes.get("type") not in TYPES[tag]:
            yield _offence(element, "type", attributes.get("type", ""))
        elif tag == "a" and attributes.get("download"):
            yield _offence(element, "download", attributes["download"])
        elif tag == "noscript":
            yield from self._noscript(element)

    def _meta(self, element: Element, attributes: Mapping[str, str]) -> Iterator[Offence]:
        directive = attributes.get("http-equiv")
        if directive is None:
            if "charset" not in attributes and attributes.get("name") not in METAS:
                yield _offence(element, "name", attributes.get("name", ""))
        elif directive.lower() == "content-security-policy":
            same = attributes.get("content") == self.policy
            self.carries_policy |= same
            if not same:
                yield _offence(element, "content", attributes.get("content", ""))
        else:
            yield _offence(element, "http-equiv", directive)

    def _noscript(self, element: Element) -> Iterator[Offence]:
        """A page that leads on does so without scripts, too: to a page of ours, by ``meta``."""
        inner = list(_elements(turbohtml.parse_fragment(element.text, context="head")))
        for one in inner:
            delay, _, target = (one.attr("content") or "").partition("; url=")
            refresh = one.tag == "meta" and one.attr("http-equiv") == "refresh" and delay == "0"
            if not refresh or path_fault(target, self.where):
                yield _offence(element, one.tag, target)

    def _drawn(self, element: Element) -> Iterator[Offence]:
        if element.tag not in SVG_IN_PAGE:
            yield _offence(element)
            return
        for name, value in _attributes(element):
            if name == "id":
                yield from self._id(element, value)
            elif name == "href":
                if element.tag != "use" or not value.startswith("#"):
                    yield _offence(element, name, value)
            elif not name.startswith("aria-") and (
                name not in SVG_IN_PAGE_ATTRIBUTES or svg_value_fault(name, value)
            ):
                yield _offence(element, name, value)


_PLAIN = re.compile(
    r"""
    <!--(?!-?>)(?:(?!--).)*-->                                 # a comment
    | </?quiz>
    | \{[ ]*data-lab=[a-z]+[ ]*\} | \{[ ]\.mdx-hero__lead[ ]\}
    | \]\((?:\.\./)?\w[\w-]*(?:/[\w-]+)*(?:\.\w+)?(?:\#[\w-]+)?(?:[ ]"[^"<>&{}\n]*")?\)
    | \[\[[^\[\]<>&{}\n]*\]\]                                  # a gap
    | ^-[ ]\[[ xX]\][ ]
    | ^[ ]*>[ ]
    | ^[ ]*(?:!!!|\?\?\?\+?)(?:[ ][\u4e00-\u9fff]+)+(?:[ ]"[^"<>&{}\[\]\n]*")?[ ]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What can only become what is allowed. A text of nothing else needs no rendering."""
_SIGNS = re.compile(r"[<{&\\]|\][ \t]*\n?[ \t]*[(\[:]|^[ ]*(?:!!!|\?\?\?)", re.MULTILINE)
"""By which Markdown writes tags, attributes, addresses and blocks."""


def needs_rendering(text: str) -> bool:
    """Whether a text of Markdown could become anything but what is allowed."""
    return bool(_SIGNS.search(_PLAIN.sub("", text)))
