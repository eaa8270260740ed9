"""Dates, sources and private data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.blocks import Part
from courseware.checks.front_matter import valid_day
from courseware.checks.project import Role, prose_lines
from courseware.messages import finding
from courseware.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic

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
            yield finding("FACT-1", meta.at("review_by"), width=width, date=due)
        elif days <= SOON:
            yield finding("FACT-2", meta.at("review_by"), width=width, date=due, days=days)
    if checked and checked > course.today:
        what = f"核对日期 {checked} 在将来"
        yield finding("FACT-7", meta.at("checked"), width=width, what=what)
    if due and checked and due <= checked:
        what = f"复核期限 {due} 不在核对日期 {checked} 之后"
        yield finding("FACT-7", meta.at("review_by"), width=width, what=what)


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
                yield finding("FACT-4", place, width=width)
            elif day < course.today:
                yield finding("FACT-3", place, width=width, date=day)
            elif (day - course.today).days <= SOON:
                days = (day - course.today).days
                yield finding("FACT-8", place, width=width, date=day, days=days)


def _private(page: Page) -> Iterator[Diagnostic]:
    text = "\n".join(line.text for line in page.lines)
    kinds = (("FACT-6", _PERSON), ("FACT-5", _PHONE), ("FACT-11", _CARD))
    present = [(code, pattern) for code, pattern in kinds if pattern.search(text)]
    for line in page.lines if present else ():
        for code, pattern in present:
            for found in pattern.finditer(line.text):
                if code == "FACT-11" and (_PERSON.match(found[0]) or not _luhn(found[0])):
                    continue
                number = found[0][:3] + "…" + found[0][-2:]
                place = page.source.at(line.number, found.start() + 1)
                yield finding(code, place, width=len(found[0]), number=number)


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
            yield finding("FACT-9", page.source.at(line.number, start + 1))
        elif grade in "CD":
            place = page.source.at(line.number, found.start(1) + 1)
            yield finding("FACT-10", place, width=1, grade=grade)
