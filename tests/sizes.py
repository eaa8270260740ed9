"""The three sizes of test, and which programs a test needs: one table for both.

``make quick`` runs what needs neither a build nor a browser nor a server (Node, where it is
here), ``make test`` what needs no more than Python, git, a browser and Node, ``make test-all``
everything. A test is as large as the largest row that names it or a fixture of it; what no row
names is quick. So a new test is given its size where it is slow or needs a program, and nowhere
else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.machine import PROGRAMS, found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Size(IntEnum):
    """The smallest command that runs a test."""

    QUICK = 0
    TEST = 1
    ALL = 2


@dataclass(frozen=True)
class Row:
    """``name`` is a fixture, or what a test's place begins with: ``folder/test_file.py::test_``."""

    name: str
    size: Size
    programs: tuple[str, ...] = ()


SCREEN_READER = ("firefox", "Xvfb", "orca", "xdotool", "dbus-daemon", "at-spi2")
FIXTURES = (
    Row("browser", Size.TEST, ("chromium",)),
    Row("built", Size.TEST),
    Row("kinds", Size.TEST),
    Row("course", Size.TEST),  # the whole course, built or printed
    Row("bank", Size.TEST),  # the whole bank, written and read back
    Row("small_disk", Size.ALL, ("mount",)),
    Row("release", Size.ALL),
    Row("made", Size.TEST),  # a release, or papers
)
PLACES = (
    # Damage of every kind, and programs started again and again.
    Row("test_mutants.py", Size.TEST),
    Row("report/test_mutants.py", Size.TEST),
    Row("report/test_report.py", Size.TEST),
    Row("checks/test_cli.py", Size.TEST),
    Row("exams/test_papers.py", Size.TEST),
    Row("exams/test_draw.py::test_same_seed", Size.TEST),
    Row("releases/test_local.py", Size.TEST),
    Row("exams/test_secrecy.py", Size.TEST),
    Row("exports/test_any_cell.py", Size.TEST),
    Row("exports/test_faults.py::test_the_command_writes_one_file", Size.TEST),
    Row("print/test_course.py", Size.TEST),
    Row("print/test_on_request.py", Size.TEST),
    Row("escape/test_worst_inputs.py::test_a_check", Size.TEST),
    Row("escape/test_worst_inputs.py::test_rendering", Size.ALL),
    Row("site/test_page_files.py::test_a_row", Size.TEST),
    Row("host/test_driver.py::test_the_same", Size.TEST),
    Row("host/test_driver.py::test_findings", Size.TEST),
    Row("host/test_driver.py::test_what_is_not_safe", Size.TEST),
    Row("host/test_reload.py", Size.TEST),
    # Builds of the site, and chapters printed.
    Row("safety/test_build.py", Size.TEST),
    Row("print/test_command.py", Size.TEST),
    Row("print/test_cache.py::test_two_at_once", Size.TEST),
    # Thousands of histories.
    Row("site/scripts/test_record.py::test_no_history", Size.TEST),
    Row("checks/test_held_back.py", Size.TEST),  # the whole course, damaged again and again
    # By published schemas: what reads them takes seconds to start.
    Row("checks/test_sarif.py", Size.TEST),
    Row("checks/test_schemas.py", Size.TEST),
    Row("glossary/test_data.py", Size.TEST),
    # Scripts: the pure ones run, all judged by tools and held against what older browsers know.
    Row("site/scripts/", Size.QUICK, ("node",)),
    Row("support/", Size.TEST, ("node",)),
    # Parsers and run-times by others.
    Row("exports/test_gift.py", Size.ALL, ("node",)),
    Row("exports/test_qti.py", Size.ALL, ("node",)),
    Row("escape/test_marked_exports.py::test_gift", Size.ALL, ("node",)),
    Row("escape/test_marked_exports.py::test_qti", Size.ALL, ("node",)),
    Row("escape/test_marked_exports.py::test_a_report", Size.TEST),
    Row("escape/test_marked_exports.py::test_no_package", Size.TEST),
    Row("exports/scorm/", Size.ALL, ("node",)),
    Row("site/test_html.py::test_the_validator", Size.ALL, ("java", "node")),
    Row("host/test_build.py::test_builds_on_a_chinese_windows", Size.ALL, ("zh_CN.GBK",)),
    Row("test_clock.py", Size.ALL, ("faketime",)),
    # Other engines, and a screen reader.
    Row("engines/test_engines.py", Size.ALL, ("firefox", "WebKitWebDriver", "Xvfb")),
    Row("engines/test_old_chromium.py", Size.ALL, ("node",)),
    Row("engines/test_phone.py", Size.ALL, ("firefox", "WebKitWebDriver", "Xvfb")),
    Row("engines/test_screen_reader.py", Size.ALL, SCREEN_READER),
    # Releases: made twice, packed into wheels, served, published, cut off.
    Row("releases/test_kill.py", Size.ALL, ("strace",)),
    Row("releases/test_local.py::test_only_trusted_signers", Size.ALL, ("ssh-keygen",)),
    Row("releases/test_objects.py", Size.ALL),
    Row("releases/test_readers.py", Size.ALL, ("nginx",)),
    Row("releases/test_release.py", Size.ALL, ("faketime",)),
    Row("releases/test_probe.py", Size.ALL, ("openssl", "faketime")),
    Row("releases/test_settings.py", Size.ALL, ("nginx", "nginx-brotli", "caddy")),
    Row("releases/test_servers.py", Size.ALL, ("nginx", "nginx-brotli", "caddy", "openssl")),
    Row("releases/test_signing.py", Size.ALL, ("ssh-keygen",)),
    Row("releases/test_ssh.py", Size.ALL, ("sshd", "ssh-keygen", "rsync")),
    Row("releases/test_versions.py", Size.ALL, ("nginx", "nginx-brotli", "caddy")),
    Row("releases/test_wheelhouse.py", Size.ALL, ("unshare",)),
    Row("test_lock.py::test_what_is_installed", Size.TEST),
    # Another pip, fetched, and all that the lock names.
    Row("test_lock.py::test_an_old_pip", Size.ALL),
)


