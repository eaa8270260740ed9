"""A page's source → the Markdown that is rendered, its questions' places held by comments.

What our model does not take for a question stands in the page as it is written: a tag that is
none is shielded here by a sign that nobody types, which is taken out of the finished HTML
(:func:`unshielded`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.questions import spots
from courseware.questions.blocks import LABEL
from courseware.questions.reading import question_lines
from courseware.questions.rules import (
    QUIZ_1,
    QUIZ_4,
    QUIZ_5,
    QUIZ_6,
    QUIZ_7,
    QUIZ_8,
    QUIZ_11,
    QUIZ_50,
)
from courseware.text.lines import Kind, for_trainees

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Source

SHIELD = "\ue0f1"
_TAG = re.compile(r"<(?=/?quiz>|\?/?quiz\?>)")
UNRENDERED = frozenset(
    {
        QUIZ_1.code,
        QUIZ_4.code,
        QUIZ_5.code,
        QUIZ_6.code,
        QUIZ_7.code,
        QUIZ_8.code,
        QUIZ_11.code,
        QUIZ_50.code,
    }
)
"""Faults with which a question can't be shown; it then stands in the page as it is written."""


def rendered_markdown(source: Source, shown: Sequence[Question]) -> str:
    """The page's Markdown as trainees may see it, with places for the questions ``shown``."""
    starts = {question.location.line: number for number, question in enumerate(shown)}
    inside = {line for question in shown for line in _block(question, source)}
    out: list[str] = []
    for line in source.body():
        if line.number in starts:
            out += ["", spots.comment(source, starts[line.number]), ""]
        elif line.number in inside:
            continue
        elif line.kind is Kind.PROSE and LABEL.match(line.text):
            out.append("")  # nobody reads it, and it parts the question from a paragraph above
        else:
            out.append(_TAG.sub(f"<{SHIELD}", for_trainees(line)))
    return "\n".join(out) + "\n"


def shown_questions(
    questions: Iterable[Question], source: Source, faults: Iterable[Diagnostic]
) -> tuple[Question, ...]:
    """Those of a page's questions that can be rendered, by the faults found in their lines."""
    faulty = {
        one.location.line
        for one in faults
        if one.code in UNRENDERED and one.location.path == source.path
    }
    return tuple(
        question for question in questions if not faulty & set(question_lines(question, source))
    )


def unshielded(markup: str) -> str:
    """The HTML as its author meant it."""
    return markup.replace(SHIELD, "")


def _block(question: Question, source: Source) -> list[int]:
    """Numbers of the lines from ``<quiz>`` to ``</quiz>``."""
    return [line for line in question_lines(question, source) if line >= question.location.line]
