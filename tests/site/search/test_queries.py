"""What people type, and where it must lead: in the browser, from a server and from a folder."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import pytest

from tests.serve import serving, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Built

TYPE = """query => {
  const input = document.querySelector(".mdx-search__input");
  input.value = query;
  const start = performance.now();
  input.dispatchEvent(new Event("input"));
  const took = performance.now() - start;
  return [took, [...document.querySelectorAll(".mdx-search__hit a")].slice(0, 3).map(a => a.href)];
}"""
SHARE = 0.95
"""Of the queries, this share finds what is meant among the first three results."""
LIMIT = 50
"""Milliseconds from a key to the results on the page."""


class Query(NamedTuple):
    kind: str
    text: str
    expected: frozenset[str]


def queries() -> list[Query]:
    with Path(__file__).with_name("queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [Query(kind, text, frozenset(expected.split())) for kind, text, expected in rows]


@pytest.fixture(scope="module", params=["server", "sub-path", "folder"])
def root(request: pytest.FixtureRequest, built: Built) -> Iterator[str]:
    """The site's address, ending in a slash."""
    if request.param == "folder":
        yield f"{built.folder.as_uri()}/"
    else:
        with serving(built.folder, "/" if request.param == "server" else "/train/a/") as address:
            yield address


@pytest.fixture(scope="module")
def dialog(browser: Browser, root: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{root}02-network/principles.html")
    page.get_by_role("button", name="搜索").click()
    until(page, "self.courseSearchData")
    yield page
    page.close()


def test_the_set_covers_every_kind_of_query() -> None:
    counts: dict[str, int] = {}
    for query in queries():
        counts[query.kind] = counts.get(query.kind, 0) + 1
    assert sum(counts.values()) >= 80
    assert set(counts) == {
        "term", "alias", "piece", "mixed", "english", "typo", "pinyin", "initials", "lesson",
    }  # fmt: skip
    assert min(counts.values()) >= 5


def test_the_expected_page_is_in_the_top_three(dialog: Page, root: str) -> None:
    missed, times = [], []
    for query in queries():
        took, links = dialog.evaluate(TYPE, query.text)
        addresses = [unquote(link.removeprefix(root)).split(":~:")[0] for link in links]
        pages = [address.split("#")[0] for address in addresses]
        times.append(took)
        if not query.expected & {*addresses, *pages}:
            missed.append((query.text, addresses))
    assert len(missed) <= (1 - SHARE) * len(times), missed
    assert sorted(times)[round(0.95 * len(times)) - 1] < LIMIT
