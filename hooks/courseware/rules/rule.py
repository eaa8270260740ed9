"""What a rule is: the words a trainer reads about one kind of fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseware.model import Severity

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
