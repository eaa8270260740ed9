"""New rows: where they go, and the ids they get."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.exports import sheet
from courseware.exports.entries import BankName, lesson_name
from courseware.exports.import_rewrite import inserted, kind_of
from courseware.exports.rules import IMPORT_14, IMPORT_17
from courseware.questions.blocks import read_blocks
from courseware.questions.id_giving import insert_ids
from courseware.text.finding import did_you_mean
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courseware.course.model import Course, Lesson
    from courseware.exports.entries import Entry
    from courseware.exports.import_plan import Repository
    from courseware.exports.import_rows import Incoming
    from courseware.questions.blocks import Block
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Source

SELF_CHECK = "自测"
"""The heading under which a lesson's questions stand."""
_NUMBER = re.compile(r"\d+\.\d+\s*")
_EXAM_ID = re.compile(r"x(\d+)-(\d+)$")


def find_lesson(course: Course, said: str) -> Lesson | None:
    """The lesson that a cell names: ``2.1 通信原理``, its title, its number or its id."""
    title = _NUMBER.sub("", said, count=1)
    for lesson in course.lessons():
        if title == lesson.title or said in {lesson_name(lesson), lesson.id, lesson.number}:
            return lesson
    return None


class Newcomers:
    """Puts new rows at the end of their lesson's questions."""

    def __init__(self, repository: Repository, entries: Sequence[Entry]) -> None:
        """``entries`` are the bank's questions as they are now."""
        self._repository = repository
        self._entries = entries

    def place(
        self, rows: Sequence[Incoming], texts: dict[str, str], found: list[Diagnostic]
    ) -> list[tuple[Incoming, str]]:
        """Put the rows into ``texts``; gives each with its id."""
        placed: list[tuple[Incoming, str]] = []
        paths: dict[str, list[Incoming]] = {}
        for one in rows:
            lesson = self._lesson(one, found)
            if lesson is None:
                continue
            row = sheet.compacted(one.row | {sheet.KIND: kind_of(one.row)})
            exam = self._repository.bank is BankName.EXAM
            path, line = (
                self._exam_place(row, lesson, texts)
                if exam
                else _course_place(lesson.path, texts[lesson.path])
            )
            if not line:
                facts = {"path": path or "exam/", "title": lesson.id if exam else SELF_CHECK}
                found.append(one.fault(IMPORT_17, sheet.LESSON, **facts))
                continue
            if exam:
                row[sheet.ID] = self._exam_id(lesson, [name for _, name in placed])
                placed.append((one, row[sheet.ID]))
            else:
                row.pop(sheet.ID, None)
                paths.setdefault(path, []).append(one)
            texts[path] = inserted(texts[path], line, row, lesson.id if exam else "")
        return placed + _numbered(paths, texts, self._repository)

    def _lesson(self, one: Incoming, found: list[Diagnostic]) -> Lesson | None:
        said = one.row.get(sheet.LESSON, "")
        lesson = find_lesson(self._repository.course, said) if said else None
        names = [lesson_name(known) for known in self._repository.course.lessons()]
        problem = ""
        if not said:
            example = names[0] if names else "2.1 课名"
            problem = f"新题没有写在哪一课，请写成“{example}”的样子"
        elif lesson is None:
            problem = f"课程里没有“{said}”这一课{did_you_mean(said, names)}"
        elif any(e.lesson == lesson and not e.question.id for e in self._entries):
            problem = f"“{said}”里还有没编号的题，请先运行 python hooks ids"
        if problem:
            found.append(one.fault(IMPORT_14, sheet.LESSON, problem=problem))
            return None
        return lesson

    def _exam_id(self, lesson: Lesson, given: Sequence[str]) -> str:
        """The next number of the chapter; the bank has no register of deleted ones."""
        chapter = lesson.number.partition(".")[0]
        names = [*given, *(entry.question.id for entry in self._entries)]
        used = [int(m[2]) for m in map(_EXAM_ID.match, names) if m and m[1] == chapter]
        return f"x{chapter}-{max(used, default=0) + 1:02}"

    def _exam_place(self, row: sheet.Row, lesson: Lesson, texts: dict[str, str]) -> tuple[str, int]:
        """Below the last item of the case, else of the lesson; 0 where neither is."""
        case = row.get(sheet.CASE, "")
        paths = sorted(path for path in texts if path.startswith("exam/"))
        for path in paths:
            line = _last_with(texts[path], f"case={case}") if case else 0
            line = line or _section_end(path, texts[path], lesson.id)
            if line:
                return path, line
        return "", 0


def _course_place(path: str, text: str) -> tuple[str, int]:
    return path, _section_end(path, text, SELF_CHECK)


def _section_end(path: str, text: str, title: str) -> int:
    """The line of the last ``</quiz>`` under a heading, else of the heading; 0 if none."""
    source, _ = parse_source(path, text)
    headings = [(h.location.line, h.level, h.text) for h in source.headings()]
    start = next((line for line, _, words in headings if words == title), 0)
    if not start:
        return 0
    level = next(level for line, level, _ in headings if line == start)
    ends = [line for line, other, _ in headings if line > start and other <= level]
    end = ends[0] if ends else len(source.lines) + 1
    inside = [one.last for one in _closed(source) if start < one.last < end]
    return max(inside, default=start)


def _last_with(text: str, word: str) -> int:
    """The line where the last question ends whose label has ``word``; 0 if none."""
    blocks = _closed(parse_source("", text)[0])
    return max((one.last for one in blocks if word in one.comment.split()), default=0)


def _closed(source: Source) -> list[Block]:
    """The questions of a page that are whole."""
    return [block for block in read_blocks(source)[0] if block.closed]


def _numbered(
    paths: dict[str, list[Incoming]], texts: dict[str, str], repository: Repository
) -> list[tuple[Incoming, str]]:
    """Let the id machinery number the new questions, and say who got which."""
    pages = {path: text for path, text in texts.items() if path.startswith("docs/")}
    numbered = insert_ids(pages, repository.register)
    placed: list[tuple[Incoming, str]] = []
    for path, rows in paths.items():
        old = set(_ids(repository.texts[path]))
        texts[path] = numbered.get(path, texts[path])
        new = [name for name in _ids(texts[path]) if name not in old]
        placed += zip(rows, new, strict=False)
    return placed


def _ids(text: str) -> list[str]:
    return [block.id for block in read_blocks(parse_source("", text)[0])[0]]
