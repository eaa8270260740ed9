"""Pages and their order, under the names by which the templates know those of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from courseware.host.articles import address
from courseware.host.faults import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.host.config import Config


@dataclass(eq=False)
class Section:
    """Pages under one title; ``active`` while one of them is being written."""

    title: str
    children: list[Any]
    parent: Section | None = None

    @property
    def active(self) -> bool:
        """Whether the page being written is below it."""
        return any(child.active for child in self.children)


@dataclass(eq=False)
class Link:
    """An entry that leads elsewhere."""

    title: str
    url: str
    parent: Section | None = None
    children: None = None
    active: bool = False


@dataclass(eq=False)
class Page:
    """A page; ``path`` is its source from ``docs/``, ``meta`` its front matter."""

    path: str
    site: Config
    update_date: str
    title: str = ""
    content: str | None = None
    toc: Any = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    parent: Section | None = None
    previous_page: Page | None = None
    next_page: Page | None = None
    children: None = None
    active: bool = False

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return address(self.path)

    @property
    def canonical_url(self) -> str:
        """Its public address; empty where the site has none."""
        return urljoin(self.site.site_url, self.url) if self.site.site_url else ""

    @property
    def edit_url(self) -> str:
        """Where its source is edited; empty where that is not set."""
        if not self.site.edit_uri:
            return ""
        base, folder = (text.rstrip("/") for text in (self.site.repo_url, self.site.edit_uri))
        return urljoin(f"{base}/", f"{folder}/{self.path}")

    @property
    def is_homepage(self) -> bool:
        """Whether it is where readers come in."""
        return self.parent is None and self.url == "index.html"

    @property
    def ancestors(self) -> list[Section]:
        """What it stands in, the nearest first."""
        found = []
        above = self.parent
        while above:
            found.append(above)
            above = above.parent
        return found


@dataclass(frozen=True, slots=True)
class Navigation:
    """Entries as they are shown; iterating goes through them."""

    items: Sequence[Any]
    homepage: Page | None

    def __iter__(self) -> Iterator[Any]:
        """The entries of the first level."""
        return iter(self.items)


def navigation(written: Sequence[Any], pages: Mapping[str, Page]) -> Navigation:
    """The navigation as ``mkdocs.yml`` writes it; ``pages`` by path get their neighbours.

    Raises:
        SiteError: where an entry leads nowhere.
    """
    listed: list[Page] = []
    items = [_entry(one, pages, listed) for one in written]
    for page, follower in pairwise(listed):
        page.next_page, follower.previous_page = follower, page
    return Navigation(items, next((page for page in listed if page.is_homepage), None))


def _entry(written: Any, pages: Mapping[str, Page], listed: list[Page]) -> Any:
    title, target = next(iter(written.items())) if isinstance(written, dict) else ("", written)
    if isinstance(target, list):
        section = Section(title, [_entry(one, pages, listed) for one in target])
        for child in section.children:
            child.parent = section
        return section
    if page := pages.get(target):
        page.title = title
        listed.append(page)
        return page
    if urlsplit(target).scheme:
        return Link(title, target)
    raise SiteError(f"mkdocs.yml：nav 里的“{target}”不在 docs 里；请改正或删除")
