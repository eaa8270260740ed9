"""Wording of Chinese prose: house words, claims too strong, long sentences, leftovers.

Words are not looked for where an author shows how not to say it: in a wrong dialogue, a
wrong option, a table column headed “不要说” or the like, and between quotation marks;
but what an agent says in a right dialogue or a 话术 block is meant, quotes and all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from courseware.checks.inspection import NO_PROSE, Role, prose_lines
from courseware.text.block_kinds import DIALOGUE
from courseware.text.finding import E, Rule, W
from courseware.text.inline import MASK, without_pictures
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import TextLine

# fmt: off
ZH_8 = Rule(
    "ZH-8", W, "统一用词",
    "“{word}”不是本课程的写法；请改为“{better}”",
    "同一件事只用一个词，学员才不会以为是两件事。",
    bad="座席先登陆帐户", good="坐席先登录账户",
)
ZH_9 = Rule(
    "ZH-9", W, "绝对化的词",
    "“{word}”说得太满；请换成能核对的说法",
    "做不到的话会变成投诉；要举反例，请放进“对话 误”或加引号。",
    bad="我们绝对给您解决", good="我今天 18:00 前给您回电话",
)
ZH_10 = Rule(
    "ZH-10", W, "没有出处的说法",
    "“{word}”没有出处；请写出时间、数字和来源，或删除", "学员会把它当成事实说给客户听。",
    bad="近年来投诉很多", good="2025 年申诉里，这一类占……（依据 2）",
)
ZH_11 = Rule(
    "ZH-11", E, "法条旧序号",
    "《网络安全法》2025 年修正后条号变了，“第{article}条”是旧序号；请核对现行文本后改正",
    "引错条号，培训和答复都会被质疑。",
)
ZH_12 = Rule(
    "ZH-12", W, "句子太长",
    "这一句有 {count} 字，超过 {limit} 字；请拆成几句", "一句话只讲一件事。",
)
ZH_13 = Rule(
    "ZH-13", W, "段落太长",
    "这一段有 {count} 句，超过 {limit} 句；请分段或改成列表", "手机屏幕上，长段落没人读完。",
)
ZH_14 = Rule(
    "ZH-14", E, "占位没有填",
    "“{word}”是没写完的占位；请写完或删除", "没写完的内容不能给学员。",
    bad="处理时限：待定", good="处理时限：48 小时",
)
ZH_16 = Rule(
    "ZH-16", W, "破折号太多",
    "这一页有 {count} 处破折号，超过 {limit} 处；请改用逗号、冒号或拆句",
    "破折号多了，读起来总被打断。",
)
# fmt: on


SENTENCE_LIMIT = 60
PARAGRAPH_LIMIT = 8
DASH_LIMIT = 4

HOUSE_WORDS = {
    "座席": "坐席", "话务员": "坐席", "客服小姐": "坐席", "帐户": "账户", "帐单": "账单",
    "帐号": "账号", "登陆": "登录", "其它": "其他", "截止到": "截至", "5G 短信": "5G 消息",
    "彻底解决": "恢复或修复", "隐私信息": "个人信息",
}  # fmt: skip
ABSOLUTE = re.compile(
    r"最佳(?!实践)|100%|绝对(?!值|时间)|永久(?!失效|不能|注销|锁|停|性|保存|丢失|删除)|彻底|秒回|全网最低|(?:全国|全省|行业|全网|业内|排名)第一"
    r"|(?:我|我们|一定|完全|百分之百)保证|百分之百"
)
UNSOURCED = re.compile(r"近年来|据统计|据调查|众所周知|专家表示|研究表明|很多用户反映")
UNFINISHED = re.compile(r"TODO|FIXME|XXX|待定|待补充?|待完善|此处填写|略写|（略）")
OLD_ARTICLES = re.compile(r"网络安全法.{0,8}第(二十一|二十四|二十五|四十二)条")

_PATTERNS = {
    ZH_8: re.compile("|".join(HOUSE_WORDS)),
    ZH_9: ABSOLUTE,
    ZH_10: UNSOURCED,
    ZH_11: OLD_ARTICLES,
    ZH_14: UNFINISHED,
}
_QUOTED = re.compile(r"“[^“”]*”")
_NOT_SAID = re.compile(
    r"不用|禁用|不要|不能|不说|别说|别写|错|误|避免|不写|少说|换掉|原来|太满|禁|反例"
)
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]*")
_COUNTED = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,/%+-]*|[^\s*|>\ue000]")
_MARK = re.compile(r"【[^【】]*】")
_SPEECH = frozenset({"话术"})


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the wording of every page."""
    for page in course.pages.values():
        yield from _words(page)
        if page.role is not Role.OTHER:
            yield from _lengths(page)
            yield from _dashes(page)


