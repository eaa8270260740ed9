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

Long because the parts of a block and their faults are read together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.questions.blocks import (
    LABEL,
    WAIVER,
    Block,
    Label,
    parse_label,
    read_blocks,
)
from courseware.questions.kinds import check_kind, kind_of_choices, kind_of_gaps
from courseware.questions.model import Blank, Choice, Question
from courseware.questions.plugin_syntax import CLOSES, FEEDBACK, GAP, OPENS, OPTION, feedback_from
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
from courseware.text.parts import OPTION_LIKE, TICKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from courseware.text.finding import Diagnostic, Location
    from courseware.text.lines import Source

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[^`]*$")
_BLANK = re.compile(rf"{GAP.pattern}|\[\[()\]\]")
"""A gap, or one without an answer, which mkdocs-quiz takes for text."""
_NOT_A_GAP = re.compile(r"\[\[[^\]]*(?:\]\]|$|(\]))")
"""Brackets like a gap's; with group 1 they are none, and are not looked at again."""
_ALMOST_TAG = re.compile(r"[<\uff1c]\s*+/?\s*+quiz\b[^<>\uff1e]{0,40}[>\uff1e]", re.IGNORECASE)
_TAGS = frozenset({OPENS, CLOSES})


def question_lines(question: Question, source: Source) -> Iterator[int]:
    """Numbers of a question's lines, its tags' and the line above included."""
    yield question.location.line - 1
    for line in source.lines[question.location.line - 1 :]:
        yield line.number
        if CLOSES in line.text:
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


def parse_questions(
    source: Source, own: Collection[str] = ()
) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """All questions of a page in order, and every fault found in them.

    A block that cannot be read at all gives findings and no question. ``own`` are keys that
    labels may have beside those of a lesson's question.
    """
    pairs, found = read_questions(source, own)
    return tuple(question for question, _ in pairs), found


def read_questions(
    source: Source, own: Collection[str] = ()
) -> tuple[tuple[tuple[Question, Block], ...], tuple[Diagnostic, ...]]:
    """As :func:`parse_questions`, each question with its lines."""
    blocks, loose = read_blocks(source)
    found: list[Diagnostic] = []
    misspelt: list[int] = []
    for line in source.lines:
        found += (almost := list(_almost_tags(source, line)))
        misspelt += [line.number] if almost else []
        if line.kind is Kind.PROSE and not WAIVER.fullmatch(line.text):
            found += _stray_end(source, line)
    questions: list[tuple[Question, Block]] = []
    for block in blocks:
        if not block.closed and any(block.first <= number <= block.last for number in misspelt):
            continue  # its end is there, and named above
        if not block.closed:
            found.append(QUIZ_1.at(_start(source, block.lines), width=len(OPENS)))
        elif question := _question(source, block, own, found):
            questions.append((question, block))
    found += (fault for line in loose for fault in _loose_label(source, line))
    return tuple(questions), tuple(sorted(found))


def hidden_questions(source: Source, *, lesson: bool) -> Iterator[Diagnostic]:
    """Questions that no trainee would see: in code, in a comment, on a page that is no lesson.

    Whoever wrote one sees it in the file and takes it for asked.
    """
    comment = 0
    for line in source.body():
        text = line.text
        at = text.find(OPENS) + 1
        if line.kind is Kind.CODE:
            if lesson and (text.strip().startswith(OPENS) or LABEL.match(text.strip())):
                column = len(text) - len(text.lstrip()) + 1
                place = source.at(line.number, column)
                yield QUIZ_52.at(place, width=len(text.strip()), where="代码块")
            continue
        if line.kind is Kind.QUIZ and at:
            place = source.at(line.number, at)
            if comment:
                yield QUIZ_52.at(place, width=len(OPENS), where="注释")
            elif not lesson:
                yield QUIZ_53.at(place, width=len(OPENS))
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


def _misplaced(source: Source, block: Sequence[Line], label: Line | None) -> Iterator[Diagnostic]:
    """Label and tags that don't stand alone, at the beginning of a line."""
    first, last = block[0], block[-1]
    marks = [(first, 0, first.text.index(OPENS))]
    if label and (match := LABEL.search(label.text)):
        marks += [(label, 0, match.start()), (label, match.end(), len(label.text))]
    marks.append((last, last.text.rindex(CLOSES) + len(CLOSES), len(last.text)))
    for line, start, end in marks:
        extra = WAIVER.sub("", line.text[start:end])
        if extra.strip() or (extra and not start):
            column = start + len(line.text[start:end]) - len(line.text[start:end].lstrip()) + 1
            said = extra.strip() or f"{len(extra)} 个空白"
            place = source.at(line.number, column if extra.strip() else 1)
            yield QUIZ_50.at(place, width=len(extra.strip()), extra=said)


def _start(source: Source, block: Sequence[Line]) -> Location:
    return source.at(block[0].number, block[0].text.index(OPENS) + 1)


def _loose_label(source: Source, label: Line) -> list[Diagnostic]:
    """A finding about a label that belongs to no question."""
    match = LABEL.search(label.text)
    if not match:
        return []
    return [QUIZ_26.at(source.at(label.number, match.start() + 1), width=len(match[0]))]


def _stray_end(source: Source, line: Line) -> list[Diagnostic]:
    column = without_code(line.text).find(CLOSES) + 1
    if not column:
        return []
    return [QUIZ_25.at(source.at(line.number, column), width=len(CLOSES))]


def _question(
    source: Source, block: Block, own: Collection[str], found: list[Diagnostic]
) -> Question | None:
    place = _start(source, block.lines)
    label = _read_label(source, block.label, own, found)
    found += _misplaced(source, block.lines, block.label)
    if not label.id:
        suggestion = "章号-两位序号"
        found.append(QUIZ_2.at(place, suggestion=suggestion))
    inner = _inner(block.lines)
    gaps = _gaps(inner)
    question = (
        _fill_in(source, inner, gaps, label, place, found)
        if gaps
        else _choices(source, inner, label, place, found)
    )
    found += check_kind(question, label.kind) if question else ()
    found += _no_gaps(source, inner, gaps)
    if gaps and (option := next((x for x in inner if OPTION.match(x.text)), None)):
        found.append(QUIZ_55.at(_at(source, option)))
    return question


def gaps_of(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where the gaps of a question's lines begin: index of the line and offset in it.

    They stand in the stem, before the ``---`` or the first option, and not in code.
    """
    found = []
    for index, text in enumerate(_code_blanked(lines)):
        if text.strip() == "---" or OPTION.match(text.lstrip()):
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
    found = [(line, _BLANK.match(line.text, offset)) for line, offset in pairs]
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


def _read_label(
    source: Source, line: Line | None, own: Collection[str], found: list[Diagnostic]
) -> Label:
    match = LABEL.search(line.text) if line else None
    if not (line and match):
        return Label()
    label = parse_label(match[1], own)
    words = list(re.finditer(r"\S+", line.text[: match.end(1)]))
    for word in reversed(label.unknown):  # of a word that is there twice, the second is too many
        while words[-1][0] != word:
            words.pop()
        place = source.at(line.number, words.pop().start() + 1)
        found.append(QUIZ_3.at(place, width=len(word), word=word))
    return label


def _inner(block: Sequence[Line]) -> list[Line]:
    """The lines between the tags, without common indentation and outer blank lines."""
    texts = [WAIVER.sub("", line.text) for line in block]
    texts[0] = texts[0].split(OPENS, 1)[1]
    texts[-1] = texts[-1].split(CLOSES, 1)[0]
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
        answers = tuple(part.strip() for part in (gap[1] or "").split("|") if part.strip())
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
    first = next((i for i, line in enumerate(inner) if _option(line)), None)
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
    texts = [line.text for line in lines]
    index = 0
    while index < len(lines):
        line = lines[index]
        option = _option(line)
        if option:
            sign, said = option
            exact = OPTION.match(line.text)
            if not exact:
                found.append(QUIZ_7.at(_at(source, line, len(line.text) - len(line.text.lstrip()))))
            elif sign not in {"x", "X", " ", ""}:
                found.append(QUIZ_7.at(_at(source, line, exact.start(1)), width=1))
            feedback, index = feedback_from(texts, index + 1)
            text = (feedback or "").strip()
            choices.append(Choice(said, sign in TICKS, text, _at(source, line)))
        elif not line.text:
            index += 1
        elif FEEDBACK.match(line.text) and any(_option(x) for x in lines[index:]):
            found.append(QUIZ_8.at(_at(source, line)))
            index += 1
        else:
            break
    return choices, lines[index:]


def _option(line: Line) -> tuple[str, str] | None:
    """The sign in an option's brackets and its text; also of a line that is only meant as one."""
    if found := OPTION_LIKE.match(line.text):
        return found["sign"] or found["alone"] or "", found["text"].strip()
    return None


def _join(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()
