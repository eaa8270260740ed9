"""A lesson's measure: its minutes, its length, and what every lesson has of each thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.text.block_kinds import DESK, DIALOGUE
from courseware.text.finding import Location, Rule, Scope, W
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.course.model import Lesson
    from courseware.text.finding import Diagnostic

# fmt: off
PAGE_12 = Rule(
    "PAGE-12", W, "用时与内容不符",
    "页首写了 {declared} 分钟，按内容算约 {low}—{high} 分钟；请改用时或增减内容",
    "算法：正文每分钟 300 字，每题 45 秒，对话每句 10 秒，另给角色扮演至多 20 分钟；"
    "相差超过四分之一才提醒。",
)
PAGE_13 = Rule(
    "PAGE-13", W, "讲师的时间安排与用时不符",
    "讲师的时间安排加起来是 {planned} 分钟，页首写的是 {declared} 分钟；请改其中一处",
    "两处不一致，课堂上就会超时或冷场。",
)
PAGE_14 = Rule(
    "PAGE-14", W, "篇幅不合适",
    "正文有 {count} 字，应在 {low}—{high} 字之间；请{advice}",
    "太短讲不透，太长一次学不完。不计题目、讲师内容和页首。", scope=Scope.PAGE,
)
PAGE_15 = Rule(
    "PAGE-15", W, "缺少一种必备的材料",
    "这一课没有{what}；请补上一处",
    "每课至少有一段对话、一张图和一个工位上能用的“查一查”。", scope=Scope.PAGE,
)
PAGE_16 = Rule(
    "PAGE-16", W, "红线太多",
    "这一课有不止一个“红线”；请只留最要紧的一个",
    "处处是红线，就没有红线。",
)
PAGE_19 = Rule(
    "PAGE-19", W, "题目数量不合适",
    "这一课有 {count} 题，应有 {low}—{high} 题；请增减",
    "太少测不出目标，太多做不完。", scope=Scope.PAGE,
)
# fmt: on


CHARACTERS_PER_MINUTE = 300
SECONDS_PER_QUESTION = 45
SECONDS_PER_TURN = 10
ROLE_PLAY_MINUTES = 20
TOLERANCE = 0.25
PAGE_LENGTH = (2_000, 4_200)
"""Characters of a lesson's body; the writing rules aim at 2,000 to 3,500."""
QUESTIONS = (4, 10)

_PLAN = re.compile(r"\*\*(?:时间|用时)[^*]*\*\*")
_PLANNED = re.compile(r"(\d{1,3}) 分钟(?=[；。（]|$)")
_MATERIAL = ((DIALOGUE, "“对话”"), (DESK, "“查一查”"))


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about how much every lesson holds."""
    for page, lesson in course.lessons():
        if page.source.has_meta and page.source.readable:
            yield from _material(page, lesson)
            yield from _minutes(page, lesson)


def _material(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    start = Location(page.path)
    low, high = PAGE_LENGTH
    if not low <= page.characters <= high:
        advice = "补充例子" if page.characters < low else "拆成两课或删减"
        count = page.characters
        yield PAGE_14.at(start, count=count, low=low, high=high, advice=advice)
    names = [block.name for block in page.blocks]
    for name, said in _MATERIAL:
        if name not in names:
            yield PAGE_15.at(start, what=said)
    if not any(link.image for line in page.lines for link in line.inline.links):
        yield PAGE_15.at(start, what="图")
    reds = [block for block in page.blocks if block.name == "红线"]
    for block in reds[1:]:
        yield PAGE_16.at(page.source.at(block.line, block.indent + 1))
    fewest, most = QUESTIONS
    if not fewest <= len(lesson.questions) <= most:
        count = len(lesson.questions)
        yield PAGE_19.at(start, count=count, low=fewest, high=most)


def _minutes(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    if lesson.minutes <= 0:
        return
    place = page.source.meta.at("minutes")
    turns = sum(
        line.part is Part.ITEM and line.block is not None and line.block.name == DIALOGUE
        for line in page.lines
    )
    low = page.characters / CHARACTERS_PER_MINUTE
    low += (len(lesson.questions) * SECONDS_PER_QUESTION + turns * SECONDS_PER_TURN) / 60
    high = low + ROLE_PLAY_MINUTES
    width = len(str(lesson.minutes))
    if not low * (1 - TOLERANCE) <= lesson.minutes <= high * (1 + TOLERANCE):
        facts = {"declared": lesson.minutes, "low": round(low), "high": round(high)}
        yield PAGE_12.at(place, width=width, **facts)
    for line in page.lines:
        if line.kind is Kind.TRAINER and (label := _PLAN.search(line.text)):
            minutes = [int(found) for found in _PLANNED.findall(line.text, label.end())]
            if len(minutes) > 1 and sum(minutes) != lesson.minutes:
                where = page.source.at(line.number, label.start() + 1)
                facts = {"planned": sum(minutes), "declared": lesson.minutes}
                yield PAGE_13.at(where, width=len(label[0]), **facts)
