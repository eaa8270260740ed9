"""Question blocks of a page → questions, in mkdocs-quiz's syntax.

::

    <!-- question id=2-07 objective=a,b red -->
    <quiz>
    stem (Markdown; several lines are one stem)
    - [x] right option
    > feedback on the option above
    - [ ] wrong option
    > feedback

    explanation (Markdown)
    </quiz>

A fill-in stem holds ``[[answer|another spelling]]`` gaps and ends at a ``---`` line; a
``[[`` anywhere else is text (:func:`gaps_of` says which are gaps). The tags stand on their own
at the beginning of a line, for Markdown would take anything else for code or running text.
The comment keeps the page valid for plain mkdocs-quiz.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.questions.kinds import (
    LETTERS,
    WRITTEN,
    check_kind,
    kind_of_choices,
    kind_of_gaps,
)
from courseware.questions.model import Blank, Choice, Question
from courseware.questions.rules import (
    QUIZ_1,
    QUIZ_2,
    QUIZ_3,
    QUIZ_4,
    QUIZ_5,
    QUIZ_6,
    QUIZ_7,
    QUIZ_8,
    QUIZ_11,
    QUIZ_25,
    QUIZ_26,
    QUIZ_50,
    QUIZ_51,
    QUIZ_52,
    QUIZ_53,
    QUIZ_54,
    QUIZ_55,
)
from courseware.text.inline import find_gaps
from courseware.text.lines import Kind, Line, without_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courseware.text.finding import Diagnostic, Location
    from courseware.text.lines import Source

LABEL = re.compile(r"<!--\s*question\b(.*?)-->")
_WAIVER = re.compile(r"[ \t]*<!--\s*check:[^>]*-->[ \t]*")
_CHOICE = re.compile(r"[-*] \[(.?)\] (.*)$")
_FEEDBACK = re.compile(r"\s*>\s?(.*)$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[^`]*$")
BLANK = re.compile(r"\[\[([^\]]*)\]\]")
_NOT_A_GAP = re.compile(r"\[\[[^\]]*(?:\]\]|$|(\]))")
"""Brackets like a gap's; with group 1 they are none, and are not looked at again."""
_ALMOST_TAG = re.compile(r"[<\uff1c]\s*+/?\s*+quiz\b[^<>\uff1e]{0,40}[>\uff1e]", re.IGNORECASE)
_TAGS = frozenset({"<quiz>", "</quiz>"})
_KEYS = {
    "id": r".*",
    "objective": r".*",
    "type": "|".join(WRITTEN),
    "minor": "[0-9a-f]{8}",
    "pin": r"[1-9]\d?(?:,[1-9]\d?)*",
}
"""What a label can say with ``=``, and how the value must look."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the comment above a question says."""

    id: str = ""
    objectives: tuple[str, ...] = ()
    red: bool = False
    unknown: tuple[str, ...] = ()
    kind: str = ""
    minor: str = ""
    pinned: tuple[int, ...] = ()


def parse_label(inner: str) -> Label:
    """Read the words of a question comment (``id=2-07 objective=a,b red``).

    ``type=match`` or ``type=order`` makes gaps fields to pick from; ``minor=`` a fingerprint
    says that this wording is a minor change; ``pin`` keeps the options in order, ``pin=4``
    (or ``pin=3,4``) keeps the fourth where it is.
    """
    words = inner.split()
    pairs: dict[str, str] = {}
    unknown = []
    for word in words:
        key, sign, value = word.partition("=")
        known = sign and key in _KEYS and key not in pairs
        if known and re.fullmatch(_KEYS[key], value):
            pairs[key] = value
        elif word not in {"red", "pin"}:
            unknown.append(word)
    objectives = tuple(part for part in pairs.get("objective", "").split(",") if part)
    pinned = range(1, len(LETTERS) + 1) if "pin" in words else pairs.get("pin", "").split(",")
    return Label(
        pairs.get("id", ""),
        objectives,
        "red" in words,
        tuple(unknown),
        pairs.get("type", ""),
        pairs.get("minor", ""),
        tuple(int(number) for number in pinned if number),
    )


