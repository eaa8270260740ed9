"""Files put together for few requests: one style sheet for all pages, two scripts for most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.site.page_files import OFFLINE, SCRIPTS, STYLES, script
from courseware.site.squeezing import squeezed
from courseware.site.stylesheet import combined, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TYPE = re.compile(r"/\*\* @[^*]* \*/ ")
_REMARK = re.compile(r"(?<=[;{},)]) // .*$")
_OPEN_END = re.compile(r"(?<=[;{(\[,])\n(?!$)")
_FOLDER = "assets/javascripts"
THEME_CSS = tuple(f"third-party/mkdocs-material/{name}.min.css" for name in ("main", "palette"))
"""Of the theme's, in ``overrides/``, in order."""


def styles(overrides: Path, contents: Iterable[str]) -> dict[str, bytes]:
    """The style sheets, by address; the first brings what of the theme's can be used.

    ``contents`` are those of all pages, as they stand in our templates.
    """
    frame = map(_read, overrides.rglob("*.html"))
    known = words([*contents, *frame, *(lean(_read(path)) for path in overrides.rglob("*.js"))])
    theirs = "".join(_read(overrides / name) for name in THEME_CSS)
    ours = {
        row.address: "".join(_read(overrides / "assets/stylesheets" / name) for name in row.parts)
        for row in STYLES
        if row.parts
    }
    first, *others = ours
    made = {first: combined(theirs, ours[first], known)}
    made |= {address: f"{squeezed(ours[address])}\n" for address in others}
    return {address: sheet.encode() for address, sheet in made.items()}


def scripts(overrides: Path, *, keeps_offline: bool) -> dict[str, bytes]:
    """The scripts, by address. Each part is a function of its own, so they only follow on.

    What only their readers need stays here: a fifth of the bytes.
    """
    return {
        row.address: "".join(
            lean(_read(overrides / script(part)))
            for part in row.parts
            if keeps_offline or part != OFFLINE
        ).encode()
        for row in SCRIPTS
        if row.parts
    }


def lean(script: str) -> str:
    """A script without comments, types, indentation, and line ends that nothing hangs on.

    Lines are looked at, not JavaScript: comments have lines to themselves, or follow the end of a
    statement; types stand in ``/** @type … */``. A test holds the words of every script against
    those of what becomes of it.
    """
    kept = []
    comment = False
    for line in map(str.strip, script.split("\n")):
        comment = comment or line.startswith("/*")
        if line and not comment and not line.startswith("//"):
            kept.append(f"{_REMARK.sub('', _TYPE.sub('', line))}\n")
        comment = comment and not line.endswith("*/")
    return _OPEN_END.sub("", "".join(kept))


def parts() -> Iterator[str]:
    """Patterns of the files that are only parts, and of folders of them, from the site's root."""
    yield from (f"assets/stylesheets/{name}" for row in STYLES for name in row.parts)
    where = (script(part).rpartition("/") for row in SCRIPTS for part in row.parts)
    yield from {folder if folder != _FOLDER else f"{folder}/{name}" for folder, _, name in where}


def _read(path: Path) -> str:
    return path.read_text("utf-8")
