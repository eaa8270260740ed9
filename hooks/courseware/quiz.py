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

A fill-in stem holds ``[[answer|another spelling]]`` gaps and ends at a ``---`` line.
The comment keeps the page valid for plain mkdocs-quiz.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.messages import finding
from courseware.model import Blank, Choice, Diagnostic, Location, Question, QuestionKind
from courseware.source import Kind, Line

if TYPE_CHECKING:
    from courseware.source import Source

LABEL = re.compile(r"<!--\s*question\b(.*?)-->")
_CHOICE = re.compile(r"[-*] \[(.?)\] (.*)$")
_FEEDBACK = re.compile(r"\s*>\s?(.*)$")
BLANK = re.compile(r"\[\[([^\]]*)\]\]")
_TRUE_FALSE = ({"对", "错"}, {"正确", "错误"}, {"是", "否"})


@dataclass(frozen=True, slots=True)
class Label:
    """What the comment above a question says."""

    id: str = ""
    objectives: tuple[str, ...] = ()
    red: bool = False
    unknown: tuple[str, ...] = ()


def parse_label(inner: str) -> Label:
    """Read the words of a question comment (``id=2-07 objective=a,b red``)."""
    words = inner.split()
    pairs = dict(word.split("=", 1) for word in words if "=" in word)
    known = {"id", "objective"}
    unknown = [word for word in words if word.split("=", 1)[0] not in known and word != "red"]
    objectives = tuple(part for part in pairs.get("objective", "").split(",") if part)
    return Label(pairs.get("id", ""), objectives, "red" in words, tuple(unknown))


def parse_questions(source: Source) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """All questions of a page in order, and every fault found in them.

    A block that cannot be read at all gives findings and no question.
    """
    questions: list[Question] = []
    found: list[Diagnostic] = []
    block: list[Line] = []
    label_line: Line | None = None
    for line in source.lines:
        if line.kind is Kind.QUIZ:
            block.append(line)
            if "</quiz>" in line.text:
                question = _question(source, block, label_line, found)
                questions += [question] if question else []
                block, label_line = [], None
        elif line.kind is Kind.PROSE and line.text.strip():
            label_line = line if LABEL.search(line.text) else None
    if block:
        found.append(finding("QUIZ-1", source.at(block[0].number)))
    return tuple(questions), tuple(found)


def _question(
    source: Source, block: list[Line], label_line: Line | None, found: list[Diagnostic]
) -> Question | None:
    start = block[0]
    place = source.at(start.number, start.text.index("<quiz>") + 1)
    label = _read_label(source, label_line, found)
    if not label.id:
        suggestion = "章号-两位序号"
        found.append(finding("QUIZ-2", place, suggestion=suggestion))
    inner = _inner(block)
    gaps = [
        (line, gap) for line in inner for gap in BLANK.finditer(line.text)
    ]
    if gaps:
        return _fill_in(source, inner, gaps, label, place, found)
    return _choices(source, inner, label, place, found)


def _read_label(source: Source, line: Line | None, found: list[Diagnostic]) -> Label:
    match = LABEL.search(line.text) if line else None
    if not (line and match):
        return Label()
    label = parse_label(match[1])
    for word in label.unknown:
        column = line.text.index(word) + 1
        place = source.at(line.number, column)
        found.append(finding("QUIZ-3", place, width=len(word), word=word))
    return label


def _inner(block: list[Line]) -> list[Line]:
    """The lines between the tags, without common indentation and outer blank lines."""
    first = block[0].text.split("<quiz>", 1)[1]
    inner = [Line(block[0].number, first, Kind.QUIZ)] if first.strip() else []
    inner += block[1:-1]
    if len(block) > 1:
        last = block[-1].text.split("</quiz>", 1)[0]
        inner += [Line(block[-1].number, last, Kind.QUIZ)] if last.strip() else []
    indent = min((len(x.text) - len(x.text.lstrip()) for x in inner if x.text.strip()), default=0)
    inner = [Line(x.number, x.text[indent:].rstrip(), x.kind) for x in inner]
    while inner and not inner[0].text:
        inner.pop(0)
    while inner and not inner[-1].text:
        inner.pop()
    return inner


def _fill_in(  # noqa: PLR0913 - the parts of one block
    source: Source,
    inner: list[Line],
    gaps: list[tuple[Line, re.Match[str]]],
    label: Label,
    place: Location,
    found: list[Diagnostic],
) -> Question:
    rule = next((i for i, line in enumerate(inner) if line.text == "---"), len(inner))
    blanks = []
    for line, gap in gaps:
        where = source.at(line.number, gap.start() + 1)
        answers = tuple(part.strip() for part in gap[1].split("|") if part.strip())
        if not answers:
            found.append(finding("QUIZ-11", where))
        blanks.append(Blank(answers, where))
    return Question(
        id=label.id,
        kind=QuestionKind.FILL_IN,
        stem=_join(inner[:rule]),
        choices=(),
        blanks=tuple(blanks),
        explanation=_join(inner[rule + 1 :]),
        objectives=label.objectives,
        red=label.red,
        location=place,
    )


def _choices(
    source: Source, inner: list[Line], label: Label, place: Location, found: list[Diagnostic]
) -> Question | None:
    first = next((i for i, line in enumerate(inner) if _CHOICE.match(line.text)), None)
    if first is None:
        found.append(finding("QUIZ-5", place))
        return None
    stem = _join(inner[:first])
    if not stem:
        found.append(finding("QUIZ-4", place))
    choices, rest = _read_choices(source, inner[first:], found)
    right = sum(choice.correct for choice in choices)
    if not right:
        found.append(finding("QUIZ-6", place))
    kind = QuestionKind.MULTIPLE if right > 1 else QuestionKind.SINGLE
    if right == 1 and {choice.text for choice in choices} in _TRUE_FALSE:
        kind = QuestionKind.TRUE_FALSE
    return Question(
        id=label.id,
        kind=kind,
        stem=stem,
        choices=tuple(choices),
        blanks=(),
        explanation=_join(rest),
        objectives=label.objectives,
        red=label.red,
        location=place,
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
                found.append(finding("QUIZ-7", source.at(line.number, option.start(1) + 1)))
            feedback: list[str] = []
            index += 1
            while index < len(lines) and (said := _FEEDBACK.match(lines[index].text)):
                feedback.append(said[1])
                index += 1
            correct = option[1].lower() == "x"
            text = "\n".join(feedback).strip()
            choices.append(Choice(option[2].strip(), correct, text, source.at(line.number)))
        elif not line.text:
            index += 1
        elif _FEEDBACK.match(line.text) and any(_CHOICE.match(x.text) for x in lines[index:]):
            found.append(finding("QUIZ-8", source.at(line.number)))
            index += 1
        else:
            break
    return choices, lines[index:]


def _join(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()
