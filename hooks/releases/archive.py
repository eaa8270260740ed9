"""Release archives: written so that the same files give the same bytes; checked unread.

An archive holds one top folder named like the release. The manifest comes first, then its
signature, then everything else by path, so that a reader of the stream can check as it goes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from releases.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    ManifestError,
    ManifestFile,
    differences,
    read_manifest,
)
from releases.members import BrokenArchiveError, NotAFileError, members
from releases.paths import clash, safe_path
from releases.signing import SigningError, verify_signature
from releases.terminal import in_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from releases.members import Readable

SUFFIXES = (".tar.gz", ".zip")
_LARGEST_MANIFEST = 16 * 1024 * 1024
_CHUNK = 1024 * 1024
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


class ArchiveError(Exception):
    """The file can't be read as a release archive; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """What was found in an archive: its top folder, the manifest's bytes, files by path."""

    folder: str
    manifest: bytes
    signature: bytes
    files: dict[str, ManifestFile]


def write_tar(folder: str, files: Mapping[str, bytes], mtime: int) -> bytes:
    """A ``.tar.gz`` of ``files`` in ``folder``: sorted, no owner, every time ``mtime``."""
    raw = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=mtime) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in _folders(folder, files):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, mtime
            archive.addfile(entry)
        for path in _ordered(files):
            entry = tarfile.TarInfo(f"{folder}/{path}")
            entry.size, entry.mode, entry.mtime = len(files[path]), 0o644, mtime
            archive.addfile(entry, io.BytesIO(files[path]))
    return raw.getvalue()


def write_zip(folder: str, files: Mapping[str, bytes], mtime: int) -> bytes:
    """A ``.zip`` of the same; its times have no zone, so they are those of UTC."""
    stamp = max(datetime.fromtimestamp(mtime, UTC).timetuple()[:6], _FIRST)
    ordered = {f"{folder}/{path}": files[path] for path in _ordered(files)}
    return zipped(ordered, stamp, mode=0o100644, level=9)


def zipped(
    files: Mapping[str, bytes],
    stamp: tuple[int, int, int, int, int, int] = _FIRST,
    *,
    mode: int = 0,
    level: int | None = None,
) -> bytes:
    """A zip file of ``files`` in their order, each of the same time and mode."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system = 3  # as on Unix, wherever it is written
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=level)
    return raw.getvalue()


def read_archive(path: Path) -> ArchiveContent:
    """Hash every file of an archive without unpacking it to disk.

    Raises:
        ArchiveError: if it is damaged, holds anything but plain files in one folder, names
            that lead out of it or come twice, or no manifest.
    """
    folder, kept, files = "", {MANIFEST: b"", SIGNATURE: b""}, {}
    seen: dict[str, None] = {}
    try:
        for member in members(path):
            name, inner = member.name, _inner(member.name)
            if not name.startswith(folder) or name in seen:
                raise ArchiveError(f"发布包里“{name}”重复或不在同一个文件夹；请不要使用")
            folder = name.removesuffix(inner)
            seen[name] = None
            if inner in kept:
                if member.size > _LARGEST_MANIFEST:
                    raise ArchiveError(f"{path.name} 里的 {inner} 太大；请不要使用这个发布包")
                kept[inner] = member.read()
            else:
                files[inner] = hashed(inner, member)
    except BrokenArchiveError as reason:
        raise ArchiveError(f"{path.name} 已损坏，读不完整（{reason}）；请重新取发布包") from None
    except NotAFileError as name:
        raise ArchiveError(f"发布包里“{in_line(str(name))}”不是普通文件；请不要使用") from None
    except OSError as error:
        raise ArchiveError(f"读不了 {path}：{error.strerror or error}") from None
    if MANIFEST not in {name.partition("/")[2] for name in seen}:
        raise ArchiveError(f"{path.name} 里没有 {MANIFEST}，不是发布包；请检查文件")
    if twice := clash(seen):
        raise ArchiveError(f"发布包里“{twice}”和另一个文件在有的系统上是同名；请不要使用")
    return ArchiveContent(folder.rstrip("/"), kept[MANIFEST], kept[SIGNATURE], files)


def verify_archive(path: Path, trust: Path | None = None) -> tuple[str, int]:
    """Check every byte of an archive against its manifest, and the manifest's signature.

    ``trust`` is a file of allowed signers (``man ssh-keygen``); without it a signature is
    not looked at. Gives what to say and the exit code: 0 as released, 1 not, 2 can't tell.
    """
    if not path.is_file():
        return f"没有文件 {path}；请检查路径\n", 2
    try:
        content = read_archive(path)
        manifest = manifest_of(content.manifest)
        signer = verify_signature(content.manifest, content.signature, trust) if trust else ""
    except (ArchiveError, ManifestError) as error:
        return f"{error}\n", 1
    except SigningError as error:
        return f"{error}\n", error.code
    found = [str(one) for one in differences(manifest, content.files)]
    if content.folder != manifest.id:
        found.insert(0, f"内容不符：顶层文件夹是 {content.folder}，清单里是 {manifest.id}")
    if found:
        text = "".join(f"{line}\n" for line in found)
        return f"{text}{path.name} 与清单有 {len(found)} 处不同；请不要使用这个发布包\n", 1
    return f"{path.name}：{describe(manifest, content.manifest)}{_signed(content, signer)}", 0


def manifest_of(data: bytes) -> Manifest:
    """Read a manifest's bytes. Raises :class:`ManifestError`."""
    try:
        return read_manifest(data.decode())
    except UnicodeDecodeError:
        raise ManifestError("发布清单不是 UTF-8 文字；请重新取发布包") from None


def describe(manifest: Manifest, data: bytes) -> str:
    """What a checked release is, in three lines, four where it was overdue."""
    size = sum(file.size for file in manifest.files) / 1_000_000
    made = datetime.fromtimestamp(manifest.sequence, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"{len(manifest.files)} 个文件（{size:.1f} MB）与清单逐字节一致\n"
        f"发布：{manifest.title} {manifest.version}，提交 {manifest.commit}（{made}）\n"
        f"清单 SHA-256：{hashlib.sha256(data).hexdigest()}\n"
        + (f"{manifest.overdue}\n" if manifest.overdue else "")
    )


def hashed(name: str, stream: Readable) -> ManifestFile:
    """A file's entry, read in pieces."""
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(_CHUNK):
        digest.update(piece)
        size += len(piece)
    return ManifestFile(name, digest.hexdigest(), size)


def _inner(name: str) -> str:
    """A member's path from the top folder."""
    inner = name.partition("/")[2]
    if not safe_path(name) or not inner:
        raise ArchiveError(f"发布包里的路径“{in_line(name)}”不允许；请不要使用这个发布包")
    return inner


def _signed(content: ArchiveContent, signer: str) -> str:
    if signer:
        return f"签名有效，签名人：{signer}\n"
    if content.signature:
        return "有签名，没有检查；用 --trust 指定可信签名人文件\n"
    return "没有签名\n"


def _ordered(files: Mapping[str, bytes]) -> list[str]:
    first = [name for name in (MANIFEST, SIGNATURE) if name in files]
    return first + sorted(path for path in files if path not in first)


def _folders(top: str, files: Mapping[str, bytes]) -> list[str]:
    inner = {parent for path in files for parent in PurePosixPath(path).parents}
    return sorted({(PurePosixPath(top) / folder).as_posix() for folder in inner} | {top})
