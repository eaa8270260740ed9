"""Gives ids to questions that have none: text in, text out, no other character changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.questions.blocks import read_blocks
from courseware.questions.plugin_syntax import OPENS
from courseware.text.lines import parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courseware.questions.id_register import Register
    from courseware.text.lines import Line

_CHAPTER = re.compile(r"(?:.*/)?(\d\d)-[a-z0-9-]+/[^/]+\.md$")
_ID = re.compile(r"(\d+)-(\d+)$")
_LINE = re.compile(r"(.*?)(\r\n|\r|\n|$)", re.DOTALL)
_QUIZ = re.compile(rf"[ \t]*{OPENS}")


def insert_ids(texts: Mapping[str, str], register: Register) -> dict[str, str]:
    """The pages that had a question without an id, with the ids put in.

    ``texts`` maps paths from the project's root (``docs/NN-name/x.md``) to texts as they are
    in the file, line ends and byte order mark included. The next free number of the chapter
    is taken; a number that is in use or in the register is never given again. A question
    gets a comment line above ``<quiz>``, or ``id=…`` in the comment that is there.
    """
    labels = {path: _labels(path, text) for path, text in texts.items()}
    last: dict[int, int] = {}
    used = [name for found in labels.values() for _, label, name in found if name]
    for match in map(_ID.match, [*used, *register.entries]):
        if match:
            chapter = int(match[1])
            last[chapter] = max(last.get(chapter, 0), int(match[2]))
    changed = {}
    for path in sorted(texts):
        match = _CHAPTER.match(path)
        missing = [(quiz, label) for quiz, label, name in labels[path] if not name]
        if match and missing:
            changed[path] = _with_ids(texts[path], missing, int(match[1]), last)
    return changed


def _labels(path: str, text: str) -> list[tuple[Line, Line | None, str]]:
    """Each question's first line, the comment above it if there is one, and its id."""
    blocks, _ = read_blocks(parse_source(path, text)[0])
    return [
        (block.lines[0], block.label, block.id)
        for block in blocks
        if _QUIZ.match(block.lines[0].text)
    ]


def _with_ids(
    text: str, missing: list[tuple[Line, Line | None]], chapter: int, last: dict[int, int]
) -> str:
    lines = [match[0] for match in _LINE.finditer(text)]
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    for quiz, label in missing:
        last[chapter] = number = last.get(chapter, 0) + 1
        name = f"{chapter}-{number:02}"
        if label is not None:
            old = lines[label.number - 1]
            lines[label.number - 1] = re.sub(r"(<!--\s*question\b)", rf"\1 id={name}", old, count=1)
            continue
        old = lines[quiz.number - 1].removeprefix(mark)
        indent = old[: len(old) - len(old.lstrip(" \t"))]
        end = _line_end(lines)
        at_top = mark if quiz.number == 1 else ""
        lines[quiz.number - 1] = f"{at_top}{indent}<!-- question id={name} -->{end}{old}"
    return "".join(lines)


def _line_end(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return "\r\n" if first.endswith("\r\n") else "\r" if first.endswith("\r") else "\n"
