"""Objectives: each has a question, each question names one, and all can be observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.model import Level
from courseware.questions.reading import label_place
from courseware.text.finding import E, Location, Rule, Scope, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.course.model import Lesson
    from courseware.text.finding import Diagnostic

# fmt: off
OBJ_1 = Rule(
    "OBJ-1", E, "题目没有写目标",
    "题目没有写对应哪个目标；请在编号行加上 objective={known}",
    "每一题都要测一个学习目标，答错了才知道回去看什么。",
    bad="<!-- question id=2-01 -->", good="<!-- question id=2-01 objective=a -->",
)
OBJ_2 = Rule(
    "OBJ-2", E, "目标没有题目",
    "目标 {id} 没有题目，也没有“轮到你”；请加一题，或在已有题目的 objective= 里写上 {id}",
    "没有题目的目标，学员不知道自己达到了没有。", scope=Scope.PAGE,
)
OBJ_3 = Rule(
    "OBJ-3", W, "目标的数量不合适",
    "这一课有 {count} 个目标，应有 {low}—{high} 个；请合并或拆分",
    "一课三四个目标，学得完，也测得全。", scope=Scope.PAGE,
)
OBJ_4 = Rule(
    "OBJ-4", E, "目标编号重复",
    "目标编号“{id}”在第 {line} 行已经用过；请换一个字母",
    "题目靠目标编号对应目标。",
)
OBJ_5 = Rule(
    "OBJ-5", W, "目标看不出学会了没有",
    "“{word}”看不出学会了没有；请换成能看到的动作，例如 说出、区分、判断、写出、演示",
    "目标要能观察、能出题。", bad="text: 了解多址技术",
    good="text: 说出多址和双工分别分的是什么",
)
OBJ_6 = Rule(
    "OBJ-6", E, "轮到你没有写对目标",
    "“轮到你”的目标“{id}”不对，这一课有：{known}；请在它上面一行写 <!-- task objective=编号 -->",
    "说得出考的是哪个目标，练了才知道达到了没有。",
    bad='!!! 轮到你 "写一张工单"', good='<!-- task objective=a -->\n!!! 轮到你 "写一张工单"',
)
OBJ_7 = Rule(
    "OBJ-7", W, "要写要说的目标只有选择题",
    "目标 {id} 要学员自己写出来或说出来（{word}）；"
    "请加一个“轮到你”，上面写 <!-- task objective={id} -->",
    "会选不等于会写，挑得出好的一句，不一定写得出来。", scope=Scope.PAGE,
)
# fmt: on


COUNT = (3, 5)
VAGUE = (
    "了解", "理解", "掌握", "熟悉", "知道", "认识", "懂得", "明白", "学习", "学会",
    "熟练掌握", "体会",
)  # fmt: skip
"""Verbs nobody can observe; an objective must not begin with one."""


PRODUCED = ("写", "演示", "组织", "起草")
"""Words of an objective that only somebody who makes something reaches."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the objectives of every lesson."""
    for page, lesson in course.lessons():
        if not page.source.readable:
            continue
        yield from _objectives(page, lesson)
        yield from _coverage(page, lesson)
        yield from _tasks(lesson)


def _objectives(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    low, high = COUNT
    if lesson.objectives and not low <= len(lesson.objectives) <= high:
        place = page.source.meta.key_at("objectives")
        yield OBJ_3.at(place, count=len(lesson.objectives), low=low, high=high)
    lines: dict[str, int] = {}
    for objective, item in zip(lesson.objectives, page.source.meta.maps("objectives"), strict=True):
        place = item.at("id")
        first = lines.setdefault(objective.id, place.line)
        if objective.id and first != place.line:
            width = len(objective.id)
            yield OBJ_4.at(place, width=width, id=objective.id, line=first)
        text = item.at("text")
        word = next((verb for verb in VAGUE if objective.text.startswith(verb)), "")
        if word:
            yield OBJ_5.at(text, width=len(word), word=word)


def _coverage(page: Page, lesson: Lesson) -> Iterator[Diagnostic]:
    known = ",".join(objective.id for objective in lesson.objectives) or "a"
    asked = {name for question in lesson.questions for name in question.objectives}
    asked |= {name for task in lesson.tasks for name in task.objectives}
    for question in lesson.questions:
        if not question.objectives and question.id:
            place = label_place(page.source, question, "id", question.id)
            place = Location(place.path, place.line, 1)
            yield OBJ_1.at(place, known=known)
    for objective in lesson.objectives:
        if objective.id and objective.id not in asked:
            yield OBJ_2.at(objective.location, id=objective.id)


def _tasks(lesson: Lesson) -> Iterator[Diagnostic]:
    known = [objective.id for objective in lesson.objectives]
    for task in lesson.tasks:
        for name in task.objectives or ("",):
            if name not in known:
                yield OBJ_6.at(task.location, id=name, known="、".join(known))
    made = {name for task in lesson.tasks for name in task.objectives}
    for objective in lesson.objectives:
        word = next((word for word in PRODUCED if word in objective.text), "")
        if not word and objective.level is Level.CREATE:
            word = objective.level.value
        if word and objective.id and objective.id not in made:
            yield OBJ_7.at(objective.location, id=objective.id, word=word)
