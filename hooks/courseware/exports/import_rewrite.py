"""A row of the sheet → the author's Markdown, put where the question stands.

Text in, text out: line ends, byte order mark and every other line stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.exports import sheet
from courseware.questions.blocks import LABEL, read_blocks
from courseware.questions.kinds import KINDS, WRITTEN, kind_of_choices, kind_of_gaps
from courseware.text.inline import find_gaps
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from courseware.exports.sheet import Row

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_WORDS = {kind.name: word for word, kind in WRITTEN.items()}
"""What a label says after ``type=``, by the kind's Chinese name."""
_KEYS = {
    "objective": sheet.OBJECTIVES,
    "lesson": sheet.LESSON,
    "level": sheet.LEVEL,
    "point": sheet.POINT,
    "case": sheet.CASE,
}


class RewriteError(Exception):
    """A question's text is written in a way that can't be rewritten; the message says how."""


def split(text: str) -> list[str]:
    """Lines with their ends."""
    return _LINES.findall(text)


def line_end(lines: Iterable[str]) -> str:
    """How the lines of a file end, by the first."""
    first = next(iter(lines), "")
    return "\r\n" if first.endswith("\r\n") else "\r" if first.endswith("\r") else "\n"


def question_lines(row: Row) -> list[str]:
    """The block from ``<quiz>`` to ``</quiz>`` in the usual form."""
    lines = ["<quiz>", *row.get(sheet.STEM, "").split("\n")]
    explanation = row.get(sheet.EXPLANATION, "")
    if any(find_gaps(row.get(sheet.STEM, ""))):
        lines += ["", "---", *explanation.split("\n")] if explanation else []
        return [*lines, "</quiz>"]
    for letter in sheet.letters_in(row):
        mark = "x" if letter in row.get(sheet.KEY, "") else " "
        lines.append(f"- [{mark}] {row[sheet.option(letter)]}")
        said = row.get(sheet.feedback(letter), "")
        lines += [f"> {line}".rstrip() for line in said.split("\n")] if said else []
    lines += ["", *explanation.split("\n")] if explanation else []
    return [*lines, "</quiz>"]


def label_line(row: Row, lesson: str = "") -> str:
    """The comment above a new question; ``lesson`` is the id that an exam item names."""
    line = f"<!-- question id={row[sheet.ID]} -->" if sheet.ID in row else "<!-- question -->"
    named = {sheet.LESSON: lesson} if lesson else {}
    said = {head: text for head, text in row.items() if head != sheet.LESSON}
    return relabelled(line, {}, said | named)


def relabelled(line: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """A label's line after the row's values changed; what did not change stays as written."""
    for key, head in _KEYS.items():
        if before.get(head, "") != after.get(head, ""):
            line = _set(line, key, after.get(head, ""))
    kinds = [_WORDS.get(row.get(sheet.KIND, ""), "") for row in (before, after)]
    if kinds[0] != kinds[1]:
        line = _set(line, "type", kinds[1])
    if before.get(sheet.RED) != after.get(sheet.RED):
        line = _drop(line, r"red")
        line = _add(line, "red") if sheet.RED in after else line
    if before.get(sheet.PINNED) != after.get(sheet.PINNED):
        line = _drop(line, r"pin(?:=\S*)?")
        pinned = after.get(sheet.PINNED, "")
        if pinned:
            line = _add(line, "pin" if pinned == sheet.ALL else f"pin={pinned}")
    return line


def replaced(text: str, start: int, before: Row, after: Row) -> str:
    """The page with the question at line ``start`` (that of ``<quiz>``) rewritten.

    Raises:
        RewriteError: if something stands in the block that no row holds.
    """
    lines = split(text)
    first = start - 1
    blocks, _ = read_blocks(parse_source("", text)[0])
    found = next((one for one in blocks if one.lines[0].number == start), None)
    last = found.last - 1 if found else first
    block = lines[first : last + 1]
    head, _, _ = lines[first].removeprefix("\ufeff").partition("<quiz>")
    _, _, tail = lines[last].partition("</quiz>")
    if head.strip() or tail.strip():
        raise RewriteError("和别的文字在同一行")
    if any("<!-- check:" in line for line in block):
        raise RewriteError("里有豁免注释")
    new = list(lines)
    if found and found.label:
        label = found.label.number - 1
        new[label] = relabelled(lines[label], before, after)
    if question_lines(before) != question_lines(after):
        end = line_end(lines)
        mark = "\ufeff" if lines[first].startswith("\ufeff") else ""
        body = [f"{head if line else ''}{line}{end}" for line in question_lines(after)]
        body[0] = mark + body[0]
        body[-1] = body[-1].removesuffix(end) + tail
        new[first : last + 1] = body
    return "".join(new)


def inserted(text: str, after: int, row: Row, lesson: str = "") -> str:
    """The page with a new question below line ``after`` (0: at the top)."""
    lines = split(text)
    end = line_end(lines)
    if after and not lines[after - 1].endswith(("\r", "\n")):
        lines[after - 1] += end
    block = ["", label_line(row, lesson), *question_lines(row)]
    follows = lines[after] if after < len(lines) else ""
    block += [""] if follows.strip() else []
    lines[after:after] = [f"{line}{end}" for line in block]
    return "".join(lines)


def kind_of(row: Row) -> str:
    """The Chinese name of the kind that a row's stem, options and key make it.

    Of gaps it is what the row says, if that is a kind with gaps.
    """
    if any(find_gaps(row.get(sheet.STEM, ""))):
        said = row.get(sheet.KIND, "")
        return KINDS[kind_of_gaps(_WORDS.get(said, ""))].name
    texts = {row[sheet.option(letter)] for letter in sheet.letters_in(row)}
    return KINDS[kind_of_choices(texts, len(row.get(sheet.KEY, "")) or 1)].name


def _set(line: str, key: str, value: str) -> str:
    label = LABEL.search(line)
    if label is None:
        return line
    old = re.compile(rf"(?<!\S){key}=\S*").search(line, *label.span(1))
    if old and value:
        return f"{line[: old.start()]}{key}={value}{line[old.end() :]}"
    if old:
        return _drop(line, rf"{key}=\S*")
    return _add(line, f"{key}={value}") if value else line


def _drop(line: str, pattern: str) -> str:
    label = LABEL.search(line)
    if label is None:
        return line
    inner = re.sub(rf"[ \t]+{pattern}(?=\s|$)", "", label[1])
    return line[: label.start(1)] + inner + line[label.end(1) :]


def _add(line: str, word: str) -> str:
    label = LABEL.search(line)
    if label is None:
        return line
    inner = label[1].rstrip()
    space = label[1][len(inner) :]
    return f"{line[: label.start(1)]}{inner} {word}{space}{line[label.end(1) :]}"
