"""The built site with a script that notes complaints, at its own address and at another."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.serve import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Built

MISSING = "404.html"
"""Answers any path, so its addresses begin with the path of site_url, here "/"."""


@pytest.fixture(scope="module")
def watched(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a script before all others that notes complaints."""
    site = tmp_path_factory.mktemp("watched") / "site"
    shutil.copytree(built.folder, site)
    shutil.copyfile(Path(__file__).parent / "faults.js", site / "faults.js")
    for page in site.rglob("*.html"):
        markup = page.read_text("utf-8")
        depth = len(page.relative_to(site).parts) - 1
        up = "/" if page.relative_to(site).as_posix() == MISSING else "../" * depth
        script = f'<head><script src="{up}faults.js"></script>'
        assert markup.count("<head>") == 1
        page.write_text(markup.replace("<head>", script), "utf-8")
    return site


@pytest.fixture(scope="module")
def address(watched: Path) -> Iterator[str]:
    """The site under a path, as it may be put anywhere."""
    with serving(watched, "/train/") as found:
        yield found


@pytest.fixture(scope="module")
def missing(watched: Path) -> Iterator[str]:
    """An address without a page, below the path of site_url: there servers send 404.html."""
    nowhere = watched / "no" / "such" / "page.html"
    nowhere.parent.mkdir(parents=True)
    shutil.copyfile(watched / MISSING, nowhere)
    with serving(watched) as found:
        yield f"{found}no/such/page.html"
    shutil.rmtree(watched / "no")


@pytest.fixture(scope="module")
def pages(built: Built) -> list[str]:
    """Every page that may be put anywhere."""
    return [name for name in built.pages() if name != MISSING]
