"""All pages → the course: chapters and lessons in teaching order, numbered.

A chapter is a folder ``docs/NN-name/``; its ``index.md`` lists its lessons by file name
in ``lessons:``. Order lives there and nowhere else.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.front_matter import CHAPTER, LESSON, RULES
from courseware.course.model import Chapter, Course, Lesson, Level, Objective, Task
from courseware.course.rules import META_6, META_9, NAV_1, NAV_2, NAV_5
from courseware.questions.reading import label_place, parse_questions
from courseware.questions.rules import QUIZ_9, QUIZ_10
from courseware.text.block_kinds import TASK
from courseware.text.field_reading import FieldReader
from courseware.text.lines import Kind, Source, parse_source
from courseware.text.parts import header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.text.fields import Table
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.yaml_nodes import YamlMap

_TASK_LABEL = re.compile(r"<!--\s*task\s+objective=([\w,-]*)\s*-->")
_CHAPTER_PAGE = re.compile(r"(.*/)?(\d\d)-[a-z0-9-]+/index\.md$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the course gave: the course, each page's source, the findings."""

    course: Course
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]
    unlisted: tuple[Lesson, ...] = ()
    """Lessons that stand in a chapter's folder but not in its list, without a number."""


def read_course(title: str, texts: Mapping[str, str]) -> Reading:
    """Read every page.

    ``texts`` maps each Markdown file's path from the project's root (``docs/…``) to its
    text. Pages that belong to no chapter are parsed, too, but hold no lesson.
    """
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for path in sorted(texts):
        sources[path], faults = parse_source(path, texts[path])
        found += faults
    folders: dict[str, dict[str, Source]] = {}
    for path, source in sources.items():
        folders.setdefault(posixpath.dirname(path), {})[posixpath.basename(path)] = source
    unlisted: list[Lesson] = []
    chapters = tuple(
        _chapter(source, folders[posixpath.dirname(path)], found, unlisted)
        for path, source in sources.items()
        if _CHAPTER_PAGE.match(path)
    )
    course = Course(title, chapters)
    found += _reused_ids(course, unlisted, sources)
    return Reading(course, sources, tuple(sorted(found)), tuple(unlisted))


def _chapter(
    page: Source, folder: Mapping[str, Source], found: list[Diagnostic], unlisted: list[Lesson]
) -> Chapter:
    """``folder`` holds the pages beside ``page``, by file name."""
    match = _CHAPTER_PAGE.match(page.path)
    number = int(match[2]) if match else 0
    meta = _front_matter(page, CHAPTER, found)
    lessons: list[Lesson] = []
    listed: set[str] = set()
    for item in meta.scalars("lessons"):
        name, place = item.text, item.place
        source = folder.get(f"{name}.md")
        if source is None or source is page:
            path = page.path.removesuffix("index.md") + f"{name}.md"
            found.append(NAV_2.at(place, width=len(name), id=name, path=path))
        elif name in listed:
            found.append(NAV_5.at(place, width=len(name), id=name))
        else:
            listed.add(name)
            lessons.append(_lesson(source, f"{number}.{len(lessons) + 1}", found))
    for filename, source in folder.items():
        name = filename.removesuffix(".md")
        if source is not page and name not in listed:
            unlisted.append(_lesson(source, "", found))
        if source is not page and name not in listed and page.readable:
            found.append(NAV_1.at(source.at(1), id=name))
    return Chapter(
        id=meta.text("id"),
        number=number,
        title=meta.text("title"),
        summary=meta.text("summary"),
        prerequisite=meta.text("prerequisite"),
        outcomes=meta.texts("outcomes"),
        lessons=tuple(lessons),
        path=page.path,
    )


def _lesson(page: Source, number: str, found: list[Diagnostic]) -> Lesson:
    meta = _front_matter(page, LESSON, found)
    objectives = tuple(_objective(item) for item in meta.maps("objectives"))
    questions, faults = parse_questions(page)
    found += faults
    known = [objective.id for objective in objectives]
    for question in questions:
        for name in question.objectives:
            if name not in known and page.readable:
                names = "、".join(known) or "（还没有）"
                place = label_place(page, question, "objective", name)
                fault = QUIZ_10.at(place, width=len(name), objective=name, known=names)
                found.append(fault)
    return Lesson(
        id=meta.text("id"),
        number=number,
        title=meta.text("title"),
        minutes=meta.number("minutes"),
        objectives=objectives,
        headings=tuple(page.headings()),
        questions=questions,
        company_rules=tuple(page.company_rules()),
        owner=meta.text("owner"),
        checked=meta.text("checked"),
        review_by=meta.text("review_by"),
        path=page.path,
        tasks=tuple(_tasks(page)),
    )


def _tasks(page: Source) -> Iterator[Task]:
    label: tuple[str, ...] = ()
    for line in page.body():
        names, title = header(line.text) if line.kind is Kind.PROSE else ((), "")
        if names[:1] == (TASK,):
            yield Task(label, title, page.at(line.number))
        if line.text.strip():
            found = _TASK_LABEL.fullmatch(line.text.strip())
            label = tuple(filter(None, found[1].split(","))) if found else ()


def _objective(item: YamlMap) -> Objective:
    value = item.text("level")
    level = Level(value) if value in set(Level) else Level.REMEMBER
    return Objective(item.text("id"), level, item.text("text"), item.place)


def _front_matter(page: Source, table: Table, found: list[Diagnostic]) -> YamlMap:
    """What is right of a page's front matter."""
    if not page.readable:
        return page.meta
    if not page.has_meta:
        found.append(META_9.at(page.at(1)))
        return page.meta
    reader = FieldReader(RULES)
    meta = reader.read(page.meta, table)
    found += reader.found
    return meta


def _reused_ids(
    course: Course, unlisted: list[Lesson], sources: Mapping[str, Source]
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    lessons = (*course.lessons(), *unlisted)
    questions: dict[str, Location] = {}
    for lesson in lessons:
        for question in lesson.questions:
            place = label_place(sources[lesson.path], question, "id", question.id)
            first = questions.setdefault(question.id, place)
            if question.id and first is not place:
                width = len(question.id)
                found.append(QUIZ_9.at(place, width=width, id=question.id, other=first))
    pages: dict[str, Location] = {}
    named = [(chapter.id, chapter.path) for chapter in course.chapters]
    named += [(lesson.id, lesson.path) for lesson in lessons]
    for name, path in named:
        place = sources[path].meta.at("id")
        first = pages.setdefault(name, place)
        if name and first is not place:
            found.append(META_6.at(place, width=len(name), id=name, other=first))
    return found
