"""mkdocs-quiz's HTML → our question markup, without its scripts, styles and handlers.

The result is readable without JavaScript: options, then the answer in a ``<details>``.
``assets/javascripts/questions.js`` turns it into a form that can be answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder as E  # noqa: N812 - lxml's own name for its builder

from courseware.model import QuestionKind
from courseware.page.tree import move_content, remove, replace, with_class
from courseware.quiz import LABEL, parse_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from courseware.model import Question

HINTS = {
    QuestionKind.SINGLE: "单选",
    QuestionKind.MULTIPLE: "多选",
    QuestionKind.TRUE_FALSE: "判断",
    QuestionKind.FILL_IN: "填空",
}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLUGIN_IDS = ("quiz-progress-sidebar", "quiz-progress-mobile")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What mkdocs-quiz rendered of one question."""

    stem: HtmlElement
    options: list[HtmlElement]
    explanation: HtmlElement | None


def strip_plugin_runtime(article: HtmlElement) -> None:
    """Take out what mkdocs-quiz adds to every page: scripts, styles, progress boxes."""
    for element in list(article.iter("script", "style")):
        if element.getparent() is article:
            remove(element)
    for name in _PLUGIN_IDS:
        for element in article.xpath("//*[@id=$name]", name=name):
            remove(element)


def set_questions(article: HtmlElement, questions: Mapping[str, Question]) -> int:
    """Replace each rendered question by our markup; return how many there are.

    ``questions`` are the lesson's, by id. The id of a rendered one is in the comment
    before it; a question without a known id is left as it is.
    """
    count = 0
    for quiz in with_class(article, "quiz", "div"):
        label = _label_before(quiz)
        question = questions.get(_label_id(label))
        if question is None:
            continue
        count += 1
        replace(quiz, _form(question, _parts(quiz), count))
        if label is not None:
            remove(label)
    return count


def _label_before(quiz: HtmlElement) -> etree._Comment | None:
    previous = quiz.getprevious()
    is_comment = previous is not None and previous.tag is etree.Comment
    return previous if is_comment else None


def _label_id(comment: etree._Comment | None) -> str:
    match = LABEL.search(f"<!--{comment.text}-->") if comment is not None else None
    return parse_label(match[1]).id if match else ""


def _parts(quiz: HtmlElement) -> _Parts:
    stem = with_class(quiz, "quiz-question")[0]
    options = [e.getparent() for e in quiz.iter("input") if e.get("name") == "answer"]
    sections = with_class(quiz, "content", "section")
    return _Parts(stem, options, sections[0] if sections else None)


def _form(question: Question, parts: _Parts, position: int) -> HtmlElement:
    name = f"q-{question.id}"
    attributes = {
        "class": "mdx-question",
        "id": name,
        "data-question": question.id,
        "data-kind": question.kind.value,
        "data-search-exclude": "",
    }
    if question.red:
        attributes["data-red"] = ""
    form = E.FORM(attributes)
    stem = E.DIV({"class": "mdx-question__stem", "id": f"{name}-stem"})
    move_content(parts.stem, stem)
    form.append(_head(question, position))
    if question.kind is QuestionKind.FILL_IN:
        _set_blanks(stem, question, name)
        form.append(stem)
    else:
        group = E.FIELDSET({"class": "mdx-question__options", "aria-labelledby": f"{name}-stem"})
        for index, option in enumerate(parts.options):
            group.append(_option(option, question, index))
        form.append(stem)
        form.append(group)
    form.append(_answer(question, parts.explanation))
    return form


def _head(question: Question, position: int) -> HtmlElement:
    head = E.P({"class": "mdx-question__head"})
    head.append(E.SPAN({"class": "mdx-question__number"}, f"第 {position} 题"))
    head.append(E.SPAN({"class": "mdx-question__kind"}, HINTS[question.kind]))
    if question.red:
        head.append(E.SPAN({"class": "mdx-question__red"}, "红线题"))
    return head


def _set_blanks(stem: HtmlElement, question: Question, name: str) -> None:
    for index, field in enumerate(with_class(stem, "quiz-blank-input", "input")):
        answers = question.blanks[index].answers if index < len(question.blanks) else ()
        width = max((_width(answer) for answer in answers), default=4)
        blank = E.INPUT(
            {
                "type": "text",
                "class": "mdx-blank",
                "id": f"{name}-blank-{index}",
                "data-answers": "|".join(answers),
                "autocomplete": "off",
                "autocapitalize": "off",
                "spellcheck": "false",
                "size": str(max(6, width + 4)),
                "aria-label": f"第 {index + 1} 空" if len(question.blanks) > 1 else "填空",
            }
        )
        replace(field, blank)


def _width(text: str) -> int:
    """Columns that the text takes: a Han character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)  # noqa: PLR2004 - first CJK block


def _option(option: HtmlElement, question: Question, index: int) -> HtmlElement:
    choice = question.choices[index]
    kind = "checkbox" if question.kind is QuestionKind.MULTIPLE else "radio"
    name = f"q-{question.id}"
    field = E.INPUT({"type": kind, "name": name, "value": str(index), "id": f"{name}-{index}"})
    if choice.correct:
        field.set("data-correct", "")
    label = E.LABEL({"class": "mdx-option__label", "for": f"{name}-{index}"})
    label.append(E.SPAN({"class": "mdx-option__letter"}, _LETTERS[index % 26]))
    text = E.SPAN({"class": "mdx-option__text"})
    for rendered in option.iter("label"):
        move_content(rendered, text)
    label.append(text)
    box = E.DIV({"class": "mdx-option"}, field, label)
    for rendered in with_class(option, "answer-feedback"):
        feedback = E.DIV({"class": "mdx-option__feedback", "hidden": ""})
        move_content(rendered, feedback)
        box.append(feedback)
    return box


def _answer(question: Question, explanation: HtmlElement | None) -> HtmlElement:
    details = E.DETAILS({"class": "mdx-question__answer"}, E.SUMMARY("看答案与解析"))
    details.append(E.P({"class": "mdx-question__key"}, E.STRONG("答案："), key_text(question)))
    if explanation is not None:
        body = E.DIV({"class": "mdx-question__explanation"})
        move_content(explanation, body)
        details.append(body)
    return details


def key_text(question: Question) -> str:
    """The key as a reader sees it: letters of the right options, or the first answers."""
    if question.kind is QuestionKind.FILL_IN:
        return "；".join(blank.answers[0] for blank in question.blanks if blank.answers)
    return "、".join(
        _LETTERS[index % 26] for index, choice in enumerate(question.choices) if choice.correct
    )
