"""What a clock can do to the course: nothing fails because time went by, or because it is wrong.

The clock is faked for the whole process, git included, by libfaketime.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from courseware.text.zones import read_zone
from tests.checks.course import CONFIG, SIGNAL, VERIFY, Edit, copy_course, edited
from tests.conftest import ROOT
from tests.releases.commit import git, hooks

if TYPE_CHECKING:
    from pathlib import Path

PASSED = "检查通过，没有发现问题。\n"
REVIEW = "FACT-1 复核期限 2027-05-31 已过；请核对本页内容，再改 checked 和 review_by"
UNTIL = "FACT-3 这里的内容写明到 2027-06-01 为止；请核对后改写，并改 until"
OVERDUE = "".join(
    f"docs/{place} {fact}\n"
    for place, fact in [
        ("01-calls/index.md:12:12", REVIEW),
        ("01-calls/opening.md:17:12", REVIEW),
        ("01-calls/verify.md:17:12", REVIEW),
        ("01-calls/verify.md:30:1", UNTIL),
        ("02-network/index.md:12:12", REVIEW),
        ("02-network/signal.md:17:12", REVIEW),
    ]
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course in a repository; its commit is of 2026-11-22, in China."""
    folder = copy_course(tmp_path_factory.mktemp("clock"))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=课程", when="2026-11-22T08:00:00+08:00")
    return folder


def at(when: str, course: Path, *words: str, **environment: str) -> tuple[str, int]:
    """``python hooks …`` at a moment of UTC: what it says, and its exit code."""
    arguments = (*(words or ("check",)), "--root", str(course))
    done = hooks(ROOT, *arguments, clock=when, TZ="UTC", **environment)
    assert done.stderr == ""
    return done.stdout, done.returncode


@pytest.mark.parametrize(
    ("when", "environment"),
    [
        ("2026-11-22 03:00:00", {}),
        ("2026-12-22 03:00:00", {}),  # a month later
        ("2026-11-21 03:00:00", {}),  # a day back: not earlier than the commit
        ("1980-01-02 03:00:00", {}),  # an empty battery
        ("2027-06-22 03:00:00", {"SOURCE_DATE_EPOCH": "1795305600"}),  # rebuilt later
        ("2026-11-22 03:00:00", {"SOURCE_DATE_EPOCH": "315532800"}),  # a build system's own
    ],
)
def test_a_clean_course_stays_clean(when: str, environment: dict[str, str], course: Path) -> None:
    assert at(when, course, **environment) == (PASSED, 0)


@pytest.mark.parametrize("when", ["2027-06-22 03:00:00", "2029-11-22 03:00:00"])
def test_what_is_overdue_is_named_and_fails_nothing(when: str, course: Path) -> None:
    assert at(when, course) == (f"{OVERDUE}共 0 个错误，6 个提醒。\n", 0)


