"""The fields of the exam's blueprint and of the self-examination's plan."""

from __future__ import annotations

from enum import StrEnum

from courseware.course.model import Level
from courseware.exams.model import Section
from courseware.exams.rules import EXAM_20, EXAM_21, EXAM_22, SELF_1, SELF_2, SELF_3
from courseware.questions.kinds import KINDS
from courseware.text.field_reading import FieldRules
from courseware.text.fields import Either, Field, ListOf, Table, Whole

MOST = 999
"""Largest number that a plan may ask for."""
BLUEPRINT_RULES = FieldRules(unknown=EXAM_22, missing=EXAM_20, shape=EXAM_21, value=EXAM_21)
PLAN_RULES = FieldRules(unknown=SELF_3, missing=SELF_1, shape=SELF_2, value=SELF_2)


class Band(StrEnum):
    """Levels taken together, by the word in the blueprint."""

    RECALL = "记忆与理解"
    APPLY = "应用与分析"
    JUDGE = "评价与创造"


BANDS = {
    Level.REMEMBER: Band.RECALL,
    Level.UNDERSTAND: Band.RECALL,
    Level.APPLY: Band.APPLY,
    Level.ANALYSE: Band.APPLY,
    Level.EVALUATE: Band.JUDGE,
    Level.CREATE: Band.JUDGE,
}
SECTIONS = {
    "single": Section.SINGLE,
    "multiple": Section.MULTIPLE,
    "fill_in": Section.FILL_IN,
    "case": Section.CASE,
    "red": Section.RED,
}
"""How a blueprint's file names the parts of a paper."""
SCORED = tuple(key for key, section in SECTIONS.items() if section is not Section.RED)
KEYS = {kind.key: kind.code for kind in KINDS.values()}
"""How a plan's file names the kinds of question."""

_SOME, _ANY = Whole(1, MOST), Whole(0, MOST)
_PARTS = {key: section.value for key, section in SECTIONS.items()} | {
    "case": "案例（组）", "red": "红线题",
}  # fmt: skip
_A_LESSON = "由 id 和题数组成的一行，例如 {id: billing, single: 2}"
_A_ROW = "由 lesson（或 chapter）和题数组成的一行，例如 {lesson: billing, single: 2}"
_NUMBERS = "下级字段，例如 {single: 1, multiple: 2}"
_SHARES = f"下级字段，例如 {{{Band.RECALL}: 40}}"

_ROW = Table(
    "一行",
    (
        Field("id", "课的编号", required=True),
        *(Field(key, f"{_PARTS[key]}出几题，不写就是 0", _ANY) for key in SECTIONS),
    ),
    expected=_A_LESSON,
)
BLUEPRINT = Table(
    "期末考试蓝图",
    (
        Field("title", "卷子的名字", required=True),
        Field("minutes", "时长，分钟", _SOME, required=True),
        Field("total", "满分", _SOME, required=True),
        Field("pass_mark", "及格线，分", _SOME, required=True),
        Field("case_items", "每个案例几小题", _SOME, required=True),
        Field("spare", "题库至少是考题的几倍", _SOME),
        Field(
            "points", "每题几分；案例按小题计分；红线题不计分",
            Table("每题几分", tuple(
                Field(key, f"{_PARTS[key]}每题几分", _SOME, required=True)
                for key in SCORED
            ), expected=_NUMBERS),
            required=True,
        ),
        Field(
            "levels", "难度：按分值各占百分之几",
            Table("难度", tuple(
                Field(band.value, "占百分之几", _ANY, required=True) for band in Band
            ), expected=_SHARES),
            required=True,
        ),
        Field("lessons", "每课各题型出几题", ListOf(_ROW), required=True),
    ),
    where="exam/blueprint.yml",
)  # fmt: skip

_COUNTS = tuple(
    Field(kind.key, f"{kind.name}题出几道，不写就是 0", _ANY) for kind in KINDS.values()
)
PLAN = Table(
    "结业自测",
    (
        Field("title", "自测的名字", required=True),
        Field("minutes", "计时的时长，分钟", _SOME, required=True),
        Field(
            "points", "每题几分",
            Table("每题几分", tuple(
                Field(kind.key, f"{kind.name}题每题几分", _SOME) for kind in KINDS.values()
            ), expected=_NUMBERS),
            required=True,
        ),
        Field(
            "levels", "难度：各档共出几道，加起来等于总题数；不想管难度就不写",
            Table("难度", tuple(
                Field(band.value, "出几道", _ANY) for band in Band
            ), expected=_SHARES),
        ),
        Field(
            "draw", "每课，或每章其余的课，各出几道",
            ListOf(Either(
                Table("一行", (Field("lesson", "课的编号", required=True), *_COUNTS), _A_ROW),
                Table("一行", (Field("chapter", "章的编号", required=True), *_COUNTS), _A_ROW),
            )),
            required=True,
        ),
    ),
    where="docs/self-exam.yml",
)  # fmt: skip
