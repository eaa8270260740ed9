"""All pages → the course: chapters and lessons in teaching order, numbered.

A chapter is a folder ``docs/NN-name/``; its ``index.md`` lists its lessons by file name
in ``lessons:``. Order lives there and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.messages import finding
from courseware.model import Chapter, Course, Diagnostic, Lesson, Level, Location, Objective
from courseware.quiz import parse_questions
from courseware.source import Source, parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courseware.yamltext import YamlMap

_CHAPTER_PAGE = re.compile(r"(.*/)?(\d\d)-[a-z0-9-]+/index\.md$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the course gave: the course, each page's source, the findings."""

    course: Course
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]


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
    chapters = tuple(
        _chapter(source, sources, found)
        for path, source in sources.items()
        if _CHAPTER_PAGE.match(path)
    )
    course = Course(title, chapters)
    found += _reused_ids(course)
    return Reading(course, sources, tuple(sorted(found)))


def _chapter(page: Source, sources: Mapping[str, Source], found: list[Diagnostic]) -> Chapter:
    match = _CHAPTER_PAGE.match(page.path)
    number = int(match[2]) if match else 0
    folder = page.path.removesuffix("index.md")
    lessons = []
    listed = page.meta.texts("lessons")
    for position, name in enumerate(listed, start=1):
        path = f"{folder}{name}.md"
        if path not in sources:
            found.append(finding("NAV-2", page.meta.at("lessons"), id=name, path=path))
            continue
        lessons.append(_lesson(sources[path], f"{number}.{position}", found))
    for path, source in sources.items():
        name = path.removeprefix(folder).removesuffix(".md")
        if path.startswith(folder) and path != page.path and name not in listed:
            found.append(finding("NAV-1", source.at(1), id=name))
    _require(page.meta, ("id", "title", "summary", "outcomes"), found)
    return Chapter(
        id=page.meta.text("id"),
        number=number,
        title=page.meta.text("title"),
        summary=page.meta.text("summary"),
        prerequisite=page.meta.text("prerequisite"),
        outcomes=page.meta.texts("outcomes"),
        lessons=tuple(lessons),
        path=page.path,
    )


def _lesson(page: Source, number: str, found: list[Diagnostic]) -> Lesson:
    meta = page.meta
    _require(meta, ("id", "title", "minutes", "objectives", "owner", "checked", "review_by"), found)
    objectives = tuple(_objective(item, found) for item in meta.maps("objectives"))
    questions, faults = parse_questions(page)
    found += faults
    known = [objective.id for objective in objectives]
    for question in questions:
        for name in question.objectives:
            if name not in known:
                fault = finding(
                    "QUIZ-10", question.location, objective=name, known="、".join(known)
                )
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
    )


def _objective(item: YamlMap, found: list[Diagnostic]) -> Objective:
    _require(item, ("id", "level", "text"), found)
    value = item.text("level")
    levels = [level.value for level in Level]
    if value and value not in levels:
        expected = "、".join(levels) + "之一"
        found.append(finding("META-5", item.at("level"), key="level", value=value, expected=expected))
    level = Level(value) if value in levels else Level.REMEMBER
    return Objective(item.text("id"), level, item.text("text"), item.place)


def _require(meta: YamlMap, keys: tuple[str, ...], found: list[Diagnostic]) -> None:
    for key in keys:
        if meta.values.get(key) in (None, ""):
            found.append(finding("META-4", meta.place, key=key))


def _reused_ids(course: Course) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    questions: dict[str, Location] = {}
    for question in course.questions():
        first = questions.setdefault(question.id, question.location)
        if question.id and first is not question.location:
            found.append(finding("QUIZ-9", question.location, id=question.id, other=first))
    pages: dict[str, Location] = {}
    named = [(c.id, c.path) for c in course.chapters] + [(n.id, n.path) for n in course.lessons()]
    for name, path in named:
        first = pages.setdefault(name, Location(path))
        if name and first.path != path:
            found.append(finding("META-6", Location(path), id=name, other=first))
    return found
