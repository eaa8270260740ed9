"""mkdocs-quiz's HTML → a question on paper, and its answer for another place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.print import inline_elements
from courseware.print.references import question_labels
from courseware.print.syntax import array, boolean, call, literal, sequence
from courseware.questions.kinds import KINDS, LETTERS, Shape, pool
from courseware.questions.reading import Label, parse_label
from courseware.text.html import classes, with_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope
    from courseware.questions.model import Question

if TYPE_CHECKING:
    Flow = Callable[[HtmlElement], str]

_MARK = "question"


@dataclass(frozen=True)
class _Option:
    """One option as mkdocs-quiz wrote it."""

    letter: str
    correct: bool
    text: str
    feedback: str


def question(element: HtmlElement, scope: Scope, flow: Flow) -> str:
    """The question; its answer goes to ``scope.answers`` and, if wanted, behind it.

    It is counted through the lesson, as on the site; the id stands beside it.
    """
    scope.questions += 1
    label = _label(element)
    number = str(scope.questions)
    stem = with_class(element, "quiz-question")
    options = _options(element, scope, flow)
    multiple = any(e.get("type") == "checkbox" for e in element.iter("input"))
    blanks = [e.get("data-answer") or "" for e in with_class(element, "quiz-blank-input")]
    names = [literal(name) for name in question_labels(scope.path, scope.questions)]
    text = flow(stem[0]) if stem else "[]"
    answer = call(
        "answer",
        *names,
        number=literal(number),
        id=literal(label.id),
        key=literal(_key(options, blanks)),
        stem=text,
        beside=boolean(scope.answers_in_place),
        explanation=_explanation(element, flow),
        feedback=array(
            call("verdict", literal(option.letter), boolean(option.correct), option.feedback)
            for option in options
            if option.feedback
        ),
    )
    scope.answers.append(answer)
    code = call(
        "question",
        *names,
        number=literal(number),
        id=literal(label.id),
        kind=literal(_kind(label, scope)),
        objectives=array(literal(name) for name in _objectives(label, scope)),
        pool=array(literal(text) for text in _pool(label, scope)),
        red=boolean(label.red),
        multiple=boolean(multiple),
        stem=text,
        options=array(call("option", literal(o.letter), o.text) for o in options),
    )
    return sequence([code, answer]) if scope.answers_in_place else code


def _label(element: HtmlElement) -> Label:
    """What the comment before the question says; other comments may stand between."""
    previous = element.getprevious()
    while previous is not None and not isinstance(previous.tag, str):
        word, _, rest = (previous.text or "").strip().partition(" ")
        if word == _MARK:
            return parse_label(rest)
        previous = previous.getprevious()
    return Label()


def _question(label: Label, scope: Scope) -> Question | None:
    questions = scope.lesson.questions if scope.lesson else ()
    return next((known for known in questions if known.id == label.id), None)


def _kind(label: Label, scope: Scope) -> str:
    """单选, 多选 …: as the site says it."""
    known = _question(label, scope)
    return KINDS[known.kind].name if known else ""


def _pool(label: Label, scope: Scope) -> tuple[str, ...]:
    """What the gaps of a matching question are filled from."""
    known = _question(label, scope)
    if known is None or KINDS[known.kind].shape is not Shape.PAIRS or KINDS[known.kind].ordered:
        return ()
    return pool(known)


def _objectives(label: Label, scope: Scope) -> list[str]:
    """The lesson's numbers of the objectives the question tests."""
    known = [objective.id for objective in scope.lesson.objectives] if scope.lesson else []
    return [str(known.index(name) + 1) for name in label.objectives if name in known]


def _options(element: HtmlElement, scope: Scope, flow: Flow) -> list[_Option]:
    found = []
    fields = [e for e in element.iter("input") if e.get("name") == "answer"]
    for index, field in enumerate(fields):
        holder = field.getparent()
        if holder is None:
            continue
        text = next((inline_elements.children(e, scope) for e in holder.iter("label")), "[]")
        feedback = next((flow(e) for e in with_class(holder, "answer-feedback")), "")
        correct = field.get("data-correct") == "true"
        found.append(_Option(LETTERS[index % len(LETTERS)], correct, text, feedback))
    return found


def _explanation(element: HtmlElement, flow: Flow) -> str:
    for section in element.iter("section"):
        if "content" in classes(section) and str(section.text_content()).strip():
            return flow(section)
    return "none"


def _key(options: list[_Option], blanks: list[str]) -> str:
    if blanks:
        answers = ["，或 ".join(part.strip() for part in blank.split("|")) for blank in blanks]
        return "；".join(_circled(i, text, len(answers)) for i, text in enumerate(answers))
    return "、".join(option.letter for option in options if option.correct)


def _circled(index: int, text: str, count: int) -> str:
    return f"（{index + 1}）{text}" if count > 1 else text
