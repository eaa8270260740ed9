"""Recall of each site's own search box: is an expected page among the first three results?"""

from __future__ import annotations

import csv
import functools
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from benchmarks.stock.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

START = "02-network/principles.html"
LINKS = "all => all.map(link => link.href)"
PATIENCE = 20.0
"""Seconds until results are there: the default search builds its index first."""


@dataclass
class Recall:
    """Queries asked and found, by kind."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)


def recall(
    browser: Browser, site: Path, policy: str, queries: Path, ask: Callable[[Page, str], list[str]]
) -> Recall:
    """Type every query; ``ask`` gives the addresses of the results, best first.

    Pages are compared, not places within them.
    """
    result = Recall()
    with queries.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    with serving(site, policy) as (address, _):
        page = browser.new_page()
        page.goto(f"{address}{START}", wait_until="networkidle")
        for kind, query, expected in rows:
            links = ask(page, query)[:3]
            pages = {unquote(urlsplit(link).path).lstrip("/") for link in links}
            result.asked[kind] += 1
            result.found[kind] += bool(pages & {e.partition("#")[0] for e in expected.split()})
        page.close()
    return result


def ask_ours(page: Page, query: str) -> list[str]:
    """Our dialog; it answers within the event of typing, once its data is there."""
    dialog = page.get_by_role("dialog")
    if not dialog.is_visible():
        page.get_by_role("button", name="搜索").click()
        dialog.wait_for()
        page.wait_for_load_state("networkidle")
        dialog.locator("input").first.fill("基站")
        dialog.get_by_role("link").first.wait_for()
    dialog.locator("input").first.fill(query)
    page.wait_for_timeout(60)
    return _links(page, "dialog[open] a[href]")


def ask_stock(page: Page, query: str) -> list[str]:
    """Material's search box; it listens to keys and answers from a worker.

    Emptied first and waited for, so that an answer is never that to the query before. Its
    results are pages, with the places on each below: three results are three pages.
    """
    field_ = page.locator("input[data-md-component=search-query]")
    said = page.locator(".md-search-result__meta")
    if not field_.is_visible():
        page.locator("label[for=__search]").first.click()
    for text in ("", query):
        field_.fill(text)
        field_.press("Shift")
        _until(functools.partial(_says, said, is_empty=not text))
    return _links(page, ".md-search-result__item > a[href]:first-of-type")


def _says(said: Locator, *, is_empty: bool) -> bool:
    return (said.inner_text().strip() == "键入以开始搜索") is is_empty


def _links(page: Page, selector: str) -> list[str]:
    links: list[str] = page.locator(selector).evaluate_all(LINKS)
    return links


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            message = "the search does not answer"
            raise TimeoutError(message)
        time.sleep(0.02)
