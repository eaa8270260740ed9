"""A page's Markdown → its article. The one place that does so, whoever drives the build."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from courseware.course.markdown import converter
from courseware.course.naming import relative
from courseware.questions.page_markdown import rendered_markdown, unshielded
from courseware.questions.rendering import render
from courseware.questions.spots import placed
from courseware.text.html import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from lxml.html import HtmlElement

    from courseware.questions.model import Question
    from courseware.questions.rendering import Rendered
    from courseware.text.lines import Source

_LINKS = {"a": "href", "img": "src"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a page's list of contents; ``title`` is markup."""

    title: str
    id: str
    level: int
    children: tuple[Heading, ...]

    @property
    def url(self) -> str:
        """Its address on the page."""
        return f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Article:
    """``markup`` as Markdown made it; ``toc`` are the headings of the first level."""

    markup: str
    toc: tuple[Heading, ...]

    @property
    def title(self) -> str:
        """The page's own title, as markup: its heading of level 1, if it begins with one."""
        return next((one.title for one in self.toc if one.level == 1), "")


class Articles:
    """Renders every page with one Markdown instance, and the parts of questions with another.

    ``extensions`` and ``configs`` are what ``mkdocs.yml`` sets; ``files`` are all sources below
    ``docs/``, by path from there.
    """

    def __init__(
        self, extensions: Sequence[str], configs: Mapping[str, Any], files: Collection[str]
    ) -> None:
        """Make the instance."""
        self._markdown = Markdown(extensions=list(extensions), extension_configs=dict(configs))
        self._links = _Links(files)
        self._markdown.treeprocessors.register(self._links, "links", 0)
        self._part = converter(extensions, configs, of_parts=True)
        self._files = files

    def article(self, path: str, markdown: str) -> Article:
        """The article of the page at ``path``, from ``docs/``: links lead to built pages."""
        self._links.page = path
        self._markdown.reset()
        markup = self._markdown.convert(markdown)
        return Article(markup, tuple(map(_heading, getattr(self._markdown, "toc_tokens", ()))))

    def tree(self, source: Source, shown: Sequence[Question]) -> HtmlElement:
        """The article of ``source`` as a tree, with spots for its questions ``shown``."""
        path = source.path.removeprefix("docs/")
        made = self.article(path, rendered_markdown(source, shown))
        return placed(parse(unshielded(made.markup)), source)

    def questions(self, shown: Iterable[Question]) -> tuple[Rendered, ...]:
        """Questions as trees."""
        return tuple(render(question, self._part) for question in shown)

    def link(self, path: str, url: str) -> str:
        """Where a link of a question leads that stands on the page at ``path``, from ``docs/``."""
        return made_link(path, url, self._files)


def address(path: str) -> str:
    """The address of what is made of a file, by its path from ``docs/``: both from the root."""
    return quote(f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path)


def made_link(page: str, url: str, files: Collection[str]) -> str:
    """Where a link of the source ``page`` leads once it is built; both from ``docs/``.

    What leads to none of ``files`` stays as it is; whether it leads anywhere is checked.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    away = parts.scheme or parts.netloc or url.startswith(("/", "\\"))
    if away or not parts.path or AMP_SUBSTITUTE in url:
        return url
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if target not in files:
        return url
    path = relative(address(target), address(page))
    return urlunsplit(("", "", path, parts.query, parts.fragment))


def _heading(token: Mapping[str, Any]) -> Heading:
    children = tuple(map(_heading, token["children"]))
    return Heading(token["name"], token["id"], token["level"], children)


class _Links(Treeprocessor):
    """Links and pictures lead from sources to sources; in the page, to what is made of those."""

    def __init__(self, files: Collection[str]) -> None:
        super().__init__()
        self.page = ""
        self._files = files

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = _LINKS.get(element.tag)
            if name and (url := element.get(name)):
                element.set(name, made_link(self.page, url, self._files))
