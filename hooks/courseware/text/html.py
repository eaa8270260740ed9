"""A page's HTML as a tree: read once, changed by the features in turn, written once."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CODED = frozenset(' "<>[\\]^`{|}')
"""What no address may have as it is."""
SVG = "{http://www.w3.org/2000/svg}"


def parse(markup: str) -> HtmlElement:
    """The article as one ``<div>`` around whatever ``markup`` holds."""
    return html.fragment_fromstring(
        markup, create_parent="div", parser=html.HTMLParser(encoding="utf-8")
    )


def write(root: HtmlElement) -> str:
    """The markup inside ``root`` (``root`` itself is only a holder).

    Links within the page keep the signs of the ids they name: libxml2 writes three hex codes for
    each, and those of all headings were 3 % of what a lesson weighs.
    """
    parts = [escape(root.text or "")]
    parts += [_tostring(child) for child in root]
    text = "".join(parts)
    for address in {e.get("href", "") for e in root.iter("a")}:
        if address.startswith("#") and not address.isascii() and not _CODED & set(address):
            link = etree.Element("a", href=address)
            coded = _tostring(link).removeprefix("<a").removesuffix("></a>")
            link = etree.Element("a", title=address)  # no address to libxml2
            plain = _tostring(link).removeprefix("<a title").removesuffix("></a>")
            text = text.replace(coded, f" href{plain}")
    return text


def _tostring(element: HtmlElement) -> str:
    written: str = etree.tostring(element, encoding="unicode", method="html")
    return written


def escape(text: str) -> str:
    """Text as it may stand in markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def classes(element: HtmlElement) -> list[str]:
    """The element's classes, in order."""
    return (element.get("class") or "").split()


def with_class(root: HtmlElement, name: str, tag: str = "*") -> list[HtmlElement]:
    """Every element below ``root`` that has the class ``name``, in document order."""
    return [e for e in root.iter(tag) if isinstance(e.tag, str) and name in classes(e)]


def remove(element: HtmlElement) -> None:
    """Take the element out and leave the text that follows it where it was."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    if element.tail:
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def remove_back_links(root: HtmlElement) -> None:
    """Take out the ways back from notes, and the fixed space Python-Markdown puts before each."""
    for element in with_class(root, "footnote-backref", "a"):
        previous, parent = element.getprevious(), element.getparent()
        remove(element)
        if previous is not None:
            previous.tail = (previous.tail or "").rstrip()
        elif parent is not None:
            parent.text = (parent.text or "").rstrip()


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """Put ``new`` where ``old`` is; the text that follows stays."""
    new.tail, old.tail = old.tail, None
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def move_content(source: HtmlElement, target: HtmlElement) -> None:
    """Move text and children of ``source`` to the end of ``target``."""
    if source.text:
        if len(target):
            target[-1].tail = (target[-1].tail or "") + source.text
        else:
            target.text = (target.text or "") + source.text
        source.text = None
    for child in list(source):
        target.append(child)


def picture_path(page: str, source: str) -> str | None:
    """Path of a picture from ``docs/``; None where it is remote or outside of it.

    ``page`` is the page's path from ``docs/``, ``source`` what its author wrote.
    """
    parts = urlsplit(source)
    if parts.scheme or parts.netloc or source.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return None if path.startswith("..") else path
