"""The self-examination's plan: ``docs/self-exam.yml`` → what each attempt draws.

::

    Plan
      ├─ points, minutes, how many questions of each band of difficulty
      ├─ Cell      “two single-choice ones of these seven”
      └─ red       questions about red lines: all of them, in every attempt

Questions are the lessons' own, never those of the exam bank. The browser draws
(``overrides/assets/javascripts/exam/draw.js``); here is checked that it can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.layout import SELF_EXAM
from courseware.exams.plan_fields import BANDS, KEYS, PLAN_RULES, Band
from courseware.exams.plan_fields import PLAN as TABLE
from courseware.exams.rules import (
    SELF_1,
    SELF_4,
    SELF_5,
    SELF_6,
    SELF_7,
    SELF_8,
    SELF_9,
    SELF_10,
)
from courseware.questions.kinds import KINDS
from courseware.text.field_reading import FieldReader
from courseware.text.finding import did_you_mean
from courseware.text.yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.course.model import Course, Lesson
    from courseware.questions.model import Question, QuestionKind
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.yaml_nodes import YamlMap


@dataclass(frozen=True, slots=True)
class Cell:
    """``wanted`` questions are drawn from ``pool`` (ids, in teaching order)."""

    wanted: int
    pool: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How an attempt is made up.

    ``points`` are those of one question by its kind. ``levels`` is how many questions of
    each band are drawn, red ones not counted; ``None`` where the trainer doesn't mind.
    ``bands`` is the band of every question that can be drawn. ``red`` are ids.
    """

    title: str
    minutes: int
    points: Mapping[QuestionKind, int]
    levels: Mapping[Band, int] | None
    cells: tuple[Cell, ...]
    bands: Mapping[str, Band]
    red: tuple[str, ...]
    kinds: Mapping[str, QuestionKind]

    @property
    def drawn(self) -> int:
        """Questions of an attempt that give points."""
        return sum(cell.wanted for cell in self.cells)

    @property
    def total(self) -> int:
        """Points of an attempt."""
        return sum(
            cell.wanted * self.points.get(self.kinds[cell.pool[0]], 0)
            for cell in self.cells
            if cell.pool
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the plan: the questions of its lessons, red ones left out."""

    name: str
    questions: tuple[Question, ...]
    values: YamlMap


def read_plan(
    text: str, course: Course, path: str = SELF_EXAM
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read a plan and hold it against the course.

    ``None`` with any error among the findings: no attempt could be drawn as it asks.
    """
    whole, faults = parse_yaml(text, path)
    if faults:
        return None, faults
    reader = FieldReader(PLAN_RULES)
    top = reader.read(whole, TABLE)
    found = reader.found
    points, levels = top.map("points"), top.map("levels")
    rows = tuple(_rows(top, course, found))
    cells = tuple(_cells(rows, points, found))
    found += _left_out(top, rows, course)
    plan = _plan(top, course, cells)
    if plan.levels is not None and not any(one.severity.value == "error" for one in found):
        found += _uneven(plan, levels)
    failed = any(one.severity.value == "error" for one in found)
    return None if failed else plan, tuple(sorted(found))


def _plan(top: YamlMap, course: Course, cells: tuple[Cell, ...]) -> Plan:
    points, levels = top.map("points"), top.map("levels")
    bands = {
        question.id: _band(question, lesson)
        for lesson in course.lessons()
        for question in lesson.questions
    }
    return Plan(
        title=top.text("title"),
        minutes=top.number("minutes"),
        points={kind: points.number(key) for key, kind in KEYS.items()},
        levels={band: levels.number(band) for band in Band} if levels.nodes else None,
        cells=cells,
        bands=bands,
        red=tuple(question.id for question in course.questions() if question.red),
        kinds={question.id: question.kind for question in course.questions()},
    )


def _band(question: Question, lesson: Lesson) -> Band:
    """The highest band among the question's objectives; the lowest where there is none."""
    bands = [BANDS[goal.level] for goal in lesson.objectives if goal.id in question.objectives]
    return max(bands, key=list(Band).index, default=Band.RECALL)


def _rows(top: YamlMap, course: Course, found: list[Diagnostic]) -> Iterator[_Row]:
    lessons = {lesson.id: lesson for lesson in course.lessons()}
    chapters = {chapter.id: chapter for chapter in course.chapters}
    named = {row.text("lesson") for row in top.maps("draw")}
    seen: dict[tuple[str, str], Location] = {}
    for row in top.maps("draw"):
        what = "chapter" if "chapter" in row.nodes else "lesson"
        name, place = row.text(what), row.at(what)
        known = chapters if what == "chapter" else lessons
        if name and name not in known:
            word = "章" if what == "chapter" else "课"
            facts = {"name": name, "what": word, "hint": did_you_mean(name, list(known))}
            found.append(SELF_4.at(place, width=len(name), **facts))
        first = seen.setdefault((what, name), place)
        if first is not place:
            found.append(SELF_5.at(place, width=len(name), name=name, line=first.line))
        if name in known and not any(key in row.keys for key in KEYS):
            found.append(SELF_10.at(place, width=len(name), name=name))
        if name not in known or first is not place:
            continue
        own = [lessons[name]] if what == "lesson" else list(chapters[name].lessons)
        if what == "chapter":
            own = [lesson for lesson in own if lesson.id not in named]
        questions = tuple(q for lesson in own for q in lesson.questions if q.id and not q.red)
        yield _Row(name, questions, row)


def _cells(rows: tuple[_Row, ...], points: YamlMap, found: list[Diagnostic]) -> Iterator[Cell]:
    asked = set()
    for row in rows:
        for key, kind in KEYS.items():
            wanted = row.values.number(key)
            pool = tuple(question.id for question in row.questions if question.kind is kind)
            if wanted <= 0:
                continue
            asked.add(key)
            if wanted > len(pool):
                facts = {"name": row.name, "kind": f"{KINDS[kind].name}题", "wanted": wanted}
                place, width = row.values.at(key), len(str(wanted))
                found.append(SELF_6.at(place, width=width, held=len(pool), **facts))
            yield Cell(wanted, pool)
    found += [
        SELF_1.at(points.place, key=f"points 里的 {key}")
        for key in sorted(asked)
        if points.keys and key not in points.keys
    ]


def _left_out(top: YamlMap, rows: tuple[_Row, ...], course: Course) -> Iterator[Diagnostic]:
    place = top.key_at("draw") if "draw" in top.nodes else None
    covered = {question.id for row in rows for question in row.questions}
    for lesson in course.lessons():
        ids = {question.id for question in lesson.questions if not question.red}
        if place and ids and not ids & covered:
            yield SELF_9.at(place, lesson=lesson.id)


def _uneven(plan: Plan, levels: YamlMap) -> Iterator[Diagnostic]:
    """Bands that can't come out as the plan asks.

    With three bands, a choice exists if each of them alone can be had often enough and
    avoided often enough: those are all the cuts of the flow from cells to bands.
    """
    asked = plan.levels or {}
    if sum(asked.values()) != plan.drawn:
        yield SELF_7.at(levels.place, levels=sum(asked.values()), wanted=plan.drawn)
        return
    for band, wanted in asked.items():
        most = sum(min(cell.wanted, _held(plan, cell)[band]) for cell in plan.cells)
        least = sum(
            max(0, cell.wanted - len(cell.pool) + _held(plan, cell)[band]) for cell in plan.cells
        )
        if not least <= wanted <= most:
            facts = {"band": band.value, "most": most, "least": least, "wanted": wanted}
            place, width = levels.at(band), len(str(wanted))
            yield SELF_8.at(place, width=width, **facts)


def _held(plan: Plan, cell: Cell) -> Counter[Band]:
    return Counter(plan.bands[name] for name in cell.pool)
