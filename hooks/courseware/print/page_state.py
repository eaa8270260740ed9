"""What the mapping of one page reads, and what it gathers on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courseware.text.finding import Location, Rule

if TYPE_CHECKING:
    from courseware.course.model import Lesson
    from courseware.print.drawings import Pictures
    from courseware.print.references import Links
    from courseware.questions.rendering import Rendered
    from courseware.text.finding import Diagnostic


@dataclass
class Scope:
    """One page on its way to paper.

    ``path`` is the page's path from the project's root, ``asked`` are the questions at its spots.
    ``figures`` and ``tables`` count those of the page. ``answers`` are Typst expressions for
    another place of the document; with ``answers_in_place`` each stands behind its question, too.
    ``indexed``: uses of glossary terms are noted for the index. ``level`` is the Typst level that
    ``<h2>`` gets. ``heading`` is the text of the last heading, ``numbers_tables`` whether tables
    get a number of their own where they stand.
    """

    path: str
    lesson: Lesson | None
    trainer: bool
    links: Links
    pictures: Pictures
    figures: Counter
    tables: Counter
    level: int
    indexed: bool = False
    answers_in_place: bool = False
    numbers_tables: bool = True
    heading: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    questions: int = 0
    asked: tuple[Rendered, ...] = ()
    last_level: int = 0

    def report(self, rule: Rule, **facts: object) -> None:
        """Note a finding once, however often the page gives cause for it."""
        diagnostic = rule.at(Location(self.path), width=0, **facts)
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)


@dataclass
class Counter:
    """Numbers the figures of a lesson as the site does: 2.1-1, 2.1-2 …

    Without a lesson's number (``prefix`` empty) nothing is numbered.
    """

    prefix: str
    last: int = 0

    def next(self) -> str:
        """The next figure's number."""
        self.last += 1
        return f"{self.prefix}-{self.last}" if self.prefix else ""
