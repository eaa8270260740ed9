"""The course as a commit holds it, read from git's objects: nothing is checked out or run."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.changes import DIFF, Changes, parse_diff
from courseware.course.disk import slug
from courseware.course.git import GitError, commit_name, git
from courseware.course.layout import CONFIG, DOCS, HEAD, PICTURES, hidden, is_hidden
from courseware.course.markdown import render
from courseware.course.project import gather, in_bank
from courseware.course.rules import FILE_3, FILE_5
from courseware.text.decode import LIMITS, FileText, decode
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from courseware.course.project import Project
    from courseware.text.finding import Diagnostic

_LINK = "120000"
_FILES = frozenset({"100644", "100755", "100664"})
_LARGEST = max(LIMITS.values()) * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A path of a commit: git's mode, the object's id, its size in bytes."""

    mode: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A commit's course; ``files`` maps every path to its mode and digest."""

    project: Project
    files: Mapping[str, str]


def parting(root: Path, base: str, head: str) -> tuple[str, str]:
    """The commit from which ``head`` left ``base``, and ``head``, as full ids.

    Without a common history that is ``base`` itself.

    Raises:
        GitError: without git, outside of a repository, or for an unknown commit.
    """
    ends = [_commit(root, name) for name in (base, head)]
    try:
        return git(root, "merge-base", *ends).decode().strip(), ends[1]
    except GitError:
        return ends[0], ends[1]


def lines_between(root: Path, base: str, head: str) -> Changes:
    """Lines of ``head`` that differ from ``base``, below ``root``."""
    diff = git(root, *DIFF, base, head, "--", ".")
    return Changes(parse_diff(diff.decode("utf-8", "replace")))


def read_commit(root: Path, commit: str) -> Snapshot:
    """Read the course below ``root`` as ``commit`` holds it; faults come along as findings.

    Raises:
        GitError: if git can't give the commit's objects.
    """
    entries = _entries(root, commit)
    wanted = {
        entry.blob
        for path, entry in entries.items()
        if entry.size <= _LARGEST and _is_read(path, entry)
    }
    blobs = _blobs(root, sorted(wanted))
    files = {path: f"{entry.mode} {entry.blob}" for path, entry in entries.items()}
    return Snapshot(_project(entries, blobs), files)


def _is_read(path: str, entry: Entry) -> bool:
    in_course = path.startswith(f"{DOCS}/") or in_bank(path) or path == CONFIG
    read = {*LIMITS, *PICTURES}
    return in_course and (entry.mode == _LINK or posixpath.splitext(path)[1] in read)


def _bytes(entry: Entry, blobs: Mapping[str, bytes]) -> bytes:
    """A file's bytes; of one that is too large to be read, as many as tell so."""
    return blobs.get(entry.blob, b" " * (_LARGEST + 1))


def _project(entries: Mapping[str, Entry], blobs: Mapping[str, bytes]) -> Project:
    found: list[Diagnostic] = []
    contents = {CONFIG: _config(entries.get(CONFIG), blobs)}
    sizes: dict[str, int] = {}
    heads: dict[str, bytes] = {}
    for path, link in entries.items():
        if in_bank(path) and link.mode in _FILES:
            contents[path] = decode(path, _bytes(link, blobs))
        if not path.startswith(f"{DOCS}/"):
            continue
        if is_hidden(path):
            found += hidden(path)
            continue
        entry = _target(path, link, entries, blobs)
        if not isinstance(entry, Entry):
            found.append(entry)
            continue
        sizes[path] = entry.size
        if posixpath.splitext(path)[1] in LIMITS:
            contents[path] = decode(path, _bytes(entry, blobs))
        elif entry.blob in blobs:
            heads[path] = blobs[entry.blob][:HEAD]
    return gather(contents, sizes, found, slug=slug, heads=heads, render=render)


def _config(entry: Entry | None, blobs: Mapping[str, bytes]) -> FileText:
    if entry is None or entry.mode not in _FILES:
        reason = "文件不存在" if entry is None else "不是普通文件"
        fault = FILE_5.at(Location(CONFIG), reason=reason)
        return FileText("", (fault,), readable=False)
    return decode(CONFIG, _bytes(entry, blobs))


def _target(
    path: str, entry: Entry, entries: Mapping[str, Entry], blobs: Mapping[str, bytes]
) -> Entry | Diagnostic:
    """The file that a path names, through one link at most, or why it is not read."""
    if entry.mode in _FILES:
        return entry
    place = Location(path)
    if entry.mode != _LINK:
        return FILE_5.at(place, reason="不是普通文件")
    link = _bytes(entry, blobs).decode("utf-8", "replace")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    if not name.startswith(f"{DOCS}/") or any(p.startswith(f"{name}/") for p in entries):
        return FILE_3.at(place)
    target = entries.get(name)
    if target is None or target.mode not in _FILES:
        return FILE_5.at(place, reason="链接指向的文件不存在，或绕成了圈")
    return target


def _commit(root: Path, name: str) -> str:
    asked = (
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit_name(name)}^{{commit}}",
    )  # fmt: skip
    refused = f"git 找不到提交“{name}”；请检查提交名，或先取回完整历史（git fetch）"
    return git(root, *asked, refused=refused).decode().strip()


def _entries(root: Path, commit: str) -> dict[str, Entry]:
    """Every path below ``root``, by name."""
    found: dict[str, Entry] = {}
    for record in git(root, "ls-tree", "-r", "-l", "-z", commit).split(b"\0"):
        facts, tab, name = record.partition(b"\t")
        if not tab:
            continue
        mode, _, blob, size = facts.decode("ascii").split()
        path = name.decode("utf-8", "replace")
        found[path] = Entry(mode, blob, int(size) if size.isdigit() else 0)
    return dict(sorted(found.items()))


def _blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Objects' bytes by id, all in one call of git."""
    asked = "".join(f"{name}\n" for name in names).encode("ascii")
    data = git(root, "cat-file", "--batch", given=asked)
    found: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        facts = data[at:end].split()
        if len(facts) != 3:  # noqa: PLR2004 - id, type, size; else “<id> missing”
            message = "仓库里缺少这次比较要用的内容；请取回完整历史再试（git fetch --unshallow）"
            raise GitError(message)
        size = int(facts[2])
        found[facts[0].decode("ascii")] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found
