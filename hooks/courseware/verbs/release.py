"""``python hooks release``: builds the site of a commit and packs everything that ops get.

Everything is gathered in memory and written at the end, each archive in one step: what is
in ``dist/`` is whole.
The file is long because it is one command, step by step from a commit to the archives.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.course.disk import write_whole
from courseware.course.git import checkout
from courseware.course.layout import CONFIG, FONTS, OUT
from courseware.course.work_folders import VARIABLE
from courseware.text.yaml import parse_yaml
from courseware.verbs.outcome import Outcome
from courseware.verbs.overdue import OverdueError, held_back
from releases.archive import write_tar, write_zip
from releases.compress import precompressed, tool_versions
from releases.contents import OFFLINE, for_reading, read_me
from releases.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    ManifestError,
    ManifestFile,
    release_id,
    write_manifest,
)
from releases.paths import is_readable
from releases.signing import SigningError, sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from courseware.course.git import Checkout
    from releases.manifest import Overdue

HELP = "打成发布包，放进 dist/"
DIRTY = "-dirty"
"""Ends the id of a release that was made with uncommitted changes."""

_COPIED = ("LICENSE", "LICENSE-CONTENT.md", "requirements.txt")
_SHOWN = 20


class ReleaseError(Exception):
    """No release can be made; the message is for the operator, ``code`` the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        """``message`` is whole lines."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class CourseName:
    """What ``mkdocs.yml`` says of the course; ``address`` is its public one, may be empty."""

    id: str
    title: str
    version: str
    address: str


@dataclass(frozen=True, slots=True)
class Release:
    """A finished release: the manifest's bytes and every file by its path from the folder.

    ``time`` is the commit's, in seconds.
    """

    id: str
    time: int
    manifest: bytes
    files: Mapping[str, bytes]


def add(parser: argparse.ArgumentParser) -> None:
    """Signed or not, and what to let through."""
    parser.add_argument("--sign", metavar="KEY", default="", help="用这把 SSH 私钥签名")
    parser.add_argument("--allow-dirty", action="store_true", help="有没提交的改动也打，只供试用")
    parser.add_argument(
        "--overdue", type=_reason, metavar="WHY", help="有到期的内容也打，理由记进清单"
    )


def run(options: argparse.Namespace, root: Path, _today: date) -> Outcome:
    """Build the checked-out commit and pack it into ``dist/``: by its own day, not today.

    Exit code 1: the course has faults; 2: no release can be made.
    """
    key = Path(options.sign) if options.sign else None
    try:
        source = _source(root, allow_dirty=options.allow_dirty)
        late, note = held_back(root, source.time, options.overdue or "")
        made, for_readers = make_release(root, source, key, late)
    except OverdueError as fault:
        return Outcome(note=f"{fault}\n", code=1)
    except ReleaseError as fault:
        return Outcome(note=f"{fault}\n", code=fault.code)
    except (ManifestError, SigningError) as fault:
        return Outcome(note=f"{fault}\n", code=2)
    lines = [f"清单 {MANIFEST}\n  SHA-256 {hashlib.sha256(made.manifest).hexdigest()}\n"]
    for one, suffix, write in ((made, ".tar.gz", write_tar), (for_readers, ".zip", write_zip)):
        data = write(one.id, one.files, one.time)
        path = root / OUT / f"{one.id}{suffix}"
        _write(path, data, for_all=one is for_readers)  # the other has the answers in it
        size = len(data) / 1_000_000
        digest = hashlib.sha256(data).hexdigest()
        lines.append(f"{OUT}/{path.name}（{size:.1f} MB）\n  SHA-256 {digest}\n")
    signed = "已签名" if SIGNATURE in made.files else "没有签名"
    lines.append(f"{len(made.files)} 个文件，{signed}。\n")
    lines.append(f"{late}\n" if late else note)
    return Outcome("".join(lines))


def _reason(text: str) -> str:
    """One line that says why, for the manifest."""
    if not text.strip() or not is_readable(text):
        raise argparse.ArgumentTypeError("要写一行理由")
    return text.strip()


def make_release(
    root: Path, source: Checkout, key: Path | None = None, late: Overdue | None = None
) -> tuple[Release, Release]:
    """Build the checked-out commit: the release for operators, and that for reading offline.

    Raises:
        ReleaseError: if the build fails.
        ManifestError: if the course's id or version can't name a file.
        SigningError: if ``key`` can't sign.
    """
    name = course_name((root / CONFIG).read_text("utf-8-sig", "replace"))
    title = release_id(name.id, name.version, source.commit)
    title += DIRTY if source.changed else ""
    files = gather(root, name, source, title)
    reading = for_reading(files, name.title, title)
    return (
        _sealed(title, name, source, files, key, late),
        _sealed(f"{title}{OFFLINE}", name, source, reading, key, late),
    )


def _sealed(  # noqa: PLR0913, PLR0917 - what a manifest is made of
    title: str,
    name: CourseName,
    source: Checkout,
    files: Mapping[str, bytes],
    key: Path | None,
    late: Overdue | None,
) -> Release:
    """The files with a manifest of them, signed if there is a key."""
    manifest = Manifest(
        id=title,
        course=name.id,
        title=name.title,
        version=name.version,
        commit=source.commit,
        sequence=source.time,
        tools=tuple(sorted(_tools().items())),
        files=tuple(
            ManifestFile(path, hashlib.sha256(data).hexdigest(), len(data))
            for path, data in sorted(files.items())
        ),
        overdue=late,
    )
    text = write_manifest(manifest).encode()
    head = {MANIFEST: text}
    if key:
        head[SIGNATURE] = sign(text, key)
    return Release(title, source.time, text, {**head, **files})


def course_name(settings: str) -> CourseName:
    """Read what names the course in ``mkdocs.yml``."""
    root, _ = parse_yaml(settings, CONFIG, lenient=True)
    ours = root.map("extra").map("courseware")
    return CourseName(
        id=ours.text("id") or "course",
        title=root.text("site_name"),
        version=ours.text("version") or "0",
        address=root.text("site_url"),
    )


def gather(root: Path, name: CourseName, source: Checkout, title: str) -> dict[str, bytes]:
    """Build the site and collect every file of the release but manifest and signature."""
    with tempfile.TemporaryDirectory(prefix="course-release-") as folder:
        site = Path(folder) / "site"
        work = Path(folder) / "work"
        _build(root, site, work, source.time)
        files = {f"site/{path}": data for path, data in _tree(site).items()}
        files |= {f"trainer/{path}": data for path, data in _tree(work / "trainer").items()}
    for path in [path for path in files if path.startswith("site/server/")]:
        files[path.removeprefix("site/")] = files.pop(path)
    health = {"commit": source.commit, "id": title, "version": name.version}
    files["site/health.json"] = f"{json.dumps(health, ensure_ascii=False)}\n".encode()
    files |= precompressed({p: d for p, d in files.items() if p.startswith("site/")})
    for path in _COPIED:
        if (root / path).exists():
            files[path] = (root / path).read_bytes()
    files |= _exports(root)
    for end in ("csv", "txt"):
        files |= {
            path.replace("site/downloads/", "exports/"): data
            for path, data in list(files.items())
            if path.startswith("site/downloads/") and path.endswith(end)
        }
    files |= {path: text.encode() for path, text in read_me(name.title, title).items()}
    files |= _notices(root, name, title, source.time)
    return files


def _exports(root: Path) -> dict[str, bytes]:
    """The lessons' questions in every format; the exam bank's never leave the project."""
    from courseware.exports.entries import BankName  # noqa: PLC0415 - with it
    from courseware.verbs.export_questions import FORMATS, SHEETS, WRITERS, make_export  # noqa: PLC0415 - not needed to verify

    made = {}
    for form in FORMATS:
        data, _, faults = make_export(root, BankName.COURSE, form)
        if faults:
            said = "".join(f"{fault}\n" for fault in faults)
            raise ReleaseError(f"{said}题目没有完整导出；请先改正上面的问题", 1)
        made[f"exports/questions-{form}.{(WRITERS | SHEETS)[form][0]}"] = data
    return made


def _notices(root: Path, name: CourseName, title: str, time: int) -> dict[str, bytes]:
    """What made the release, and what it carries of others."""
    from releases.sbom import EnvironmentDiffersError, bill, installed, third_party  # noqa: PLC0415 - heavy

    lock = root / "requirements.txt"
    if not lock.exists():
        return {}
    try:
        packages = installed(lock.read_text("utf-8"))
    except EnvironmentDiffersError as fault:
        raise ReleaseError(str(fault)) from None
    return {
        "sbom.cdx.json": bill(title, name.title, packages, time).encode(),
        "THIRD-PARTY.md": third_party(packages).encode(),
        "fonts/OFL.txt": (root / FONTS / "OFL.txt").read_bytes(),
    }


def _source(root: Path, *, allow_dirty: bool) -> Checkout:
    source = checkout(root)
    if source is None:
        raise ReleaseError("这里不是 git 仓库，或还没有提交；请在项目的仓库里运行")
    if source.changed and not allow_dirty:
        shown = "".join(f"  {path}\n" for path in source.changed[:_SHOWN])
        more = len(source.changed) - _SHOWN
        shown += f"  ……还有 {more} 个\n" if more > 0 else ""
        raise ReleaseError(
            f"有没提交的改动，不能发布：\n{shown}请先提交或撤销；只为试用可加 --allow-dirty"
        )
    return source


def _build(root: Path, site: Path, work: Path, time: int) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": str(time),
            VARIABLE: str(work),  # every PDF made anew: what is shipped comes from the commit
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"{done.stdout}{done.stderr}网站没有建成；请先改正上面的问题", 1)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _tools() -> dict[str, str]:
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **tool_versions()}


def _write(path: Path, data: bytes, *, for_all: bool) -> None:
    """In one step; ``for_all``: whoever serves or copies it may read it, whatever our umask."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
        path.parent.chmod(0o755)
    write_whole(path, data)
    if for_all:
        path.chmod(0o644)
