"""Pages with every safe edit applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.inspection import Page, Role
from courseware.checks.typography import fixed
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Collection

    from courseware.course.project import Project

_PASSES = 8


def fix_pages(project: Project, paths: Collection[str] = ()) -> dict[str, str]:
    """New texts of the pages that change, by path; ``paths`` as in a check, empty for all."""
    changed: dict[str, str] = {}
    for path, text in project.texts.items():
        wanted = not paths or any(path == p or path.startswith(f"{p}/") for p in paths)
        if not wanted or path in project.unreadable or _has_file_faults(project, path):
            continue
        new = fix_text(path, text)
        if new != text:
            changed[path] = new
    return changed


def fix_text(path: str, text: str) -> str:
    """A page's text, mended until nothing is left to mend: doing it again changes nothing."""
    now = text
    for _ in range(_PASSES):
        source, _ = parse_source(path, now)
        new = fixed(Page(source, Role.OTHER, None), now)
        if new == now:
            return now
        now = new
    return text


def _has_file_faults(project: Project, path: str) -> bool:
    """Whether the text in hand is not the file's own: characters or lines were left out."""
    return any(fault.location.path == path for fault in project.faults)