def question_lines(question: Question, source: Source) -> Iterator[int]:
    """Numbers of a question's lines, its tags' and the line above included."""
    yield question.location.line - 1
    for line in source.lines[question.location.line - 1 :]:
        yield line.number
        if "</quiz>" in line.text:
            return


def label_place(source: Source, question: Question, key: str, word: str) -> Location:
    """Where ``word`` stands in ``key=…`` of a question's label; its ``<quiz>`` if nowhere."""
    number = question.location.line - 1
    while number and not source.lines[number - 1].text.strip():
        number -= 1
    text = source.lines[number - 1].text if number else ""
    value = re.search(rf"\b{key}=(\S*)", text) if LABEL.search(text) else None
    if value is None:
        return question.location
    offset = max(value[1].find(word), 0)
    return source.at(number, value.start(1) + offset + 1)


def parse_questions(source: Source) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """All questions of a page in order, and every fault found in them.

    A block that cannot be read at all gives findings and no question.
    """
    questions: list[Question] = []
    found: list[Diagnostic] = []
    block: list[Line] = []
    label: Line | None = None
    for line in source.lines:
        opens, closes = "<quiz>" in line.text, "</quiz>" in line.text
        found += _almost_tags(source, line)
        if block and (opens or line.kind is not Kind.QUIZ):
            found.append(QUIZ_1.at(_start(source, block), width=len("<quiz>")))
            block, label = [], None
        if line.kind is Kind.QUIZ and (block or opens):
            block.append(line)
            if closes:
                read = _question(source, block, label, found)
                questions += [read] if read else []
                block, label = [], None
        elif line.kind is Kind.PROSE and line.text.strip() and not _WAIVER.fullmatch(line.text):
            found += _loose_label(source, label)
            label = line if LABEL.search(line.text) else None
            found += _stray_end(source, line)
    if block:
        found.append(QUIZ_1.at(_start(source, block), width=len("<quiz>")))
    return tuple(questions), (*found, *_loose_label(source, label))


def hidden_questions(source: Source, *, lesson: bool) -> Iterator[Diagnostic]:
    """Questions that no trainee would see: in code, in a comment, on a page that is no lesson.

    Whoever wrote one sees it in the file and takes it for asked.
    """
    comment = 0
    for line in source.body():
        text = line.text
        at = text.find("<quiz>") + 1
        if line.kind is Kind.CODE:
            if lesson and (text.strip().startswith("<quiz>") or LABEL.match(text.strip())):
                column = len(text) - len(text.lstrip()) + 1
                place = source.at(line.number, column)
                yield QUIZ_52.at(place, width=len(text.strip()), where="代码块")
            continue
        if line.kind is Kind.QUIZ and at:
            place = source.at(line.number, at)
            if comment:
                yield QUIZ_52.at(place, width=len("<quiz>"), where="注释")
            elif not lesson:
                yield QUIZ_53.at(place, width=len("<quiz>"))
        if comment and LABEL.search(text):
            place = source.at(line.number, text.index("<!--") + 1)
            yield QUIZ_52.at(place, width=len("<!--"), where="注释")
        if line.kind is not Kind.TRAINER:
            opened, closed = text.rfind("<!--"), text.rfind("-->")
            comment = line.number if opened > closed else 0 if closed >= 0 else comment


def _almost_tags(source: Source, line: Line) -> Iterator[Diagnostic]:
    """Tags that are meant but not read: upper-case, with blanks, full-width."""
    if "quiz" not in line.text.lower() or line.kind not in {Kind.PROSE, Kind.QUIZ}:
        return
    for tag in _ALMOST_TAG.finditer(without_code(line.text)):
        if tag[0] not in _TAGS:
            place = source.at(line.number, tag.start() + 1)
            yield QUIZ_51.at(place, width=len(tag[0]), tag=tag[0])


