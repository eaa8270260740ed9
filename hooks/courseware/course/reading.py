"""All pages → the course: chapters and lessons in teaching order, numbered.

A chapter is a folder ``docs/NN-name/``; its ``index.md`` lists its lessons by file name
in ``lessons:``. Order lives there and nowhere else.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.model import Chapter, Course, Lesson, Level, Objective
from courseware.course.rules import META_4, META_5, META_6, META_9, NAV_1, NAV_2, NAV_5
from courseware.questions.reading import label_place, parse_questions
from courseware.questions.rules import QUIZ_9, QUIZ_10
from courseware.text.lines import Source, parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courseware.text.finding import Diagnostic, Location
    from courseware.text.yaml import YamlMap

CHAPTER_FIELDS = ("id", "title", "summary", "outcomes")
LESSON_FIELDS = ("id", "title", "minutes", "objectives", "owner", "checked", "review_by")
"""What the front matter of a page must hold."""

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
    lessons: list[Lesson] = []
    listed: set[str] = set()
    for name, place in page.meta.placed_texts("lessons"):
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
    _require(page, CHAPTER_FIELDS, found)
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
    _require(page, LESSON_FIELDS, found)
    objectives = tuple(_objective(item, found) for item in meta.maps("objectives"))
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
    )


def _objective(item: YamlMap, found: list[Diagnostic]) -> Objective:
    found += _missing(item, ("id", "level", "text"))
    value = item.text("level")
    levels = [level.value for level in Level]
    if value and value not in levels:
        expected = "、".join(levels) + "之一"
        place = item.at("level")
        facts = {"key": "level", "value": value, "expected": expected}
        found.append(META_5.at(place, width=len(value), **facts))
    level = Level(value) if value in levels else Level.REMEMBER
    return Objective(item.text("id"), level, item.text("text"), item.place)


def _require(page: Source, keys: tuple[str, ...], found: list[Diagnostic]) -> None:
    if page.has_meta and page.readable:
        found += _missing(page.meta, keys)
    elif page.readable:
        found.append(META_9.at(page.at(1)))


def _missing(meta: YamlMap, keys: tuple[str, ...]) -> list[Diagnostic]:
    return [
        META_4.at(meta.key_places.get(key, meta.place), key=key)
        for key in keys
        if meta.values.get(key) in (None, "")
    ]


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