@pytest.mark.parametrize(
    ("when", "zone", "future"),
    [
        ("2026-11-22 17:00:00", "", False),  # 01:00 on the 23rd in China
        ("2026-11-22 16:00:01", "", False),
        ("2026-11-22 15:30:00", "", True),  # still the 22nd
        ("2026-11-22 15:30:00", "UTC+09:00", False),
        ("2026-11-22 17:00:00", "UTC", True),
        ("2026-11-22 17:00:00", "Europe/Berlin", True),
        ("2026-11-22 23:30:00", "Europe/Berlin", False),
    ],
)
def test_today_is_the_day_in_the_zone_of_the_course(
    when: str,
    zone: str,
    future: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """The machine is in UTC, as CI is; the page was checked on the 23rd."""
    edits = [Edit(SIGNAL, "checked: 2026-11-01", "checked: 2026-11-23")]
    if zone:
        edits.append(Edit(CONFIG, "  courseware:\n", f"  courseware:\n    timezone: {zone}\n"))
    folder = edited(tmp_path, *edits).root
    place = "docs/02-network/signal.md:16:10"
    said = f"{place} FACT-7 核对日期 2026-11-23 在将来；请改正\n共 1 个错误，0 个提醒。\n"
    assert at(when, folder) == ((said, 1) if future else (PASSED, 0))


def test_a_page_checked_on_the_day_of_its_commit_is_fine_at_any_clock(
    course: Path, tmp_path: Path
) -> None:
    """Committed at 08:00 on the 22nd in China, built where it is the 21st still."""
    folder = shutil.copytree(course, tmp_path / "course")
    page = folder / VERIFY
    text = re.sub("checked: .*", "checked: 2026-11-22", page.read_text("utf-8"))
    page.write_text(text, "utf-8")
    for when in ("2026-11-20 03:00:00", "2026-11-22 00:30:00"):
        assert at(when, folder) == (PASSED, 0)


@pytest.mark.parametrize(
    ("when", "reason", "said"),
    [
        ("2026-11-23 03:00:00", "", ""),
        ("2026-11-23 03:00:00", "急", "没有到期的内容，--overdue 的理由没有记进清单。\n"),
        (
            "2027-06-22 03:00:00",
            "",
            (
                "注意：提交的日期是 2026-11-22；到今天（2027-06-22）有 6 处内容已过期，"
                "运行 hooks check 可看清单。\n"
            ),
        ),
    ],
)
def test_a_release_goes_by_the_day_of_its_commit(
    when: str, reason: str, said: str, course: Path
) -> None:
    assert held_back(when, course, reason) == f"{(None, said)}\n"


def test_the_reason_may_stand_in_the_commit(course: Path, tmp_path: Path) -> None:
    """So that who builds it anywhere gets the same bytes."""
    folder = shutil.copytree(course, tmp_path / "course")
    page = folder / SIGNAL
    page.write_text(page.read_text("utf-8").replace("2027-05-31", "2026-11-20"), "utf-8")
    message = "--message=更正急救电话"
    when = "2026-11-24T08:00:00+08:00"
    git(folder, "commit", "--all", "--quiet", message, when=when)
    assert "OverdueError" in held_back("2026-11-24 03:00:00", folder, "")
    git(folder, "commit", "--amend", "--quiet", message, "--message=Overdue: 今晚要用", when=when)
    place = "docs/02-network/signal.md:17 复核期限 2026-11-20 已过"
    for clock in ("2026-11-24 03:00:00", "2029-11-24 03:00:00"):
        said = held_back(clock, folder, "")
        assert said == f"(Overdue(reason='今晚要用', pages=('{place}',)), '')\n"


def held_back(when: str, course: Path, reason: str) -> str:
    """What the gate of a release answers at a moment of UTC, or how it refuses."""
    code = (
        "import pathlib, sys; sys.path.insert(0, 'hooks')\n"
        "from courseware.course.git import checkout\n"
        "from courseware.verbs.overdue import held_back\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "print(held_back(root, checkout(root).time, sys.argv[2]))"
    )
    done = subprocess.run(
        ["faketime", when, sys.executable, "-c", code, str(course), reason],
        cwd=ROOT, env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout or done.stderr


def test_the_site_is_built_years_later(tmp_path: Path) -> None:
    """In strict mode, without git and without anybody having looked at the pages since."""
    for name in ("docs", "hooks", "overrides", "exam"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.glob("*.txt"):
        shutil.copy(path, tmp_path)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("  courseware:\n", "  courseware:\n    pdf: never\n")
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    done = subprocess.run(
        ["faketime", "2029-11-27 03:00:00", sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path, env={**os.environ, "TZ": "UTC"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    texts = [path.read_text("utf-8") for path in (tmp_path / "docs").rglob("*.md")]
    pages = sum("review_by:" in text for text in texts)
    assert done.returncode == 0, done.stderr
    assert (done.stderr.count(" FACT-1 复核期限 "), done.stderr.count("WARNING")) == (pages, 0)
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("name", ["北京", "8", "../etc/passwd", "UTC+15:00", "Asia", ""])
def test_an_unknown_zone_is_none(name: str) -> None:
    assert read_zone(name) is None


@pytest.mark.parametrize(
    ("name", "offset"),
    [("Asia/Shanghai", "+08:00"), ("UTC", "+00:00"), ("UTC+05:45", "+05:45"), ("-03:30", "-03:30")],
)
def test_a_zone_needs_no_table_of_the_system(name: str, offset: str) -> None:
    """Windows has none."""
    code = (
        "import datetime as d\n"
        "from courseware.text.zones import read_zone\n"
        f"print(d.datetime(2026, 7, 1, tzinfo=read_zone({name!r})).isoformat())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "hooks"), "PYTHONTZPATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"2026-07-01T00:00:00{offset}\n"
