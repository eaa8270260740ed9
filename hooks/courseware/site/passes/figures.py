"""Pictures alone in a paragraph → numbered figures; SVG drawn into the page.

Drawn into the page, an SVG follows the colour scheme and its text is the page's text.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder as E

from courseware.text.finding import Location
from courseware.text.html import SVG, picture_path, replace
from courseware.text.rules import FIG_1, FIG_2, FIG_3, FIG_10, FILE_1
from courseware.text.svg import check_svg

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.text.finding import Diagnostic

_REFERENCE = re.compile(r"(url\(\s*['\"]?#)", re.IGNORECASE)
_UNSAFE = frozenset({FIG_3.code, FIG_10.code})


def lone_images(article: HtmlElement) -> list[HtmlElement]:
    """Images that are all there is in their paragraph: these are figures."""
    return [
        image
        for image in article.iter("img")
        if (parent := image.getparent()) is not None
        and parent.tag == "p"
        and len(parent) == 1
        and not (parent.text or "").strip()
        and not (image.tail or "").strip()
    ]


def draw_figures(
    article: HtmlElement, *, page: str, number: str, read: Callable[[str], bytes]
) -> list[Diagnostic]:
    """Turn lone images into ``<figure>`` with “图 2.1-1 caption”, SVG inline.

    A ``data-lab`` of the image moves to its figure: ``labs.js`` puts something to try under it.

    ``page`` is the page's path from ``docs/``; ``number`` its lesson number (empty: figures
    are not numbered). ``read`` gives a file's bytes by its path from ``docs/`` and raises
    OSError where there is none.
    """
    found: list[Diagnostic] = []
    place = Location(f"docs/{page}")
    for position, image in enumerate(lone_images(article), start=1):
        source = image.get("src") or ""
        path = picture_path(page, source)
        if path is None:
            found.append(FIG_2.at(place, src=source))
            continue
        label = f"图 {number}-{position}" if number else ""
        drawn = _drawing(path, image.get("alt") or "", place, read, found)
        caption = _caption(label, image.attrib.pop("title", ""))
        figure = E.FIGURE({"class": "mdx-figure"})
        if lab := image.attrib.pop("data-lab", ""):
            figure.set("data-lab", lab)
        paragraph = image.getparent()
        replace(paragraph, figure)
        figure.append(image if drawn is None else drawn)
        figure.append(caption)
    return found


def _caption(label: str, text: str) -> HtmlElement:
    caption = E.FIGCAPTION()
    if label:
        caption.append(E.SPAN({"class": "mdx-figure__number"}, label))
        caption[-1].tail = " " + text
    else:
        caption.text = text
    return caption


def _drawing(
    path: str,
    alt: str,
    place: Location,
    read: Callable[[str], bytes],
    found: list[Diagnostic],
) -> HtmlElement | None:
    """The SVG as an element for the page; None for other pictures and unreadable ones."""
    try:
        data = read(path)
    except OSError:
        found.append(FIG_1.at(place, src=path, hint=""))
        return None
    if not path.endswith(".svg"):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        found.append(FILE_1.at(Location(f"docs/{path}")))
        return None
    refused = [one for one in check_svg(f"docs/{path}", text) if one.code in _UNSAFE]
    if refused:
        found += refused
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, encoding="utf-8"
    )
    root = etree.fromstring(data, parser)
    name = posixpath.basename(path).removesuffix(".svg")
    _prefix_ids(root, name)
    _describe(root, alt, name)
    root.tail = None
    return root


def _prefix_ids(root: etree._Element, name: str) -> None:
    """Make ids unique on the page: several drawings share one document."""
    for element in root.iter():
        for key, given in element.attrib.items():
            value = str(given)
            if key == "id":
                element.set(key, f"{name}-{value}")
            elif "#" in value:
                element.set(key, _REFERENCE.sub(rf"\1{name}-", value))


def _describe(root: etree._Element, alt: str, name: str) -> None:
    """Give a screen reader the author's alternative text, and nothing of the drawing twice.

    The drawing's own description stands in where there is no text. Its letters and numbers are
    hidden: some readers say them one by one, ``role="img"`` or not.
    """
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    drawn = etree.Element(f"{SVG}g", {"aria-hidden": "true"})
    drawn.extend([child for child in root if child is not title and child is not description])
    if title is None:
        title = etree.Element(f"{SVG}title")
    root[:] = [title]
    title.set("id", f"{name}-title")
    labels = [f"{name}-title"]
    if alt:
        title.text = alt
    elif description is not None:
        root.append(description)
        description.set("id", f"{name}-desc")
        labels.append(f"{name}-desc")
    root.append(drawn)
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(labels))
