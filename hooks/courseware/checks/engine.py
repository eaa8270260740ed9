"""One check of the whole course: read once, run every family, weigh, waive, sort."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from courseware.checks import (
    authored,
    blocks,
    contents,
    facts,
    files,
    guessing,
    links,
    lists,
    measure,
    objectives,
    page_addresses,
    pictures,
    questions,
    safety,
    self_exam,
    structure,
    swallowed,
    typography,
    vocabulary,
    wording,
)
from courseware.checks.catalogue import all_rules
from courseware.checks.exam_bank import read_bank
from courseware.checks.held_back import held_back
from courseware.checks.inspection import Inspection
from courseware.checks.mishap import mishap
from courseware.checks.places import without_doubles
from courseware.checks.settings import check_id, check_zone, severities
from courseware.checks.waivers import apply_waivers, read_waivers
from courseware.course.reading import Reading, read_course
from courseware.exams.blueprint import read_blueprint
from courseware.exams.model import Bank
from courseware.glossary.model import Glossary
from courseware.glossary.reading import parse_glossary
from courseware.questions.id_register import check_register
from courseware.text.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from courseware.checks.inspection import Page
    from courseware.checks.waivers import Waiver
    from courseware.course.model import Course
    from courseware.course.project import Project
    from courseware.text.finding import Diagnostic

FAMILIES = (
    contents, structure, measure, lists, swallowed, blocks, objectives, questions, vocabulary,
    links, pictures, typography, wording, facts, safety, self_exam, page_addresses, files, authored,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """The course as read, every finding, sorted by place, what authors waived, pages by path."""

    reading: Reading
    glossary: Glossary
    diagnostics: tuple[Diagnostic, ...]
    waivers: tuple[Waiver, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)


def check_course(project: Project, today: date, *, with_pinyin: bool = True) -> Checked:
    """Check everything; the findings are weighed as the settings say and waived.

    ``with_pinyin``: the glossary comes with readings, for those who go on to show it.
    """
    reading = read_course(project.settings.title, project.texts)
    options = project.settings.options
    given, faults_of_settings = severities(options, all_rules())
    found = [*project.faults, *faults_of_settings, *reading.diagnostics]
    found += [*check_id(options), *check_zone(options)]
    glossary = Glossary(())
    if project.glossary is not None:
        glossary, faults = parse_glossary(
            project.glossary, project.settings.glossary, with_pinyin=with_pinyin
        )
        found += faults
    if project.register is not None:
        found += check_register(reading.course.questions(), project.register)
    bank, faults_of_exam = _exam(project, reading.course)
    found += faults_of_exam
    inspection = Inspection(project, reading, glossary, today)
    for family in FAMILIES:
        try:
            found += family.check(inspection)
        except Exception as error:  # noqa: BLE001 - what the others found must be seen
            found.append(mishap("检查", error))
    found += guessing.check(reading.course, bank, inspection.pages)
    kept = [
        fault
        for fault in set(found)
        if fault.location.path not in project.unreadable or fault.code.startswith("FILE-")
    ]
    weighed = _weighed(kept, given)
    waivers, faults_of_waivers = read_waivers(project, inspection.pages, all_rules())
    remaining = without_doubles(apply_waivers(weighed, waivers))
    remaining = held_back(remaining, project, reading, glossary)
    weighed_waivers = _weighed(faults_of_waivers, given)
    diagnostics = tuple(sorted({*remaining, *weighed_waivers}))
    return Checked(reading, glossary, diagnostics, waivers, inspection.pages)


def _exam(project: Project, course: Course) -> tuple[Bank, list[Diagnostic]]:
    """The exam bank, and what is wrong with it and its blueprint."""
    if not project.bank and project.blueprint is None:
        return Bank(), []
    bank, faults = read_bank(project.bank, course)
    found = list(faults)
    if project.blueprint is not None:
        found += read_blueprint(project.blueprint, bank, course)[1]
    return bank, found


def _weighed(found: Iterable[Diagnostic], severities: Mapping[str, Severity]) -> list[Diagnostic]:
    """Findings with the severities that the project sets; those switched off are dropped."""
    weighed = (replace(one, severity=severities.get(one.code, one.severity)) for one in found)
    return [one for one in weighed if one.severity is not Severity.OFF]
