"""The real course as a commit of its own, and releases made of it as ops make them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKED = max(
    day
    for page in (ROOT / "docs").rglob("*.md")
    for day in re.findall(r"^checked: (\d{4}-\d\d-\d\d)$", page.read_text("utf-8"), re.MULTILINE)
)
"""The last day on which somebody checked a page: no commit of the course is older."""
WHEN = f"{CHECKED}T08:00:00+08:00"
WHO = {
    "GIT_AUTHOR_NAME": "教员",
    "GIT_AUTHOR_EMAIL": "trainer@example.invalid",
    "GIT_AUTHOR_DATE": WHEN,
    "GIT_COMMITTER_NAME": "教员",
    "GIT_COMMITTER_EMAIL": "trainer@example.invalid",
    "GIT_COMMITTER_DATE": WHEN,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str, when: str = WHEN) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **WHO, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def make_repository(folder: Path) -> Path:
    """Commit what git would see of the work tree: tracked or new, not ignored."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=课程")
    return folder


def hooks(
    folder: Path, *arguments: str, mask: int = 0o022, clock: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """``python hooks …`` of the project in ``folder``; ``clock``: what it is told the time is."""
    faked = ["faketime", clock] if clock else []
    return subprocess.run(
        [*faked, sys.executable, "hooks", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        umask=mask,
        check=False,
    )
