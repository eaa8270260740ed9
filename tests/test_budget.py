"""What readers download, in bytes under brotli: kept small enough for an old phone."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.serve import serving

sys.path.insert(0, str(ROOT / "benchmarks"))
from bytes import Weight, packed, weigh

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import Built

FIRST = 65_000
"""A first visit with everything it loads but pictures; explanations of terms, which the service
worker fetches once, are a third of it."""

LATER = 12_000
"""A page by itself, without pictures: the text with a task and up to ten questions, each wrong
option of which fails for a reason that is told."""

LONGER = {"04-problems/emergency-people.html": 12_300}
"""What people's lives hang on is not cut for bytes: fire, threats, fraud, suicide and leaks are in
this one lesson, and its text alone is more than 8 KB of it."""

OVERVIEW = 5_000
"""Home and the opening page of a chapter, its list of terms included."""

SEARCH = 130_000
"""The data of a search, fetched once, when first searched."""

REVALIDATED = 300
"""A short answer “not modified”."""

OK = 200


@pytest.fixture(scope="module")
def weights(built: Built) -> dict[str, Weight]:
    return {weight.name: weight for weight in weigh(built.folder)}


def lessons(weights: dict[str, Weight]) -> dict[str, Weight]:
    return {n: w for n, w in weights.items() if n[:2].isdigit() and not n.endswith("/index.html")}


def test_lessons_are_light(weights: dict[str, Weight]) -> None:
    found = lessons(weights)
    assert len(found) > 20
    assert {n: w.first_words for n, w in found.items() if w.first_words > FIRST} == {}
    assert {n: w.words for n, w in found.items() if w.words > LONGER.get(n, LATER)} == {}
    assert {n: found[n].words for n in LONGER if found[n].words <= LATER} == {}


def test_overviews_are_lighter(weights: dict[str, Weight]) -> None:
    pages = {n: w for n, w in weights.items() if n.endswith("index.html")}
    assert {n: w.page for n, w in pages.items() if w.page > OVERVIEW} == {}


def test_search_is_paid_for_by_those_who_search(built: Built) -> None:
    scripts = built.folder / "assets" / "javascripts"
    assert packed((scripts / "search-data.js").read_bytes()) < SEARCH


def test_nothing_is_published_that_no_page_needs(built: Built) -> None:
    names = {p.relative_to(built.folder).as_posix() for p in built.folder.rglob("*")}
    assert [n for n in names if n.endswith(".map")] == []
    versioned = (re.sub(r"\.[0-9a-f]{8}\.", ".", n) for n in names if n.startswith("assets/"))
    assert {n for n in versioned if "." in n} == {
        "assets/images/favicon.svg",
        *(f"assets/stylesheets/{n}.css" for n in ("exam", "site")),
        *(
            f"assets/javascripts/{n}.js"
            for n in (
                *("early", "site", "learn", "terms-data", "search-data", "glossary", "labs"),
                *("record", "moved", "exam", "exam-data", "attempts"),
            )
        ),
    }


@pytest.mark.parametrize("name", ["02-network/principles.html", "04-problems/complaints.html"])
def test_a_browser_loads_no_more_than_that(
    browser: Browser, built: Built, weights: dict[str, Weight], name: str
) -> None:
    """Counted by the server, the service worker's own requests included."""
    answers: list[tuple[str, int]] = []
    with serving(built.folder, answers=answers) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}{name}", wait_until="networkidle")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_timeout(500)
        context.close()
    assert all(code in {200, 304} for _, code in answers), answers
    pictures = weights[name].page - weights[name].words
    sent = {
        answer: packed((built.folder / answer[0]).read_bytes()) if answer[1] == OK else REVALIDATED
        for answer in answers
    }
    assert sum(sent[answer] for answer in answers) - pictures < FIRST, sent
