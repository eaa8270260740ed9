"""Matching and ordering: questions with gaps that are filled by picking from a list.

::

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
from typing import TYPE_CHECKING

from courseware.questions.model import QuestionKind
from courseware.questions.rules import QUIZ_47, QUIZ_48, QUIZ_49

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic

GAP_KINDS = {"match": QuestionKind.MATCHING, "order": QuestionKind.ORDERING}
"""Kinds by the word an author writes after ``type=``."""


def pool(question: Question) -> tuple[str, ...]:
    """What each gap can be filled with, once each: numbers in order, texts out of order.

    The order of texts is that of their digests: the same in every build, telling nothing.
    """
    answers = dict.fromkeys(answer for blank in question.blanks for answer in blank.answers[:1])
    if question.kind is QuestionKind.ORDERING:
        return tuple(sorted(answers, key=lambda text: (len(text), text)))
    return tuple(sorted(answers, key=lambda text: hashlib.sha256(text.encode()).digest()))


def check_kind(question: Question, written: str) -> Iterator[Diagnostic]:
    """Faults of a question whose label says ``type=<written>`` (empty: nothing to check)."""
    kind = GAP_KINDS.get(written)
    if kind is None:
        return
    if not question.blanks:
        yield QUIZ_47.at(question.location, kind=written)
        return
    given = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    if kind is QuestionKind.ORDERING:
        if sorted(given) != sorted(str(number + 1) for number in range(len(given))):
            said = "、".join(given)
            yield QUIZ_48.at(question.location, count=len(given), given=said)
    elif len(set(given)) == 1:
        yield QUIZ_49.at(question.location)


KIND_NAMES = {
    QuestionKind.SINGLE: "单选",
    QuestionKind.MULTIPLE: "多选",
    QuestionKind.TRUE_FALSE: "判断",
    QuestionKind.FILL_IN: "填空",
    QuestionKind.MATCHING: "连线",
    QuestionKind.ORDERING: "排序",
}
