"""A lesson's structure: sections and their order, headings, what stands where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.text.block_kinds import CALL
from courseware.text.finding import E, Location, Rule, Scope, W
from courseware.text.lines import Kind, unclosed_fences
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Heading
    from courseware.text.parts import TextLine

# fmt: off
PAGE_1 = Rule(
    "PAGE-1", E, "缺少固定的一节",
    "缺少“## {name}”这一节；请补上，顺序是正文、要点、自测、依据",
    "每一课的骨架相同，学员知道到哪里找什么。",
    good="## 要点\n\n- ……\n\n## 自测\n\n## 依据", scope=Scope.PAGE,
)
PAGE_2 = Rule(
    "PAGE-2", E, "固定的几节顺序不对",
    "“{name}”的位置不对；顺序是正文、要点、自测、依据，请移动这一节",
    "先学、再收拢、再自测、最后查依据。", scope=Scope.PAGE,
)
PAGE_3 = Rule(
    "PAGE-3", E, "正文里有一级标题",
    "正文里不写一级标题（#），页面标题来自页首的 title；请改成 ##",
    "一页只有一个一级标题，读屏软件靠它认页面。", bad="# 通信原理", good="## 装上电波：调制",
)
PAGE_4 = Rule(
    "PAGE-4", E, "标题跳级",
    "标题从 {before} 级跳到了 {after} 级；请改成 {expected}",
    "目录和读屏软件按级别理解层次。", bad="## 调制\n\n#### 调幅", good="## 调制\n\n### 调幅",
)
PAGE_5 = Rule(
    "PAGE-5", E, "空标题",
    "标题是空的；请写上文字或删除这一行", "空标题在目录里是一个点不开的空行。",
    bad="##", good="## 先问用量，再谈推荐",
)
PAGE_6 = Rule(
    "PAGE-6", W, "标题重复",
    "标题“{title}”在第 {line} 行已经用过；请改得能区分",
    "同名标题的链接会指错地方。",
)
PAGE_7 = Rule(
    "PAGE-7", E, "标题里手写了编号",
    "标题里手写了编号“{number}”；请删除，编号会自动加上",
    "手写的编号在增删一节以后就错了。", bad="## 2.1 调制", good="## 装上电波：调制",
)
PAGE_8 = Rule(
    "PAGE-8", W, "标题末尾有标点",
    "标题末尾不加“{mark}”；请删除", "标题不是句子。", bad="## 先问用量。", good="## 先问用量",
)
PAGE_9 = Rule(
    "PAGE-9", E, "没有用来电开头",
    '一课要从一通来电开始；请在页首下面先写 !!! 来电 "谁，什么时候"',
    "先听客户怎么说，再讲原因和做法，学员才知道学来做什么。",
    good='!!! 来电 "王女士，晚上八点"\n\n    “……”', scope=Scope.PAGE,
)
PAGE_10 = Rule(
    "PAGE-10", E, "没有正文小节",
    "“要点”之前没有正文小节；请用 ## 写出至少一节正文",
    "没有正文的课没有东西可学。", scope=Scope.PAGE,
)
PAGE_11 = Rule(
    "PAGE-11", E, "讲师内容漏给了学员",
    "这里在讲师块后面又没有缩进，学员会看到；讲师内容请缩进四格，别的内容请移到讲师块之前",
    "讲师块里的答案和安排只给培训师看；它放在最后，一切没有缩进的文字都会出现在学员的页面上。",
    bad='!!! 讲师 "怎样带这一课"\n\n参考答案：先核身',
    good='!!! 讲师 "怎样带这一课"\n\n    参考答案：先核身', waivable=False,
)
PAGE_17 = Rule(
    "PAGE-17", E, "代码块没有结束",
    "{fence} 开头的代码块没有结束；请在代码之后另起一行写同样的 {fence}",
    "没有结束的代码块会把后面的内容打乱。", bad="```\nAPN", good="```\nAPN\n```",
)
PAGE_18 = Rule(
    "PAGE-18", W, "一节是空的",
    "“{title}”下面没有内容；请补上或删除这一节", "空的一节让人以为页面坏了。",
)
PAGE_20 = Rule(
    "PAGE-20", E, "题目不在自测一节",
    "题目要放在“## 自测”一节里；请移过去",
    "学员和印刷版都到自测一节找题目。",
)
# fmt: on


FIXED = ("要点", "自测", "依据")
"""Titles of the sections that close every lesson, in order."""

_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d+(?:\.\d+)*[.、\s])"
)
_MARK = re.compile(r"[。；：，、,;:.！!…]$")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the structure of every page."""
    for page in course.pages.values():
        for line in unclosed_fences(page.source):
            fence = line.text.strip()[:3]
            yield PAGE_17.at(page.source.at(line.number), width=3, fence=fence)
        yield from _trainer(page)
        if page.lesson and page.source.has_meta and page.source.readable:
            yield from _headings(page)
            yield from _sections(page)
            yield from _opening(page)


