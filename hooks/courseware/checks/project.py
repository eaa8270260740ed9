"""What the checks are given, and what they share: each page read once, in its role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from courseware.blocks import Block, Part, TextLine, read_lines
from courseware.checks.zones import DEFAULT
from courseware.source import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from courseware.model import Course, Diagnostic, Glossary, Lesson, Location, Severity
    from courseware.moves import PageRegister
    from courseware.outline import Reading
    from courseware.register import Register
    from courseware.source import Source

CHAPTER_FOLDER = re.compile(r"docs/(\d\d)-[a-z0-9-]+$")
NO_PROSE = frozenset({Part.BLANK, Part.CODE, Part.COMMENT, Part.TAG, Part.RULE})
_NOT_COUNTED = re.compile(r"[\s#>*|`\-!\[\]()\ue000]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mkdocs.yml`` says to the checks.

    ``nav`` holds the pages of the navigation from ``docs/``, with their places;
    ``severities`` is what ``extra.courseware.rules`` sets; ``hosts`` are the hosts that
    external links may lead to; ``timezone`` says where it is today for the course.
    """

    title: str = ""
    nav: Mapping[str, Location] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    glossary: str = "docs/glossary.yml"
    timezone: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Project:
    """The course as it lies on disk, read; paths are from the project's root.

    ``texts`` are the Markdown pages, ``pictures`` the SVG files; ``files`` has the size in
    bytes of every file below ``docs/``, ``heads`` the first bytes of bitmaps.
    ``glossary`` is ``None`` where there is none.
    ``unreadable`` are files whose text could not be read. ``slug`` makes a heading's
    anchor as the site does, ``render`` its markup, where that is to be judged.
    ``register`` holds the question ids given so far; ``None`` where there is no such file,
    and then ids are not held against it.
    ``published`` holds the addresses of pages published so far, ``None`` alike; ``redirects``
    is the text that says where moved pages are, if there is one.
    ``self_exam`` is the text of the plan of the self-examination, if there is one.
    ``bank`` are the files of the exam bank, ``blueprint`` the plan that papers are drawn by.
    """

    settings: Settings
    texts: Mapping[str, str]
    pictures: Mapping[str, str]
    files: Mapping[str, int]
    glossary: str | None
    slug: Callable[[str], str]
    register: Register | None = None
    bank: Mapping[str, str] = field(default_factory=dict)
    blueprint: str | None = None
    self_exam: str | None = None
    published: PageRegister | None = None
    redirects: str | None = None
    heads: Mapping[str, bytes] = field(default_factory=dict)
    render: Callable[[str], str] | None = None
    faults: tuple[Diagnostic, ...] = ()
    unreadable: frozenset[str] = frozenset()


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
