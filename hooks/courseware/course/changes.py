"""What changed since a commit, asked of git: lines by file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.git import commit_name, git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
DIFF = (
    "-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff",
    "--no-textconv", "--no-renames", "--relative", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
"""Lines and nothing around them, whatever a person's git is set to."""


def changed_lines(root: Path, base: str) -> Changes:
    """Lines of the working tree below ``root`` that its history since ``base`` changed.

    ``base`` is a commit, branch or tag; what counts is where it and the working tree
    parted. A new file counts whole.

    Raises:
        GitError: without git, outside of a repository, or for an unknown commit.
    """
    name = commit_name(base)
    parted = _git(root, "merge-base", name, "HEAD").strip()
    lines = parse_diff(_git(root, *DIFF, parted, "--", "."))
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return Changes(lines, frozenset(filter(None, new.split("\0"))))


def parse_diff(text: str) -> dict[str, frozenset[int]]:
    """Changed line numbers by file, from ``git diff --unified=0``.

    Lines taken out count as a change of the lines around them.
    """
    found: dict[str, set[int]] = {}
    path = ""
    skip = 0
    for line in text.split("\n"):
        if skip:
            skip -= not line.startswith("\\")
        elif line.startswith("+++ "):
            path = line[4:].rstrip("\t").removeprefix("b/")
            found.setdefault(path, set())
        elif hunk := _HUNK.match(line):
            old, start, new = (int(part or 1) for part in hunk.groups())
            skip = old + new
            touched = range(start, start + new) if new else (start, start + 1)
            found.setdefault(path, set()).update(touched)
    found.pop("/dev/null", None)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _git(root: Path, *arguments: str) -> str:
    refused = f"git 不知道和哪个提交比较；请检查 --changed 后面的提交名（{arguments[0]}）"
    return git(root, *arguments, refused=refused).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by file, and files that are new as a whole."""

    lines: Mapping[str, frozenset[int]]
    new: frozenset[str] = frozenset()
