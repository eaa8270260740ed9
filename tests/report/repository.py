"""A repository with the fixture course in it, and commits on top."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.checks.course import copy_course

ROOT = Path(__file__).resolve().parents[2]
_WHO = {
    "GIT_AUTHOR_NAME": "培训师",
    "GIT_AUTHOR_EMAIL": "trainer@example.com",
    "GIT_COMMITTER_NAME": "培训师",
    "GIT_COMMITTER_EMAIL": "trainer@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(frozen=True)
class Repository:
    """A repository in a folder of its own."""

    root: Path

    def git(self, *arguments: str, given: bytes = b"") -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            input=given,
            env={**os.environ, **_WHO},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def commit(self) -> str:
        """Commit everything in the folder."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        before = file.read_text("utf-8")
        assert before.count(old) == 1, f"{path}: {old!r}"
        file.write_text(before.replace(old, new), "utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def report(self, base: str, head: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """``python hooks report`` as a person or a CI job runs it."""
        return subprocess.run(
            [sys.executable, "hooks", "report", base, head, "--root", str(self.root),
             "--today", "2026-11-22", *arguments],
            cwd=ROOT,
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(self.root.parent)},
        )  # fmt: skip

    def markdown(self, base: str, head: str) -> str:
        done = self.report(base, head)
        assert (done.returncode, done.stderr.decode()) == (0, "")
        return done.stdout.decode()


def started(folder: Path) -> Repository:
    """The fixture course in a repository, not yet committed."""
    repository = Repository(copy_course(folder))
    repository.git("init", "--quiet", "--initial-branch=main")
    return repository
