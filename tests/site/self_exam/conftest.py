"""The real course without its PDFs, served on loopback, and somebody who takes the exam."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.serve import serving
from tests.site.self_exam.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's folder."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("hooks", "overrides", "fonts", "docs", "exam", "question-register.txt"):
        (folder / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  courseware:\n", "  courseware:\n    pdf: never\n")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


@pytest.fixture(scope="session")
def address(course: Path) -> Iterator[str]:
    with serving(course) as found:
        yield found


@pytest.fixture
def another(browser: Browser, address: str) -> Iterator[Callable[..., Candidate]]:
    """Makes candidates; nothing may have gone wrong on their pages."""
    made: list[Candidate] = []

    def make(**options: object) -> Candidate:
        made.append(Candidate(browser, address, **options))
        return made[-1]

    yield make
    for person in made:
        assert person.complaints == []
        person.context.close()


@pytest.fixture
def candidate(another: Callable[..., Candidate]) -> Candidate:
    return another()