def _headings(page: Page) -> Iterator[Diagnostic]:
    before = 1
    seen: dict[str, int] = {}
    for heading in page.headings:
        place, title = heading.location, heading.text
        start = Location(place.path, place.line, heading.level + 2)
        if heading.level == 1:
            yield PAGE_3.at(place, width=1)
        elif heading.level > before + 1:
            expected = "#" * (before + 1)
            facts = {"before": before, "after": heading.level, "expected": expected}
            yield PAGE_4.at(place, width=heading.level, **facts)
        before = heading.level
        if not title:
            yield PAGE_5.at(place)
            continue
        if title in seen:
            yield PAGE_6.at(start, width=len(title), title=title, line=seen[title])
        seen.setdefault(title, place.line)
        if number := _NUMBER.match(title):
            yield PAGE_7.at(start, width=len(number[0]), number=number[0].strip())
        if mark := _MARK.search(title):
            column = start.column + mark.start()
            where = Location(place.path, place.line, column)
            yield PAGE_8.at(where, mark=mark[0], width=1)


def _sections(page: Page) -> Iterator[Diagnostic]:
    sections = [heading for heading in page.headings if heading.level == 2]  # noqa: PLR2004
    titles = [heading.text for heading in sections]
    fixed = [heading for heading in sections if heading.text in FIXED]
    for name in FIXED:
        if name not in titles:
            yield PAGE_1.at(Location(page.path), name=name)
    first = next((i for i, title in enumerate(titles) if title in FIXED), len(titles))
    if not first:
        yield PAGE_10.at(Location(page.path))
    for heading in sections[first:]:
        if heading.text not in FIXED:
            yield PAGE_2.at(heading.location, name=heading.text)
    order = [FIXED.index(heading.text) for heading in fixed]
    for index, heading in enumerate(fixed):
        if any(later < order[index] for later in order[index + 1 :]):
            yield PAGE_2.at(heading.location, name=heading.text)
    yield from _empty(page)
    yield from _questions_outside(page, sections)


def _empty(page: Page) -> Iterator[Diagnostic]:
    headings = {heading.location.line: heading for heading in page.headings}
    open_heading: Heading | None = None
    for line in page.lines:
        heading = headings.get(line.number)
        if heading:
            if open_heading and open_heading.text and heading.level <= open_heading.level:
                yield PAGE_18.at(open_heading.location, title=open_heading.text)
            open_heading = heading
        elif line.part is not Part.BLANK and line.kind is not Kind.TRAINER:
            open_heading = None
    if open_heading and open_heading.text:
        yield PAGE_18.at(open_heading.location, title=open_heading.text)


def _questions_outside(page: Page, sections: list[Heading]) -> Iterator[Diagnostic]:
    tests = [heading.location.line for heading in sections if heading.text == "自测"]
    if not tests or not page.lesson:
        return
    after = [h.location.line for h in sections if h.location.line > tests[0]]
    for question in page.lesson.questions:
        if not tests[0] < question.location.line < min(after, default=1 << 30):
            yield PAGE_20.at(question.location, width=len("<quiz>"))


def _opening(page: Page) -> Iterator[Diagnostic]:
    first = next((line for line in page.lines if not _skipped(line)), None)
    header = first.block if first and first.part is Part.HEADER else None
    if header is None or header.name != CALL:
        yield PAGE_9.at(page.source.at(first.number if first else 1))


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
            yield PAGE_11.at(place, width=len(line.text.strip()))
            inside = False
