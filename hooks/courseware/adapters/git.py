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
