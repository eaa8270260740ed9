"""The matrix for trainers: which question or task tests which objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.text.as_markdown import escaped

if TYPE_CHECKING:
    from courseware.course.model import Course, Lesson


def coverage(course: Course) -> str:
    """A page of Markdown: for every lesson its objectives, their levels and questions."""
    parts = ["# 目标与题目", "每个目标至少有一题或一个“轮到你”；红线题加粗。"]
    for chapter in course.chapters:
        parts.append(f"## 第 {chapter.number} 章 {escaped(chapter.title)}")
        for lesson in chapter.lessons:
            parts += [f"### {lesson.number} {escaped(lesson.title)}", _table(lesson)]
    return "\n\n".join(parts) + "\n"


def _table(lesson: Lesson) -> str:
    rows = ["| 目标 | 层次 | 学完能做什么 | 题目 |", "| --- | --- | --- | --- |"]
    for objective in lesson.objectives:
        questions = [
            f"**{escaped(question.id)}**" if question.red else escaped(question.id)
            for question in lesson.questions
            if objective.id in question.objectives
        ]
        questions += [
            f"轮到你：{escaped(task.title)}"
            for task in lesson.tasks
            if objective.id in task.objectives
        ]
        asked = "、".join(questions) or "（还没有）"
        text = escaped(objective.text)
        rows.append(f"| {escaped(objective.id)} | {objective.level.value} | {text} | {asked} |")
    return "\n".join(rows)
