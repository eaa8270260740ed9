"""What is there for the eye or the mouse alone is not announced."""

from __future__ import annotations

from courseware.site.passes.small import demote_empty_headers, quiet_permalinks
from courseware.text import html


def test_only_empty_headers_become_cells() -> None:
    article = html.parse("<table><thead><tr><th> </th><th>甲</th><th><b></b></th></tr></table>")
    assert demote_empty_headers(article) == 1
    assert html.write(article) == (
        "<table><thead><tr><td> </td><th>甲</th><th><b></b></th></tr></thead></table>"
    )


def test_permalinks_are_for_the_mouse() -> None:
    article = html.parse('<h2>要点<a class="headerlink" href="#要点">#</a></h2><a href="#x">#</a>')
    assert quiet_permalinks(article) == 1
    assert html.write(article) == (
        '<h2>要点<a class="headerlink" href="#要点" tabindex="-1" '
        'aria-hidden="true">#</a></h2><a href="#x">#</a>'
    )
