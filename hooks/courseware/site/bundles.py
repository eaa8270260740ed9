"""Files put together for few requests: one style sheet for all pages, two scripts for most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from courseware.site.stylesheet import combined, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SITE_CSS = "assets/stylesheets/site.css"
THEME_CSS = ("main.*.css", "palette.*.css")
OWN_CSS = ("course.css", "questions.css")
"""What goes into it, by name in ``assets/stylesheets/``, in order."""

SITE_JS = ("frame", "search", "versions")
LEARN_JS = (
    *("record-format", "progress", "notice", "drafts", "marks"),
    *("question-judge", "questions", "lesson-questions", "terms"),
)
"""The script of every page and that of pages to learn from, by name, in order."""


def site_style(theme: Sequence[str], overrides: Path, contents: Iterable[str]) -> bytes:
    """The style sheet of pages with these ``contents``, in our templates.

    ``theme`` are the folders a theme file is looked for in, first match wins.
    """
    folders = [Path(folder, "assets/stylesheets") for folder in theme]
    theirs = [next(f for d in folders for f in sorted(d.glob(p))) for p in THEME_CSS]
    ours = [overrides / "assets/stylesheets" / name for name in OWN_CSS]
    sources = [*overrides.rglob("*.html"), *overrides.rglob("*.js")]
    known = words([*contents, *map(_read, sources)])
    return combined("".join(map(_read, theirs)), "".join(map(_read, ours)), known).encode()


def scripts(overrides: Path, *, keeps_offline: bool) -> dict[str, bytes]:
    """The scripts, by address. Each part is a function of its own, so they only follow on.

    Comments that have lines to themselves and indentation stay here: a fifth of the bytes.
    """
    site = (*SITE_JS, "offline") if keeps_offline else SITE_JS
    return {
        _script(name): "".join(lean(_read(overrides / _script(part))) for part in parts).encode()
        for name, parts in (("site", site), ("learn", LEARN_JS))
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
    yield from (f"assets/stylesheets/{name}" for name in (*THEME_CSS, *OWN_CSS))
    yield from (_script(name) for name in (*SITE_JS, "offline", *LEARN_JS))


def _script(name: str) -> str:
    return f"assets/javascripts/{name}.js"


def _read(path: Path) -> str:
    return path.read_text("utf-8")
