"""A release archive as it comes in: read with suspicion, unpacked only when all is as listed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from releases.archive import ArchiveError, manifest_of, read_archive
from releases.durable import sync_folders, write_file
from releases.manifest import MANIFEST, SIGNATURE, Manifest, ManifestError, differences
from releases.members import BrokenArchiveError, Member, NotAFileError, members
from releases.target import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

_AGAIN = "请不要使用，重新取一份发布包"


@dataclass(frozen=True, slots=True)
class IncomingRelease:
    """An archive whose files are exactly what its manifest lists, by name, size and hash."""

    archive: Path
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes | None

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.manifest.files) + len(self.manifest_bytes)

    def check_identity(self, expected: str) -> None:
        """Hold the manifest's SHA-256 against an expected one, if one is given.

        Raises:
            PublishError: if it is another.
        """
        if expected and hashlib.sha256(self.manifest_bytes).hexdigest() != expected:
            raise PublishError(f"{self.archive} 不是要发布的那一份；{_AGAIN}", 1)


def read_release(archive: Path) -> IncomingRelease:
    """Read a whole archive: one top folder, plain files only, every byte as its manifest says.

    Raises:
        PublishError: if it can't be read (2), or is not what it says (1).
    """
    if not archive.is_file():
        raise PublishError(f"没有发布包 {archive}；请先运行 make release")
    if archive.suffix == ".zip":
        raise PublishError(f"{archive} 是给人离线看的；请发布同名的 .tar.gz")
    try:
        content = read_archive(archive)
        manifest = manifest_of(content.manifest)
    except (ArchiveError, ManifestError) as error:
        raise PublishError(f"{error}", 1) from None
    wrong = [str(one) for one in differences(manifest, content.files)]
    if content.folder != manifest.id:
        wrong.append(f"顶层文件夹是 {content.folder}")
    if wrong:
        more = f" 等 {len(wrong)} 处" if wrong[1:] else ""
        raise PublishError(f"{archive} 与它的清单不符（{wrong[0]}{more}）；{_AGAIN}", 1)
    return IncomingRelease(archive, manifest, content.manifest, content.signature or None)


def unpack(
    release: IncomingRelease, folder: Path, only: Collection[str], mtime: Callable[[str, str], int]
) -> None:
    """Write the files ``only``, manifest and signature into the new folder, synced.

    ``mtime`` gives a file's time in seconds from its path and hash.

    Raises:
        PublishError: if a file's bytes are not as listed (1), or the archive broke (1).
    """
    listed = {file.path: file for file in release.manifest.files}
    made: set[str] = {""}
    folder.mkdir()
    for path, member in _members(release):
        if path not in only:
            continue
        file = listed[path]
        _make_parents(folder, path, made)
        written = write_file(folder / path, member, mtime(path, file.sha256))
        if (written.sha256, written.size) != (file.sha256, file.size):
            raise PublishError(f"{release.archive} 里“{path}”的内容与清单不符；{_AGAIN}", 1)
    write_file(folder / MANIFEST, io.BytesIO(release.manifest_bytes))
    if release.signature is not None:
        write_file(folder / SIGNATURE, io.BytesIO(release.signature))
    sync_folders(folder)


def read_files(release: IncomingRelease, only: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Contents of the files ``only``, in the archive's order; each one is small enough to hold."""
    for path, member in _members(release):
        if path in only:
            yield path, member.read()


def _make_parents(folder: Path, path: str, made: set[str]) -> None:
    parent = path.rpartition("/")[0]
    if parent not in made:
        _make_parents(folder, parent, made)
        (folder / parent).mkdir()
        made.add(parent)


def _members(release: IncomingRelease) -> Iterator[tuple[str, Member]]:
    """The files that the manifest lists, by the reader that verified them."""
    listed = {file.path for file in release.manifest.files}
    try:
        for member in members(release.archive):
            path = member.name.partition("/")[2]
            if path in listed:
                yield path, member
            elif path not in {MANIFEST, SIGNATURE}:
                raise PublishError(f"{release.archive} 在读取途中变了；请再试一次", 1)
    except (BrokenArchiveError, NotAFileError):
        raise PublishError(f"{release.archive} 不完整或已损坏；{_AGAIN}", 1) from None
