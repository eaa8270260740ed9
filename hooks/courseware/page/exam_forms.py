"""A lesson's questions for the page 结业自测: the same markup, read from another address."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from courseware.identity import folded
from courseware.page.tree import remove, with_class, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_QUOTED = re.compile(r"“([^“”]{2,40})”")
_HEADINGS = ("h2", "h3", "h4")
_LINKS = ("href", "src", "poster", "data")


@dataclass(frozen=True, slots=True)
class ExamForm:
    """A question's markup; ``sections`` are (address, title) of what its explanation names."""

    id: str
    markup: str
    sections: tuple[tuple[str, str], ...]


def exam_forms(article: HtmlElement, page: str, reader: str) -> Iterator[ExamForm]:
    """The questions of a finished article.

    ``page`` is its address from the site's root, ``reader`` that of the page on which the
    questions will be shown: links and pictures are named from there.
    """
    headings = [(element.get("id") or "", _title(element)) for element in article.iter(*_HEADINGS)]
    for form in with_class(article, "mdx-question", "form"):
        explanation = "".join(
            "".join(body.itertext()) for body in with_class(form, "mdx-question__explanation")
        )
        own = copy.deepcopy(form)
        own.tail = None
        _relink(own, page, reader)
        sections = tuple(
            (relative(f"{page}#{anchor}", reader), title)
            for anchor, title in _named(explanation, headings)
        )
        holder = copy.copy(own)
        holder.clear()
        holder.append(own)
        yield ExamForm(form.get("data-question") or "", write(holder), sections)


def relative(address: str, reader: str) -> str:
    """An address from the site's root as one from ``reader``, another such address."""
    path, mark, anchor = address.partition("#")
    return posixpath.relpath(path, posixpath.dirname(reader) or ".") + mark + anchor


def _relink(form: HtmlElement, page: str, reader: str) -> None:
    for element in form.iter():
        for name in _LINKS:
            value = element.get(name) if isinstance(element.tag, str) else None
            if not value or (value.startswith("#") and element.tag != "a"):
                continue
            if urlsplit(value).scheme or value.startswith("/"):
                continue
            element.set(name, relative(urljoin(page, value), reader))


def _title(heading: HtmlElement) -> str:
    own = copy.deepcopy(heading)
    for link in with_class(own, "headerlink"):
        remove(link)
    return " ".join("".join(own.itertext()).split())


def _named(text: str, headings: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Headings that a text names in quotation marks, in its order, each once."""
    seen = set()
    for words in map(folded, _QUOTED.findall(text)):
        for anchor, title in headings:
            whole = folded(title)
            if anchor and anchor not in seen and (whole.startswith(words) or words == whole):
                seen.add(anchor)
                yield anchor, title
                break
