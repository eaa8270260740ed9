"""Shared fixtures: the real site, built once as its readers get it, and a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from tests.machine import CHROMIUM, in_ci
from tests.machine import browser as installed_browser
from tests.sizes import Size, left_out, missing, rows_of, said, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

settings.register_profile("course", deadline=None)  # a shared machine may be slow
settings.load_profile("course")

ROOT = Path(__file__).resolve().parent.parent
LESSON = "02-network/principles.html"
"""A lesson with everything in it."""
ASKED = {"quick": Size.QUICK, "not long": Size.TEST}
"""What the Makefile's commands give as ``-m``."""
LACKING = {} if in_ci() else missing(Size.ALL)
"""Programs that are not on this machine; in CI nothing may be left out, so there a test fails."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "quick: needs neither a build nor a browser nor a server")
    config.addinivalue_line("markers", "long: needs more than Python and a browser, or minutes")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files of which no test is asked for are not even imported: that alone takes seconds."""
    place = Path(os.path.relpath(collection_path, ROOT / "tests")).as_posix()
    size = ASKED.get(config.option.markexpr, Size.ALL)
    return True if size_of(rows_of(place, ())) > size else None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """The last word is what was left out."""
    size = ASKED.get(config.option.markexpr, Size.ALL)
    if LACKING and (lacking := missing(size)):
        terminalreporter.write_line(said(lacking), yellow=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test with its size, leave out what can't run here, begin with the long ones."""
    gone = []
    for item in items:
        place = item.nodeid.removeprefix("tests/")
        rows = rows_of(place, getattr(item, "fixturenames", ()))
        size = size_of(rows)
        if size is not Size.TEST:
            item.add_marker("quick" if size is Size.QUICK else "long")
        if left_out(rows, LACKING):
            gone.append(item)
    config.hook.pytest_deselected(items=gone)
    without = set(gone)
    items[:] = [item for item in items if item not in without]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@dataclass(frozen=True)
class Built:
    """A finished build: its folder and everything the build printed."""

    folder: Path
    log: str

    def pages(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))


def run_build(host: str, folder: Path, *, mask: int = -1, **environment: str) -> Built:
    """Build the site as a person does, with the command line of ``host`` and a file mask.

    Whatever a person may have switched off for MkDocs and its plugins is on.
    """
    plain = {name: value for name, value in os.environ.items() if "MKDOCS" not in name}
    done = subprocess.run(
        [sys.executable, "-m", host, "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=plain | environment,
        umask=mask,
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
