"""No archive is taken for another than it is, and what is said of it is one plain line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from releases.archive import verify_archive
from releases.manifest import MANIFEST
from releases.server import unpack as unpack_to_show
from releases.target import PublishError
from releases.terminal import shown
from releases.unpacking import read_files, read_release, unpack

from . import bad_archives as bad
from .test_archive import FILES, NAME, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def written(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return written


@pytest.mark.parametrize("case", bad.STRUCTURES)
def test_what_is_no_single_archive_is_refused(
    archive: Callable[[str, bytes], Path], case: str
) -> None:
    name, data, why = bad.STRUCTURES[case]
    said = bad.BROKEN.format(name=name, why=why)
    path = archive(name, data)
    assert verify_archive(path) == (said, 1)
    if name == bad.TAR:
        with pytest.raises(PublishError) as caught:
            read_release(path)
        assert (f"{caught.value}\n", caught.value.code) == (said, 1)


@pytest.mark.parametrize("case", bad.LINKS)
def test_only_files_are_taken(archive: Callable[[str, bytes], Path], case: str) -> None:
    name, data, said = bad.LINKS[case]
    assert verify_archive(archive(name, data)) == (said, 1)


@pytest.mark.parametrize("case", bad.BAD_NAMES)
@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_a_name_that_is_none_everywhere_is_refused(
    archive: Callable[[str, bytes], Path], kind: str, case: str
) -> None:
    name = bad.BAD_NAMES[case]
    data = bad.member(name) if kind == "tar" else bad.zipped(filename=name)
    path = archive(bad.TAR if kind == "tar" else bad.ZIP, data)
    assert verify_archive(path) == (bad.PATH.format(name), 1)


@pytest.mark.parametrize("case", bad.STEERING)
@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_a_name_steers_nothing(archive: Callable[[str, bytes], Path], kind: str, case: str) -> None:
    name = bad.STEERING[case]
    data = bad.member(name) if kind == "tar" else bad.zipped(filename=name)
    said, code = verify_archive(archive(bad.TAR if kind == "tar" else bad.ZIP, data))
    assert code == 1
    assert said == shown(said)
    assert said.count("\n") == 1
    assert "不允许；请不要使用这个发布包" in said or "tar 的扩展头不对" in said


@pytest.mark.parametrize("case", bad.CLASHES)
@pytest.mark.parametrize("suffix", [".tar.gz", ".zip"])
def test_names_that_some_system_takes_for_one_are_refused(
    archive: Callable[[str, bytes], Path], suffix: str, case: str
) -> None:
    names = bad.CLASHES[case]
    said, code = verify_archive(archive(f"a{suffix}", bad.with_names(*names, suffix=suffix)))
    assert code == 1
    assert said in {bad.TWICE.format(f"{NAME}/{name}") for name in names}


@pytest.mark.parametrize("case", bad.MANIFESTS)
def test_a_manifest_says_every_fact_once_and_in_range(
    archive: Callable[[str, bytes], Path], case: str
) -> None:
    data, said = bad.MANIFESTS[case]
    assert verify_archive(archive(bad.TAR, data)) == (said, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bad.DEEP, "发布清单不是有效的 JSON（"),
        (bad.DIGITS, "发布清单不是有效的 JSON（"),
        (bad.LARGE, f"a.tar.gz 里的 {MANIFEST} 太大；请不要使用这个发布包"),
    ],
    ids=["deep", "digits", "large"],
)
def test_a_manifest_without_end_is_refused(
    archive: Callable[[str, bytes], Path], data: bytes, said: str
) -> None:
    found, code = verify_archive(archive(bad.TAR, data))
    assert found.startswith(said)
    assert (found.count("\n"), code) == (1, 1)


def test_what_is_unpacked_is_what_was_verified(tmp_path: Path) -> None:
    """One file for publishing, for the upload and for a look at it: each reads the same."""
    path = tmp_path / bad.TAR
    path.write_bytes(bad.SOUND_TAR)
    release = read_release(path)
    unpack(release, tmp_path / "published", set(FILES), lambda _path, _hash: 1)
    published = {name: (tmp_path / "published" / name).read_bytes() for name in sample()}
    assert published == sample()
    assert dict(read_files(release, set(FILES))) == FILES
    for name, data in ((bad.TAR, bad.SOUND_TAR), (bad.ZIP, bad.SOUND_ZIP)):
        path = tmp_path / name
        path.write_bytes(data)
        top = unpack_to_show(path, tmp_path / f"look-{name}")
        assert {p.relative_to(top).as_posix(): p.read_bytes()
                for p in top.rglob("*") if p.is_file()} == sample()  # fmt: skip


def test_an_archive_that_changes_between_two_readings_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / bad.TAR
    path.write_bytes(bad.SOUND_TAR)
    release = read_release(path)
    path.write_bytes(bad.member(f"{NAME}/site/more.html"))
    with pytest.raises(PublishError, match="在读取途中变了；请再试一次"):
        list(read_files(release, set(FILES)))
    path.write_bytes(bad.SOUND_TAR + b"x")
    with pytest.raises(PublishError, match="不完整或已损坏"):
        list(read_files(release, set(FILES)))
