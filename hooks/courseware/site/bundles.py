"""Files put together for few requests: one style sheet for all pages, two scripts for most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.site.page_files import OFFLINE, SCRIPTS, STYLES, script
from courseware.site.stylesheet import combined, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SITE_CSS = STYLES[0].address
THEME_CSS = tuple(f"third-party/mkdocs-material/{name}.min.css" for name in ("main", "palette"))
"""Of the theme's, in ``overrides/``, in order."""


def site_style(overrides: Path, contents: Iterable[str]) -> bytes:
    """The style sheet of pages with these ``contents``, in our templates."""
    theirs = [overrides / name for name in THEME_CSS]
    ours = [overrides / "assets/stylesheets" / name for row in STYLES for name in row.parts]
    sources = [*overrides.rglob("*.html"), *overrides.rglob("*.js")]
    known = words([*contents, *map(_read, sources)])
    return combined("".join(map(_read, theirs)), "".join(map(_read, ours)), known).encode()


def scripts(overrides: Path, *, keeps_offline: bool) -> dict[str, bytes]:
    """The scripts, by address. Each part is a function of its own, so they only follow on.

    Comments that have lines to themselves and indentation stay here: a fifth of the bytes.
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
    """A script without the comments that have lines to themselves, empty lines and indentation.

    No text of ours goes over two lines (a test sees to that), so only layout is lost.
    """
    kept = []
    comment = False
    for line in map(str.strip, script.split("\n")):
        comment = comment or line.startswith("/*")
        if line and not comment and not line.startswith("//"):
            kept.append(f"{line}\n")
        comment = comment and not line.endswith("*/")
    return "".join(kept)


def parts() -> Iterator[str]:
    """Patterns of the files that are only parts, from the site's root."""
    yield from (f"assets/stylesheets/{name}" for row in STYLES for name in row.parts)
    yield from (script(part) for row in SCRIPTS for part in row.parts)


def _read(path: Path) -> str:
    return path.read_text("utf-8")
