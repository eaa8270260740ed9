"""Damaged copies of a whole course: findings, never an exception."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from courseware.checks.engine import check_course
from courseware.checks.fixes import fix_pages
from courseware.course.disk import read_project
from tests.checks.course import COURSE, TODAY
from tests.fuzz.run import Fuzzer

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SMALL = 200
REAL = int(os.environ.get("COURSE_MUTANTS", "40"))
"""Mutants of the real course; those of the small one are more, for they are quick."""

SLICE = 400
"""Mutants of the fuzzer that every run of the tests looks at."""

BOMB = (
    b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n"
)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def gbk(data: bytes, _: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode("gbk", "replace")


def utf16(data: bytes, _: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


def mark(data: bytes, _: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def windows(data: bytes, _: random.Random) -> bytes:
    return data.replace(b"\n", b"\r\n")


def macintosh(data: bytes, _: random.Random) -> bytes:
    return data.replace(b"\n", b"\r")


def nul(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + b"\0" * chance.randrange(1, 5) + data[at:]


def noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(200) + data[at:]


def long_line(data: bytes, chance: random.Random) -> bytes:
    line = chance.choice(
        [b"[", b"`", b"(", b"<!--", b"<a ", b"**", "字。".encode(), b"![", b"| ", b">"]
    )
    return data + b"\n" + line * (1_000_000 // len(line)) + b"\n"


def just_under(data: bytes, chance: random.Random) -> bytes:
    """Lines as long as are read, of signs that invite backtracking."""
    sign = chance.choice(
        ["[", "`", "](", "<!--", "<a ", "**", "![x](", "{ .a", "![", "（", "“", "《》、", "# "]
    )
    return data + (("\n" + sign * (4_900 // len(sign))) * 20).encode()


def nested(data: bytes, chance: random.Random) -> bytes:
    body = b"\n".join(b" " * 4 * n + '!!! 讲师 "层"'.encode() for n in range(300))
    deep = chance.choice([b"> " * 900 + b"x", body, b"- " * 900, b"[" * 2000 + b"x" + b"]" * 2000])
    return data + b"\n" + deep + b"\n"


def bomb(data: bytes, _: random.Random) -> bytes:
    return b"---\n" + BOMB + b"---\n" + data


def deep_yaml(data: bytes, _: random.Random) -> bytes:
    return b"---\na: " + b"[" * 50_000 + b"\n---\n" + data


def swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def doubled(data: bytes, _: random.Random) -> bytes:
    return data + data


def dropped(data: bytes, chance: random.Random) -> bytes:
    return b"\n".join(line for line in data.split(b"\n") if chance.random() > 0.1)


def bytes_lost(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 40) :]


def empty(_: bytes, __: random.Random) -> bytes:
    return b""


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    cut, gbk, utf16, mark, windows, macintosh, nul, noise, long_line, just_under, nested, bomb,
    deep_yaml, swapped, doubled, dropped, bytes_lost, empty,
]  # fmt: skip


def on_disk(root: Path, chance: random.Random) -> str:
    """Damage that is not in the bytes of a file."""
    files = sorted((root / "docs").rglob("*.md"))
    file = chance.choice(files)
    kind = chance.choice(["outside", "loop", "folder", "gone", "fifo", "name", "config"])
    if kind == "config":
        (root / "mkdocs.yml").write_bytes(
            chance.choice([b"", b"\xff", BOMB, b"[" * 9_000, b"nav: 5"])
        )
        return kind
    if kind == "name":
        (root / os.fsdecode(b"docs/01-\xff\xfe.md")).write_bytes(b"x")
        return kind
    file.unlink()
    if kind == "outside":
        file.symlink_to("/etc/hostname")
    elif kind == "loop":
        file.symlink_to(file.name)
    elif kind == "folder":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    return kind


def mutated(root: Path, seed: int) -> str:
    """Damage a course on disk; say how."""
    chance = random.Random(seed)  # noqa: S311 - damage that can be repeated
    if seed % (len(MUTATIONS) + 2) >= len(MUTATIONS):
        return on_disk(root, chance)
    mutation = MUTATIONS[seed % (len(MUTATIONS) + 2)]
    files = [p for p in sorted(root.rglob("*")) if p.suffix in {".md", ".yml", ".svg"}]
    file = chance.choice(files)
    file.write_bytes(mutation(file.read_bytes(), chance))
    return f"{mutation.__name__} {file.relative_to(root)}"


def survives(root: Path, what: str) -> None:
    project = read_project(root)
    fix_pages(project)
    for one in check_course(project, TODAY).diagnostics:
        path = root / one.location.path
        assert one.location.line >= 1, what
        assert one.location.column >= 1, what
        assert "；" in one.message, (what, one)
        str(one).encode("utf-8")
        if path.is_file() and one.location.line > 1 and one.code != "FILE-1":
            lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
            count = lines.replace("\r", "\n").count("\n") + 1
            assert one.location.line <= count, (what, one)


@pytest.mark.parametrize("seed", range(SMALL))
def test_damaged_small_course(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(COURSE, root)
    survives(root, mutated(root, seed))


@pytest.mark.parametrize("seed", range(REAL))
def test_damaged_real_course(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    survives(root, mutated(root, seed))


@pytest.mark.parametrize("first", range(0, SLICE, 50))
def test_slice_of_the_fuzzer(first: int) -> None:
    """A fixed slice of what ``make fuzz`` runs at length."""
    fuzzer = Fuzzer(seed=20_261_127)
    faults = [fault for number in range(first, first + 50) for fault in fuzzer.judged(number)]
    assert "\n".join(map(str, faults)) == ""
    assert sum(tally.mutants for tally in fuzzer.tallies.values()) == 50


def test_mutants_are_known_by_their_number() -> None:
    one, other = Fuzzer(seed=7), Fuzzer(seed=7)
    assert [one.mutant(number) for number in range(40)] == [
        other.mutant(number) for number in reversed(range(40))
    ][::-1]
