"""Shared fixtures: the real site, built once as its readers get it, and a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from machine import CHROMIUM
from machine import browser as installed_browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
LESSON = "02-network/principles.html"
"""A lesson with everything in it."""
LONG = frozenset(
    {
        "test_kill.py",
        "test_wheelhouse.py",
        "test_release.py",
        "test_engines.py",
        "test_objects.py",
        "test_phone.py",
        "test_screen_reader.py",
    }
)
"""Files that take minutes: begun first, so that none is left over for the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG)


@dataclass(frozen=True)
class Built:
    """A finished build: its folder and everything the build printed."""

    folder: Path
    log: str

    def pages(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))


def run_build(host: str, folder: Path, **environment: str) -> Built:
    """Build the site as a person does, with the command line of ``host``."""
    done = subprocess.run(
        [sys.executable, "-m", host, "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    encoding = "gbk" if "GBK" in environment.get("LC_ALL", "") else "utf-8"
    log = done.stderr.decode(encoding) + done.stdout.decode(encoding)
    assert done.returncode == 0, log
    return Built(folder, log)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return run_build("mkdocs", tmp_path_factory.mktemp("site") / "mkdocs")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=installed_browser(), args=CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the module's ``address`` in a browser of its own, as on a phone."""
    contexts: list[BrowserContext] = []

    def opened(name: str = LESSON, width: int = 360, **options: Any) -> Page:
        options.setdefault("viewport", {"width": width, "height": 800})
        options.setdefault("reduced_motion", "reduce")
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(f"{address}{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
