"""The register of question ids: every id ever given, and what it was given to.

::

    2-07 3fa2b1c4 1a2b3c,-a1b2c3,+c3d4e5 64QAM 的一个符号携带几个比特？
    2-08 停用     9c01aa,+77e210,-1c9d3b 下载文件时，信道编码改不过来的错误……

id, fingerprint (or “停用” once the question is gone), tokens of stem and options (``+``
right, ``-`` wrong), and the stem so that people can read it. ``python hooks ids`` writes
the file; an id in it is never given to another question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from courseware.questions.identity import Identity, folded, identify, is_minor, plain_stem
from courseware.questions.rules import QUIZ_41, QUIZ_42, QUIZ_43, QUIZ_44, QUIZ_45, QUIZ_46
from courseware.text.finding import Location
from courseware.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic

QUESTION_REGISTER = "question-register.txt"
"""Where the register lies, from the project's root."""

HEADER = """\
# 题号登记簿：每个用过的题号，和它属于哪道题。由 python hooks ids 维护，一般不用手改。
# 登记过的题号不再给别的题；题目删掉以后留在这里，标“停用”。
# 题号 指纹 题干与选项的记号（+ 正确，- 错误） 题干
"""
_RETIRED = "停用"
_LINE = re.compile(
    rf"(\S{{1,40}})\s+([0-9a-f]{{8}}|{_RETIRED})\s+([0-9a-f]{{6}}(?:,[+-][0-9a-f]{{6}})*)\s+(.*)$"
)
_STEM = 40
"""Characters of a stem that the register keeps."""
_ALIKE = 0.45
"""Two stems less alike than this are taken for two questions (0 nothing shared, 1 equal)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered id; ``retired`` once its question is gone."""

    id: str
    identity: Identity
    stem: str
    location: Location
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """All entries by id, in the order of the ids."""

    entries: Mapping[str, Entry] = field(default_factory=dict)


def parse_register(
    text: str, path: str = QUESTION_REGISTER
) -> tuple[Register, tuple[Diagnostic, ...]]:
    """Read the file; a line that is no entry, or a second one of an id, is a finding."""
    entries: dict[str, Entry] = {}
    found = []
    for number, line in enumerate(split_lines(text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place = Location(path, number)
        match = _LINE.match(line)
        if not match or match[1] in entries:
            found.append(QUIZ_41.at(place))
            continue
        stem, *options = match[3].split(",")
        retired = match[2] == _RETIRED
        signs = tuple((sign[1:], sign[0] == "+") for sign in options)
        identity = Identity("" if retired else match[2], stem, signs)
        entries[match[1]] = Entry(match[1], identity, match[4].strip(), place, retired)
    return Register(entries), tuple(found)


def write_register(register: Register) -> str:
    """The file's text, one line an entry, in the order of the ids."""
    lines = [_line(entry) for _, entry in sorted(register.entries.items(), key=_order)]
    return HEADER + "".join(f"{line}\n" for line in lines)


def update_register(register: Register, questions: Iterable[Question]) -> Register:
    """The register after this course is published.

    New ids come in, changed questions (but not minor changes) are renewed, ids that are no
    longer used are retired. What is retired stays so unless the same question comes back.
    """
    used = {question.id: question for question in questions if question.id}
    entries = {}
    for name, entry in register.entries.items():
        question = used.pop(name, None)
        if question is None:
            entries[name] = replace(entry, retired=True)
        elif entry.retired:
            entries[name] = _entry(question) if _same(question, entry) else entry
        else:
            entries[name] = entry if _is_kept(question, entry) else _entry(question)
    entries |= {name: _entry(question) for name, question in used.items()}
    return Register(entries)


def check_register(questions: Iterable[Question], register: Register) -> tuple[Diagnostic, ...]:
    """What the register says about the questions of the course."""
    return tuple(
        fault
        for question in questions
        if question.id
        for fault in _check(question, register.entries.get(question.id))
    )


def _check(question: Question, entry: Entry | None) -> Iterator[Diagnostic]:
    place, now = question.location, identify(question)
    if entry is None:
        yield QUIZ_42.at(place, id=question.id)
        return
    if entry.retired and not _same(question, entry):
        yield QUIZ_43.at(place, id=question.id, stem=entry.stem)
        return
    if _is_kept(question, entry) or entry.retired:
        return
    if _is_another(question, entry):
        yield QUIZ_44.at(place, id=question.id, stem=entry.stem)
    elif question.minor == now.fingerprint:
        yield QUIZ_46.at(place, id=question.id)
    else:
        line = _line(_entry(question))
        yield QUIZ_45.at(
            place, id=question.id, hash=now.fingerprint, path=QUESTION_REGISTER, line=line
        )


def _is_kept(question: Question, entry: Entry) -> bool:
    now = identify(question)
    if now.fingerprint == entry.identity.fingerprint:
        return True
    return question.minor == now.fingerprint and is_minor(now, entry.identity)


def _same(question: Question, entry: Entry) -> bool:
    now = identify(question)
    return (now.stem, sorted(now.options)) == (entry.identity.stem, sorted(entry.identity.options))


def _is_another(question: Question, entry: Entry) -> bool:
    """Whether nothing of the registered question is left: no option, not even half its stem."""
    now = identify(question)
    if now.stem == entry.identity.stem:
        return False
    if len(now.options) > 2 and set(now.tokens) & set(entry.identity.tokens):  # noqa: PLR2004 - 对/错
        return False
    stem = folded(plain_stem(question, _STEM))
    return SequenceMatcher(None, stem, folded(entry.stem), autojunk=False).ratio() < _ALIKE


def _entry(question: Question) -> Entry:
    stem = plain_stem(question, _STEM)
    return Entry(question.id, identify(question), stem, question.location)


def _line(entry: Entry) -> str:
    now = entry.identity
    signs = [f"{'+' if right else '-'}{token}" for token, right in now.options]
    mark = _RETIRED if entry.retired else now.fingerprint
    return " ".join([entry.id, mark, ",".join([now.stem, *signs]), entry.stem])


def _order(item: tuple[str, Entry]) -> tuple[list[tuple[int, str]], str]:
    parts = re.split(r"(\d+)", item[0])
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], item[0]


def published(question: Question, register: Register) -> Identity:
    """The identity under which the browser keeps answers.

    That of the registered wording where the present one is marked as a minor change of it:
    options that kept their words keep their tokens, the others take over what is left, right
    ones from right ones, in order. Else that of the present wording.
    """
    now = identify(question)
    entry = register.entries.get(question.id)
    if entry is None or question.minor != now.fingerprint or not is_minor(now, entry.identity):
        return now
    before = entry.identity
    if question.blanks:
        return before if before.options == now.options else now
    return replace(before, options=tuple(_carried(now, before)))


def _carried(now: Identity, before: Identity) -> Iterator[tuple[str, bool]]:
    left = [option for option in before.options if option[0] not in now.tokens]
    for option in now.options:
        if option[0] in before.tokens:
            yield option
        else:
            heir = next(old for old in left if old[1] == option[1])
            left.remove(heir)
            yield heir
