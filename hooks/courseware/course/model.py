"""The course model: frozen values that every face of the course is made from.

::

    Course
      └─ Chapter            a folder  docs/NN-name/   (章)
           ├─ outcomes, prerequisite, summary
           └─ Lesson        a page    docs/NN-name/x.md   (节)
                ├─ Objective         what the lesson promises   (目标)
                ├─ Heading           its sections
                ├─ Task              something to write or say   (轮到你)
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

    from courseware.questions.model import Question
    from courseware.text.finding import Location
    from courseware.text.lines import CompanyRule, Heading


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


@dataclass(frozen=True, slots=True)
class Task:
    """Something to write or say before a model answer is read; tested objectives by id."""

    objectives: tuple[str, ...]
    title: str
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
    tasks: tuple[Task, ...] = ()


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
