"""A page's source → the Markdown that is rendered, so that the page shows what the model holds.

The renderer has readers of its own: mkdocs-quiz looks for ``<quiz>`` anywhere, in code too, and
takes any ``[[`` for a gap; MkDocs takes first lines like ``Note: …`` for front matter. What our
model does not take for a question or a gap is shielded here by a sign that nobody types; the
sign is taken out of the finished HTML (:func:`unshielded`), fences are laid open again once
mkdocs-quiz has looked (:func:`with_fences`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.questions.reading import LABEL, gaps_of, question_lines
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
    from collections.abc import Iterable, Iterator

    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic
    from courseware.text.lines import Line, Source

SHIELD = "\ue0f1"
_FENCE_SHIELD = "\ue0f2"
_TAG = re.compile(r"<(?=/?quiz>)")
_OLD_TAG = re.compile(r"<(?=\?/?quiz\?>)")
_FENCE = re.compile(r"^([ \t]*)(?=`{3}|~{3})")
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


def rendered_markdown(source: Source, shown: Iterable[Question]) -> str:
    """The page's Markdown as trainees may see it, with ``shown`` as its only questions."""
    starts = {question.location.line for question in shown}
    out: list[str] = []
    block: list[Line] = []
    for line in source.body():
        if block or line.number in starts:
            block.append(line)
            if "</quiz>" in line.text:
                out += [*_question([for_trainees(one) for one in block]), ""]
                block = []
        elif line.kind is Kind.PROSE and LABEL.match(line.text):
            out += ["", for_trainees(line)]  # apart from a paragraph above
        else:
            out.append(_plain(for_trainees(line)))
    out += [_plain(for_trainees(line)) for line in block]
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


def with_fences(markdown: str) -> str:
    """The Markdown after mkdocs-quiz, with its code fences."""
    return markdown.replace(_FENCE_SHIELD, "")


def unshielded(markup: str) -> str:
    """The HTML as its author meant it."""
    return markup.replace(SHIELD, "")


def _plain(text: str) -> str:
    """A line that is in no question."""
    shielded = _OLD_TAG.sub(f"<{SHIELD}", _TAG.sub(f"<{SHIELD}", text))
    return _FENCE.sub(rf"\1{_FENCE_SHIELD}", shielded)


def _question(lines: list[str]) -> list[str]:
    """A question's lines, in which only its gaps look like gaps."""
    gaps = set(gaps_of(lines))
    return [
        "".join(
            part if part != "[[" or (index, at) in gaps else f"[{SHIELD}["
            for at, part in _brackets(text)
        )
        for index, text in enumerate(lines)
    ]


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """The line in pieces: each ``[[`` apart."""
    end = 0
    for found in re.finditer(r"\[\[", text):
        yield end, text[end : found.start()]
        yield found.start(), found[0]
        end = found.end()
    yield end, text[end:]
