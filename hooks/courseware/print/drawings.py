"""Pictures: from their place beside the lesson to a size on paper, SVG in print colours."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from courseware.print.bitmaps import bitmap_size
from courseware.print.book import PAPERS
from courseware.print.rules import PRINT_3, PRINT_4, PRINT_5
from courseware.print.syntax import boolean, call, literal
from courseware.text.finding import Location
from courseware.text.html import picture_path
from courseware.text.rules import FIG_1, FIG_2, FIG_3

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope

WIDTH = 112.0
"""Usual width of a figure, mm: 16 units of a 480-unit drawing become 10.6 pt."""
HEIGHT = 128.0
"""Height that a figure should keep to, mm: 0.45 of the page."""
NARROWEST = 88.0
"""Narrower than this, mm, a drawing's text is too small; then it may be higher."""
_REFUSED = frozenset({"image", "foreignObject", "script", "style", "filter", "use", "animate"})
_INK = "#1d2733"


@dataclass
class Pictures:
    """Reads pictures by path from ``docs/`` and keeps what the document needs of them.

    ``highest`` is the height of a page's text, mm, less the caption.
    """

    read: Callable[[str], bytes]
    highest: float = PAPERS["A4"]
    files: dict[str, bytes] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)

    def place(self, element: HtmlElement, scope: Scope) -> str:
        """Name of the picture of an ``<img>`` among ``files``; empty if there is a fault."""
        source = element.get("src") or ""
        here = Location(scope.path)
        path = picture_path(scope.path.removeprefix("docs/"), source)
        if path is None:
            scope.diagnostics.append(FIG_2.at(here, src=source))
            return ""
        if path in self.files:
            return path
        try:
            data = self.read(path)
        except OSError:
            scope.diagnostics.append(FIG_1.at(here, src=path, hint=""))
            return ""
        prepared = _prepare(path, data, scope)
        if prepared is None:
            return ""
        self.files[path], self.ratios[path] = prepared
        return path


def lone_image(element: HtmlElement) -> HtmlElement | None:
    """The image that is all there is in a paragraph, if it is one."""
    if element.tag == "p" and len(element) == 1 and element[0].tag == "img":
        return None if str(element.text_content()).strip() else element[0]
    return None


def figure(element: HtmlElement, scope: Scope, *, floating: bool) -> str:
    """An image that is its paragraph's only content: 图 2.1-1 with its title as caption.

    A floating one goes to the top or the foot of a page, so that text fills the pages;
    within a box a figure stays where it is.
    """
    name = scope.pictures.place(element, scope)
    if not name:
        return ""
    return call(
        "picture",
        literal(name),
        alt=_alternative(element, name, scope),
        width=f"{_width(scope.pictures, name):.1f}mm",
        number=literal(scope.figures.next()),
        floating=boolean(floating),
        caption=literal((element.get("title") or "").strip()),
    )


def inline_picture(element: HtmlElement, scope: Scope) -> str:
    """An image within text: as high as the line."""
    name = scope.pictures.place(element, scope)
    if not name:
        return ""
    return call("glyph", literal(name), alt=_alternative(element, name, scope))


def _alternative(element: HtmlElement, name: str, scope: Scope) -> str:
    text = " ".join((element.get("alt") or "").split())
    if not text:
        scope.report(PRINT_3, src=name)
        text = (element.get("title") or "").strip() or posixpath.basename(name)
    return literal(text)


def _width(pictures: Pictures, name: str) -> float:
    """Width of a picture on paper, mm."""
    ratio = pictures.ratios[name]
    width = min(WIDTH, max(HEIGHT / ratio, NARROWEST))
    return min(width, pictures.highest / ratio)


def _prepare(path: str, data: bytes, scope: Scope) -> tuple[bytes, float] | None:
    """The picture's bytes for print and its height divided by its width."""
    if path.lower().endswith(".svg"):
        return _svg(path, data, scope)
    size = bitmap_size(data)
    if size is None:
        scope.report(PRINT_4, src=path)
        return None
    return data, size[1] / size[0]


def _svg(path: str, data: bytes, scope: Scope) -> tuple[bytes, float] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        scope.diagnostics.append(FIG_3.at(Location(scope.path), src=path, reason=fault.msg))
        return None
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "?"
        if name in _REFUSED or name == "?":
            scope.report(PRINT_5, src=path, tag=name)
            return None
        for key, value in element.attrib.items():
            element.set(key, _colours(str(value)))
        if element.get("font-family"):
            element.set("font-family", "Noto Sans SC")
    ratio = _ratio(root)
    if ratio is None:
        reason = "没有 viewBox"
        scope.diagnostics.append(FIG_3.at(Location(scope.path), src=path, reason=reason))
        return None
    return etree.tostring(root), ratio


def _colours(value: str) -> str:
    """An attribute's value with each ``var(--name, fallback)`` become its fallback."""
    while (start := value.find("var(")) >= 0:
        end = value.find(")", start)
        if end < 0:
            return value
        _, _, fallback = value[start + 4 : end].partition(",")
        value = value[:start] + (fallback.strip() or _INK) + value[end + 1 :]
    return value.replace("currentColor", _INK)


def _ratio(root: etree._Element) -> float | None:
    try:
        _, _, width, height = (
            float(n) for n in (root.get("viewBox") or "").replace(",", " ").split()
        )
    except ValueError:
        return None
    return height / width if width > 0 and height > 0 else None
