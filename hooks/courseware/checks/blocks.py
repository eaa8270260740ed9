"""Blocks (来电 对话 话术 红线 查一查 讲师): names, indentation, dialogue turns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.checks.inspection import Role
from courseware.text.block_kinds import BLOCKS, DESK, DIALOGUE, TASK
from courseware.text.finding import E, Rule, W, did_you_mean
from courseware.text.lines import COMPANY_MARK, Kind
from courseware.text.parts import INDENT, Part, nearly_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import Block, TextLine

# fmt: off
BLOCK_1 = Rule(
    "BLOCK-1", E, "提示块的名称不认识",
    "没有叫“{name}”的提示块{hint}；可以用：{known}",
    "写错名称的块没有样式；写错的“讲师”会让学员看到讲师内容。",
    bad='!!! 讲室 "怎样带这一课"', good='!!! 讲师 "怎样带这一课"', waivable=False,
)
BLOCK_2 = Rule(
    "BLOCK-2", E, "提示块的首行写法不对",
    '这一行不会变成提示块；请写成 !!! 名称 "标题"（半角叹号和引号，中间各空一格）',
    "写法不对时，整块会原样印在页面上，讲师内容也会漏出来。",
    bad="！！！ 讲师 “怎样带这一课”", good='!!! 讲师 "怎样带这一课"', waivable=False,
)
BLOCK_3 = Rule(
    "BLOCK-3", E, "提示块没有内容或没有缩进",
    "“{name}”下面没有缩进四格的内容；请把内容每行缩进四格",
    "没有缩进的文字不属于提示块。",
    bad="!!! 话术\n\n“请您稍等。”", good="!!! 话术\n\n    “请您稍等。”",
)
BLOCK_4 = Rule(
    "BLOCK-4", E, "提示块里缩进不够",
    "这一行只缩进了 {indent} 格，会掉到提示块外面；请缩进四格",
    "提示块的内容以四格缩进为界。",
)
BLOCK_5 = Rule(
    "BLOCK-5", E, "对话的写法不对",
    "对话里每句写成 - 客户：“……” 或 - 坐席（动作）：“……”；请改写这一行",
    "网页和印刷版按说话人排版，写法不同就认不出来。",
    bad="    - 客户: 我要投诉", good="    - 客户：“我要投诉。”",
)
BLOCK_6 = Rule(
    "BLOCK-6", W, "坐席的话没有标动作",
    "正确示范里坐席的每句要标动作；请写成 坐席（复述）：……，可用：{known}",
    "学员照着动作练，不是背台词。",
    bad="    - 坐席：“您是说……”", good="    - 坐席（复述）：“您是说……”",
)
BLOCK_7 = Rule(
    "BLOCK-7", W, "坐席的动作不在表里",
    "“{act}”不是约定的动作；请改用：{known}",
    "动作名称统一，课与课之间才能比较和练习。",
)
BLOCK_8 = Rule(
    "BLOCK-8", W, "错的示范没有紧跟对的",
    "错的示范后面要紧跟对的示范；请把“对话 正”移到它下面",
    "两段并排着看，才看得出差在哪里。",
)
BLOCK_9 = Rule(
    "BLOCK-9", W, "查一查太长",
    "“查一查”的表有 {count} 行，桌面速查卡放不下；请减到 {limit} 行以内",
    "一章的查一查印在一张 A4 桌卡上。",
)
BLOCK_10 = Rule(
    "BLOCK-10", W, "一句话说得太长",
    "这句话有 {count} 字，电话里听不完；请拆成每句 {limit} 字以内",
    "客户一次只记得住一句短话。",
)
BLOCK_11 = Rule(
    "BLOCK-11", W, "提示块没有标题",
    '“{name}”没有标题；请写成 !!! {name} "标题"',
    "没有标题的查一查，在桌面速查卡上认不出来。",
    bad="!!! 查一查", good='!!! 查一查 "排查五步表"',
)
BLOCK_12 = Rule(
    "BLOCK-12", E, "企业规定的标记写法不对",
    "企业规定的标记写法不对；请写成【以本企业现行规定为准：事项】",
    "培训师的核对清单靠固定写法汇总，写法不同就漏掉了。",
    bad="【以公司规定为准】", good="【以本企业现行规定为准：补卡费用】",
)
BLOCK_13 = Rule(
    "BLOCK-13", W, "轮到你缺少对照",
    "“轮到你”里缺少{what}；请先写任务，再写 ??? 参考，再写至少两行 - [ ] 供学员打钩",
    "写完没有东西对照，不知道写得对不对。",
)
# fmt: on


TICKS = 2
"""Fewest lines to tick below a task."""
ACTS = (
    "复述", "说明", "提问", "确认", "核实", "告知时限", "致歉", "道谢", "安抚", "引导",
)  # fmt: skip
TURN_LIMIT = 40
"""Longest sentence of a turn, in characters: an ear takes in no more."""
ROW_LIMIT = 8

_TURN = re.compile(r"\s*[-*+] ([^\s：（）:()]{1,8})(?:（([^）]{1,12})）)?：(“.*”)[^“”]*$")
_TICK = re.compile(r"\s*- \[ \] \S")
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
                yield BLOCK_2.at(place, width=len(line.text.strip()))
            yield from _company_marks(page, line)
        if page.role is not Role.OTHER:
            for index, block in enumerate(page.blocks):
                yield from _block(page, block)
                follower = page.blocks[index + 1 : index + 2]
                yield from _pair(page, block, follower[0] if follower else None)


def _block(page: Page, block: Block) -> Iterator[Diagnostic]:
    place = page.source.at(block.line, block.indent + 1)
    kind = BLOCKS.get(block.name)
    if kind is None:
        column = page.lines[block.line - page.first_line].text.index(block.name) + 1
        where = page.source.at(block.line, column)
        known, hint = "、".join(BLOCKS), did_you_mean(block.name, BLOCKS)
        if not hint and (near := [name for name in BLOCKS if set(name) & set(block.name)]):
            hint = f"，是不是想写“{near[0]}”"
        facts = {"name": block.name, "hint": hint, "known": known}
        yield BLOCK_1.at(where, width=len(block.name), **facts)
        return
    inside = list(page.block_lines(block))
    if not inside:
        yield BLOCK_3.at(place, name=block.name)
    yield from _fallen_out(page, block)
    if kind.titled and not block.title:
        yield BLOCK_11.at(place, name=block.name)
    if block.name == DIALOGUE:
        for line in inside:
            yield from _turn(page, block, line)
    if block.name == TASK:
        yield from _task(page, block)
    if block.name == DESK:
        rows = [line for line in inside if line.part is Part.TABLE]
        if len(rows) - 1 > ROW_LIMIT:
            yield BLOCK_9.at(place, count=len(rows) - 1, limit=ROW_LIMIT)


def _task(page: Page, block: Block) -> Iterator[Diagnostic]:
    """A model answer, and lines to tick when one's own is held against it."""
    inside = []
    for line in page.after(block):
        if line.part is not Part.BLANK and line.indent <= block.indent:
            break
        inside.append(line)
    answered = any(line.block and line.block.name == "参考" for line in inside)
    ticks = sum(bool(_TICK.match(line.text)) for line in inside)
    missing = [] if answered else ["参考"]
    missing += [] if ticks >= TICKS else ["打钩的几行"]
    if missing:
        place = page.source.at(block.line, block.indent + 1)
        yield BLOCK_13.at(place, what="和".join(missing))


