"""The table of sizes: every row holds for a test, and each test is where it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.machine import PROGRAMS
from tests.sizes import FIXTURES, PLACES, Row, Size, left_out, needed, rows_of, said, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_a_row_of_the_table_that_names_nothing_is_seen() -> None:
    """Where a test was moved, its size and its programs must move along."""
    defined = {
        f"{path.relative_to(ROOT / 'tests').as_posix()}::{line[4:].partition('(')[0]}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("def test_")
    }
    assert [
        row.name for row in PLACES if not any(place.startswith(row.name) for place in defined)
    ] == []
    sources = "".join(
        path.read_text("utf-8")
        for pattern in ("test_*.py", "conftest.py")
        for path in (ROOT / "tests").rglob(pattern)
    )
    given = {row.name: (f"def {row.name}(", f'("{row.name}", ') for row in FIXTURES}
    assert [name for name, ways in given.items() if not any(way in sources for way in ways)] == []
    assert set(needed(Size.ALL)) == set(PROGRAMS)
    assert needed(Size.QUICK) == ("node",), "and without it those tests are left out"
    assert needed(Size.TEST) == ("chromium", "node")


@pytest.mark.parametrize(
    ("place", "fixtures", "size"),
    [
        ("course/test_naming.py::test_minutes_are_said", ["minutes"], Size.QUICK),
        ("site/test_browser.py::test_drawer", ["visit", "browser", "built"], Size.TEST),
        ("releases/test_archive.py::test_bytes", [], Size.QUICK),
        ("releases/test_sbom.py::test_it_is_valid", ["release", "made"], Size.ALL),
        ("releases/test_kill.py::test_kill[first]", [], Size.ALL),
        ("site/test_html.py::test_a_parser_repairs_nothing", ["built"], Size.TEST),
        ("site/test_html.py::test_the_validator_sees_faults", [], Size.ALL),
    ],
)
def test_the_largest_row_counts(place: str, fixtures: Sequence[str], size: Size) -> None:
    assert size_of(rows_of(place, fixtures)) is size


def test_what_can_not_run_is_left_out_and_said_in_one_line() -> None:
    rows = (Row("exports/scorm/", Size.ALL, ("node",)), Row("browser", Size.TEST, ("chromium",)))
    assert [left_out([row], ["node"]) for row in rows] == [True, False]
    assert left_out(rows, ["node"])
    assert said(
        {"node": ("exports/scorm/", "exports/test_qti.py"), "java": ("exports/test_qti.py",)}
    ) == (
        "not on this machine: node (npm), java (default-jre-headless); "
        "left out: exports/scorm/, exports/test_qti.py"
    )
