"""Gaps of a question: fields to type into, or native lists to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import builder as E  # noqa: N812 - lxml's own name for its builder

from courseware.identity import folded
from courseware.model import QuestionKind
from courseware.page.tree import replace, with_class
from courseware.question_kinds import pool

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from courseware.model import Question

_TYPED = QuestionKind.FILL_IN
_ORDER = QuestionKind.ORDERING


def set_gaps(stem: HtmlElement, question: Question, name: str) -> None:
    """Put our fields where mkdocs-quiz put its own; ``name`` begins their ids."""
    texts = pool(question)
    for index, field in enumerate(_fields(stem)):
        answers = question.blanks[index].answers if index < len(question.blanks) else ()
        attributes = {"class": "mdx-gap", "id": f"{name}-gap-{index}"}
        if question.kind is _TYPED:
            attributes |= {
                "aria-label": f"第 {index + 1} 空" if len(question.blanks) > 1 else "填空",
                "data-answers": "|".join(answers),
            }
            replace(field, _typed(answers, attributes))
        else:
            attributes |= {
                "aria-label": _item(field) or f"第 {index + 1} 空",
                "data-answers": "|".join(map(_value, answers)),
            }
            replace(field, _picked(texts, question.kind, attributes))


def gap_key(stem: HtmlElement, question: Question) -> str:
    """The key as a reader sees it, while mkdocs-quiz's fields are still in ``stem``."""
    best = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    if question.kind is _TYPED:
        return "；".join(best)
    items = [_item(field) for field in _fields(stem)]
    pairs = list(zip(items, best, strict=False))
    if question.kind is _ORDER:
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


def _picked(texts: tuple[str, ...], kind: QuestionKind, attributes: dict[str, str]) -> HtmlElement:
    field = E.SELECT(attributes)
    field.append(E.OPTION({"value": ""}, "第几步" if kind is _ORDER else "请选择"))
    for text in texts:
        shown = f"第 {text} 步" if kind is _ORDER else text
        field.append(E.OPTION({"value": _value(text)}, shown))
    return field


def _value(text: str) -> str:
    """What is kept as the answer: the words without punctuation, so that it can change."""
    return folded(text)


def _width(text: str) -> int:
    """Columns that the text takes: a Han character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)  # noqa: PLR2004 - first CJK block
