"""What the checks are given, and what they share: each page read once, in its role."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from courseware.text.lines import Kind
from courseware.text.parts import Block, Part, TextLine, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from courseware.course.model import Course, Lesson
    from courseware.course.project import Project
    from courseware.course.reading import Reading
    from courseware.glossary.model import Glossary
    from courseware.text.lines import Heading, Source

NO_PROSE = frozenset({Part.BLANK, Part.CODE, Part.COMMENT, Part.TAG, Part.RULE})
_NOT_COUNTED = re.compile(r"[\s#>*|`\-!\[\]()\ue000]")


class Role(StrEnum):
    """What a page is in the course."""

    LESSON = "lesson"
    CHAPTER = "chapter"
    OTHER = "other"


class Page:
    """A page and its lines, read once for all checks."""

    def __init__(self, source: Source, role: Role, lesson: Lesson | None) -> None:
        """``lesson`` is the page as a lesson, where it is one."""
        self.source = source
        self.role = role
        self.lesson = lesson
        self.lines: tuple[TextLine, ...] = tuple(read_lines(source))

    @property
    def path(self) -> str:
        """The page's path from the project's root."""
        return self.source.path

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that begin on a line of their own, in order."""
        return tuple(line.block for line in self.lines if line.part is Part.HEADER and line.block)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order, without those in a comment."""
        hidden = {line.number for line in self.lines if line.part is Part.COMMENT}
        return tuple(h for h in self.source.headings() if h.location.line not in hidden)

    def after(self, block: Block) -> Iterator[TextLine]:
        """The lines after a block's header, to the end of the page."""
        for index in range(block.line - self.first_line + 1, len(self.lines)):
            yield self.lines[index]

    def block_lines(self, block: Block) -> Iterator[TextLine]:
        """The lines inside a block, without its header and blank lines."""
        for line in self.after(block):
            if line.part is Part.BLANK:
                continue
            if line.block is None or line.indent <= block.indent:
                return
            yield line

    @property
    def first_line(self) -> int:
        """Number of the first line after the front matter."""
        return self.lines[0].number if self.lines else 1

    @cached_property
    def characters(self) -> int:
        """Characters of the body that trainees read, without questions."""
        return sum(
            len(_NOT_COUNTED.sub("", line.inline.masked))
            for line in self.lines
            if line.kind is Kind.PROSE and line.part not in {Part.COMMENT, Part.RULE}
        )


class Inspection:
    """One check of the whole course: the project, what was read of it, and today."""

    def __init__(self, project: Project, reading: Reading, glossary: Glossary, today: date) -> None:
        """Read every page's lines."""
        self.project = project
        self.reading = reading
        self.glossary = glossary
        self.today = today
        lessons = {lesson.path: lesson for lesson in (*self.course.lessons(), *reading.unlisted)}
        chapters = {chapter.path for chapter in self.course.chapters}
        self.pages: dict[str, Page] = {}
        for path, source in reading.sources.items():
            role = Role.CHAPTER if path in chapters else Role.OTHER
            role = Role.LESSON if path in lessons else role
            self.pages[path] = Page(source, role, lessons.get(path))

    @property
    def course(self) -> Course:
        """The course as read."""
        return self.reading.course

    def lessons(self) -> Iterator[tuple[Page, Lesson]]:
        """Every lesson with its page, also those in no list."""
        for page in self.pages.values():
            if page.lesson:
                yield page, page.lesson


def prose_lines(page: Page) -> Iterator[TextLine]:
    """Lines in which an author wrote prose: no code, tags, comments or table rules."""
    return (line for line in page.lines if line.part not in NO_PROSE)
