"""Files that are still there after the power went: written, synced, and only then named."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from releases.manifest import ManifestFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from releases.members import Readable

FILE_MODE = 0o644
FOLDER_MODE = 0o755
"""Whatever the umask: the web server must be able to read."""
_BLOCK = 1 << 20


@contextmanager
def opened_folder(path: Path) -> Iterator[int]:
    """A folder's descriptor."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Make names in a folder last: what was renamed or linked into it."""
    with opened_folder(path) as descriptor:
        os.fsync(descriptor)


def sync_folders(top: Path) -> None:
    """Give every folder from ``top`` down its mode and make its names last, deepest first."""
    for folder, _, _ in os.walk(top, topdown=False):
        with opened_folder(top / folder) as descriptor:
            os.fchmod(descriptor, FOLDER_MODE)
            os.fsync(descriptor)


def write_file(path: Path, source: Readable, mtime: int | None = None) -> ManifestFile:
    """Copy ``source`` into a new file, synced; gives its hash and size under an empty path."""
    digest = hashlib.sha256()
    size = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fchmod(descriptor, FILE_MODE)
        if mtime is not None:
            os.utime(descriptor, (mtime, mtime))
        os.fsync(descriptor)
    return ManifestFile("", digest.hexdigest(), size)


def replace_file(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add a line, synced. A line that a crash cut short before is ended first."""
    with path.open("a+b") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else f"\n{line}"
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def switch_link(link: Path, to: str) -> None:
    """Point a link elsewhere in one step: a reader sees the old place or the new one."""
    draft = link.with_name(f".{link.name}.new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(to)
    draft.replace(link)
    sync_folder(link.parent)


def scan(top: Path) -> dict[str, ManifestFile]:
    """Every file below ``top`` by its path, read and hashed.

    What is neither file nor folder, a link say, comes with an empty hash. A missing folder
    has no files.
    """
    found: dict[str, ManifestFile] = {}
    for folder, folders, names in os.walk(top):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]  # noqa: PTH118, PTH114 - a Path each costs more than the hash
        for name in [*names, *links]:
            path = top / folder / name
            relative = path.relative_to(top).as_posix()
            found[relative] = _hashed(path, relative)
    return found


def _hashed(path: Path, relative: str) -> ManifestFile:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return ManifestFile(relative, "", 0)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ManifestFile(relative, digest, status.st_size)
