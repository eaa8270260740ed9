"""A question as values: kind, options or gaps, feedback, explanation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courseware.text.finding import Location


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    FILL_IN = "fill-in"
    MATCHING = "matching"
    ORDERING = "ordering"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question; ``text`` and ``feedback`` are Markdown."""

    text: str
    correct: bool
    feedback: str
    location: Location


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap of a question and every answer accepted for it, best first."""

    answers: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Question:
    """One self-check item.

    ``stem`` and ``explanation`` are Markdown; gaps stand in the stem as ``[[answer]]``.
    ``objectives`` are ids of the lesson's objectives. ``red`` marks a question about
    something that must never be done wrong (红线). ``location`` is the line of ``<quiz>``.
    ``minor`` is the fingerprint of a wording that its author calls a minor change (see
    :mod:`courseware.questions.identity`). ``pinned`` are positions from 1 of options that keep
    their place when options are shuffled.
    """

    id: str
    kind: QuestionKind
    stem: str
    choices: tuple[Choice, ...]
    blanks: tuple[Blank, ...]
    explanation: str
    objectives: tuple[str, ...]
    red: bool
    location: Location
    minor: str = ""
    pinned: tuple[int, ...] = ()
