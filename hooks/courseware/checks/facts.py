"""Dates, sources and private data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.checks.inspection import Role, prose_lines
from courseware.text.fields import valid_day
from courseware.text.finding import E, Rule, W
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic

OVERDUE = ("FACT-1", "FACT-3")
"""What only time made so: warnings, but a release is refused without a reason."""


# fmt: off
FACT_1 = Rule(
    "FACT-1", W, "复核期限已过",
    "复核期限 {date} 已过；请核对本页内容，再改 checked 和 review_by",
    "规定和资费会变，过期的页面会教错人。时间过去不会让构建失败，但发布会停下来问。",
)
FACT_2 = Rule(
    "FACT-2", W, "复核期限快到",
    "复核期限 {date} 只剩 {days} 天；请安排复核", "提前一个月，来得及改。",
)
FACT_3 = Rule(
    "FACT-3", W, "有时效的内容已过期",
    "这里的内容写明到 {date} 为止；请核对后改写，并改 until",
    "到期的事实不会自己变对；发布会停下来问。",
)
FACT_4 = Rule(
    "FACT-4", E, "时效标记的写法不对",
    "时效标记的写法不对；请写成 <!-- fact until=2027-03-01 -->", "写错的标记不会提醒。",
    bad="<!-- fact 2027.3 -->", good="<!-- fact until=2027-03-01 -->",
)
FACT_5 = Rule(
    "FACT-5", E, "真实的电话号码",
    "“{number}”像真实的手机号码；请写成 138****0000 这样",
    "课文里的号码可能属于一个真实的人。", bad="请回拨 13812345678", good="请回拨 138****0000",
    waivable=False,
)
FACT_6 = Rule(
    "FACT-6", E, "真实的证件号码",
    "“{number}”像真实的身份证号码；请只写后四位的例子，例如 1234",
    "证件号是敏感个人信息。", waivable=False,
)
FACT_7 = Rule(
    "FACT-7", E, "日期前后不对",
    "{what}；请改正", "核对日期不能在将来，复核期限要在核对日期之后。",
)
FACT_8 = Rule(
    "FACT-8", W, "有时效的内容快到期",
    "这里的内容写明到 {date} 为止，只剩 {days} 天；请安排核对", "提前一个月，来得及改。",
)
FACT_9 = Rule(
    "FACT-9", W, "依据没有写等级和核对日期",
    "依据没有写等级和核对日期；请在末尾写（A 级，核对日期 2026-11-22）",
    "读的人要知道这条有多可靠、何时核过。",
)
FACT_10 = Rule(
    "FACT-10", W, "依据的等级不够",
    "{grade} 级的事实不能当定论；请找到 A 或 B 级的来源，或从课文删除",
    "A、B 级可以当事实教；C、D 级只能作线索。",
)
FACT_11 = Rule(
    "FACT-11", E, "像银行卡号的数字",
    "“{number}”像真实的银行卡号；请用 **** 遮住中间几位", "卡号是敏感个人信息。",
    waivable=False,
)
# fmt: on


SOON = 30
"""Days before a date on which a reminder begins."""

_FACT = re.compile(r"\s*fact\b(.*)")
_UNTIL = re.compile(r"\s*until=(\d{4}-\d{2}-\d{2})\s*")
_PHONE = re.compile(r"1(?<![\d*]1)[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d*])")
_PERSON = re.compile(
    r"[1-9](?<!\d\d)\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_CARD = re.compile(r"[456](?<!\d\d)(?:(?<=6)2|(?<=[45]))\d{14,18}(?!\d)")
_SOURCE = re.compile(r"（([A-D]) 级[^（）]{0,30}，核对日期 (\d{4}-\d{2}-\d{2})）")
_OWN = re.compile(r"课程|约定")
"""What the course itself laid down has no outside source."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about dates, sources and private data of every page."""
    for page in course.pages.values():
        if page.role is not Role.OTHER:
            yield from _review(course, page)
        yield from _until(course, page)
        yield from _private(page)
        if page.lesson:
            yield from _sources(page)


def _review(course: Inspection, page: Page) -> Iterator[Diagnostic]:
    meta = page.source.meta
    due, checked = (valid_day(meta.text(key)) for key in ("review_by", "checked"))
    width = len("2027-05-31")
    if due:
        days = (due - course.today).days
        if days < 0:
            yield FACT_1.at(meta.at("review_by"), width=width, date=due)
        elif days <= SOON:
            yield FACT_2.at(meta.at("review_by"), width=width, date=due, days=days)
    if checked and checked > course.today:
        what = f"核对日期 {checked} 在将来"
        yield FACT_7.at(meta.at("checked"), width=width, what=what)
    if due and checked and due <= checked:
        what = f"复核期限 {due} 不在核对日期 {checked} 之后"
        yield FACT_7.at(meta.at("review_by"), width=width, what=what)


def _until(course: Inspection, page: Page) -> Iterator[Diagnostic]:
    for line in page.lines:
        for comment in line.inline.comments:
            fact = _FACT.fullmatch(comment.text)
            if not fact:
                continue
            place = page.source.at(line.number, comment.column)
            width = len(comment.text) + len("<!---->")
            until = _UNTIL.fullmatch(fact[1])
            day = valid_day(until[1]) if until else None
            if day is None:
                yield FACT_4.at(place, width=width)
            elif day < course.today:
                yield FACT_3.at(place, width=width, date=day)
            elif (day - course.today).days <= SOON:
                days = (day - course.today).days
                yield FACT_8.at(place, width=width, date=day, days=days)


def _private(page: Page) -> Iterator[Diagnostic]:
    text = "\n".join(line.text for line in page.lines)
    kinds = ((FACT_6, _PERSON), (FACT_5, _PHONE), (FACT_11, _CARD))
    present = [(rule, pattern) for rule, pattern in kinds if pattern.search(text)]
    for line in page.lines if present else ():
        for rule, pattern in present:
            for found in pattern.finditer(line.text):
                if rule is FACT_11 and (_PERSON.match(found[0]) or not _luhn(found[0])):
                    continue
                number = found[0][:3] + "…" + found[0][-2:]
                place = page.source.at(line.number, found.start() + 1)
                yield rule.at(place, width=len(found[0]), number=number)


def _luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a card number."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - one digit
    return total % 10 == 0


def _sources(page: Page) -> Iterator[Diagnostic]:
    """Items of the section 依据 end with grade and day; only A and B are facts."""
    inside = False
    for line in prose_lines(page):
        if line.part is Part.HEADING:
            inside = line.text.lstrip("# ").strip() == "依据"
        if not inside or line.part is not Part.ITEM or line.kind is not Kind.PROSE or line.indent:
            continue
        found = _SOURCE.search(line.text)
        grade = found[1] if found else ""
        if not found or valid_day(found[2]) is None:
            if not found and _OWN.search(line.text):
                continue
            start = found.start() if found else max(len(line.text.rstrip()) - 1, 0)
            yield FACT_9.at(page.source.at(line.number, start + 1))
        elif grade in "CD":
            place = page.source.at(line.number, found.start(1) + 1)
            yield FACT_10.at(place, width=1, grade=grade)
