"""Blocks (来电 对话 话术 红线 查一查 讲师): names, indentation, dialogue turns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.blocks import INDENT, Part, nearly_header
from courseware.checks.project import Role
from courseware.messages import did_you_mean, finding
from courseware.source import COMPANY_MARK, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import Block, TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic

NAMES = ("来电", "对话", "话术", "红线", "查一查", "场景", "提示", "参考话术", "讲师")
ACTS = (
    "复述", "说明", "提问", "确认", "核实", "告知时限", "致歉", "道谢", "安抚", "引导",
)  # fmt: skip
TURN_LIMIT = 40
"""Longest sentence of a turn, in characters: an ear takes in no more."""
ROW_LIMIT = 8

_TURN = re.compile(r"\s*[-*+] ([^\s：（）:()]{1,8})(?:（([^）]{1,12})）)?：(“.*”)[^“”]*$")
_BRACKETED = re.compile(r"【[^【】]*】")
_COMPANY = re.compile(r"企业|公司")
_SENTENCE = re.compile(r"[^。！？；…]+[。！？；…]*")
_SIGNS = re.compile(r"[\s，。！？；：、“”‘’（）…*\ue000]")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the blocks of every page."""
    for page in course.pages.values():
        for line in page.lines:
            if nearly_header(line):
                place = page.source.at(line.number, line.indent + 1)
                yield finding("BLOCK-2", place, width=len(line.text.strip()))
            yield from _company_marks(page, line)
        if page.role is not Role.OTHER:
            for index, block in enumerate(page.blocks):
                yield from _block(page, block)
                follower = page.blocks[index + 1 : index + 2]
                yield from _pair(page, block, follower[0] if follower else None)


def _block(page: Page, block: Block) -> Iterator[Diagnostic]:
    place = page.source.at(block.line, block.indent + 1)
    if block.name not in NAMES:
        column = page.lines[block.line - page.first_line].text.index(block.name) + 1
        where = page.source.at(block.line, column)
        known, hint = "、".join(NAMES), did_you_mean(block.name, NAMES)
        if not hint and (near := [name for name in NAMES if set(name) & set(block.name)]):
            hint = f"，是不是想写“{near[0]}”"
        facts = {"name": block.name, "hint": hint, "known": known}
        yield finding("BLOCK-1", where, width=len(block.name), **facts)
        return
    inside = list(page.block_lines(block))
    if not inside:
        yield finding("BLOCK-3", place, name=block.name)
    yield from _fallen_out(page, block)
    if block.name in {"查一查", "来电"} and not block.title:
        yield finding("BLOCK-11", place, name=block.name)
    if block.name == "对话":
        for line in inside:
            yield from _turn(page, block, line)
    if block.name == "查一查":
        rows = [line for line in inside if line.part is Part.TABLE]
        if len(rows) - 1 > ROW_LIMIT:
            yield finding("BLOCK-9", place, count=len(rows) - 1, limit=ROW_LIMIT)


def _fallen_out(page: Page, block: Block) -> Iterator[Diagnostic]:
    """The first line after a block if it is indented, but not enough."""
    for line in page.after(block):
        if line.part is Part.BLANK or line.indent >= block.indent + INDENT:
            continue
        if line.indent > block.indent:
            place = page.source.at(line.number, line.indent + 1)
            yield finding("BLOCK-4", place, indent=line.indent - block.indent)
        return


def _turn(page: Page, block: Block, line: TextLine) -> Iterator[Diagnostic]:
    if line.part is Part.COMMENT:
        return
    start = page.source.at(line.number, line.indent + 1)
    found = _TURN.match(line.inline.masked)
    if not found:
        yield finding("BLOCK-5", start, width=len(line.text.strip()))
        return
    speaker, act = found[1], found[2]
    if speaker == "坐席" and "正" in block.names:
        known = "、".join(ACTS)
        place = page.source.at(line.number, found.start(1) + 1)
        if not act:
            yield finding("BLOCK-6", place, width=len(speaker), known=known)
        elif unknown := [one for one in re.split(r"[、，]", act) if one not in ACTS]:
            where = page.source.at(line.number, found.start(2) + act.index(unknown[0]) + 1)
            yield finding("BLOCK-7", where, width=len(unknown[0]), act=unknown[0], known=known)
    if speaker != "坐席" or "误" in block.names:
        return
    for sentence in _SENTENCE.finditer(found[3]):
        count = len(_SIGNS.sub("", sentence[0]))
        if count > TURN_LIMIT:
            place = page.source.at(line.number, found.start(3) + sentence.start() + 1)
            yield finding("BLOCK-10", place, count=count, limit=TURN_LIMIT)


def _pair(page: Page, block: Block, follower: Block | None) -> Iterator[Diagnostic]:
    if block.name != "对话" or "误" not in block.names:
        return
    beside = next(
        (
            line
            for line in page.after(block)
            if line.part not in {Part.BLANK, Part.COMMENT} and line.indent <= block.indent
        ),
        None,
    )
    right = follower is not None and follower.names[:2] == ("对话", "正")
    mended = beside is not None and beside.part is Part.TABLE  # a table of corrections
    if not mended and not (right and beside and follower and beside.number == follower.line):
        place = page.source.at(block.line, block.indent + 1)
        yield finding("BLOCK-8", place)


def _company_marks(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    if "【" not in line.text or line.kind is Kind.CODE:
        return
    for found in _BRACKETED.finditer(line.inline.masked):
        meant = "为准" in found[0] and _COMPANY.search(found[0])
        if meant and not COMPANY_MARK.fullmatch(found[0]):
            place = page.source.at(line.number, found.start() + 1)
            yield finding("BLOCK-12", place, width=len(found[0]))
