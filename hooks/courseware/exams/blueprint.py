"""The exam's blueprint: ``exam/blueprint.yml`` → how many items of what a paper has.

::

    Blueprint
      ├─ points, minutes, pass mark, share of each band of difficulty
      └─ Row          a lesson: single 2, multiple 1, case 1 … (cases count as groups)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from courseware.course.layout import BLUEPRINT
from courseware.exams.model import Section
from courseware.exams.plan_fields import BLUEPRINT as TABLE
from courseware.exams.plan_fields import BLUEPRINT_RULES, SCORED, SECTIONS, Band
from courseware.exams.rules import (
    EXAM_21,
    EXAM_23,
    EXAM_24,
    EXAM_25,
    EXAM_26,
    EXAM_27,
    EXAM_28,
    EXAM_29,
)
from courseware.text.field_reading import FieldReader
from courseware.text.finding import Location, did_you_mean
from courseware.text.yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.course.model import Course
    from courseware.exams.model import Bank, Item
    from courseware.text.finding import Diagnostic
    from courseware.text.yaml_nodes import YamlMap


@dataclass(frozen=True, slots=True)
class Row:
    """What a paper asks of one lesson; ``places`` are those of the numbers."""

    lesson: str
    counts: Mapping[Section, int]
    places: Mapping[Section, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How a paper is made up.

    ``points`` are those of one item (of a case: of each of its items); red-line items have
    none, all must be right. ``levels`` are percent of the points. ``spare`` is how many
    times as many items the bank should hold.
    """

    title: str
    minutes: int
    total: int
    pass_mark: int
    case_items: int
    spare: int
    points: Mapping[Section, int]
    levels: Mapping[Band, int]
    rows: tuple[Row, ...]

    def count(self, section: Section) -> int:
        """Items of a part of a paper; groups of 案例."""
        return sum(row.counts.get(section, 0) for row in self.rows)

    def value(self, item: Item) -> int:
        """Points of an item."""
        return self.points.get(item.section, 0)


def read_blueprint(
    text: str, bank: Bank, course: Course, path: str = BLUEPRINT
) -> tuple[Blueprint | None, tuple[Diagnostic, ...]]:
    """Read a blueprint and hold it against course and bank.

    ``None`` where it can't be read; with any error among the findings no paper can be
    drawn as it asks.
    """
    whole, faults = parse_yaml(text, path)
    if faults:
        return None, faults
    reader = FieldReader(BLUEPRINT_RULES)
    top = reader.read(whole, TABLE)
    found = reader.found
    points, levels = top.map("points"), top.map("levels")
    rows = tuple(_rows(top, course, found))
    blueprint = Blueprint(
        title=top.text("title"),
        minutes=top.number("minutes"),
        total=top.number("total"),
        pass_mark=top.number("pass_mark"),
        case_items=top.number("case_items"),
        spare=top.number("spare") or 1,
        points={SECTIONS[key]: points.number(key) for key in SCORED},
        levels={band: levels.number(band) for band in Band},
        rows=rows,
    )
    if not found:
        found += _sums(blueprint, top)
    found += _held(blueprint, bank)
    return blueprint, tuple(sorted(found))


def _rows(top: YamlMap, course: Course, found: list[Diagnostic]) -> Iterator[Row]:
    lessons = [lesson.id for lesson in course.lessons()]
    seen: dict[str, Location] = {}
    for row in top.maps("lessons"):
        name = row.text("id")
        place = row.at("id")
        if name and name not in lessons:
            hint = did_you_mean(name, lessons)
            found.append(EXAM_23.at(place, width=len(name), lesson=name, hint=hint))
        first = seen.setdefault(name, place)
        if name and first is not place:
            facts = {"lesson": name, "line": first.line}
            found.append(EXAM_24.at(place, width=len(name), **facts))
            continue
        counts = {part: row.number(key) for key, part in SECTIONS.items() if row.number(key) > 0}
        if not counts and name in lessons:
            found.append(EXAM_25.at(place, width=len(name), lesson=name))
        yield Row(name, counts, {part: row.at(key) for key, part in SECTIONS.items()})
    if "lessons" in top.nodes:
        place = top.key_at("lessons")
        found += [EXAM_25.at(place, lesson=name) for name in lessons if name not in seen]


def _sums(blueprint: Blueprint, top: YamlMap) -> Iterator[Diagnostic]:
    """Points that don't add up."""
    points = blueprint.points
    scored = sum(points[section] * blueprint.count(section) for section in points)
    scored += points[Section.CASE] * blueprint.count(Section.CASE) * (blueprint.case_items - 1)
    if scored != blueprint.total:
        facts = {"sum": scored, "name": "满分", "total": blueprint.total}
        yield EXAM_26.at(top.at("total"), width=len(top.text("total")), **facts)
    if blueprint.pass_mark > blueprint.total:
        facts = {"key": "pass_mark", "value": blueprint.pass_mark, "expected": "不大于满分的整数"}
        place = top.at("pass_mark")
        yield EXAM_21.at(place, width=len(top.text("pass_mark")), **facts)
    shares = sum(blueprint.levels.values())
    if shares != 100:  # noqa: PLR2004 - percent
        facts = {"sum": shares, "name": "难度合计", "total": 100}
        yield EXAM_26.at(top.at("levels"), width=0, **facts)


def _held(blueprint: Blueprint, bank: Bank) -> Iterator[Diagnostic]:
    """What the bank lacks."""
    for row in blueprint.rows:
        for section, wanted in row.counts.items():
            held = len(pool(bank, row.lesson, section))
            place = row.places.get(section, Location(BLUEPRINT))
            unit = "组" if section is Section.CASE else "道"
            facts = {"lesson": row.lesson, "kind": section.value, "unit": unit}
            facts |= {"wanted": str(wanted), "held": str(held)}
            if held < wanted:
                yield EXAM_27.at(place, width=len(str(wanted)), **facts)
            elif held < wanted * blueprint.spare:
                facts["spare"] = str(blueprint.spare)
                yield EXAM_28.at(place, width=len(str(wanted)), **facts)
    asked = {row.lesson for row in blueprint.rows if row.counts.get(Section.CASE)}
    for case in bank.cases:
        held = len(bank.of_case(case.id))
        if case.lesson in asked and held != blueprint.case_items and held:
            numbers = {"held": held, "wanted": blueprint.case_items}
            yield EXAM_29.at(case.location, width=0, case=case.id, **numbers)


def pool(bank: Bank, lesson: str, section: Section) -> tuple[tuple[Item, ...], ...]:
    """What a lesson's number in the blueprint is drawn from.

    Each entry is drawn as a whole: all items of a case, or a single item.
    """
    if section is Section.CASE:
        groups = (bank.of_case(case.id) for case in bank.cases if case.lesson == lesson)
        return tuple(group for group in groups if group)
    items = (item for item in bank.items if item.lesson == lesson)
    return tuple((item,) for item in items if item.section is section)
