"""Questions of a page as forms: marks for the scripts, verdicts, gaps, matching and ordering."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlComment
from lxml.html import builder as E

from courseware.questions.id_register import published
from courseware.questions.identity import folded
from courseware.questions.kinds import KINDS, LETTERS, Shape, pool
from courseware.questions.reading import LABEL, parse_label
from courseware.text.html import move_content, remove, replace, with_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from courseware.questions.id_register import Register
    from courseware.questions.identity import Identity
    from courseware.questions.model import Question


def set_gaps(stem: HtmlElement, question: Question, name: str) -> None:
    """Put our fields where mkdocs-quiz put its own; ``name`` begins their ids."""
    texts, kind = pool(question), KINDS[question.kind]
    for index, field in enumerate(_fields(stem)):
        answers = question.blanks[index].answers if index < len(question.blanks) else ()
        attributes = {"class": "mdx-gap", "id": f"{name}-gap-{index}"}
        if kind.shape is Shape.GAPS:
            attributes |= {
                "aria-label": f"第 {index + 1} 空"
                if len(question.blanks) > 1
                else KINDS[question.kind].name,
                "data-answers": "|".join(answers),
            }
            replace(field, _typed(answers, attributes))
        else:
            attributes |= {
                "aria-label": _item(field) or f"第 {index + 1} 空",
                "data-answers": "|".join(map(_value, answers)),
            }
            replace(field, _picked(texts, attributes, ordered=KINDS[question.kind].ordered))


def gap_key(stem: HtmlElement, question: Question) -> str:
    """The key as a reader sees it, while mkdocs-quiz's fields are still in ``stem``."""
    best = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    if KINDS[question.kind].shape is Shape.GAPS:
        return "；".join(best)
    items = [_item(field) for field in _fields(stem)]
    pairs = list(zip(items, best, strict=False))
    if KINDS[question.kind].ordered:
        return " → ".join(item for item, _ in sorted(pairs, key=lambda pair: pair[1].zfill(3)))
    return "；".join(f"{item} — {answer}" for item, answer in pairs)


def _fields(stem: HtmlElement) -> list[HtmlElement]:
    return with_class(stem, "quiz-blank-input", "input")


def _item(field: HtmlElement) -> str:
    """The words of the list item or table row in which the field stands."""
    holder = next(field.iterancestors("li", "tr"), None)
    text = "".join(holder.itertext()) if holder is not None else ""
    return " ".join(text.split()).strip("：:—- ")


def _typed(answers: tuple[str, ...], attributes: dict[str, str]) -> HtmlElement:
    width = max((_width(answer) for answer in answers), default=4)
    return E.INPUT(
        attributes
        | {
            "type": "text",
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
            "maxlength": "200",
            "size": str(max(6, width + 4)),
        }
    )


def _picked(texts: tuple[str, ...], attributes: dict[str, str], *, ordered: bool) -> HtmlElement:
    field = E.SELECT(attributes)
    field.append(E.OPTION({"value": ""}, "第几步" if ordered else "请选择"))
    for text in texts:
        shown = f"第 {text} 步" if ordered else text
        field.append(E.OPTION({"value": _value(text)}, shown))
    return field


def _value(text: str) -> str:
    """What is kept as the answer: the words without punctuation, so that it can change."""
    return folded(text)


def _width(text: str) -> int:
    """Columns that the text takes: a Han character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)  # noqa: PLR2004 - first CJK block


SCORE_MARK = " course: score "
"""The comment after the last question, where the lesson's score is put in."""

_AUTHORED = (
    "mdx-question__stem", "mdx-option__text", "mdx-option__feedback", "mdx-question__explanation",
)  # fmt: skip
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


def set_questions(
    article: HtmlElement, questions: Mapping[str, Question], register: Register
) -> int:
    """Replace each rendered question by our markup; return how many there are.

    ``questions`` are the lesson's, by id. The id of a rendered one is in the comment
    before it; a question without a known id is taken out. A comment after the last one
    marks where the score goes.
    """
    last = None
    count = 0
    for quiz in with_class(article, "quiz", "div"):
        label = _label_before(quiz)
        question = questions.get(_label_id(label))
        if question is None:
            remove(quiz)  # the check says why; mkdocs-quiz's handlers stay on no page
            continue
        count += 1
        last = _form(question, published(question, register), _parts(quiz), count)
        replace(quiz, last)
        if label is not None:
            remove(label)
    if last is not None:
        mark = etree.Comment(SCORE_MARK)
        mark.tail, last.tail = last.tail, None
        last.addnext(mark)
    return count


