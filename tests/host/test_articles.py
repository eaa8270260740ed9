"""Links of pages and of their questions lead to what is built of their targets."""

from __future__ import annotations

import pytest

from courseware.course.markdown import CONFIGS, EXTENSIONS
from courseware.host.articles import Articles

FILES = {"02-trial/one.md", "02-trial/波.svg", "index.md"}


@pytest.mark.parametrize(
    ("written", "built"),
    [
        ("one.md", "one.html"),
        ("../index.md#x", "../index.html#x"),
        ("one.md?a=1#x", "one.html?a=1#x"),
        ("../02-trial/one.md", "one.html"),
        ("%E6%B3%A2.svg", "%E6%B3%A2.svg"),
        ("no.md", "no.md"),
        ("#x", "#x"),
        ("/one.md", "/one.md"),
        ("https://e.example/one.md", "https://e.example/one.md"),
        ("https://[", "https://["),
    ],
)
def test_links_lead_to_built_pages(written: str, built: str) -> None:
    articles = Articles(EXTENSIONS, CONFIGS, FILES)
    assert articles.link("02-trial/one.md", written) == built
    made = articles.article("02-trial/one.md", f"[看](<{written}>)")
    assert made.markup == f'<p><a href="{built}">看</a></p>'
