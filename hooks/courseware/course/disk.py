"""Reads the course from disk: any bytes, any kind of file, never an exception."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pymdownx.slugs import slugify

from courseware.course.layout import CONFIG, DOCS, EXAMS, HEAD, PICTURES, hidden, is_hidden
from courseware.course.markdown import render
from courseware.course.project import gather, in_bank
from courseware.course.registers import read_pages, read_register
from courseware.course.rules import FILE_3, FILE_5
from courseware.questions.id_register import QUESTION_REGISTER
from courseware.text.decode import LIMITS, FileText, decode
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.course.project import Project
    from courseware.questions.id_register import Register
    from courseware.text.finding import Diagnostic


def read_project(root: Path) -> Project:
    """Read ``docs/``, ``exam/`` and ``mkdocs.yml`` below ``root``; faults come as findings."""
    found: list[Diagnostic] = []
    contents = {CONFIG: _read(root / CONFIG, CONFIG)}
    sizes: dict[str, int] = {}
    heads: dict[str, bytes] = {}
    for path, name in _walk(root / DOCS, root):
        if is_hidden(name):
            found += hidden(name)
            continue
        fault = _refused(path, name, root / DOCS)
        if fault:
            found.append(fault)
            continue
        sizes[name] = path.stat().st_size
        if path.suffix in LIMITS:
            contents[name] = _read(path, name)
        elif path.suffix in PICTURES:
            heads[name] = _head(path)
    for path in sorted((root / EXAMS).glob("*")):
        if in_bank(name := _shown(path.relative_to(root))):
            contents[name] = _read(path, name)
    register: Register | None = None
    if (root / QUESTION_REGISTER).exists():
        register, faults = read_register(root)
        found += faults
    published, faults = read_pages(root)
    found += faults
    return gather(
        contents,
        sizes,
        found,
        slug=slug,
        heads=heads,
        render=render,
        register=register,
        published=published,
    )


def write_text(root: Path, name: str, text: str) -> None:
    """Write a page back, byte for byte as given."""
    (root / name).write_bytes(text.encode("utf-8"))


def write_whole(path: Path, data: bytes) -> None:
    """Write a made file: who reads it has the old one or the new, also while two builds run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.write_bytes(data)
    draft.replace(path)


def slug(heading: str) -> str:
    """The anchor of a heading, as ``mkdocs.yml`` sets it for the site."""
    return str(slugify(case="lower")(heading, "-"))


def _walk(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """Every file below a folder and every link in it, by name."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links]
        for name in sorted([*names, *links]):
            path = here / name
            yield path, _shown(path.relative_to(root))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def _shown(path: Path) -> str:
    """A path as text that can be printed, whatever bytes its name has."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _refused(path: Path, name: str, docs: Path) -> Diagnostic | None:
    """Why a file is not read, if so."""
    place = Location(name)
    try:
        real = path.resolve(strict=True)
        if path.is_symlink() and not real.is_relative_to(docs.resolve()):
            return FILE_3.at(place)
        mode = path.stat().st_mode
    except (OSError, RuntimeError):
        return FILE_5.at(place, reason="链接指向的文件不存在，或绕成了圈")
    if stat.S_ISDIR(mode):
        return FILE_3.at(place)
    if not stat.S_ISREG(mode):
        return FILE_5.at(place, reason="不是普通文件")
    return None


def _read(path: Path, name: str) -> FileText:
    limit = max(LIMITS.values()) * 1024
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else "系统不让读"
        fault = FILE_5.at(Location(name), reason=reason)
        return FileText("", (fault,), readable=False)
    return decode(name, data)
