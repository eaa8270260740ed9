"""Small releases for tests of publishing, packed as `make release` packs them."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from releases.archive import write_tar
from releases.manifest import MANIFEST, Manifest, ManifestFile, release_id, write_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COURSE = "mobile-service"
STAMP = 1_790_000_000


@dataclass(frozen=True)
class Sample:
    """A packed release and what is in it, by path from its top folder."""

    archive: Path
    manifest: Manifest
    files: dict[str, bytes]

    @property
    def id(self) -> str:
        return self.manifest.id


def site(letter: str, pages: int = 18) -> dict[str, bytes]:
    """A small site whose pages, style and script differ from letter to letter.

    Every page names the assets it loads, and by them its release. What differs has the same
    size in every release: the worst case for a server that tells files apart by time and size.
    """
    style = f"body{{--release:{letter}}}".encode() + b" " * 300
    script = f"window.release='{letter}';".encode() + b" " * 300
    css = f"assets/main.{hashlib.sha256(style).hexdigest()[:8]}.min.css"
    js = f"assets/app.{hashlib.sha256(script).hexdigest()[:8]}.min.js"
    files = {css: style, js: script, "assets/same.svg": b"<svg/>", "pdf/book.pdf": b"%PDF" * 200}
    for number in range(pages):
        page = f"<!doctype html><title>{number}</title>"
        page += f"<link rel=stylesheet href=/{css}><script src=/{js}></script>"
        page += f"<p>第 {number} 节，版本 {letter}</p>"
        name = f"chapter-{number:02}/index.html" if number else "index.html"
        files[name] = page.encode()
    files["404.html"] = b"<!doctype html><title>404</title>"
    files["sw.js"] = f"// {letter}\n".encode()
    return files


def pack(
    folder: Path,
    letter: str,
    sequence: int,
    files: Mapping[str, bytes] | None = None,
    *,
    version: str = "2026.11",
    server: Mapping[str, bytes] | None = None,
) -> Sample:
    """Write a release archive; ``letter`` is a hexadecimal digit and makes the commit."""
    commit = letter * 40
    name = release_id(COURSE, version, commit)
    whole = {f"site/{path}": data for path, data in (files or site(letter)).items()}
    health = f'{{"commit":"{commit}","id":"{name}","version":"{version}"}}\n'
    whole |= {
        "site/health.json": health.encode(),
        "trainer/book.pdf": b"%PDF for trainers",
        "server/csp.txt": b"default-src 'self'\n",
        "LICENSE": b"MIT\n",
        "requirements.txt": b"# none\n",
    }
    whole |= {f"server/{name}": data for name, data in (server or {}).items()}
    manifest = Manifest(
        id=name,
        course=COURSE,
        title="移动客服",
        version=version,
        commit=commit,
        sequence=sequence,
        tools=(("mkdocs", "1.6.1"),),
        files=tuple(
            sorted(
                ManifestFile(path, hashlib.sha256(data).hexdigest(), len(data))
                for path, data in whole.items()
            )
        ),
    )
    return write(folder / f"{name}.tar.gz", manifest, whole)


def write(archive: Path, manifest: Manifest, whole: Mapping[str, bytes]) -> Sample:
    text = write_manifest(manifest)
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(write_tar(manifest.id, {MANIFEST: text.encode(), **whole}, STAMP))
    return Sample(archive, manifest, dict(whole))


def of_another_course(sample: Sample, folder: Path) -> Sample:
    name = release_id("another", sample.manifest.version, sample.manifest.commit)
    manifest = replace(sample.manifest, id=name, course="another")
    return write(folder / "another.tar.gz", manifest, sample.files)


def with_member(
    sample: Sample, archive: Path, member: tarfile.TarInfo, data: bytes | None = None
) -> Path:
    """A copy of an archive with one more member, whatever it is."""
    with (
        tarfile.open(sample.archive, "r:gz") as given,
        tarfile.open(archive, "w:gz", format=tarfile.PAX_FORMAT) as made,
    ):
        for one in given:
            made.addfile(one, given.extractfile(one) if one.isreg() else None)
        if data is not None:
            member.size = len(data)
        made.addfile(member, io.BytesIO(data or b""))
    return archive
