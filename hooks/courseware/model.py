"""The course model: frozen values that every face of the course is made from.

::

    Course
      └─ Chapter            a folder  docs/NN-name/   (章)
           ├─ outcomes, prerequisite, summary
           └─ Lesson        a page    docs/NN-name/x.md   (节)
                ├─ Objective         what the lesson promises   (目标)
                ├─ Heading           its sections
                └─ Question          one self-check item        (题)
                     ├─ Choice       an option with feedback, or
                     └─ Blank        a gap with its accepted answers
    Glossary
      └─ Term  ⇐ Mention    where a lesson section uses the term

Numbers (``2.1``) are derived from order; identity lives in authored ids.
Lines and columns count from 1, columns in characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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


class Level(StrEnum):
    """Bloom's levels, in rising order, by the word an author writes."""

    REMEMBER = "记忆"
    UNDERSTAND = "理解"
    APPLY = "应用"
    ANALYSE = "分析"
    EVALUATE = "评价"
    CREATE = "创造"


@dataclass(frozen=True, slots=True)
class Objective:
    """What a trainee can do after the lesson. ``id`` is unique in its lesson."""

    id: str
    level: Level
    text: str
    location: Location


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
    :mod:`courseware.identity`). ``pinned`` are positions from 1 of options that keep their
    place when options are shuffled.
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


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a lesson's Markdown (levels 2 to 6; the title is front matter)."""

    level: int
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class CompanyRule:
    """A place where company policy decides: 【以本企业现行规定为准：``matter``】."""

    matter: str
    location: Location


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page that teaches; ``minutes`` is the author's estimate with exercises.

    ``number`` is derived from position, for example ``2.1``. Dates are ISO strings.
    """

    id: str
    number: str
    title: str
    minutes: int
    objectives: tuple[Objective, ...]
    headings: tuple[Heading, ...]
    questions: tuple[Question, ...]
    company_rules: tuple[CompanyRule, ...]
    owner: str
    checked: str
    review_by: str
    path: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A folder of lessons; ``path`` is that of its ``index.md``."""

    id: str
    number: int
    title: str
    summary: str
    prerequisite: str
    outcomes: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    path: str

    @property
    def minutes(self) -> int:
        """Minutes of all lessons."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course, in teaching order."""

    title: str
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def minutes(self) -> int:
        """Minutes of all chapters."""
        return sum(chapter.minutes for chapter in self.chapters)

    def lessons(self) -> Iterator[Lesson]:
        """Every lesson, in teaching order."""
        for chapter in self.chapters:
            yield from chapter.lessons

    def questions(self) -> Iterator[Question]:
        """Every question of the lessons, in teaching order."""
        for lesson in self.lessons():
            yield from lesson.questions


@dataclass(frozen=True, slots=True)
class TermSource:
    """Where a definition comes from and how surely it was checked (页/题名/记忆)."""

    reference: str
    clause: str
    check: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry.

    ``names`` that the matcher looks for are ``zh``, ``abbr`` and ``aliases``.
    ``deprecated`` are words not to use instead. ``pinyin`` has tone-less syllables
    separated by spaces. ``not_in`` lists longer words in which a match is false. ``mark``
    is false for everyday words: listed in the glossary, never marked in a text by itself.
    ``lookup``: kept to be looked up although no lesson uses it.
    """

    id: str
    zh: str
    en: str
    abbr: str
    pinyin: str
    aliases: tuple[str, ...]
    deprecated: tuple[str, ...]
    definition: str
    plain: str
    category: str
    generations: tuple[str, ...]
    related: tuple[str, ...]
    not_in: tuple[str, ...]
    source: TermSource
    location: Location
    mark: bool = True
    lookup: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in file order."""

    terms: tuple[Term, ...]

    def by_id(self) -> dict[str, Term]:
        """Terms by id; a duplicate id (a finding elsewhere) keeps the first."""
        found: dict[str, Term] = {}
        for term in self.terms:
            found.setdefault(term.id, term)
        return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A use of a term: the page, the section's anchor and title where it stands."""

    term: str
    page: str
    anchor: str
    section: str


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
