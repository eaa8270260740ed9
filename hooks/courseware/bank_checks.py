"""Checks of the exam bank: labels, cases, and the checks that every question gets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from courseware.checks import questions, safety, typography
from courseware.checks.project import Inspection, Project, Settings
from courseware.exam_items import SECTIONS
from courseware.identity import folded, plain_stem
from courseware.messages import did_you_mean, finding
from courseware.model import Chapter, Course, Glossary, Lesson, Level, QuestionKind
from courseware.outline import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.exam_items import Case, Draft
    from courseware.model import Diagnostic, Location
    from courseware.source import Source

_NEEDED = ("lesson", "objective", "level", "point")
_EXAMPLES = {
    "lesson": "lesson=billing",
    "objective": "objective=a",
    "level": "level=应用",
    "point": "point=plan-elements",
}
SHARED = 12
"""Characters in a row that an item's stem may share with a lesson question's."""
_ROUTINE = ("按本课程所附企业规定", "（多选）", "以下金额为假设值", "（金额为假设）")
"""Openings of stems that every question of a kind has."""
_FAMILIES = (questions, typography, safety)
_NOT_FOR_BANKS = frozenset({"QUIZ-23", "SAFE-6"})
"""Ids have another form in a bank, and its comments are in no page's source."""


def check_bank(
    drafts: Sequence[Draft],
    cases: Sequence[Case],
    sources: Mapping[str, Source],
    course: Course,
) -> Iterator[Diagnostic]:
    """Every fault of a bank but those that its reading found."""
    names: dict[str, Case] = {}
    for case in cases:
        names.setdefault(case.id, case)
    yield from _labels(drafts, names, course)
    yield from _cases(drafts, cases, names, course)
    yield from _repeated(drafts, course)
    yield from _shared(drafts, course)
    yield from _as_lessons(drafts, sources)


def _labels(
    drafts: Sequence[Draft], cases: Mapping[str, Case], course: Course
) -> Iterator[Diagnostic]:
    lessons = {lesson.id: lesson for lesson in course.lessons()}
    levels = [level.value for level in Level]
    for draft in drafts:
        values, question = draft.values, draft.question
        for key in _NEEDED:
            if not values.get(key):
                example = _EXAMPLES[key]
                yield finding("EXAM-1", question.location, key=key, example=example)
        name = values.get("lesson", "")
        lesson = lessons.get(name)
        if name and lesson is None:
            facts = {"lesson": name, "hint": did_you_mean(name, lessons)}
            yield finding("EXAM-3", draft.at("lesson"), width=len(name), **facts)
        if lesson is not None:
            known = [objective.id for objective in lesson.objectives]
            for one in question.objectives:
                if one not in known:
                    facts = {"objective": one, "known": "、".join(known)}
                    place = draft.at("objective")
                    yield finding("QUIZ-10", place, width=len(values["objective"]), **facts)
        level = values.get("level", "")
        if level and level not in levels:
            yield finding("EXAM-4", draft.at("level"), width=len(level), level=level)
        if question.kind not in SECTIONS:
            yield finding("EXAM-12", question.location)
        yield from _in_case(draft, cases)


def _in_case(draft: Draft, cases: Mapping[str, Case]) -> Iterator[Diagnostic]:
    name = draft.values.get("case", "")
    if not name:
        return
    case = cases.get(name)
    if case is None:
        facts = {"case": name, "hint": did_you_mean(name, cases)}
        yield finding("EXAM-5", draft.at("case"), width=len(name), **facts)
        return
    lesson = draft.values.get("lesson", "")
    if lesson and case.lesson and lesson != case.lesson:
        facts = {"lesson": lesson, "case": name, "other": case.lesson}
        yield finding("EXAM-10", draft.at("lesson"), width=len(lesson), **facts)
    if draft.question.kind not in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}:
        yield finding("EXAM-11", draft.at("case"), width=len(name))


def _cases(
    drafts: Sequence[Draft], cases: Sequence[Case], names: Mapping[str, Case], course: Course
) -> Iterator[Diagnostic]:
    lessons = {lesson.id for lesson in course.lessons()}
    for case in cases:
        first = names[case.id]
        if case.id and first is not case:
            facts = {"id": case.id, "other": first.location}
            yield finding("EXAM-7", case.location, width=0, **facts)
        if case.lesson and case.lesson not in lessons:
            facts = {"lesson": case.lesson, "hint": did_you_mean(case.lesson, lessons)}
            yield finding("EXAM-3", case.location, width=0, **facts)
        points: dict[str, Draft] = {}
        group = [draft for draft in drafts if draft.values.get("case") == case.id]
        if case.id and not group:
            yield finding("EXAM-9", case.location, id=case.id)
        for draft in group:
            point = draft.values.get("point", "")
            other = points.setdefault(point, draft)
            if point and other is not draft and first is case:
                facts = {"case": case.id, "point": point, "other": other.question.id}
                yield finding("EXAM-14", draft.at("point"), width=len(point), **facts)


def _repeated(drafts: Sequence[Draft], course: Course) -> Iterator[Diagnostic]:
    """Ids that stand twice, in the bank or in the course."""
    known: dict[str, Location] = {q.id: q.location for q in course.questions()}
    for draft in drafts:
        name = draft.question.id
        if not name:
            continue
        place = draft.at("id")
        first = known.setdefault(name, place)
        if first is not place:
            yield finding("QUIZ-9", place, width=len(name), id=name, other=first)


def _shared(drafts: Sequence[Draft], course: Course) -> Iterator[Diagnostic]:
    """Stems that say what a lesson question says."""
    pieces: dict[str, str] = {}
    for question in course.questions():
        for piece in _pieces(_asked(plain_stem(question))):
            pieces.setdefault(piece, question.id)
    for draft in drafts:
        stem = _asked(plain_stem(draft.question))
        for start, piece in enumerate(_pieces(stem)):
            if piece in pieces:
                end = start + len(piece)
                while pieces.get(stem[end - SHARED : end + 1]) == pieces[piece]:
                    end += 1
                facts = {"words": stem[start:end], "id": pieces[piece]}
                yield finding("EXAM-13", draft.question.location, width=0, **facts)
                break


def _asked(stem: str) -> str:
    for words in _ROUTINE:
        stem = stem.replace(words, "")
    return folded(stem)


def _pieces(text: str) -> list[str]:
    """Every run of one character more than may be shared."""
    return [text[start : start + SHARED + 1] for start in range(len(text) - SHARED)]


def _as_lessons(drafts: Sequence[Draft], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """What the checks of a lesson's questions and of its wording say about the bank."""
    chapters = []
    usable = [draft for draft in drafts if draft.question.kind in SECTIONS]
    for path in sources:
        asked = tuple(draft.question for draft in usable if draft.source.path == path)
        lesson = Lesson(
            id=path, number="", title="", minutes=0, objectives=(), headings=(), questions=asked,
            company_rules=(), owner="", checked="", review_by="", path=path,
        )  # fmt: skip
        chapters.append(Chapter(path, 0, "", "", "", (), (lesson,), path))
    project = Project(Settings(), {}, {}, {}, None, str)
    reading = Reading(Course("", tuple(chapters)), sources, ())
    # No check of a bank looks at the calendar.
    inspection = Inspection(project, reading, Glossary(()), date.min)
    for family in _FAMILIES:
        yield from (one for one in family.check(inspection) if one.code not in _NOT_FOR_BANKS)
