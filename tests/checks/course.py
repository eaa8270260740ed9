"""The fixture course, changed by a case, and what a check says about it.

A case writes ``⟦CODE⟧`` into the text right before the character that a finding must
point at. The marks are taken out before the course is checked.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.checks.engine import check_course
from courseware.course.disk import read_project
from courseware.text.finding import Location

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

COURSE = Path(__file__).resolve().parent.parent / "data" / "course"
TODAY = dt.date(2026, 11, 22)
OPENING = "docs/01-calls/opening.md"
VERIFY = "docs/01-calls/verify.md"
SIGNAL = "docs/02-network/signal.md"
CALLS = "docs/01-calls/index.md"
GLOSSARY = "docs/glossary.yml"
STEPS = "docs/01-calls/opening-steps.svg"
CONFIG = "mkdocs.yml"

_MARK = re.compile(r"⟦([A-Z]+-\d+)⟧")


@dataclass(frozen=True)
class Edit:
    """Replace ``old`` (which stands once in the file) by ``new``; no ``old``: whole file."""

    path: str
    old: str
    new: str


@dataclass
class Marked:
    """A copy of the course and the places that were marked in it."""

    root: Path
    places: set[tuple[str, Location]] = field(default_factory=set)

    def found(self) -> set[tuple[str, Location]]:
        return {(one.code, one.location) for one in self.diagnostics()}

    def diagnostics(self, today: dt.date = TODAY) -> tuple[Diagnostic, ...]:
        return check_course(read_project(self.root), today).diagnostics


def copy_course(folder: Path) -> Path:
    shutil.copytree(COURSE, folder / "course")
    return folder / "course"


def edited(folder: Path, *edits: Edit) -> Marked:
    """A copy of the course with the edits made and their marks taken out."""
    marked = Marked(copy_course(folder))
    for edit in edits:
        file = marked.root / edit.path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = edit.new
        if edit.old:
            before = file.read_text("utf-8")
            assert before.count(edit.old) == 1, f"{edit.path}: {edit.old!r}"
            text = before.replace(edit.old, edit.new)
        file.write_text(text, "utf-8")
    for file in sorted(path for path in marked.root.rglob("*") if path.is_file()):
        clean, places = taken_out(file.read_text("utf-8"))
        name = file.relative_to(marked.root).as_posix()
        marked.places |= {(code, Location(name, *place)) for code, place in places}
        file.write_text(clean, "utf-8")
    return marked


def taken_out(text: str) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    """The text without its marks, and each mark's code, line and column."""
    places = []
    while found := _MARK.search(text):
        before = text[: found.start()]
        column = found.start() - (before.rfind("\n") + 1) + 1
        places.append((found[1], (before.count("\n") + 1, column)))
        text = before + text[found.end() :]
    return text, places
