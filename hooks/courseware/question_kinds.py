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

from courseware.messages import finding
from courseware.model import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.model import Diagnostic, Question

KINDS = {"match": QuestionKind.MATCHING, "order": QuestionKind.ORDERING}
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
    kind = KINDS.get(written)
    if kind is None:
        return
    if not question.blanks:
        yield finding("QUIZ-47", question.location, kind=written)
        return
    given = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    if kind is QuestionKind.ORDERING:
        if sorted(given) != sorted(str(number + 1) for number in range(len(given))):
            said = "、".join(given)
            yield finding("QUIZ-48", question.location, count=len(given), given=said)
    elif len(set(given)) == 1:
        yield finding("QUIZ-49", question.location)
