"""What an exam bank holds: items, cases, and the parts of a paper they belong to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from courseware.questions.kinds import KINDS

if TYPE_CHECKING:
    from courseware.course.model import Level
    from courseware.questions.model import Question
    from courseware.text.finding import Location
    from courseware.text.lines import Source


class Section(StrEnum):
    """A part of a paper, in the order in which they are printed."""

    SINGLE = "单选"
    MULTIPLE = "多选"
    FILL_IN = "填空"
    CASE = "案例"
    RED = "红线"


SECTIONS = {kind.code: Section(kind.section) for kind in KINDS.values() if kind.section}
"""Kinds that a paper has room for."""


@dataclass(frozen=True, slots=True)
class Item:
    """An exam question. ``lesson`` and ``case`` are ids, ``case`` empty for most items.

    Two items with the same ``point`` ask about the same thing.
    """

    question: Question
    lesson: str
    level: Level
    point: str
    case: str = ""

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def section(self) -> Section:
        """Where the item stands in a paper: with its case, else among 红线, else by kind."""
        if self.case:
            return Section.CASE
        return Section.RED if self.question.red else SECTIONS[self.question.kind]


@dataclass(frozen=True, slots=True)
class Case:
    """A text that several items ask about; ``text`` is Markdown."""

    id: str
    lesson: str
    title: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Bank:
    """All items and cases, in file order. Items that can't be used are left out."""

    items: tuple[Item, ...] = ()
    cases: tuple[Case, ...] = ()

    def of_case(self, name: str) -> tuple[Item, ...]:
        """The items of a case, in file order."""
        return tuple(item for item in self.items if item.case == name)

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits of all that can decide a draw or be read on a paper."""
        whole = json.dumps([*map(_signs, self.items), *map(_case_signs, self.cases)])
        return hashlib.sha256(whole.encode()).hexdigest()[:8]


@dataclass(slots=True)
class Draft:
    """An item as it is read: ``values`` of its label by key, with their places."""

    question: Question
    source: Source
    values: dict[str, str]
    places: dict[str, Location] = field(default_factory=dict)

    def at(self, key: str) -> Location:
        """Where a label's value stands; the question if it is missing."""
        return self.places.get(key, self.question.location)


def _signs(item: Item) -> list[object]:
    question = item.question
    return [
        question.id, question.kind.value, question.stem, question.explanation,
        [[choice.text, choice.correct, choice.feedback] for choice in question.choices],
        [list(blank.answers) for blank in question.blanks],
        question.red, list(question.pinned), list(question.objectives),
        item.lesson, item.level.value, item.point, item.case,
    ]  # fmt: skip


def _case_signs(case: Case) -> list[object]:
    return [case.id, case.lesson, case.title, case.text]
