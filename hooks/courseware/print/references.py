"""Links between printed pages, by the paths and addresses authors and MkDocs write."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from courseware.text.allowed import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement


class Target(NamedTuple):
    """Where a link leads: the label to go to and the place in words (2.1 节).

    The label is empty where the page isn't printed, the place where it is the same page.
    """

    label: str
    place: str


@dataclass(frozen=True)
class Links:
    """The pages of a printed document: path from the project's root → ids of headings.

    ``places`` are the words for every page of the course, printed here or not.
    """

    pages: Mapping[str, frozenset[str]]
    places: Mapping[str, str] = field(default_factory=dict)

    def target(self, page: str, href: str) -> Target:
        """What ``href`` on ``page`` leads to."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return Target("", "")
        path = page if not parts.path else self._page(page, unquote(parts.path))
        place = self.places.get(path, "") if path != page else ""
        if path not in self.pages:
            return Target("", place)
        anchor = unquote(parts.fragment)
        label = anchor_label(path, anchor) if anchor in self.pages[path] else path
        return Target(label, place)

    def label(self, page: str, href: str) -> str:
        """Label of what ``href`` on ``page`` leads to; empty where that isn't printed."""
        return self.target(page, href).label

    def _page(self, page: str, path: str) -> str:
        for candidate in _candidates(page, path):
            if candidate in self.pages or candidate in self.places:
                return candidate
        return ""


def _candidates(page: str, path: str) -> list[str]:
    """Source paths that a relative path may mean: as written, or as a built address.

    With MkDocs' directory addresses ``02-network/principles.md`` is read at
    ``02-network/principles/``, so a built link starts one folder deeper.
    """
    folder = posixpath.dirname(page)
    is_index = posixpath.basename(page) == "index.md"
    address = folder if is_index else page.removesuffix(".md")
    found = []
    for base in (folder, address):
        plain = posixpath.normpath(posixpath.join(base, path))
        found += [plain, f"{plain.removesuffix('.html')}.md", f"{plain}/index.md"]
    return found


def anchor_label(page: str, anchor: str) -> str:
    """The label of a heading on a page."""
    return f"{page}#{anchor}"


def answers_label(page: str) -> str:
    """The label of the place where a page's answers are."""
    return f"answers:{page}"


def question_labels(page: str, position: int) -> tuple[str, str]:
    """The labels of a page's question and of its answer, by position from 1."""
    return f"question:{page}:{position}", f"answer:{page}:{position}"


def web_address(href: str) -> str:
    """``href`` if it leads out into the web, else empty."""
    try:
        return href if urlsplit(href).scheme in SCHEMES else ""
    except ValueError:
        return ""


def public_address(site_url: str) -> str:
    """``site_url`` if readers elsewhere can open it, else empty."""
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    local = host == "localhost" or host.endswith((".localhost", ".local")) or host == "::1"
    public = parts.scheme in {"http", "https"} and "." in host
    return site_url if public and not local and not host.startswith(("127.", "0.")) else ""


def heading_ids(article: HtmlElement) -> frozenset[str]:
    """Ids of the headings that get a label: those with text."""
    headings = article.iter("h1", "h2", "h3", "h4", "h5", "h6")
    named = (e.get("id") or "" for e in headings if str(e.text_content()).strip())
    return frozenset(named) - {""}
