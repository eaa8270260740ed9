"""Pages of the built site that stand where others were, and lead on."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from courseware.course.addresses import published_moves, read_moves
from courseware.site.csp import IN_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from courseware.site.fragments import Fragments


def write_moved_pages(  # noqa: PLR0913 - what a page is made of
    site: Path,
    text: str,
    titles: Mapping[str, str],
    fragments: Fragments,
    *,
    script: str,
    address: str,
) -> dict[str, str]:
    """Write a page for each move; gives the new addresses by the old ones.

    ``text`` is the authors' file; ``titles`` are those of all pages by address, ``script`` is
    the page's script from the site's root, ``address`` the site's public one, may be empty.
    """
    moves, _ = read_moves(text)
    moved = {}
    for move in published_moves(moves, titles):
        folder = posixpath.dirname(move.old)
        target = posixpath.relpath(move.new, folder or ".")
        page = fragments.render(
            "moved",
            policy=IN_PAGE,
            target=f"{target}{move.url.removeprefix(move.new)}",
            title=titles[move.new],
            script=posixpath.relpath(script, folder or "."),
            canonical=urljoin(address, move.new) if address else "",
        )
        path = site / unquote(move.old)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8", newline="\n")
        moved[move.old] = move.url
    return moved
