"""Kept PDFs: only what is whole is taken, whatever happened to it, also by two builds at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from courseware.print.book import TypstJob
from courseware.print.pdf_cache import PdfCache
from courseware.print.typst import compile_pdf
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KEY = "0123456789abcdef" * 4
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def cache(tmp_path: Path, said: list[str]) -> PdfCache:
    return PdfCache(tmp_path / "pdf", said.append)


def test_what_was_kept_comes_back(cache: PdfCache, said: list[str]) -> None:
    assert cache.read(KEY) is None
    cache.keep(KEY, PDF)
    assert cache.read(KEY) == PDF
    assert [path.name for path in cache.folder.iterdir()] == [f"{KEY}.pdf"]
    assert said == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data[:-200],
        lambda data: data + b"\n",
        lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"\0" * len(data),
        lambda data: data[: len(PDF)],  # as an earlier version kept them
    ],
)
def test_what_is_not_whole_is_made_again(damage, cache: PdfCache, said: list[str]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    cache.keep(KEY, PDF)
    path = cache.folder / f"{KEY}.pdf"
    path.write_bytes(damage(path.read_bytes()))
    assert cache.read(KEY) is None
    assert said == [f"讲义缓存 {path} 不完整或被改过，重新排版"]
    cache.keep(KEY, PDF)
    assert cache.read(KEY) == PDF


def test_a_pdf_under_the_name_of_another_is_not_taken(cache: PdfCache, said: list[str]) -> None:
    cache.keep(KEY, PDF)
    other = cache.folder / f"{'f' * 64}.pdf"
    (cache.folder / f"{KEY}.pdf").rename(other)
    assert cache.read("f" * 64) is None
    assert said == [f"讲义缓存 {other} 不完整或被改过，重新排版"]


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "pdf").write_bytes(b"a file where the folder should be")
    cache = PdfCache(tmp_path / "pdf", said.append)
    cache.keep(KEY, PDF)
    assert cache.read(KEY) is None
    assert len(said) == 2
    assert said[0].startswith(f"讲义缓存 {tmp_path / 'pdf'} 写不进（")


WRITER = """
import sys
from pathlib import Path
from courseware.print.pdf_cache import PdfCache
cache = PdfCache(Path(sys.argv[1]), lambda text: print(text, flush=True))
data = bytes([int(sys.argv[2])]) * 3_000_000
print("begun", flush=True)
for _ in range(int(sys.argv[3])):
    cache.keep("k" * 64, data)
    found = cache.read("k" * 64)
    assert found is not None and set(found) in ({1}, {2}), "torn"
"""


def writer(folder: Path, byte: int, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(byte), str(rounds)],
        env={"PYTHONPATH": str(ROOT / "hooks")}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_two_at_once_never_meet(tmp_path: Path) -> None:
    """Under one key even; what either reads is whole."""
    pair = [writer(tmp_path, byte, 30) for byte in (1, 2)]
    assert [(one.communicate()[0], one.returncode) for one in pair] == [("begun\n", 0)] * 2
    assert [path.name for path in tmp_path.iterdir()] == [f"{'k' * 64}.pdf"]


def test_one_that_is_killed_leaves_nothing_that_is_trusted(tmp_path: Path) -> None:
    for _ in range(10):
        one = writer(tmp_path, 1, 100_000)
        assert one.stdout
        assert one.stdout.readline() == "begun\n"
        one.send_signal(signal.SIGKILL)
        one.communicate()
        said: list[str] = []
        found = PdfCache(tmp_path, said.append).read("k" * 64)
        assert found is None or set(found) == {1}
        assert said == []


def test_a_build_says_so_and_makes_it_again(tmp_path: Path) -> None:
    """The same bytes as before, from the press itself."""
    from courseware.print.shop import PrintShop  # noqa: PLC0415 - beside its use

    said: list[str] = []
    job = TypstJob(main="#set document(title: [x])\n你好", files={})
    when = datetime(2026, 11, 22, tzinfo=UTC)
    shop = PrintShop(fonts=ROOT / "fonts", cache=tmp_path, timestamp=when, say=said.append)
    first = shop._pdf(job)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:1000])
    assert shop._pdf(job) == first == compile_pdf(job, fonts_dir=ROOT / "fonts", timestamp=when)
    assert said == [f"讲义缓存 {path} 不完整或被改过，重新排版"]
    assert shop._pdf(job) == first
    assert len(said) == 1
