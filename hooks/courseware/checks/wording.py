"""Wording of Chinese prose: house words, claims too strong, long sentences, leftovers.

Words are not looked for where an author shows how not to say it: in a wrong dialogue, a
wrong option, a table column headed “不要说” or the like, and between quotation marks;
but what an agent says in a right dialogue or a 话术 block is meant, quotes and all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from courseware.blocks import Part
from courseware.checks.project import NO_PROSE, Role, prose_lines
from courseware.inline import MASK, without_pictures
from courseware.messages import finding
from courseware.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.blocks import TextLine
    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic

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
    "ZH-8": re.compile("|".join(HOUSE_WORDS)),
    "ZH-9": ABSOLUTE,
    "ZH-10": UNSOURCED,
    "ZH-11": OLD_ARTICLES,
    "ZH-14": UNFINISHED,
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
    present = {code for code, pattern in _PATTERNS.items() if pattern.search(text)}
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
        for code in sorted(present & {"ZH-11", "ZH-14"}):
            yield from _found(page, line, line.inline.masked, code)
        if line.is_wrong_example:
            continue
        said = _said(line, line.inline.masked, columns)
        for code in sorted(present & {"ZH-8", "ZH-9", "ZH-10"}):
            if code == "ZH-8" or line.kind is not Kind.TRAINER:
                yield from _found(page, line, said, code)


def _found(page: Page, line: TextLine, text: str, code: str) -> Iterator[Diagnostic]:
    for match in _PATTERNS[code].finditer(text):
        place = page.source.at(line.number, match.start() + 1)
        word = match[0]
        facts = {"word": word, "better": HOUSE_WORDS.get(word, "")}
        if code == "ZH-11":
            facts = {"article": match[1]}
        yield finding(code, place, width=len(word), **facts)


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
        or (block.names[:2] == ("对话", "正") and line.text.lstrip().startswith("- 坐席"))
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
        spoken = line.block is not None and line.block.name == "对话"
        if not counted or line.kind is Kind.TRAINER or sources or spoken:
            continue
        text = _MARK.sub(lambda found: MASK * len(found[0]), without_pictures(line.inline))
        sentences = [s for s in _SENTENCE.finditer(text) if _COUNTED.search(s[0])]
        for sentence in sentences:
            count = len(_COUNTED.findall(sentence[0]))
            if count > SENTENCE_LIMIT:
                lead = len(sentence[0]) - len(sentence[0].lstrip(" ”*>"))
                place = page.source.at(line.number, sentence.start() + lead + 1)
                yield finding("ZH-12", place, count=count, limit=SENTENCE_LIMIT)
        full = [s for s in sentences if s[0].rstrip()[-1] in "。！？"]
        if line.part is Part.TEXT and len(full) > PARAGRAPH_LIMIT:
            place = page.source.at(line.number, line.indent + 1)
            yield finding("ZH-13", place, count=len(full), limit=PARAGRAPH_LIMIT)


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
        yield finding("ZH-16", place, width=2, count=len(places), limit=DASH_LIMIT)
