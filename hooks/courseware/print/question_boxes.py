"""A question on paper, and its answer for another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.print import inline_elements
from courseware.print.prepare import prepared
from courseware.print.references import question_labels
from courseware.print.syntax import array, boolean, call, literal, sequence
from courseware.questions.kinds import KINDS, Shape, letter, pool, right_letters
from courseware.questions.rendering import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope
    from courseware.questions.model import Question
    from courseware.questions.rendering import Rendered

if TYPE_CHECKING:
    Flow = Callable[[HtmlElement], str]


def question(rendered: Rendered, scope: Scope, flow: Flow) -> str:
    """The question; its answer goes to ``scope.answers`` and, if wanted, behind it.

    It is counted through the lesson, as on the site; the id stands beside it.
    """
    scope.questions += 1
    asked = rendered.question
    kind = KINDS[asked.kind]
    number = str(scope.questions)
    text = flow(stem_of(rendered))
    options = [
        (letter(index), option, inline_elements.children(prepared(option.text), scope))
        for index, option in enumerate(rendered.options)
    ]
    feedback = [
        call("verdict", literal(name), boolean(option.correct), flow(prepared(option.feedback)))
        for name, option, _ in options
        if _says(option.feedback)
    ]
    names = [literal(name) for name in question_labels(scope.path, scope.questions)]
    explained = prepared(rendered.explanation)
    answer = call(
        "answer",
        *names,
        number=literal(number),
        id=literal(asked.id),
        key=literal(shown_key(asked, right_letters(asked))),
        stem=text,
        beside=boolean(scope.answers_in_place),
        explanation=flow(explained) if _says(explained) else "none",
        feedback=array(feedback),
    )
    scope.answers.append(answer)
    given = kind.shape is Shape.PAIRS and not kind.ordered
    code = call(
        "question",
        *names,
        number=literal(number),
        id=literal(asked.id),
        kind=literal(kind.name),
        objectives=array(literal(name) for name in _objectives(asked, scope)),
        pool=array(literal(one) for one in (pool(asked) if given else ())),
        red=boolean(asked.red),
        multiple=boolean(kind.several),
        stem=text,
        options=array(call("option", literal(name), body) for name, _, body in options),
    )
    return sequence([code, answer]) if scope.answers_in_place else code


def stem_of(rendered: Rendered) -> HtmlElement:
    """The stem made ready for print, its gaps as wide as their longest answers."""
    stem = prepared(rendered.stem)
    for gap in stem.iter(GAP):
        answers = rendered.question.blanks[int(gap.get("n") or 0)].answers
        gap.set("width", str(max((len(answer) for answer in answers), default=0)))
    return stem


def shown_key(asked: Question, letters: str) -> str:
    """The right answer as a grader reads it: the letters, or ``400，或四百``."""
    answers = ["，或 ".join(blank.answers) for blank in asked.blanks]
    if not answers:
        return letters
    if len(answers) == 1:
        return answers[0]
    return "；".join(f"（{number}）{text}" for number, text in enumerate(answers, start=1))


def _says(tree: HtmlElement) -> bool:
    """Whether there is anything to be read in it."""
    return bool(str(tree.text_content()).strip()) or next(tree.iter("img"), None) is not None


def _objectives(asked: Question, scope: Scope) -> list[str]:
    """The lesson's numbers of the objectives the question tests."""
    known = [objective.id for objective in scope.lesson.objectives] if scope.lesson else []
    return [str(known.index(name) + 1) for name in asked.objectives if name in known]