def _misplaced(source: Source, block: list[Line], label: Line | None) -> Iterator[Diagnostic]:
    """Label and tags that don't stand alone, at the beginning of a line."""
    first, last = block[0], block[-1]
    marks = [(first, 0, first.text.index("<quiz>"))]
    if label and (match := LABEL.search(label.text)):
        marks += [(label, 0, match.start()), (label, match.end(), len(label.text))]
    marks.append((last, last.text.rindex("</quiz>") + len("</quiz>"), len(last.text)))
    for line, start, end in marks:
        extra = _WAIVER.sub("", line.text[start:end])
        if extra.strip() or (extra and not start):
            column = start + len(line.text[start:end]) - len(line.text[start:end].lstrip()) + 1
            said = extra.strip() or f"{len(extra)} 个空白"
            place = source.at(line.number, column if extra.strip() else 1)
            yield QUIZ_50.at(place, width=len(extra.strip()), extra=said)


def _start(source: Source, block: list[Line]) -> Location:
    return source.at(block[0].number, block[0].text.index("<quiz>") + 1)


def _loose_label(source: Source, label: Line | None) -> list[Diagnostic]:
    """A finding about a label that belongs to no question."""
    match = LABEL.search(label.text) if label else None
    if not (label and match):
        return []
    return [QUIZ_26.at(source.at(label.number, match.start() + 1), width=len(match[0]))]


def _stray_end(source: Source, line: Line) -> list[Diagnostic]:
    column = without_code(line.text).find("</quiz>") + 1
    if not column:
        return []
    return [QUIZ_25.at(source.at(line.number, column), width=len("</quiz>"))]


def _question(
    source: Source, block: list[Line], label_line: Line | None, found: list[Diagnostic]
) -> Question | None:
    place = _start(source, block)
    label = _read_label(source, label_line, found)
    found += _misplaced(source, block, label_line)
    if not label.id:
        suggestion = "章号-两位序号"
        found.append(QUIZ_2.at(place, suggestion=suggestion))
    inner = _inner(block)
    gaps = _gaps(inner)
    question = (
        _fill_in(source, inner, gaps, label, place, found)
        if gaps
        else _choices(source, inner, label, place, found)
    )
    found += check_kind(question, label.kind) if question else ()
    found += _no_gaps(source, inner, gaps)
    if gaps and (option := next((x for x in inner if _CHOICE.match(x.text)), None)):
        found.append(QUIZ_55.at(_at(source, option)))
    return question