def authored_parts(article: HtmlElement) -> tuple[list[tuple[str, HtmlElement]], int]:
    """Copies of what authors wrote in the questions of an article, and how many fields there are.

    Each copy comes with its question's id. The fields themselves are ours, and not in the copies.
    """
    parts: list[tuple[str, HtmlElement]] = []
    fields = 0
    for form in with_class(article, "mdx-question", "form"):
        fields += sum(1 for _ in form.iter("input", "select"))
        asked = form.get("data-question") or ""
        for name in _AUTHORED:
            parts += ((asked, copy.deepcopy(part)) for part in with_class(form, name))
    for _, part in parts:
        for field in with_class(part, "mdx-gap"):
            remove(field)
    return parts, fields


def _label_before(quiz: HtmlElement) -> HtmlComment | None:
    """The question's comment; other comments may stand between."""
    previous = quiz.getprevious()
    while isinstance(previous, HtmlComment) and not _label_id(previous):
        previous = previous.getprevious()
    return previous if isinstance(previous, HtmlComment) else None


def _label_id(comment: HtmlComment | None) -> str:
    match = LABEL.search(f"<!--{comment.text}-->") if comment is not None else None
    return parse_label(match[1]).id if match else ""


def _parts(quiz: HtmlElement) -> _Parts:
    stem = with_class(quiz, "quiz-question")[0]
    options = [e.getparent() for e in quiz.iter("input") if e.get("name") == "answer"]
    sections = with_class(quiz, "content", "section")
    return _Parts(stem, options, sections[0] if sections else None)


def _form(question: Question, identity: Identity, parts: _Parts, position: int) -> HtmlElement:
    name = f"q-{question.id}"
    attributes = {
        "class": "mdx-question",
        "id": name,
        "data-question": question.id,
        "data-hash": identity.fingerprint,
        "data-kind": question.kind.value,
        "data-objectives": " ".join(question.objectives),
        "data-search-exclude": "",
        "autocomplete": "off",
        "aria-labelledby": f"{name}-head",
    }
    if question.red:
        attributes["data-red"] = ""
    form = E.FORM(attributes)
    stem = E.DIV({"class": "mdx-question__stem", "id": f"{name}-stem"})
    move_content(parts.stem, stem)
    form.append(_head(question, position, name))
    form.append(stem)
    if question.blanks:
        key = gap_key(stem, question)
        set_gaps(stem, question, name)
    else:
        key = _letters(question)
        group = E.FIELDSET({"class": "mdx-question__options", "aria-labelledby": f"{name}-stem"})
        for index, (option, token) in enumerate(zip(parts.options, identity.tokens, strict=False)):
            group.append(_option(option, question, index, token))
        form.append(group)
    form.append(_answer(key, parts.explanation))
    return form


def _head(question: Question, position: int, name: str) -> HtmlElement:
    head = E.P({"class": "mdx-question__head", "id": f"{name}-head"})
    head.append(E.SPAN({"class": "mdx-question__number"}, f"第 {position} 题"))
    head.append(E.SPAN({"class": "mdx-question__kind"}, KINDS[question.kind].name))
    if question.red:
        head.append(E.SPAN({"class": "mdx-question__red"}, "红线题"))
    return head


def _option(option: HtmlElement, question: Question, index: int, token: str) -> HtmlElement:
    choice = question.choices[index]
    kind = "checkbox" if KINDS[question.kind].several else "radio"
    name = f"q-{question.id}"
    field = E.INPUT({"type": kind, "name": name, "value": token, "id": f"{name}-{index}"})
    if choice.correct:
        field.set("data-correct", "")
    label = E.LABEL({"class": "mdx-option__label", "for": f"{name}-{index}"})
    label.append(E.SPAN({"class": "mdx-option__letter"}, LETTERS[index % 26]))
    text = E.SPAN({"class": "mdx-option__text"})
    for rendered in option.iter("label"):
        move_content(rendered, text)
    label.append(text)
    box = E.DIV({"class": "mdx-option"}, field, label)
    if index + 1 in question.pinned or KINDS[question.kind].fixed:
        box.set("data-pinned", "")
    for feedback in _feedback(option):
        box.append(feedback)
    return box


def _feedback(option: HtmlElement) -> Iterator[HtmlElement]:
    for rendered in with_class(option, "answer-feedback"):
        feedback = E.DIV({"class": "mdx-option__feedback", "hidden": ""})
        move_content(rendered, feedback)
        yield feedback


def _answer(key: str, explanation: HtmlElement | None) -> HtmlElement:
    details = E.DETAILS({"class": "mdx-question__answer"}, E.SUMMARY("看答案与解析"))
    letters = E.SPAN({"class": "mdx-question__letters"}, key)
    details.append(E.P({"class": "mdx-question__key"}, E.STRONG("答案："), letters))
    if explanation is not None:
        body = E.DIV({"class": "mdx-question__explanation"})
        move_content(explanation, body)
        details.append(body)
    return details


def _letters(question: Question) -> str:
    """The key as a reader sees it: letters of the right options."""
    return "、".join(
        LETTERS[index % 26] for index, choice in enumerate(question.choices) if choice.correct
    )
