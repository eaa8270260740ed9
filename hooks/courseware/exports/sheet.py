"""A bank as a table that a trainer edits: one row a question, the author's Markdown in cells.

::

    题号 课 题型 目标 题干 选项A… 正确答案 选项A反馈… 解析 红线 固定选项 (层次 知识点 案例) 指纹

The last column holds a fingerprint of the row as it was exported, so that an import can
tell what was edited, and whether the question was changed in the course meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.exports.entries import BankName, lesson_name
from courseware.questions.kinds import KINDS, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from courseware.exports.entries import Entry

ID, LESSON, KIND, OBJECTIVES, STEM = "题号", "课", "题型", "目标", "题干"
KEY, EXPLANATION, RED, PINNED = "正确答案", "解析", "红线", "固定选项"
LEVEL, POINT, CASE = "层次", "知识点", "案例"
MARK = "指纹（勿改）"
YES, ALL = "是", "全部"
_FEWEST = 6
"""Options that a sheet has columns for even if no question has as many."""
_HASH = 12
_SEPARATORS = str.maketrans(dict.fromkeys("，、；;/+", ","))
_YES = frozenset({"是", "√", "✓", "y", "yes", "true", "1"})
_NO = frozenset({"", "否", "×", "n", "no", "false", "0"})

Row = dict[str, str]
"""Text by column head; what is missing is empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, or in ``fault`` what it holds instead: 公式、日期、错误值."""

    text: str = ""
    fault: str = ""


def option(letter: str) -> str:
    """The head of an option's column."""
    return f"选项{letter}"


def feedback(letter: str) -> str:
    """The head of the column of an option's feedback."""
    return f"选项{letter}反馈"


def heads(bank: BankName, letters: int) -> tuple[str, ...]:
    """Every column of a bank's sheet, left to right."""
    used = LETTERS[: max(letters, _FEWEST)]
    exam = (LEVEL, POINT, CASE) if bank is BankName.EXAM else ()
    return (
        ID, LESSON, KIND, OBJECTIVES, STEM, *map(option, used), KEY, *map(feedback, used),
        EXPLANATION, RED, PINNED, *exam, MARK,
    )  # fmt: skip


def table(entries: Sequence[Entry], bank: BankName) -> list[list[str]]:
    """The sheet: its heads, then a row for each question."""
    most = max((len(entry.question.choices) for entry in entries), default=0)
    names = heads(bank, most)
    rows = [row_of(entry) for entry in entries]
    return [list(names), *([row.get(name, "") for name in names] for row in rows)]


def row_of(entry: Entry) -> Row:
    """A question as a row, with the fingerprint of its content."""
    question = entry.question
    row = {
        ID: question.id,
        LESSON: lesson_name(entry.lesson),
        KIND: KINDS[question.kind].name,
        OBJECTIVES: ",".join(question.objectives),
        STEM: question.stem,
        EXPLANATION: question.explanation,
        RED: YES if question.red else "",
        PINNED: _pinned(question.pinned),
        LEVEL: entry.level,
        POINT: entry.point,
        CASE: entry.case.id if entry.case else "",
    }
    pairs = list(zip(LETTERS, question.choices, strict=False))
    row[KEY] = "".join(letter for letter, choice in pairs if choice.correct)
    for letter, choice in pairs:
        row[option(letter)] = choice.text
        row[feedback(letter)] = choice.feedback
    row = canonical(row)
    row[MARK] = fingerprint(row)
    return row


def content(row: Mapping[str, str]) -> Row:
    """What a row says, without the lesson that holds it and the fingerprint."""
    return {head: text for head, text in row.items() if text and head not in {LESSON, MARK}}


def compacted(row: Mapping[str, str]) -> Row:
    """The row with its options moved up where one was left empty; the key moves along."""
    used = letters_in(row)
    moved = dict(zip(used, LETTERS, strict=False))
    kept = {head: text for head, text in row.items() if not head.startswith("选项")}
    for old, new in moved.items():
        kept[option(new)] = row[option(old)]
        if said := row.get(feedback(old), ""):
            kept[feedback(new)] = said
    if KEY in kept:
        kept[KEY] = "".join(sorted(moved.get(letter, letter) for letter in kept[KEY]))
    return kept


def fingerprint(row: Mapping[str, str]) -> str:
    """Hexadecimal digits of what a row says; which lesson holds it plays no part."""
    whole = json.dumps(content(row), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def canonical(row: Mapping[str, str]) -> Row:
    """A row as :func:`row_of` would write it: signs that mean the same made the same.

    What can't be understood is left as it is.
    """
    clean = {head: _clean(text) for head, text in row.items()}
    for head, tidy in ((KEY, _key), (OBJECTIVES, _list), (RED, _yes), (PINNED, _pins)):
        clean[head] = tidy(clean.get(head, ""))
    for head in (ID, KIND, LEVEL, POINT, CASE, MARK):
        clean[head] = unicodedata.normalize("NFKC", clean.get(head, ""))
    return {head: text for head, text in clean.items() if text}


def letters_in(heads_: Iterable[str]) -> str:
    """The letters of the options that a sheet has columns for."""
    present = set(heads_)
    return "".join(letter for letter in LETTERS if option(letter) in present)


def pins(text: str) -> tuple[int, ...] | None:
    """Positions that ``固定选项`` names; None if it can't be understood."""
    if text == ALL:
        return tuple(range(1, len(LETTERS) + 1))
    parts = text.split(",") if text else []
    if not all(
        part.isascii() and part.isdigit() and 1 <= int(part) <= len(LETTERS) for part in parts
    ):
        return None
    return tuple(int(part) for part in parts)


def _pinned(positions: tuple[int, ...]) -> str:
    everything = positions == tuple(range(1, len(LETTERS) + 1))
    return ALL if everything else ",".join(map(str, positions))


def _clean(text: str) -> str:
    """A cell with line ends as in our files, without spaces at the ends of lines."""
    lines = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _list(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SEPARATORS).replace(" ", ",")
    return ",".join(part for part in plain.split(",") if part)


def _key(text: str) -> str:
    letters = _list(text).replace(",", "").upper()
    return "".join(sorted(letters)) if letters.isascii() and letters.isalpha() else text


def _yes(text: str) -> str:
    word = text.casefold()
    return YES if word in _YES else "" if word in _NO else text


def _pins(text: str) -> str:
    return text if text == ALL else _list(text)
