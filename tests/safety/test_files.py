"""Files below ``docs/``: what is none of a course's, and whose names are the site's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from courseware.text.finding import Location
from tests.checks.course import edited

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
CODES = {"FILE-8", "FILE-9", "FILE-10", "FILE-11", "FILE-12", "FILE-3", "FILE-5"}


def found(folder: Path, files: dict[str, bytes]) -> set[tuple[str, str]]:
    marked = edited(folder)
    for name, data in files.items():
        path = marked.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return {(code, place.path[5:]) for code, place in marked.found() if code in CODES}


@pytest.mark.parametrize(
    "name",
    [
        "x.html", "x.HTM", "x.xhtml", "x.js", "x.mjs", "x.css", "x.xml", "x.svgz", "x.SVG", "x.Png",
        "x.exe", "x.bat", "x.hta", "x.pdf", "x.zip", "x.json", "x.yaml", "x.txt", "x.wasm", "x.php",
        "x", "x.md.html", "x.markdown", "x.svg.js", "01-calls/x.html", "x.shtml", "x.swf", "x.vtt",
        "other.yml", "01-calls/glossary.yml", "x.ico", "x.avif", "x.bmp", "x.mp4",
    ],
)  # fmt: skip
def test_other_kinds_of_files_are_refused(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, {name: b"x"}) == {("FILE-8", name)}


@pytest.mark.parametrize(
    "name",
    [
        "sw.js", "SW.js", "manifest.webmanifest", "404.md", "404.html", "robots.txt",
        "versions.json", "server/x.md", "Server/x.md", "assets/x.svg", "ASSETS/x.md",
        "ａssets/x.md", "pdf/x.md", "downloads/x.md", "search/x.md", "sitemap.xml", "favicon.ico",
    ],
)  # fmt: skip
def test_names_of_the_site_are_refused(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, {name: b"<svg"}) == {("FILE-9", name)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.png", b"<html><script>"),
        ("x.png", b""),
        ("x.jpg", PNG),
        ("x.jpeg", b"GIF89a"),
        ("x.gif", b"<svg/>"),
        ("x.webp", b"RIFF....WAVEfmt"),
        ("x.webp", PNG),
    ],
)
def test_a_picture_is_what_its_suffix_says(name: str, data: bytes, tmp_path: Path) -> None:
    assert found(tmp_path, {name: data}) == {("FILE-10", name)}


def test_true_pictures_are_taken(tmp_path: Path) -> None:
    assert (
        found(
            tmp_path,
            {
                "x.png": PNG,
                "x.jpg": b"\xff\xd8\xff\xe0....",
                "x.jpeg": b"\xff\xd8\xff\xe1....",
                "x.gif": b"GIF87a..",
                "x.webp": b"RIFF....WEBPVP8 ",
                "01-calls/sw.md": b"",
                "01-calls/assets.svg": b"<svg",
            },
        )
        == set()
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [("01-calls/a.svg", "01-calls/A.svg"), ("é.md", "e\u0301.md"), ("straße.md", "strasse.md")],
)
def test_names_that_are_one_elsewhere_are_refused(first: str, second: str, tmp_path: Path) -> None:
    later = max(first, second)
    assert found(tmp_path, {first: b"<svg", second: b"<svg"}) == {("FILE-11", later)}


def test_hidden_files_are_told_but_those_of_systems(tmp_path: Path) -> None:
    assert found(
        tmp_path, {".htaccess": b"", "01-calls/.x.swp": b"", ".git/config": b"", ".DS_Store": b""}
    ) == {
        ("FILE-12", ".htaccess"),
        ("FILE-12", "01-calls/.x.swp"),
        ("FILE-12", ".git/config"),
    }


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    marked = edited(tmp_path)
    docs = marked.root / "docs"
    (docs / "out.png").symlink_to("/etc/passwd")
    (docs / "up.md").symlink_to("../mkdocs.yml")
    (docs / "same.md").symlink_to("index.md")
    os.mkfifo(docs / "pipe.md")
    codes = {(code, place) for code, place in marked.found() if code.startswith("FILE")}
    assert codes == {
        ("FILE-3", Location("docs/out.png")),
        ("FILE-3", Location("docs/up.md")),
        ("FILE-5", Location("docs/pipe.md")),
    }
