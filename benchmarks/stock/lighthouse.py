"""Lighthouse's marks, phone preset: the sites take turns, each mark is the median of rounds."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.stock.server import serving
from tests.machine import browser as installed_browser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
TRIES = 3
"""A Chromium that does not start, or paints nothing, is tried again; marks never are."""
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PATIENCE = 180
"""Seconds for one page; more means that Chromium hangs."""


@dataclass(frozen=True)
class Marks:
    """Medians of one page: marks from 0 to 100 by category, worst and best performance, metrics.

    Metrics: largest contentful paint and blocking time in milliseconds, shift of the layout.
    Index: Lighthouse's own measure of how fast the machine was meanwhile.
    """

    marks: tuple[int, ...]
    worst: int
    best: int
    metrics: tuple[float, ...]
    index: float


def chrome() -> str:
    """The browser the tests use, for Lighthouse, which does not look for Playwright's."""
    if found := installed_browser():
        return found
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def measure(
    modules: Path,
    sites: Mapping[str, tuple[Path, str]],
    pages: Sequence[str],
    rounds: int,
) -> dict[tuple[str, str], Marks]:
    """Marks by site and page; ``sites`` gives folder and policy by name."""
    reports: dict[tuple[str, str], list[dict[str, Any]]] = {}
    environment = {**os.environ, "CHROME_PATH": chrome()}
    with ExitStack() as stack:
        addresses = {
            name: stack.enter_context(serving(folder, policy))[0]
            for name, (folder, policy) in sites.items()
        }
        for address in addresses.values():  # one unmeasured, so that nobody is the first
            _report(modules, f"{address}{pages[0]}", environment)
        for site, page in _turns(list(sites), pages, rounds):
            report = _report(modules, f"{addresses[site]}{page}", environment)
            reports.setdefault((site, page), []).append(report)
    return {key: _median(found) for key, found in reports.items()}


def _turns(sites: Sequence[str], pages: Sequence[str], rounds: int) -> Iterator[tuple[str, str]]:
    for _ in range(rounds):
        for page in pages:
            for site in sites:
                yield site, page


def _report(modules: Path, address: str, environment: Mapping[str, str]) -> dict[str, Any]:
    command = [
        "node",
        str(modules / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
        "--blocked-url-patterns=https://*",  # other origins: out of reach, so free of charge
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={CHROME}",
    ]
    for _ in range(TRIES):
        done = subprocess.run(
            command, env=environment, capture_output=True, check=False, timeout=PATIENCE
        )
        if done.returncode == 0:  # else its report is cut short
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    message = f"Lighthouse failed on {address}: {done.stderr.decode()}"
    raise RuntimeError(message)


def _median(reports: Sequence[dict[str, Any]]) -> Marks:
    scores = {
        name: [round(100 * report["categories"][name]["score"]) for report in reports]
        for name in CATEGORIES
    }
    return Marks(
        tuple(round(statistics.median(scores[name])) for name in CATEGORIES),
        min(scores["performance"]),
        max(scores["performance"]),
        tuple(
            statistics.median(report["audits"][name]["numericValue"] for report in reports)
            for name in METRICS
        ),
        statistics.median(report["environment"]["benchmarkIndex"] for report in reports),
    )
