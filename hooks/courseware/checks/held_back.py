"""What can't be judged while a file can't be read: one cause, one finding.

A page whose front matter is damaged has no id, so every file that names it seems to be wrong; a
glossary with a slip in it explains no word of the course. Such findings are held back until the
file can be read again: they would bury the one that says what to mend.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.course.layout import CONFIG, REDIRECTS
from courseware.course.project import in_bank
from courseware.text.rules import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courseware.course.project import Project
    from courseware.course.reading import Reading
    from courseware.glossary.model import Glossary
    from courseware.text.finding import Diagnostic


class Part(StrEnum):
    """A kind of file that others lean on."""

    SETTINGS = "settings"
    PAGE = "page"
    GLOSSARY = "glossary"
    BANK = "bank"
    REDIRECTS = "redirects"


FOLLOWS: dict[Part, frozenset[str]] = {
    Part.PAGE: frozenset({
        # who names the lesson, its objectives or its questions
        "EXAM-3", "EXAM-23", "EXAM-25", "EXAM-27", "EXAM-28", "EXAM-29", "EXAM-30",
        "SELF-4", "SELF-6", "SELF-7", "SELF-8", "SELF-9", "SELF-10",
        # who links to it, or leans on what it shows
        "LINK-1", "LINK-2", "MOVE-1", "MOVE-2", "MOVE-7", "TERM-18", "FIG-7", "FIG-12",
        # what is counted over a chapter, and where its list of lessons stands
        "QUIZ-17", "QUIZ-19", "QUIZ-29", "QUIZ-30", "NAV-1", "NAV-2", "QUIZ-23",
    }),
    Part.GLOSSARY: frozenset({"TERM-15", "TERM-16", "TERM-20", "TERM-21", "LINK-1", "LINK-2"}),
    Part.BANK: frozenset({
        "EXAM-5", "EXAM-9", "EXAM-27", "EXAM-28", "EXAM-29", "EXAM-30", "QUIZ-17", "QUIZ-19",
        "QUIZ-29", "QUIZ-30",
    }),
    Part.REDIRECTS: frozenset({"MOVE-1"}),
}  # fmt: skip
"""Which rules can't be judged in other files while one of a kind can't be read. Without the
settings none can: they say what weighs how much."""
_ALWAYS = frozenset({"WAIVE-2"})
"""A waiver of something that is not looked for is not to blame."""


def held_back(
    found: Iterable[Diagnostic], project: Project, reading: Reading, glossary: Glossary
) -> list[Diagnostic]:
    """The findings that don't follow from a file that can't be read."""
    all_of_them = list(found)
    broken = {path for path, source in reading.sources.items() if not source.readable}
    broken |= project.unreadable
    broken |= {one.location.path for one in all_of_them if one.code in UNREADABLE}
    broken |= set() if glossary.terms else {_glossary_with_faults(all_of_them, project)} - {""}
    lost = {part for path in broken if (part := _part(path, project))}
    if not lost:
        return all_of_them
    if Part.SETTINGS in lost:
        return [one for one in all_of_them if _is_about_reading(one)]
    following = _ALWAYS.union(*(FOLLOWS[part] for part in lost))
    return [one for one in all_of_them if one.code not in following]


def _glossary_with_faults(found: Iterable[Diagnostic], project: Project) -> str:
    """The glossary's path if something is wrong with it."""
    path = project.settings.glossary
    return path if any(one.location.path == path for one in found) else ""


def _is_about_reading(one: Diagnostic) -> bool:
    return one.code.startswith("FILE-") or one.code in UNREADABLE


def _part(path: str, project: Project) -> Part | None:
    if path == CONFIG:
        return Part.SETTINGS
    if path == project.settings.glossary:
        return Part.GLOSSARY
    if path == REDIRECTS:
        return Part.REDIRECTS
    if in_bank(path):
        return Part.BANK
    return Part.PAGE if path.endswith(".md") else None
