"""What a reader's browser loads: bytes and requests of a first visit, a later page, a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.stock.browse import PHONE
from benchmarks.stock.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.stock.server import Answer

SETTLE = 1500
"""Milliseconds after the network is idle, for what is fetched in the background."""


@dataclass(frozen=True)
class Load:
    """Bytes of bodies (brotli 11) with and without pictures; requests to own and other origins."""

    size: int
    words: int
    own: int
    others: tuple[str, ...]


def weigh(
    browser: Browser,
    site: Path,
    policy: str,
    pages: Sequence[str],
    ask: Callable[[Page, str], list[str]],
) -> list[Load]:
    """Open ``pages`` one after the other in a fresh browser, then search; a load for each."""
    with serving(site, policy) as (address, log):
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        loads = []
        for name in (*pages, ""):
            log.clear()
            asked.clear()
            if name:
                _open(page, f"{address}{name}")
            else:
                ask(page, "基站")
                page.wait_for_timeout(SETTLE)
            loads.append(_load(log, asked, address))
        context.close()
    return loads


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # pictures may wait to be seen
    page.wait_for_timeout(SETTLE)


def _load(log: Sequence[Answer], asked: Sequence[str], address: str) -> Load:
    others = tuple(
        urlsplit(url).hostname or ""
        for url in asked
        if url.startswith("http") and not url.startswith(address)
    )
    return Load(sum(a.size for a in log), sum(a.words for a in log), len(log), others)
