"""Files below ``docs/``: only what a course is made of, under names that are its own.

MkDocs publishes whatever lies there, as it is.
"""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING

from courseware.messages import finding
from courseware.model import Location
from courseware.moves import REDIRECTS
from courseware.self_exam import PATH as SELF_EXAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.project import Inspection
    from courseware.model import Diagnostic

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Suffixes of pictures, in the one spelling that servers and browsers all know."""
SITE_NAMES = frozenset({
    "404.html", "404.md", "assets", "downloads", "favicon.ico", "manifest.webmanifest", "pdf",
    "robots.txt", "search", "server", "sitemap.xml", "sitemap.xml.gz", "sw.js", "versions.json",
})  # fmt: skip
"""What the build writes at the top of the site, or servers and browsers ask for there."""
HEAD = 16
"""Bytes of a picture by which its kind is told."""

_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
}
_LEFT_BY_SYSTEMS = frozenset({".ds_store", ".gitkeep", ".gitignore", ".gitattributes"})


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about every file, by its name and its first bytes."""
    project = course.project
    data = {project.settings.glossary, REDIRECTS, SELF_EXAM}
    first: dict[str, str] = {}
    for path in sorted(project.files):
        place = Location(path)
        name = posixpath.basename(path)
        suffix = posixpath.splitext(name)[1]
        if _folded(path).split("/")[1] in SITE_NAMES:
            yield finding("FILE-9", place, name=path.split("/")[1])
        elif suffix not in {".md", *PICTURES} and path not in data:
            kinds = "、".join(PICTURES)
            yield finding("FILE-8", place, name=name, kinds=kinds)
        elif not _is(suffix, project.heads.get(path)):
            yield finding("FILE-10", place, suffix=suffix)
        other = first.setdefault(_folded(path), path)
        if other != path:
            yield finding("FILE-11", place, other=other)


def is_hidden(path: str) -> bool:
    """Whether MkDocs passes over a file, for a dot at the beginning of its name or a folder's."""
    return any(part.startswith(".") for part in path.split("/"))


def hidden(path: str) -> Iterator[Diagnostic]:
    """A finding about a hidden file, unless systems and git leave such everywhere."""
    name = posixpath.basename(path)
    if name.lower() not in _LEFT_BY_SYSTEMS:
        yield finding("FILE-12", Location(path), name=name)


def _folded(path: str) -> str:
    """A path as file systems that fold case and normalise see it."""
    return unicodedata.normalize("NFKC", path).casefold()


def _is(suffix: str, head: bytes | None) -> bool:
    """Whether a file that begins with ``head`` is what its suffix says."""
    if head is None:
        return True
    if suffix == ".webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_BEGINNINGS.get(suffix, b""))
