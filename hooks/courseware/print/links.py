"""Links between printed pages, by the paths and addresses authors and MkDocs write."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_WEB = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True)
class Links:
    """The pages of a printed document: path from the project's root → ids of headings."""

    pages: Mapping[str, frozenset[str]]

    def label(self, page: str, href: str) -> str:
        """Label of what ``href`` on ``page`` leads to; empty where that isn't printed."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return ""
        target = page if not parts.path else self._page(page, unquote(parts.path))
        if not target:
            return ""
        anchor = unquote(parts.fragment)
        return anchor_label(target, anchor) if anchor in self.pages[target] else target

    def _page(self, page: str, path: str) -> str:
        for candidate in _candidates(page, path):
            if candidate in self.pages:
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
    """``href`` if it leads out into the web (or to a mail or telephone), else empty."""
    try:
        return href if urlsplit(href).scheme in _WEB else ""
    except ValueError:
        return ""


def heading_ids(article: HtmlElement) -> frozenset[str]:
    """Ids of the headings that get a label: those with text."""
    headings = article.iter("h1", "h2", "h3", "h4", "h5", "h6")
    named = (e.get("id") or "" for e in headings if str(e.text_content()).strip())
    return frozenset(named) - {""}
