"""Renders trainer notes for 讲师版, apart from the site: what isn't there can't leak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courseware.course.markdown import converter
from courseware.text.html import parse
from courseware.text.lines import trainer_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def trainer_notes(
    texts: Mapping[str, str], extensions: Sequence[str], configs: Mapping[str, Any]
) -> dict[str, HtmlElement]:
    """The notes of every page that has some, by its path from the project's root.

    ``texts`` are the files, ``extensions`` and ``configs`` what the site's Markdown is
    rendered with.
    """
    convert = converter(extensions, configs)
    found: dict[str, HtmlElement] = {}
    for path, text in texts.items():
        if source := trainer_markdown(path, text):
            article = parse(convert(source))
            for heading in article.iter(*_HEADINGS):
                heading.attrib.pop("id", None)  # the lesson may have a heading of that name
            found[path] = article
    return found
