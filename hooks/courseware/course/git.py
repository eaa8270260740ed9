"""Asks git: what is checked out, its id and time, so that the same commit gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class GitError(Exception):
    """Git can't say what was asked; the message is for the person at the keyboard."""


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
    commit = _said(root, "rev-parse", "--short=10", "HEAD")
    if commit and _said(root, "status", "--porcelain", "--untracked-files=no"):
        commit += "+"
    stamp = os.environ.get("SOURCE_DATE_EPOCH") or _said(root, "log", "-1", "--format=%ct")
    if stamp.isdigit():
        return Revision(commit, datetime.fromtimestamp(int(stamp), UTC))
    return Revision(commit, datetime.now(UTC).replace(microsecond=0))


def commit_time(root: Path) -> int:
    """The checked-out commit's time in seconds since 1970; 0 outside of a repository."""
    said = _said(root, "log", "-1", "--format=%ct")
    return int(said) if said.isdecimal() else 0


def trailer(root: Path, name: str) -> str:
    """The value of a trailer (``Name: value``) of the checked-out commit's message, or empty."""
    said = _said(root, "log", "-1", f"--format=%(trailers:key={name},valueonly,unfold)")
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
    said = _said(root, "log", "-1", "--format=%H %ct").split()
    if len(said) != 2:  # noqa: PLR2004 - id and time
        return None
    lines = _said(root, "status", "--porcelain=v2", "-z", "--no-renames").split("\0")
    changed = (line.split(" ", 8 if line[0] != "?" else 1)[-1] for line in lines if line)
    return Checkout(said[0], int(said[1]), tuple(changed))


def commit_name(name: str) -> str:
    """The name of a commit as it was given.

    Raises:
        GitError: if git would take it for an option.
    """
    if name.startswith("-"):
        raise GitError(f"“{name}”不是提交名；请写分支名、标签或提交编号")
    return name


def git(root: Path, *arguments: str, given: bytes = b"", refused: str = "") -> bytes:
    """What git answers in ``root``; ``given`` is its input, ``refused`` what to say if it fails.

    Raises:
        GitError: without git, or if it fails.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed program; names of commits are no options
            ["git", *arguments],  # noqa: S607 - found on PATH as every developer's git is
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise GitError("没有找到 git；这个命令需要 git，请安装后再试") from None
    if done.returncode:
        raise GitError(refused or "git 读不出这次比较要用的内容；请检查仓库")
    return done.stdout


def _said(root: Path, *arguments: str) -> str:
    """A line or more; empty where git can't say."""
    try:
        return git(root, *arguments).decode("utf-8", "replace").strip()
    except GitError:
        return ""
