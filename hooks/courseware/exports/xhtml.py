"""HTML trees → the elements that QTI has taken over from XHTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element
    from lxml.html import HtmlElement

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"

BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "dl", "table", "blockquote",
    "hr", "address",
})  # fmt: skip
"""Elements that stand for themselves; everything else needs a paragraph around it."""

PICTURES = "images"
"""The folder of pictures, beside the item files."""

_KEPT = BLOCKS | frozenset(
    "li dt dd thead tbody tfoot tr th td caption col colgroup br img a em strong code kbd samp "  # noqa: SIM905
    "var sub sup span abbr acronym cite dfn q b i tt big small".split()
)
_ATTRIBUTES = {
    "img": ("src", "alt", "width", "height"),
    "a": ("href",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}


class UnknownTagError(Exception):
    """QTI has no such element; the message is its tag."""


def qti(tag: str, attributes: dict[str, str] | None = None, *children: _Element) -> _Element:
    """A QTI element."""
    element = etree.Element(f"{{{QTI}}}{tag}", attributes or {}, nsmap=default_namespace(QTI))
    element.extend(children)
    return element


def default_namespace(uri: str) -> dict[str, str]:
    """A namespace map without a prefix, of which lxml's stubs know nothing."""
    return cast("dict[str, str]", {None: uri})


def blocks(tree: HtmlElement, gap: Callable[[HtmlElement], _Element]) -> list[_Element]:
    """The content of a holder as blocks; text that stands alone gets a paragraph.

    ``gap`` makes the field for a gap.

    Raises:
        UnknownTagError: if there is an element that QTI does not have.
    """
    made: list[_Element] = []
    _add_text(made, tree.text)
    for child in tree:
        element = _element(child, gap)
        if child.tag in BLOCKS:
            made.append(element)
        else:
            _paragraph(made).append(element)
        _add_text(made, child.tail)
    for element in made:
        if element.get("class"):
            del element.attrib["class"]
    return made


def fill(target: _Element, tree: HtmlElement, gap: Callable[[HtmlElement], _Element]) -> _Element:
    """Put the content of a holder into ``target`` as it is, text and all.

    Raises:
        UnknownTagError: if there is an element that QTI does not have.
    """
    target.text = tree.text
    for child in tree:
        element = _element(child, gap)
        element.tail = child.tail
        target.append(element)
    return target


def _element(source: HtmlElement, gap: Callable[[HtmlElement], _Element]) -> _Element:
    tag = str(source.tag)
    if tag == "gap":
        return gap(source)
    if tag not in _KEPT:
        raise UnknownTagError(tag)
    attributes = {
        name: source.get(name, "") for name in _ATTRIBUTES.get(tag, ()) if name in source.attrib
    }
    if tag == "img":
        attributes = {"alt": ""} | attributes | {"src": f"{PICTURES}/{source.get('src')}"}
    element = qti(tag, attributes)
    if tag == "blockquote":  # holds blocks only
        element.extend(blocks(source, gap))
        return element
    return fill(element, source, gap)


def _add_text(made: list[_Element], text: str | None) -> None:
    if not (text or "").strip():
        return
    paragraph = _paragraph(made)
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + (text or "")
    else:
        paragraph.text = (paragraph.text or "") + (text or "")


def _paragraph(made: list[_Element]) -> _Element:
    """The paragraph that is being filled with loose text; a new one after a block."""
    if made and made[-1].get("class") == "loose":
        return made[-1]
    made.append(qti("p", {"class": "loose"}))
    return made[-1]
