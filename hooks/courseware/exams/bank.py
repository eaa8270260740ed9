"""The exam bank beside the course: ``exam/NN-name.md`` → a frozen bank.

::

    Bank
      ├─ Item      a question with its lesson, level and knowledge point (考题)
      └─ Case      a text that a group of items asks about              (案例)

    <!-- question id=x4-01 lesson=billing objective=a level=应用 point=plan-elements -->
    <quiz> … </quiz>

    <!-- case id=x4-c1 lesson=complaints title=停机没有通知 -->
    text of the case

    <!-- question id=x4-60 lesson=complaints objective=b level=分析 point=… case=x4-c1 -->
    <quiz> … </quiz>

Questions are written as in the lessons. Nothing of a bank goes into the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.course.model import Level
from courseware.exams.model import SECTIONS, Bank, Case, Draft, Item
from courseware.exams.rules import EXAM_2, EXAM_6, EXAM_8
from courseware.questions.blocks import LABEL, label_values
from courseware.questions.reading import read_questions
from courseware.questions.rules import QUIZ_3
from courseware.text.lines import Kind, parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courseware.course.model import Course
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Line, Source

OWN_KEYS = ("lesson", "level", "point", "case")
"""What an exam item's label says beyond that of a lesson's question."""
_PAIR = re.compile(r"(?<!\S)(\w+)=(\S*)")
_CASE = re.compile(r"<!--\s*case\b(.*?)-->")
_CASE_TITLE = re.compile(r"\btitle=(.*\S)\s*$")
_HEADING = re.compile(r"#{1,6}[ \t]")


@dataclass(frozen=True, slots=True)
class BankReading:
    """What the files of a bank say, item by item, sound or not; ``sources`` by path."""

    drafts: tuple[Draft, ...]
    cases: tuple[Case, ...]
    sources: Mapping[str, Source]
    faults: tuple[Diagnostic, ...]


def read_drafts(texts: Mapping[str, str]) -> BankReading:
    """Read every file of a bank; ``texts`` by path."""
    found: list[Diagnostic] = []
    drafts: list[Draft] = []
    cases: list[Case] = []
    sources: dict[str, Source] = {}
    for path in sorted(texts):
        # A bank's file has no front matter, so what was said about one is dropped.
        source, _ = parse_source(path, texts[path])
        sources[path] = source
        drafts += _drafts(source, found)
        cases += _cases(source, found)
    return BankReading(tuple(drafts), tuple(cases), sources, tuple(found))


def usable_bank(read: BankReading, course: Course) -> Bank:
    """The items that papers can be drawn from, each id once."""
    known = {lesson.id for lesson in course.lessons()}
    names = {case.id for case in read.cases}
    items = [_item(draft) for draft in read.drafts if _usable(draft, known, names)]
    ids: dict[str, Item] = {}
    for item in items:
        ids.setdefault(item.id, item)
    unique = {case.id: case for case in reversed(read.cases)}
    kept = tuple(case for case in read.cases if unique[case.id] is case)
    return Bank(tuple(ids.values()), kept)


def _drafts(source: Source, found: list[Diagnostic]) -> list[Draft]:
    """The questions of a file with what their labels say."""
    questions, faults = read_questions(source, OWN_KEYS)
    for fault in faults:
        if fault.code == QUIZ_3.code:
            start = fault.location.column - 1
            word = source.lines[fault.location.line - 1].text[start : start + fault.width]
            found.append(EXAM_2.at(fault.location, width=fault.width, word=word))
        else:
            found.append(fault)
    drafts = []
    for question, block in questions:
        said = label_values(source, block.label)
        values = {key: value for key, (value, _) in said.items()}
        places = {key: place for key, (_, place) in said.items()}
        drafts.append(Draft(question, source, values, places))
    return drafts


def _cases(source: Source, found: list[Diagnostic]) -> list[Case]:
    cases = []
    for index, line in enumerate(source.lines):
        label = _CASE.search(line.text) if line.kind is Kind.PROSE else None
        if label is None:
            continue
        title = _CASE_TITLE.search(label[1])
        values = dict(_PAIR.findall(label[1]))
        place = source.at(line.number, label.start() + 1)
        for key in ("id", "lesson", "title"):
            if not values.get(key):
                width = len(label[0])
                found.append(EXAM_6.at(place, width=width, key=key))
        text = _case_text(source.lines[index + 1 :])
        name = values.get("id", "")
        if not text:
            found.append(EXAM_8.at(place, width=len(label[0]), id=name))
        shown = title[1] if title else ""
        cases.append(Case(name, values.get("lesson", ""), shown, text, place))
    return cases


def _case_text(lines: tuple[Line, ...]) -> str:
    """What stands between a case's label and the next question, case or heading."""
    kept = []
    for line in lines:
        if line.kind is Kind.QUIZ or LABEL.search(line.text) or _CASE.search(line.text):
            break
        if _HEADING.match(line.text):
            break
        kept.append(line.text)
    return "\n".join(kept).strip()


def _usable(draft: Draft, lessons: set[str], cases: set[str]) -> bool:
    """Whether a draw can use the item; what is wrong with others is a finding already."""
    values, question = draft.values, draft.question
    if not question.id or question.kind not in SECTIONS or not values.get("point"):
        return False
    if values.get("level") not in {level.value for level in Level}:
        return False
    if question.choices and not any(choice.correct for choice in question.choices):
        return False
    if any(not blank.answers for blank in question.blanks):
        return False
    case = values.get("case", "")
    return values.get("lesson") in lessons and (not case or case in cases)


def _item(draft: Draft) -> Item:
    values = draft.values
    level = Level(values["level"])
    return Item(draft.question, values["lesson"], level, values["point"], values.get("case", ""))
