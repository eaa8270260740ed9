"""Pictures: where pages use them, whether their files can be read, shown and printed."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from courseware.checks.links import SCRIPT_SCHEMES
from courseware.checks.project import prose_lines
from courseware.checks.svg import check_svg
from courseware.messages import did_you_mean, finding
from courseware.model import Location
from courseware.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.inline import Link
    from courseware.model import Diagnostic

KINDS = {".svg": 40, ".png": 200, ".jpg": 200, ".jpeg": 200}
"""Picture formats and the largest file of each, in KB."""
PICTURES = frozenset({*KINDS, ".gif", ".webp", ".bmp", ".avif", ".tif", ".tiff"})
SHORTEST_ALT = 6
FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")
ASSETS = "docs/assets/"

_SAYS_NOTHING = re.compile(
    r"(?:一?张?|如|见|这是|此)?"
    r"(?:图片|示意图|插图|配图|截图|图示|图|照片|image|picture)\d*(?:一张|如下)?"
)


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the uses of pictures and about their files."""
    used: set[str] = set()
    for page in course.pages.values():
        for line in prose_lines(page):
            for link in line.inline.links:
                if link.image:
                    yield from _use(course, page, line, link, used)
                elif (path := _resolved(page, link.target)) in course.project.files:
                    used.add(path)
    yield from _files(course, used)
    for path, text in course.project.pictures.items():
        if path not in course.project.unreadable:
            yield from check_svg(path, text)


def _resolved(page: Page, target: str) -> str:
    path = unquote(target.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def _use(
    course: Inspection, page: Page, line: TextLine, link: Link, used: set[str]
) -> Iterator[Diagnostic]:
    start = page.source.at(line.number, link.column)
    place = page.source.at(line.number, link.target_column)
    alt = link.text.strip()
    name = posixpath.basename(link.target)
    if not alt:
        yield finding("FIG-4", start)
    elif len(alt) < SHORTEST_ALT or _SAYS_NOTHING.fullmatch(alt.rstrip("。")) or alt == name:
        where = page.source.at(line.number, link.text_column)
        yield finding("FIG-5", where, width=len(link.text), alt=alt)
    if page.lesson and not link.title.strip() and line.kind is Kind.PROSE:
        yield finding("FIG-6", start)
    try:
        scheme = urlsplit(link.target).scheme
    except ValueError:
        scheme = "?"
    if scheme in SCRIPT_SCHEMES:
        return
    if scheme or link.target.startswith("//"):
        yield finding("SAFE-4", place, width=len(link.target), url=link.target)
        return
    path = _resolved(page, link.target)
    width = len(link.target)
    if link.target.startswith("/") or not path.startswith("docs/"):
        yield finding("FIG-2", place, width=width, src=link.target)
    elif path not in course.project.files:
        hint = did_you_mean(path, [p for p in course.project.pictures if _beside(p, path)])
        yield finding("FIG-1", place, width=width, src=link.target, hint=hint)
    else:
        used.add(path)
        suffix = posixpath.splitext(path)[1]
        if suffix.lower() not in KINDS:
            yield finding("FIG-13", place, width=width, kind=suffix or "这种")


def _beside(path: str, other: str) -> bool:
    return posixpath.dirname(path) == posixpath.dirname(other)


def _files(course: Inspection, used: set[str]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for path, size in sorted(course.project.files.items()):
        folder, name = posixpath.split(path)
        suffix = posixpath.splitext(name)[1].lower()
        if not FILE_NAME.fullmatch(name):
            yield finding("FILE-6", Location(path), name=name)
        if suffix not in PICTURES or path.startswith(ASSETS):
            continue
        if path not in used:
            yield finding("FIG-7", Location(path))
        limit = KINDS.get(suffix, KINDS[".png"])
        if size > limit * 1024:
            yield finding("FIG-8", Location(path), size=-(-size // 1024), limit=limit)
        other = first.setdefault(name, folder)
        if other != folder:
            yield finding("FIG-12", Location(path), name=name, other=other)
