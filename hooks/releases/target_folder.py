"""A target folder: what belongs where in it, whose it is, and who may write to it now.

::

    .courseware-target.json   whose folder this is: the course's id
    .courseware.lock          held by whoever publishes; says who
    history.jsonl             every switch
    releases/<id>/            a release as packed
    current → releases/<id>   what is served: the web server's root is current/site
    previous → releases/<id>  what was served before: for pages still open in browsers
    versions/v<version>       links to releases, one of each version (releases.version_list)
    versions.json             the list of them, for pages
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from releases.durable import replace_file, sync_folder
from releases.history import Entry, read_history
from releases.manifest import MANIFEST, Manifest, ManifestError, read_manifest
from releases.person import person
from releases.target import PublishError
from releases.version_list import FILE as VERSIONS_FILE
from releases.version_list import FOLDER as VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKER = ".courseware-target.json"
LOCK = ".courseware.lock"
HISTORY = "history.jsonl"
INCOMING = ".incoming-"
TRASH = ".trash-"
_OURS = {LOCK, f"{MARKER}.new", "lost+found"}
"""What an empty folder may hold: left by a first run that was cut, or by the file system."""


_LINKS = ("current", "previous")


@dataclass(frozen=True, slots=True)
class Folder:
    """A target folder, by its path."""

    root: Path

    @property
    def releases(self) -> Path:
        """Where releases lie."""
        return self.root / "releases"

    def linked(self, name: str) -> str:
        """The id of the release that ``current`` or ``previous`` points to; empty if none."""
        try:
            place = (self.root / name).readlink()
        except OSError:
            return ""
        known = place.parent.as_posix() == "releases" and (self.root / place).is_dir()
        return place.name if known else ""

    @property
    def versions(self) -> Path:
        """Where the links of versions lie."""
        return self.root / VERSIONS

    def versioned(self) -> dict[str, str]:
        """The release that each version's link leads to, by the link's name."""
        found = {}
        for path in sorted(self.versions.iterdir()) if self.versions.is_dir() else ():
            if path.is_symlink() and path.is_dir() and path.name[0] != ".":
                found[path.name] = path.readlink().name
        return found

    def ids(self) -> tuple[str, ...]:
        """The releases that are here whole, by name."""
        if not self.releases.is_dir():
            return ()
        return tuple(sorted(p.name for p in self.releases.iterdir() if p.name[0] != "."))

    def manifest(self, name: str) -> Manifest:
        """The manifest of a release that is here.

        Raises:
            PublishError: if it can't be read.
        """
        path = self.releases / name / MANIFEST
        try:
            return read_manifest(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ManifestError):
            raise PublishError(f"{path} 读不了或已损坏；请重新发布这一版", 1) from None

    def history(self) -> tuple[Entry, ...]:
        """What happened here, oldest first."""
        path = self.root / HISTORY
        return read_history(path.read_text("utf-8", "replace")) if path.exists() else ()

    def course(self) -> str:
        """The id of the course that this folder belongs to; empty for a new, empty folder.

        Raises:
            PublishError: if it is someone else's.
        """
        try:
            names = {path.name for path in self.root.iterdir()}
        except FileNotFoundError:
            return ""
        except NotADirectoryError:
            raise PublishError(f"{self.root} 不是目录；请换一个目标") from None
        if MARKER not in names:
            if names - _OURS:
                raise PublishError(f"{self.root} 里有别的文件，不是课程的发布目录；请换一个空目录")
            return ""
        copied = [name for name in _LINKS if _is_real_folder(self.root / name)]
        if copied:
            raise PublishError(
                f"{self.root / copied[0]} 应是链接，却是目录（像是 cp -rL 复制来的）；"
                "请用 tar 或 cp -a 恢复，或删除 current、previous 和 versions 再发布一次"
            )
        try:
            value = json.loads((self.root / MARKER).read_text("utf-8"))
            return str(value["course"])
        except (ValueError, KeyError, TypeError):
            raise PublishError(f"{self.root / MARKER} 损坏；请确认目录属于哪门课程再恢复") from None


@contextmanager
def held(folder: Folder, course: str = "") -> Iterator[Folder]:
    """The folder with its lock held; debris of a run that was cut is gone.

    With ``course`` the folder is made, or taken if empty; without, it must be a target already.

    Raises:
        PublishError: if it belongs to something else, or another publisher is at work.
    """
    _check_owner(folder, course)
    if course:
        make(folder.root)
    descriptor = os.open(folder.root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 1000, 0).decode("utf-8", "replace").strip()
            message = f"{folder.root} 正由 {holder or '另一个进程'} 发布；请等它结束再试"
            raise PublishError(message) from None
        _check_owner(folder, course)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{person()}（进程 {os.getpid()}）\n".encode(), 0)
        if not (folder.root / MARKER).exists():
            value = {"course": course, "format": 1}
            replace_file(folder.root / MARKER, json.dumps(value, ensure_ascii=False) + "\n")
        make(folder.releases)
        clean(folder)
        yield folder
    finally:
        os.close(descriptor)


def clean(folder: Folder) -> None:
    """Remove what a run that was cut left behind. The lock must be held."""
    for path in folder.releases.iterdir():
        if path.name.startswith((INCOMING, TRASH)):
            shutil.rmtree(path)
    for name in (".current.new", ".previous.new", f"{MARKER}.new", f"{VERSIONS_FILE}.new"):
        (folder.root / name).unlink(missing_ok=True)
    for path in folder.versions.glob(".*"):
        path.unlink()


def discard(folder: Folder, name: str) -> None:
    """Delete a release: out of sight first, so that none is ever half there."""
    trash = folder.releases / f"{TRASH}{name}"
    (folder.releases / name).rename(trash)
    sync_folder(folder.releases)
    shutil.rmtree(trash)


def _check_owner(folder: Folder, course: str) -> None:
    owner = folder.course()
    if course and owner not in {"", course}:
        raise PublishError(f"{folder.root} 是课程 {owner} 的目录，不是 {course} 的；请换一个目标")
    if not course and not owner:
        raise PublishError(f"{folder.root} 还没有发布过；请先运行 publish")


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def make(path: Path) -> None:
    """A folder that lasts, in one that is there."""
    if not path.is_dir():
        path.mkdir()
        sync_folder(path.parent)
