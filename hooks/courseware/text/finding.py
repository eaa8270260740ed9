"""A finding: a place in an author's file, a rule, and the sentence a trainer reads.

A rule stands beside the check that holds an author to it. Its sentence says the fact and,
after “；”, the next step; its code is the anchor in the catalogue and the word to waive it by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an author's file.

    ``path`` is relative to the project's root with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How much a finding weighs: an error stops a publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A finding about the author's text: place, code, fact and next step.

    ``message`` is the whole Chinese sentence a trainer reads: “说明；怎么改”.
    ``width`` is how many characters from the column on are meant (0: the line).
    """

    location: Location
    code: str
    message: str
    severity: Severity = Severity.ERROR
    width: int = 0

    def __str__(self) -> str:
        """One line, whatever a file is called."""
        return " ".join(f"{self.location} {self.code} {self.message}".splitlines())


def did_you_mean(word: str, known: Collection[str]) -> str:
    """“，是不是想写“x””, or nothing where no known word is close."""
    close = get_close_matches(word, known, n=1)
    return f"，是不是想写“{close[0]}”" if close else ""


E = Severity.ERROR
W = Severity.WARNING


class Scope(StrEnum):
    """How far from the changed line a fault can show itself.

    A check of changed lines keeps a finding of ``LINE`` scope on a changed line, of
    ``PAGE`` scope in a changed file, and of ``COURSE`` scope always.
    """

    LINE = "line"
    PAGE = "page"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the course.

    ``sentence`` is what a finding says: fact, “；”, next step; its ``{gaps}`` are filled by
    the check. ``why`` is the reason behind the rule. ``bad`` and ``good`` are examples as
    an author would write them. ``fixable``: ``check --fix`` mends it. ``waivable``: an
    author may waive it with a reason.
    """

    code: str
    severity: Severity
    title: str
    sentence: str
    why: str
    bad: str = ""
    good: str = ""
    scope: Scope = Scope.LINE
    fixable: bool = False
    waivable: bool = True

    @property
    def family(self) -> str:
        """The part of the code before the number: ``QUIZ``."""
        return self.code.rpartition("-")[0]

    def at(self, location: Location, /, *, width: int = 0, **facts: object) -> Diagnostic:
        """A finding at a place; ``facts`` fill the sentence's gaps."""
        message = self.sentence.format(**facts)
        return Diagnostic(location, self.code, message, self.severity, width)

    def saying(self, sentence: str) -> Rule:
        """The rule with another sentence, for one of the things it forbids."""
        return replace(self, sentence=sentence)
