"""A lesson's structure: sections and their order, headings, material, minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.blocks import Part
from courseware.messages import finding
from courseware.model import Location
from courseware.source import Kind, unclosed_fences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Heading, Lesson

FIXED = ("要点", "自测", "依据")
"""Titles of the sections that close every lesson, in order."""

CHARACTERS_PER_MINUTE = 300
SECONDS_PER_QUESTION = 45
SECONDS_PER_TURN = 10
ROLE_PLAY_MINUTES = 20
TOLERANCE = 0.25
PAGE_LENGTH = (2_000, 4_200)
"""Characters of a lesson's body; the writing rules aim at 2,000 to 3,500."""
QUESTIONS = (4, 10)

_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d+(?:\.\d+)*[.、\s])"
)
_MARK = re.compile(r"[。；：，、,;:.！!…]$")
_PLAN = re.compile(r"\*\*(?:时间|用时)[^*]*\*\*")
_PLANNED = re.compile(r"(\d{1,3}) 分钟(?=[；。（]|$)")
_MATERIAL = (("对话", "“对话”"), ("查一查", "“查一查”"))


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the structure of every page."""
    for page in course.pages.values():
        for line in unclosed_fences(page.source):
            fence = line.text.strip()[:3]
            yield finding("PAGE-17", page.source.at(line.number), width=3, fence=fence)
        yield from _trainer(page)
        if page.lesson and page.source.has_meta and page.source.readable:
            yield from _headings(page)
            yield from _sections(page)
            yield from _opening(page)
            yield from _material(page, page.lesson)
            yield from _minutes(page, page.lesson)


def _headings(page: Page) -> Iterator[Diagnostic]:
    before = 1
    seen: dict[str, int] = {}
    for heading in page.source.headings():
        place, title = heading.location, heading.text
        start = Location(place.path, place.line, heading.level + 2)
        if heading.level == 1:
            yield finding("PAGE-3", place, width=1)
        elif heading.level > before + 1:
            expected = "#" * (before + 1)
            facts = {"before": before, "after": heading.level, "expected": expected}
            yield finding("PAGE-4", place, width=heading.level, **facts)
        before = heading.level
        if not title:
            yield finding("PAGE-5", place)
            continue
        if title in seen:
            yield finding("PAGE-6", start, width=len(title), title=title, line=seen[title])
        seen.setdefault(title, place.line)
        if number := _NUMBER.match(title):
            yield finding("PAGE-7", start, width=len(number[0]), number=number[0].strip())
        if mark := _MARK.search(title):
            column = start.column + mark.start()
            where = Location(place.path, place.line, column)
            yield finding("PAGE-8", where, mark=mark[0], width=1)


def _sections(page: Page) -> Iterator[Diagnostic]:
    sections = [heading for heading in page.source.headings() if heading.level == 2]  # noqa: PLR2004
    titles = [heading.text for heading in sections]
    fixed = [heading for heading in sections if heading.text in FIXED]
    for name in FIXED:
        if name not in titles:
            yield finding("PAGE-1", Location(page.path), name=name)
    first = next((i for i, title in enumerate(titles) if title in FIXED), len(titles))
    if not first:
        yield finding("PAGE-10", Location(page.path))
    for heading in sections[first:]:
        if heading.text not in FIXED:
            yield finding("PAGE-2", heading.location, name=heading.text)
    order = [FIXED.index(heading.text) for heading in fixed]
    for index, heading in enumerate(fixed):
        if any(later < order[index] for later in order[index + 1 :]):
            yield finding("PAGE-2", heading.location, name=heading.text)
    yield from _empty(page)
    yield from _questions_outside(page, sections)


def _empty(page: Page) -> Iterator[Diagnostic]:
    headings = {heading.location.line: heading for heading in page.source.headings()}
    open_heading: Heading | None = None
    for line in page.lines:
        heading = headings.get(line.number)
        if heading:
            if open_heading and open_heading.text and heading.level <= open_heading.level:
                yield finding("PAGE-18", open_heading.location, title=open_heading.text)
            open_heading = heading
        elif line.part is not Part.BLANK and line.kind is not Kind.TRAINER:
            open_heading = None
    if open_heading and open_heading.text:
        yield finding("PAGE-18", open_heading.location, title=open_heading.text)


def _questions_outside(page: Page, sections: list[Heading]) -> Iterator[Diagnostic]:
    tests = [heading.location.line for heading in sections if heading.text == "自测"]
    if not tests or not page.lesson:
        return
    after = [h.location.line for h in sections if h.location.line > tests[0]]
    for question in page.lesson.questions:
        if not tests[0] < question.location.line < min(after, default=1 << 30):
            yield finding("PAGE-20", question.location, width=len("<quiz>"))


def _opening(page: Page) -> Iterator[Diagnostic]:
    first = next((line for line in page.lines if not _skipped(line)), None)
    header = first.block if first and first.part is Part.HEADER else None
    if header is None or header.name != "来电":
        yield finding("PAGE-9", page.source.at(first.number if first else 1))


def _skipped(line: TextLine) -> bool:
    return line.part in {Part.BLANK, Part.COMMENT}


def _trainer(page: Page) -> Iterator[Diagnostic]:
    """What stands after a trainer block without its indentation: trainees would see it."""
    inside = False
    for line in page.lines:
        if line.kind is Kind.TRAINER:
            inside = True
        elif inside and not _skipped(line):
            column = line.indent + 1
            place = page.source.at(line.number, column)
            yield finding("PAGE-11", place, width=len(line.text.strip()))
            inside = False


def _material(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    start = Location(page.path)
    low, high = PAGE_LENGTH
    if not low <= page.characters <= high:
        advice = "补充例子" if page.characters < low else "拆成两课或删减"
        count = page.characters
        yield finding("PAGE-14", start, count=count, low=low, high=high, advice=advice)
    names = [block.name for block in page.blocks]
    for name, said in _MATERIAL:
        if name not in names:
            yield finding("PAGE-15", start, what=said)
    if not any(link.image for line in page.lines for link in line.inline.links):
        yield finding("PAGE-15", start, what="图")
    reds = [block for block in page.blocks if block.name == "红线"]
    for block in reds[1:]:
        yield finding("PAGE-16", page.source.at(block.line, block.indent + 1))
    fewest, most = QUESTIONS
    if not fewest <= len(lesson.questions) <= most:
        count = len(lesson.questions)
        yield finding("PAGE-19", start, count=count, low=fewest, high=most)


def _minutes(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    if lesson.minutes <= 0:
        return
    place = page.source.meta.at("minutes")
    turns = sum(
        line.part is Part.ITEM and line.block is not None and line.block.name == "对话"
        for line in page.lines
    )
    low = page.characters / CHARACTERS_PER_MINUTE
    low += (len(lesson.questions) * SECONDS_PER_QUESTION + turns * SECONDS_PER_TURN) / 60
    high = low + ROLE_PLAY_MINUTES
    width = len(str(lesson.minutes))
    if not low * (1 - TOLERANCE) <= lesson.minutes <= high * (1 + TOLERANCE):
        facts = {"declared": lesson.minutes, "low": round(low), "high": round(high)}
        yield finding("PAGE-12", place, width=width, **facts)
    for line in page.lines:
        if line.kind is Kind.TRAINER and (label := _PLAN.search(line.text)):
            minutes = [int(found) for found in _PLANNED.findall(line.text, label.end())]
            if len(minutes) > 1 and sum(minutes) != lesson.minutes:
                where = page.source.at(line.number, label.start() + 1)
                facts = {"planned": sum(minutes), "declared": lesson.minutes}
                yield finding("PAGE-13", where, width=len(label[0]), **facts)
