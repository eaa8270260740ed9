"""The page of the self-examination: its data, and the questions of the lessons as its forms."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from courseware.course import naming
from courseware.exams.plan_fields import Band
from courseware.exams.self_exam import read_plan
from courseware.questions.id_register import published
from courseware.questions.identity import folded
from courseware.questions.kinds import KINDS
from courseware.site.page_files import EXAM_DATA
from courseware.text.html import remove, with_class, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.exams.self_exam import Plan
    from courseware.questions.id_register import Register


class SelfExam:
    """The plan and the questions seen so far; without a sound plan the page says so.

    ``files`` is what to publish, by address.
    """

    def __init__(self, text: str | None, course: Course, *, pass_mark: int, version: str) -> None:
        """``text`` is the plan; its faults are reported by the check of the course."""
        self.course = course
        self.pass_mark = pass_mark
        self.version = version
        self.plan = read_plan(text, course)[0] if text is not None else None
        self.forms: dict[str, ExamForm] = {}
        self.files: dict[str, bytes] = {}

    def collect(self, article: HtmlElement, page: str) -> None:
        """Take over the questions of a finished lesson; ``page`` is its address."""
        if self.plan:
            self.forms |= {form.id: form for form in exam_forms(article, page, EXAM_PAGE)}

    def gather(self, register: Register, link: Callable[[str], str]) -> None:
        """Make the data, once every lesson is collected.

        ``link`` makes addresses as seen from the page.
        """
        if not self.plan:
            return
        data = exam_data(
            self.plan,
            self.course,
            register,
            self.forms,
            link,
            version=self.version,
            pass_mark=self.pass_mark,
        )
        self.files[EXAM_DATA] = f"self.courseExam={data};\n".encode()


_QUOTED = re.compile(r"“([^“”]{2,40})”")
_HEADINGS = ("h2", "h3", "h4")
_LINKS = ("href", "src", "poster", "data")


@dataclass(frozen=True, slots=True)
class ExamForm:
    """A question's markup; ``sections`` are (address, title) of what its explanation names."""

    id: str
    markup: str
    sections: tuple[tuple[str, str], ...]


def exam_forms(article: HtmlElement, page: str, reader: str) -> Iterator[ExamForm]:
    """The questions of a finished article.

    ``page`` is its address from the site's root, ``reader`` that of the page on which the
    questions will be shown: links and pictures are named from there.
    """
    headings = [(element.get("id") or "", _title(element)) for element in article.iter(*_HEADINGS)]
    for form in with_class(article, "mdx-question", "form"):
        explanation = "".join(
            "".join(body.itertext()) for body in with_class(form, "mdx-question__explanation")
        )
        own = copy.deepcopy(form)
        own.tail = None
        _relink(own, page, reader)
        sections = tuple(
            (naming.relative(f"{page}#{anchor}", reader), title)
            for anchor, title in _named(explanation, headings)
        )
        holder = copy.copy(own)
        holder.clear()
        holder.append(own)
        yield ExamForm(form.get("data-question") or "", write(holder), sections)


def _relink(form: HtmlElement, page: str, reader: str) -> None:
    own = {f"#{element.get('id')}" for element in form.iter() if element.get("id")}
    for element in form.iter():
        for name in _LINKS:
            value = element.get(name) if isinstance(element.tag, str) else None
            if not value or value in own or (value.startswith("#") and element.tag != "a"):
                continue
            if urlsplit(value).scheme or value.startswith("/"):
                continue
            element.set(name, naming.relative(urljoin(page, value), reader))


def _title(heading: HtmlElement) -> str:
    own = copy.deepcopy(heading)
    for link in with_class(own, "headerlink"):
        remove(link)
    return " ".join("".join(own.itertext()).split())


def _named(text: str, headings: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Headings that a text names in quotation marks, in its order, each once."""
    seen = set()
    for words in map(folded, _QUOTED.findall(text)):
        for anchor, title in headings:
            whole = folded(title)
            if anchor and anchor not in seen and (whole.startswith(words) or words == whole):
                seen.add(anchor)
                yield anchor, title
                break


EXAM_PAGE = "self-exam.html"
"""Address of the page, from the site's root."""


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """What the page says before an attempt; ``kinds`` like “单选 40 题，每题 1 分”."""

    title: str
    minutes: int
    questions: int
    total: int
    pass_points: int
    pass_mark: int
    red: int
    kinds: tuple[str, ...]


def exam_facts(plan: Plan, pass_mark: int) -> ExamFacts:
    """The plan in numbers; ``pass_mark`` is percent of the points."""
    kinds = []
    for kind in KINDS.values():
        count = sum(c.wanted for c in plan.cells if c.pool and plan.kinds[c.pool[0]] is kind.code)
        if count:
            kinds.append(f"{kind.name} {count} 题，每题 {plan.points[kind.code]} 分")
    return ExamFacts(
        title=plan.title,
        minutes=plan.minutes,
        questions=plan.drawn,
        total=plan.total,
        pass_points=-(-plan.total * pass_mark // 100),
        pass_mark=pass_mark,
        red=len(plan.red),
        kinds=tuple(kinds),
    )


def exam_data(  # noqa: PLR0913 - everything the page shows comes together here
    plan: Plan,
    course: Course,
    register: Register,
    forms: Mapping[str, ExamForm],
    link: Callable[[str], str],
    *,
    version: str,
    pass_mark: int,
) -> str:
    """The data as JSON in one line; ``link`` makes addresses as seen from the page."""
    used = {name for cell in plan.cells for name in cell.pool} | set(plan.red)
    used &= forms.keys()
    chapters = [naming.chapter_name(chapter) for chapter in course.chapters]
    lessons: list[list[Any]] = []
    questions: list[list[Any]] = []
    prints = []
    for number, chapter in enumerate(course.chapters):
        for lesson in chapter.lessons:
            own = [question for question in lesson.questions if question.id in used]
            for question in own:
                form = forms[question.id]
                band = list(Band).index(plan.bands[question.id])
                sections = [list(section) for section in form.sections]
                questions.append([question.id, len(lessons), band, form.markup, sections])
                prints.append(f"{question.id}:{published(question, register).fingerprint}:{band}")
            if own:
                title = f"{lesson.number} {lesson.title}"
                lessons.append([title, link(naming.page_url(lesson.path)), number])
    places = {row[0]: index for index, row in enumerate(questions)}
    rules = {
        "minutes": plan.minutes,
        "pass": pass_mark,
        "points": {kind.value: points for kind, points in plan.points.items() if points},
        "levels": list(plan.levels.values()) if plan.levels else None,
        "cells": [
            [cell.wanted, [places[n] for n in cell.pool if n in places]] for cell in plan.cells
        ],
        "red": [places[name] for name in plan.red if name in places],
    }
    digest = hashlib.sha256(json.dumps([rules, prints]).encode()).hexdigest()[:8]
    data = {
        "digest": digest, "title": plan.title, "course": course.title, "version": version,
        **rules, "chapters": chapters, "lessons": lessons, "questions": questions,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