def gaps_of(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where the gaps of a question's lines begin: index of the line and offset in it.

    They stand in the stem, before the ``---`` or the first option, and not in code.
    """
    found = []
    for index, text in enumerate(_code_blanked(lines)):
        if text.strip() == "---" or _CHOICE.match(text.lstrip()):
            break
        found += [(index, gap.start()) for gap in find_gaps(text)]
    return found


def _code_blanked(lines: Sequence[str]) -> Iterator[str]:
    """The lines without what stands in code; a fenced line is empty."""
    fence = ""
    for text in lines:
        mark = _FENCE.match(text)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
            yield ""
        else:
            yield "" if fence else without_code(text)


def _gaps(inner: list[Line]) -> list[tuple[Line, re.Match[str]]]:
    pairs = [(inner[index], offset) for index, offset in gaps_of([x.text for x in inner])]
    found = [(line, BLANK.match(line.text, offset)) for line, offset in pairs]
    return [(line, gap) for line, gap in found if gap]


def _no_gaps(
    source: Source, inner: list[Line], gaps: list[tuple[Line, re.Match[str]]]
) -> Iterator[Diagnostic]:
    """Brackets that look like a gap where there can be none."""
    known = {(line.number, gap.start()) for line, gap in gaps}
    for line, text in zip(inner, _code_blanked([x.text for x in inner]), strict=True):
        for mark in _NOT_A_GAP.finditer(text):
            if not mark[1] and (line.number, mark.start()) not in known:
                yield QUIZ_54.at(_at(source, line, mark.start()), width=len(mark[0]))


def _read_label(source: Source, line: Line | None, found: list[Diagnostic]) -> Label:
    match = LABEL.search(line.text) if line else None
    if not (line and match):
        return Label()
    label = parse_label(match[1])
    for word in label.unknown:
        column = line.text.index(word) + 1
        place = source.at(line.number, column)
        found.append(QUIZ_3.at(place, width=len(word), word=word))
    return label


def _inner(block: list[Line]) -> list[Line]:
    """The lines between the tags, without common indentation and outer blank lines."""
    texts = [_WAIVER.sub("", line.text) for line in block]
    texts[0] = texts[0].split("<quiz>", 1)[1]
    texts[-1] = texts[-1].split("</quiz>", 1)[0]
    tagged = {0, len(block) - 1}
    inner = [
        Line(line.number, text, Kind.QUIZ)
        for index, (line, text) in enumerate(zip(block, texts, strict=True))
        if index not in tagged or text.strip()
    ]
    indent = min((len(x.text) - len(x.text.lstrip()) for x in inner if x.text.strip()), default=0)
    inner = [Line(x.number, x.text[indent:].rstrip(), x.kind) for x in inner]
    while inner and not inner[0].text:
        inner.pop(0)
    while inner and not inner[-1].text:
        inner.pop()
    return inner


def _at(source: Source, line: Line, offset: int = 0) -> Location:
    """The place in the file of a character of an inner line."""
    column = source.lines[line.number - 1].text.find(line.text) + 1
    return source.at(line.number, max(column, 1) + offset)


def _fill_in(  # noqa: PLR0913, PLR0917 - the parts of one block
    source: Source,
    inner: list[Line],
    gaps: list[tuple[Line, re.Match[str]]],
    label: Label,
    place: Location,
    found: list[Diagnostic],
) -> Question:
    rule = next((i for i, line in enumerate(inner) if line.text.strip() == "---"), len(inner))
    blanks = []
    for line, gap in gaps:
        where = _at(source, line, gap.start())
        answers = tuple(part.strip() for part in gap[1].split("|") if part.strip())
        if not answers:
            found.append(QUIZ_11.at(where, width=len(gap[0])))
        blanks.append(Blank(answers, where))
    return Question(
        id=label.id,
        kind=kind_of_gaps(label.kind),
        stem=_join(inner[:rule]),
        choices=(),
        blanks=tuple(blanks),
        explanation=_join(inner[rule + 1 :]),
        objectives=label.objectives,
        red=label.red,
        location=place,
        minor=label.minor,
        pinned=label.pinned,
    )


def _choices(
    source: Source, inner: list[Line], label: Label, place: Location, found: list[Diagnostic]
) -> Question | None:
    first = next((i for i, line in enumerate(inner) if _CHOICE.match(line.text)), None)
    if first is None:
        found.append(QUIZ_5.at(place))
        return None
    stem = _join(inner[:first])
    if not stem:
        found.append(QUIZ_4.at(place))
    choices, rest = _read_choices(source, inner[first:], found)
    right = sum(choice.correct for choice in choices)
    if not right:
        found.append(QUIZ_6.at(place))
    return Question(
        id=label.id,
        kind=kind_of_choices({choice.text for choice in choices}, right),
        stem=stem,
        choices=tuple(choices),
        blanks=(),
        explanation=_join(rest),
        objectives=label.objectives,
        red=label.red,
        location=place,
        minor=label.minor,
        pinned=label.pinned,
    )


def _read_choices(
    source: Source, lines: list[Line], found: list[Diagnostic]
) -> tuple[list[Choice], list[Line]]:
    choices: list[Choice] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        option = _CHOICE.match(line.text)
        if option:
            if option[1] not in {"x", "X", " ", ""}:
                found.append(QUIZ_7.at(_at(source, line, option.start(1)), width=1))
            feedback: list[str] = []
            index += 1
            while index < len(lines) and (said := _FEEDBACK.match(lines[index].text)):
                feedback.append(said[1])
                index += 1
            correct = option[1].lower() == "x"
            text = "\n".join(feedback).strip()
            choices.append(Choice(option[2].strip(), correct, text, _at(source, line)))
        elif not line.text:
            index += 1
        elif _FEEDBACK.match(line.text) and any(_CHOICE.match(x.text) for x in lines[index:]):
            found.append(QUIZ_8.at(_at(source, line)))
            index += 1
        else:
            break
    return choices, lines[index:]


def _join(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()