def _fallen_out(page: Page, block: Block) -> Iterator[Diagnostic]:
    """The first line after a block if it is indented, but not enough."""
    for line in page.after(block):
        if line.part is Part.BLANK or line.indent >= block.indent + INDENT:
            continue
        if line.indent > block.indent:
            place = page.source.at(line.number, line.indent + 1)
            yield BLOCK_4.at(place, indent=line.indent - block.indent)
        return


def _turn(page: Page, block: Block, line: TextLine) -> Iterator[Diagnostic]:
    if line.part is Part.COMMENT:
        return
    start = page.source.at(line.number, line.indent + 1)
    found = _TURN.match(line.inline.masked)
    if not found:
        yield BLOCK_5.at(start, width=len(line.text.strip()))
        return
    speaker, act = found[1], found[2]
    if speaker == "坐席" and "正" in block.names:
        known = "、".join(ACTS)
        place = page.source.at(line.number, found.start(1) + 1)
        if not act:
            yield BLOCK_6.at(place, width=len(speaker), known=known)
        elif unknown := [one for one in re.split(r"[、，]", act) if one not in ACTS]:
            where = page.source.at(line.number, found.start(2) + act.index(unknown[0]) + 1)
            yield BLOCK_7.at(where, width=len(unknown[0]), act=unknown[0], known=known)
    if speaker != "坐席" or "误" in block.names:
        return
    for sentence in _SENTENCE.finditer(found[3]):
        count = len(_SIGNS.sub("", sentence[0]))
        if count > TURN_LIMIT:
            place = page.source.at(line.number, found.start(3) + sentence.start() + 1)
            yield BLOCK_10.at(place, count=count, limit=TURN_LIMIT)


def _pair(page: Page, block: Block, follower: Block | None) -> Iterator[Diagnostic]:
    if block.name != DIALOGUE or "误" not in block.names:
        return
    beside = next(
        (
            line
            for line in page.after(block)
            if line.part not in {Part.BLANK, Part.COMMENT} and line.indent <= block.indent
        ),
        None,
    )
    right = follower is not None and follower.names[:2] == (DIALOGUE, "正")
    mended = beside is not None and beside.part is Part.TABLE  # a table of corrections
    if not mended and not (right and beside and follower and beside.number == follower.line):
        place = page.source.at(block.line, block.indent + 1)
        yield BLOCK_8.at(place)


def _company_marks(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    if "【" not in line.text or line.kind is Kind.CODE:
        return
    for found in _BRACKETED.finditer(line.inline.masked):
        meant = "为准" in found[0] and _COMPANY.search(found[0])
        if meant and not COMPANY_MARK.fullmatch(found[0]):
            place = page.source.at(line.number, found.start() + 1)
            yield BLOCK_12.at(place, width=len(found[0]))