def rows_of(place: str, fixtures: Collection[str]) -> tuple[Row, ...]:
    """The rows that hold for a test: by its place, ``folder/test_file.py::test_name``."""
    by_place = (row for row in PLACES if place.startswith(row.name))
    return (*by_place, *(row for row in FIXTURES if row.name in fixtures))


def size_of(rows: Iterable[Row]) -> Size:
    """The largest."""
    return max((row.size for row in rows), default=Size.QUICK)


def needed(size: Size) -> tuple[str, ...]:
    """Programs that tests of this size and of smaller ones need, in the table's order."""
    rows = (row for row in (*FIXTURES, *PLACES) if row.size <= size)
    return tuple(dict.fromkeys(name for row in rows for name in row.programs))


def missing(size: Size) -> dict[str, tuple[str, ...]]:
    """Programs that are not here, and which rows can't run without them."""
    rows = tuple(row for row in (*FIXTURES, *PLACES) if row.size <= size)
    return {
        name: tuple(row.name for row in rows if name in row.programs)
        for name in needed(size)
        if not found(name)
    }


def said(lacking: dict[str, tuple[str, ...]]) -> str:
    """One line: what is missing, and what is left out for it."""
    programs = ", ".join(f"{name} ({PROGRAMS[name].package})" for name in lacking)
    places = ", ".join(dict.fromkeys(place for places in lacking.values() for place in places))
    return f"not on this machine: {programs}; left out: {places}"


def left_out(rows: Sequence[Row], lacking: Collection[str]) -> bool:
    """Whether a test of these rows can't run here."""
    return any(name in lacking for row in rows for name in row.programs)
