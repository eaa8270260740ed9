"""What the commit says: its id and time, so that the same commit gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the sources; ``commit`` is empty outside of a repository."""

    commit: str
    time: datetime


def revision(root: Path) -> Revision:
    """The checked-out commit (``+`` marks uncommitted changes) and its time.

    ``SOURCE_DATE_EPOCH`` wins over the commit's time; outside of a repository the time is
    now.
    """
    commit = _git(root, "rev-parse", "--short=10", "HEAD")
    if commit and _git(root, "status", "--porcelain", "--untracked-files=no"):
        commit += "+"
    stamp = os.environ.get("SOURCE_DATE_EPOCH") or _git(root, "log", "-1", "--format=%ct")
    if stamp.isdigit():
        return Revision(commit, datetime.fromtimestamp(int(stamp), UTC))
    return Revision(commit, datetime.now(UTC).replace(microsecond=0))


def commit_time(root: Path) -> int:
    """The checked-out commit's time in seconds since 1970; 0 outside of a repository."""
    said = _git(root, "log", "-1", "--format=%ct")
    return int(said) if said.isdecimal() else 0


def trailer(root: Path, name: str) -> str:
    """The value of a trailer (``Name: value``) of the checked-out commit's message, or empty."""
    said = _git(root, "log", "-1", f"--format=%(trailers:key={name},valueonly,unfold)")
    return said.partition("\n")[0].strip()


@dataclass(frozen=True, slots=True)
class Checkout:
    """The checked-out commit in full, its committer's time, and paths that differ from it.

    ``time`` is in seconds since 1970; ``changed`` counts files that git neither tracks nor
    ignores, too.
    """

    commit: str
    time: int
    changed: tuple[str, ...]


def checkout(root: Path) -> Checkout | None:
    """What lies in the work tree; None outside of a repository or without a commit."""
    said = _git(root, "log", "-1", "--format=%H %ct").split()
    if len(said) != 2:  # noqa: PLR2004 - id and time
        return None
    lines = _git(root, "status", "--porcelain=v2", "-z", "--no-renames").split("\0")
    changed = (line.split(" ", 8 if line[0] != "?" else 1)[-1] for line in lines if line)
    return Checkout(said[0], int(said[1]), tuple(changed))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed program and arguments
            ["git", *arguments],  # noqa: S607 - found on PATH as every developer's git is
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