def _words(page: Page) -> Iterator[Diagnostic]:
    text = "\n".join(line.inline.masked for line in page.lines)
    present = {rule for rule, pattern in _PATTERNS.items() if pattern.search(text)}
    if not present:
        return
    columns: frozenset[int] = frozenset()
    before = Part.BLANK
    for line in page.lines:
        if line.part is Part.TABLE and before not in {Part.TABLE, Part.RULE}:
            columns = _wrong_columns(line)
        before = line.part
        if line.part in NO_PROSE:
            continue
        for rule in (ZH_11, ZH_14):
            yield from _found(page, line, line.inline.masked, rule)
        if line.is_wrong_example:
            continue
        said = _said(line, line.inline.masked, columns)
        for rule in (ZH_8, ZH_9, ZH_10):
            if rule is ZH_8 or line.kind is not Kind.TRAINER:
                yield from _found(page, line, said, rule)


def _found(page: Page, line: TextLine, text: str, rule: Rule) -> Iterator[Diagnostic]:
    for match in _PATTERNS[rule].finditer(text):
        place = page.source.at(line.number, match.start() + 1)
        word = match[0]
        facts = {"word": word, "better": HOUSE_WORDS.get(word, "")}
        if rule is ZH_11:
            facts = {"article": match[1]}
        yield rule.at(place, width=len(word), **facts)


def _starts(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def _said(line: TextLine, masked: str, columns: frozenset[int]) -> str:
    """What the course itself says in a line: without what it quotes as wrong."""
    text = masked
    if line.part is Part.TABLE and columns:
        text = _without_columns(text, columns)
    block = line.block
    spoken = block is not None and (
        block.name in _SPEECH
        or (block.names[:2] == (DIALOGUE, "正") and line.text.lstrip().startswith("- 坐席"))
    )
    return text if spoken else _QUOTED.sub(lambda found: MASK * len(found[0]), text)


def _bars(text: str) -> list[int]:
    bars = [index for index, sign in enumerate(text) if sign == "|"]
    if not text.rstrip().endswith("|"):
        bars.append(len(text))
    return bars


def _wrong_columns(header: TextLine) -> frozenset[int]:
    """Numbers of the columns whose heading says that they hold what not to say."""
    text = header.inline.masked
    cells = [text[start + 1 : end] for start, end in pairwise(_bars(text))]
    return frozenset(n for n, cell in enumerate(cells) if _NOT_SAID.search(cell))


def _without_columns(text: str, columns: frozenset[int]) -> str:
    for number, (start, end) in enumerate(pairwise(_bars(text))):
        if number in columns:
            text = text[: start + 1] + MASK * (end - start - 1) + text[end:]
    return text


def _lengths(page: Page) -> Iterator[Diagnostic]:
    sources = False
    for line in prose_lines(page):
        if line.part is Part.HEADING:
            sources = line.text.lstrip("# ").strip() == "依据"
        counted = line.part in {Part.TEXT, Part.ITEM, Part.FEEDBACK}
        spoken = line.block is not None and line.block.name == DIALOGUE
        if not counted or line.kind is Kind.TRAINER or sources or spoken:
            continue
        text = _MARK.sub(lambda found: MASK * len(found[0]), without_pictures(line.inline))
        sentences = [s for s in _SENTENCE.finditer(text) if _COUNTED.search(s[0])]
        for sentence in sentences:
            count = len(_COUNTED.findall(sentence[0]))
            if count > SENTENCE_LIMIT:
                lead = len(sentence[0]) - len(sentence[0].lstrip(" ”*>"))
                place = page.source.at(line.number, sentence.start() + lead + 1)
                yield ZH_12.at(place, count=count, limit=SENTENCE_LIMIT)
        full = [s for s in sentences if s[0].rstrip()[-1] in "。！？"]
        if line.part is Part.TEXT and len(full) > PARAGRAPH_LIMIT:
            place = page.source.at(line.number, line.indent + 1)
            yield ZH_13.at(place, count=len(full), limit=PARAGRAPH_LIMIT)


def _dashes(page: Page) -> Iterator[Diagnostic]:
    places = [
        (line, start)
        for line in prose_lines(page)
        if line.kind is Kind.PROSE and not line.is_wrong_example
        for start in _starts(line.inline.masked, "——")
    ]
    if len(places) > DASH_LIMIT:
        line, start = places[DASH_LIMIT]
        place = page.source.at(line.number, start + 1)
        yield ZH_16.at(place, width=2, count=len(places), limit=DASH_LIMIT)
