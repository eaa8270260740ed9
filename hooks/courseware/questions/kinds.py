"""The kinds of questions, one row a kind: all that site, paper, exports and plans know of them.

Whoever shows or writes a question asks for its shape and its traits, never for its kind, so a
new kind of a known shape is a row here and the line of :mod:`courseware.questions.reading` that
tells it from the others. Three kinds have gaps; two of them are filled by picking from a list::

    <!-- question id=2-09 objective=b type=match -->      <!-- … type=order -->
    <quiz>                                               <quiz>
    这两种双工各是怎么做的？                                  把这几步排成先后顺序。

    - FDD：[[上下行各走一段频率]]                            - [[2]] 复述
    - TDD：[[上下行按时间换班]]                              - [[1]] 倾听

    ---                                                  ---
    explanation                                          explanation
    </quiz>                                              </quiz>

Plain mkdocs-quiz shows the gaps as fields to type into, which works, too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase
from typing import TYPE_CHECKING

from courseware.questions.model import QuestionKind
from courseware.questions.rules import QUIZ_47, QUIZ_48, QUIZ_49

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic

LETTERS = ascii_uppercase
"""How options are called, in their order; a question has no more of them."""


class Shape(StrEnum):
    """How an answer is given."""

    CHOICES = "choices"
    """Options are marked."""
    GAPS = "gaps"
    """Words are typed into gaps."""
    PAIRS = "pairs"
    """Each gap, one to an item, is filled from one list: :func:`pool`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What holds for every question of a kind.

    ``name`` is its only Chinese name, ``key`` its name in plans, ``section`` the part of a
    paper that takes it (empty: none), ``written`` the word after ``type=`` (empty: it shows in
    the question). ``several``: more than one option is right. ``fixed``: the options keep their
    order. ``ordered``: what fills the gaps are the numbers of steps.
    """

    code: QuestionKind
    name: str
    shape: Shape
    key: str
    section: str = ""
    written: str = ""
    several: bool = False
    fixed: bool = False
    ordered: bool = False


# fmt: off
KINDS = {
    row.code: row
    for row in (
        Kind(QuestionKind.SINGLE, "单选", Shape.CHOICES, "single", "单选"),
        Kind(QuestionKind.MULTIPLE, "多选", Shape.CHOICES, "multiple", "多选", several=True),
        Kind(QuestionKind.TRUE_FALSE, "判断", Shape.CHOICES, "true_false", "单选", fixed=True),
        Kind(QuestionKind.FILL_IN, "填空", Shape.GAPS, "fill_in", "填空"),
        Kind(QuestionKind.MATCHING, "连线", Shape.PAIRS, "match", written="match"),
        Kind(QuestionKind.ORDERING, "排序", Shape.PAIRS, "order", written="order", ordered=True),
    )
}
# fmt: on
"""Every kind, in the order in which they are listed to people."""
WRITTEN = {row.written: row for row in KINDS.values() if row.written}
"""Kinds by the word an author writes after ``type=``."""
TWO_SIDED = ({"对", "错"}, {"正确", "错误"}, {"是", "否"})
"""Options that make a question with one right answer one of true or false."""


def kind_of_choices(texts: set[str], right: int) -> QuestionKind:
    """The kind of a question with these options, of which ``right`` are right."""
    if right > 1:
        return QuestionKind.MULTIPLE
    return QuestionKind.TRUE_FALSE if right == 1 and texts in TWO_SIDED else QuestionKind.SINGLE


def kind_of_gaps(written: str) -> QuestionKind:
    """The kind of a question with gaps whose label says ``type=<written>``."""
    row = WRITTEN.get(written)
    return row.code if row else QuestionKind.FILL_IN


def pool(question: Question) -> tuple[str, ...]:
    """What each gap can be filled with, once each: numbers in order, texts out of order.

    The order of texts is that of their digests: the same in every build, telling nothing.
    """
    answers = dict.fromkeys(answer for blank in question.blanks for answer in blank.answers[:1])
    if KINDS[question.kind].ordered:
        return tuple(sorted(answers, key=lambda text: (len(text), text)))
    return tuple(sorted(answers, key=lambda text: hashlib.sha256(text.encode()).digest()))


def check_kind(question: Question, written: str) -> Iterator[Diagnostic]:
    """Faults of a question whose label says ``type=<written>`` (empty: nothing to check)."""
    row = WRITTEN.get(written)
    if row is None:
        return
    if not question.blanks:
        yield QUIZ_47.at(question.location, kind=written)
        return
    given = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    if row.ordered:
        if sorted(given) != sorted(str(number + 1) for number in range(len(given))):
            said = "、".join(given)
            yield QUIZ_48.at(question.location, count=len(given), given=said)
    elif len(set(given)) == 1:
        yield QUIZ_49.at(question.location)


def right_letters(question: Question) -> str:
    """The key of a question with options as a reader sees it: ``A、C``."""
    right = (index for index, choice in enumerate(question.choices) if choice.correct)
    return "、".join(map(letter, right))


def letter(index: int) -> str:
    """How an option is called, by its position from 0."""
    return LETTERS[index % len(LETTERS)]
