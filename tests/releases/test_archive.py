"""Archives that are damaged or meddled with: said what differs, and never unpacked."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from releases.archive import read_archive, verify_archive, write_tar, write_zip
from releases.manifest import MANIFEST, Manifest, ManifestFile, write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = {"site/index.html": "首页".encode(), "site/术语.txt": b"b" * 3000, "LICENSE": b""}
NAME = "course-1-0123abcd"
COMMIT = "0123abcd" * 5
WRITERS = {".tar.gz": write_tar, ".zip": write_zip}
ZIPS = pytest.mark.parametrize("suffix", list(WRITERS))


def sample(files: dict[str, bytes] = FILES, name: str = NAME) -> dict[str, bytes]:
    """Files with their manifest."""
    listed = tuple(
        ManifestFile(path, hashlib.sha256(data).hexdigest(), len(data))
        for path, data in sorted(files.items())
    )
    manifest = Manifest(name, "course", "小样", "1", COMMIT, 1_800_000_000, (), listed)
    return {MANIFEST: write_manifest(manifest).encode(), **files}


def archived(folder: Path, suffix: str, files: dict[str, bytes], top: str = NAME) -> Path:
    path = folder / f"a{suffix}"
    path.write_bytes(WRITERS[suffix](top, files, 1_800_000_000))
    return path


@ZIPS
def test_a_whole_one_is_described(tmp_path: Path, suffix: str) -> None:
    files = sample()
    said, code = verify_archive(archived(tmp_path, suffix, files))
    assert (said, code) == (
        (
            f"a{suffix}：3 个文件（0.0 MB）与清单逐字节一致\n"
            f"发布：小样 1，提交 {COMMIT}（2027-01-15 08:00 UTC）\n"
            f"清单 SHA-256：{hashlib.sha256(files[MANIFEST]).hexdigest()}\n没有签名\n"
        ),
        0,
    )


@ZIPS
def test_the_same_files_give_the_same_bytes(suffix: str) -> None:
    files = sample()
    backwards = dict(reversed(list(files.items())))
    assert WRITERS[suffix](NAME, files, 1) == WRITERS[suffix](NAME, backwards, 1)


def test_modes_owners_and_times_are_fixed(tmp_path: Path) -> None:
    with tarfile.open(archived(tmp_path, ".tar.gz", sample())) as tar:
        entries = [(m.name, oct(m.mode), m.uid, m.uname, m.mtime) for m in tar.getmembers()]
    assert entries == [
        (name, mode, 0, "", 1_800_000_000)
        for name, mode in (
            (NAME, "0o755"),
            (f"{NAME}/site", "0o755"),
            (f"{NAME}/manifest.json", "0o644"),
            (f"{NAME}/LICENSE", "0o644"),
            (f"{NAME}/site/index.html", "0o644"),
            (f"{NAME}/site/术语.txt", "0o644"),
        )
    ]


@ZIPS
def test_every_difference_is_named(tmp_path: Path, suffix: str) -> None:
    files = sample()
    del files["LICENSE"]
    files |= {"site/index.html": "手页".encode(), "site/多.html": b""}
    said, code = verify_archive(archived(tmp_path, suffix, files, "other"))
    assert (said, code) == (
        (
            f"内容不符：顶层文件夹是 other，清单里是 {NAME}\n"
            "缺少：LICENSE\n内容不符：site/index.html\n多出：site/多.html\n"
            f"a{suffix} 与清单有 4 处不同；请不要使用这个发布包\n"
        ),
        1,
    )


@ZIPS
def test_one_bit_anywhere_is_seen(tmp_path: Path, suffix: str) -> None:
    """Every byte of the archive in turn: refused, or a byte that means nothing to what is in it."""
    path = archived(tmp_path, suffix, sample({"a": b"1"}))
    whole, meant = path.read_bytes(), read_archive(path)
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        if not verify_archive(path)[1]:
            assert read_archive(path) == meant


@ZIPS
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_part_is_refused(tmp_path: Path, suffix: str, share: float) -> None:
    path = archived(tmp_path, suffix, sample())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    said, code = verify_archive(path)
    assert code == 1
    assert "已损坏" in said or "没有 manifest.json" in said or "缺少" in said, said


def meddled_tar(change: Callable[[tarfile.TarInfo], None]) -> bytes:
    raw = io.BytesIO()
    with gzip.open(raw, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path, data in sample().items():
            entry = tarfile.TarInfo(f"{NAME}/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        entry = tarfile.TarInfo(f"{NAME}/x")
        change(entry)
        tar.addfile(entry, io.BytesIO(b""))
    return raw.getvalue()


def as_link(entry: tarfile.TarInfo) -> None:
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"


def as_device(entry: tarfile.TarInfo) -> None:
    entry.type = tarfile.CHRTYPE


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (as_link, f"发布包里“{NAME}/x”不是普通文件；请不要使用\n"),
        (as_device, f"发布包里“{NAME}/x”不是普通文件；请不要使用\n"),
        (
            lambda entry: setattr(entry, "name", f"{NAME}/../../etc/cron.d/x"),
            f"发布包里的路径“{NAME}/../../etc/cron.d/x”不允许；请不要使用这个发布包\n",
        ),
        (
            lambda entry: setattr(entry, "name", "/etc/x"),
            "发布包里的路径“/etc/x”不允许；请不要使用这个发布包\n",
        ),
        (
            lambda entry: setattr(entry, "name", f"{NAME}/site/index.html"),
            f"发布包里“{NAME}/site/index.html”重复或不在同一个文件夹；请不要使用\n",
        ),
        (
            lambda entry: setattr(entry, "name", "else/x"),
            "发布包里“else/x”重复或不在同一个文件夹；请不要使用\n",
        ),
    ],
    ids=["link", "device", "up", "absolute", "twice", "elsewhere"],
)
def test_what_leads_out_is_refused(
    tmp_path: Path, change: Callable[[tarfile.TarInfo], None], said: str
) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(meddled_tar(change))
    assert verify_archive(path) == (said, 1)


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(b"text")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        other.writestr("x/y", "z")
    assert verify_archive(tmp_path / "a.tar.gz") == (
        "a.tar.gz 已损坏，读不完整（不是完好的 gzip 文件）；请重新取发布包\n",
        1,
    )
    assert verify_archive(tmp_path / "b.zip") == (
        "b.zip 里没有 manifest.json，不是发布包；请检查文件\n",
        1,
    )
    missing = tmp_path / "c.zip"
    assert verify_archive(missing) == (f"没有文件 {missing}；请检查路径\n", 2)
