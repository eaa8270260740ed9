"""What is there for the eye or the mouse alone is not announced."""

from __future__ import annotations

from courseware.page import tree
from courseware.page.readers import demote_empty_headers, quiet_permalinks


def test_only_empty_headers_become_cells() -> None:
    article = tree.parse("<table><thead><tr><th> </th><th>甲</th><th><b></b></th></tr></table>")
    assert demote_empty_headers(article) == 1
    assert tree.write(article) == (
        "<table><thead><tr><td> </td><th>甲</th><th><b></b></th></tr></thead></table>"
    )


def test_permalinks_are_for_the_mouse() -> None:
    article = tree.parse('<h2>要点<a class="headerlink" href="#要点">#</a></h2><a href="#x">#</a>')
    assert quiet_permalinks(article) == 1
    assert tree.write(article) == (
        '<h2>要点<a class="headerlink" href="#%E8%A6%81%E7%82%B9" tabindex="-1" '
        'aria-hidden="true">#</a></h2><a href="#x">#</a>'
    )
