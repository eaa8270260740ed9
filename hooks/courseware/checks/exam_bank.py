"""Checks of the exam bank: labels, cases, and the checks that every question gets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from courseware.checks import questions, safety, typography
from courseware.checks.inspection import Inspection
from courseware.checks.questions import QUIZ_23
from courseware.checks.safety import SAFE_6
from courseware.course.model import Chapter, Course, Lesson, Level
from courseware.course.project import Project, Settings
from courseware.course.reading import Reading
from courseware.exams.bank import read_drafts, usable_bank
from courseware.exams.model import SECTIONS, Bank
from courseware.glossary.model import Glossary
from courseware.questions.identity import folded, plain_stem
from courseware.questions.kinds import KINDS, Shape
from courseware.questions.rules import QUIZ_9, QUIZ_10
from courseware.text.finding import E, Rule, Scope, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.exams.model import Case, Draft
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.lines import Source

# fmt: off
EXAM_1 = Rule(
    "EXAM-1", E, "考题编号行缺少内容",
    "考题的编号行缺少“{key}=”；请补上，例如 {example}",
    "抽题要知道每道题属于哪一节、测哪条目标、什么层次、哪个知识点。",
    bad="<!-- question id=x4-01 lesson=billing objective=a -->",
    good="<!-- question id=x4-01 lesson=billing objective=a level=应用 point=plan-elements -->",
)
EXAM_3 = Rule(
    "EXAM-3", E, "考题的课不存在",
    "课程里没有编号为“{lesson}”的课{hint}；请改正",
    "考题只能考课程教过的内容。",
)
EXAM_4 = Rule(
    "EXAM-4", E, "考题的层次不对",
    "层次“{level}”不对；应为 记忆、理解、应用、分析、评价、创造 之一，请改正",
    "难度按层次统计。",
)
EXAM_5 = Rule(
    "EXAM-5", E, "考题的案例不存在",
    "题库里没有编号为“{case}”的案例{hint}；请改正，或在它上面补上案例",
    "案例题离不开案例的文字。",
)
EXAM_7 = Rule(
    "EXAM-7", E, "案例编号重复",
    "案例编号“{id}”已经用在 {other}；请换一个没有用过的编号",
    "题目靠编号找到案例。",
    scope=Scope.COURSE,
)
EXAM_9 = Rule(
    "EXAM-9", E, "案例没有题目",
    "案例“{id}”没有题目；请在案例下面补上带 case={id} 的题目，或删去案例",
    "抽到没有题目的案例，试卷就少了一大题。",
)
EXAM_10 = Rule(
    "EXAM-10", E, "案例题和案例不在同一课",
    "这道题属于“{lesson}”，案例“{case}”属于“{other}”；请改成同一课",
    "案例整组抽取，算在一课里。",
)
EXAM_11 = Rule(
    "EXAM-11", E, "案例题不是单选题",
    "案例里的题目只能是单选题；请改写，或去掉 case=",
    "每小题分值相同，题型也要相同。",
)
EXAM_12 = Rule(
    "EXAM-12", E, "期末卷没有这种题型",
    "期末卷没有连线题和排序题；请改成单选、多选或填空，或把它放进课文的自测",
    "答题卡上没有这种题的位置。",
)
EXAM_13 = Rule(
    "EXAM-13", E, "考题和自测题雷同",
    "题干里的“{words}”和自测题 {id} 相同；请换一个情境或角度",
    "做过自测的人会凭印象作答，考不出会不会。",
    scope=Scope.COURSE,
)
EXAM_14 = Rule(
    "EXAM-14", E, "一个案例里两题考同一个知识点",
    "案例“{case}”里已经有一题考“{point}”（{other}）；请换一个知识点",
    "同一个知识点的两题不能在同一卷，案例又整组出现。",
)
# fmt: on


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
_NOT_FOR_BANKS = frozenset({QUIZ_23.code, SAFE_6.code})
"""Ids have another form in a bank, and its comments are in no page's source."""


def read_bank(texts: Mapping[str, str], course: Course) -> tuple[Bank, tuple[Diagnostic, ...]]:
    """The bank that can be used, and every fault of its files, sorted by place."""
    read = read_drafts(texts)
    found = {*read.faults, *check_bank(read.drafts, read.cases, read.sources, course)}
    return usable_bank(read, course), tuple(sorted(found))


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
                yield EXAM_1.at(question.location, key=key, example=example)
        name = values.get("lesson", "")
        lesson = lessons.get(name)
        if name and lesson is None:
            facts = {"lesson": name, "hint": did_you_mean(name, lessons)}
            yield EXAM_3.at(draft.at("lesson"), width=len(name), **facts)
        if lesson is not None:
            known = [objective.id for objective in lesson.objectives]
            for one in question.objectives:
                if one not in known:
                    facts = {"objective": one, "known": "、".join(known)}
                    place = draft.at("objective")
                    yield QUIZ_10.at(place, width=len(values["objective"]), **facts)
        level = values.get("level", "")
        if level and level not in levels:
            yield EXAM_4.at(draft.at("level"), width=len(level), level=level)
        if question.kind not in SECTIONS:
            yield EXAM_12.at(question.location)
        yield from _in_case(draft, cases)


def _in_case(draft: Draft, cases: Mapping[str, Case]) -> Iterator[Diagnostic]:
    name = draft.values.get("case", "")
    if not name:
        return
    case = cases.get(name)
    if case is None:
        facts = {"case": name, "hint": did_you_mean(name, cases)}
        yield EXAM_5.at(draft.at("case"), width=len(name), **facts)
        return
    lesson = draft.values.get("lesson", "")
    if lesson and case.lesson and lesson != case.lesson:
        facts = {"lesson": lesson, "case": name, "other": case.lesson}
        yield EXAM_10.at(draft.at("lesson"), width=len(lesson), **facts)
    kind = KINDS[draft.question.kind]
    if kind.shape is not Shape.CHOICES or kind.several:
        yield EXAM_11.at(draft.at("case"), width=len(name))


def _cases(
    drafts: Sequence[Draft], cases: Sequence[Case], names: Mapping[str, Case], course: Course
) -> Iterator[Diagnostic]:
    lessons = {lesson.id for lesson in course.lessons()}
    for case in cases:
        first = names[case.id]
        if case.id and first is not case:
            facts = {"id": case.id, "other": first.location}
            yield EXAM_7.at(case.location, width=0, **facts)
        if case.lesson and case.lesson not in lessons:
            facts = {"lesson": case.lesson, "hint": did_you_mean(case.lesson, lessons)}
            yield EXAM_3.at(case.location, width=0, **facts)
        points: dict[str, Draft] = {}
        group = [draft for draft in drafts if draft.values.get("case") == case.id]
        if case.id and not group:
            yield EXAM_9.at(case.location, id=case.id)
        for draft in group:
            point = draft.values.get("point", "")
            other = points.setdefault(point, draft)
            if point and other is not draft and first is case:
                facts = {"case": case.id, "point": point, "other": other.question.id}
                yield EXAM_14.at(draft.at("point"), width=len(point), **facts)


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
            yield QUIZ_9.at(place, width=len(name), id=name, other=first)


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
                yield EXAM_13.at(draft.question.location, width=0, **facts)
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
