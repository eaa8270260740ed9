"""Questions of a page as forms: marks for the scripts, verdicts, gaps, matching and ordering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder as E

from courseware.questions.id_register import published
from courseware.questions.identity import folded
from courseware.questions.kinds import KINDS, Shape, letter, pool, right_letters
from courseware.questions.rendering import GAP, copied, item_of
from courseware.questions.spots import spots
from courseware.text.html import move_content, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from courseware.questions.id_register import Register
    from courseware.questions.model import Question
    from courseware.questions.rendering import Option, Rendered

    Link = Callable[[str], str]
    """Turns an address that an author wrote into one of the built page."""

SCORE_MARK = " course: score "
"""The comment after the last question, where the lesson's score is put in."""
_ADDRESSES = {"a": "href", "img": "src"}


def set_questions(
    article: HtmlElement, asked: Sequence[Rendered], register: Register, link: Link
) -> int:
    """Put the page's questions, as forms, where their spots are; return how many there are.

    A comment after the last one marks where the score goes.
    """
    last = None
    places = spots(article)
    for position, (number, spot) in enumerate(places, start=1):
        last = _Form(asked[number], register, link).element(position)
        replace(spot, last)
    if last is not None:
        mark = etree.Comment(SCORE_MARK)
        mark.tail, last.tail = last.tail, None
        last.addnext(mark)
    return len(places)


class _Form:
    """One question being made a form."""

    def __init__(self, rendered: Rendered, register: Register, link: Link) -> None:
        self.rendered = rendered
        self.question = rendered.question
        self.kind = KINDS[self.question.kind]
        self.identity = published(self.question, register)
        self.link = link
        self.name = f"q-{self.question.id}"

    def element(self, position: int) -> HtmlElement:
        """The form; ``position`` counts the page's questions from 1."""
        question, name = self.question, self.name
        attributes = {
            "class": "mdx-question",
            "id": name,
            "data-question": question.id,
            "data-hash": self.identity.fingerprint,
            "data-kind": question.kind.value,
            "data-objectives": " ".join(question.objectives),
            "data-search-exclude": "",
            "autocomplete": "off",
            "aria-labelledby": f"{name}-head",
        }
        if question.red:
            attributes["data-red"] = ""
        form = E.FORM(attributes, _head(question, position, name))
        stem = E.DIV({"class": "mdx-question__stem", "id": f"{name}-stem"})
        self._fill(stem, self.rendered.stem)
        form.append(stem)
        if self.kind.shape is Shape.CHOICES:
            key = right_letters(question)
            labelled = {"class": "mdx-question__options", "aria-labelledby": f"{name}-stem"}
            form.append(E.FIELDSET(labelled, *map(self._option, range(len(question.choices)))))
        else:
            key = _gap_key(stem, question)
            _set_gaps(stem, question, name)
        form.append(self._answer(key))
        return form

    def _option(self, index: int) -> HtmlElement:
        option: Option = self.rendered.options[index]
        token, name = self.identity.tokens[index], self.name
        kind = "checkbox" if self.kind.several else "radio"
        field = E.INPUT({"type": kind, "name": name, "value": token, "id": f"{name}-{index}"})
        if option.correct:
            field.set("data-correct", "")
        label = E.LABEL({"class": "mdx-option__label", "for": f"{name}-{index}"})
        label.append(E.SPAN({"class": "mdx-option__letter"}, letter(index)))
        text = E.SPAN({"class": "mdx-option__text"})
        self._fill(text, option.text)
        label.append(text)
        box = E.DIV({"class": "mdx-option"}, field, label)
        if index + 1 in self.question.pinned or self.kind.fixed:
            box.set("data-pinned", "")
        if self.question.choices[index].feedback:
            feedback = E.DIV({"class": "mdx-option__feedback", "hidden": ""})
            self._fill(feedback, option.feedback)
            box.append(feedback)
        return box

    def _answer(self, key: str) -> HtmlElement:
        details = E.DETAILS({"class": "mdx-question__answer"}, E.SUMMARY("看答案与解析"))
        letters = E.SPAN({"class": "mdx-question__letters"}, key)
        details.append(E.P({"class": "mdx-question__key"}, E.STRONG("答案："), letters))
        body = E.DIV({"class": "mdx-question__explanation"})
        self._fill(body, self.rendered.explanation)
        details.append(body)
        return details

    def _fill(self, target: HtmlElement, tree: HtmlElement) -> None:
        """Put a copy of what an author wrote into ``target``, its addresses the page's."""
        own = copied(tree)
        for element in own.iter(*_ADDRESSES):
            name = _ADDRESSES[element.tag]
            if (address := element.get(name)) is not None:
                element.set(name, self.link(address))
        move_content(own, target)


def _head(question: Question, position: int, name: str) -> HtmlElement:
    head = E.P({"class": "mdx-question__head", "id": f"{name}-head"})
    head.append(E.SPAN({"class": "mdx-question__number"}, f"第 {position} 题"))
    head.append(E.SPAN({"class": "mdx-question__kind"}, KINDS[question.kind].name))
    if question.red:
        head.append(E.SPAN({"class": "mdx-question__red"}, "红线题"))
    return head


def _set_gaps(stem: HtmlElement, question: Question, name: str) -> None:
    """Put fields where the gaps are; ``name`` begins their ids."""
    texts, kind = pool(question), KINDS[question.kind]
    gaps = list(stem.iter(GAP))
    for gap, item in zip(gaps, [_item(gap) for gap in gaps], strict=True):
        index = int(gap.get("n") or 0)
        answers = question.blanks[index].answers
        attributes = {"class": "mdx-gap", "id": f"{name}-gap-{index}"}
        if kind.shape is Shape.GAPS:
            attributes |= {
                "aria-label": f"第 {index + 1} 空" if len(question.blanks) > 1 else kind.name,
                "data-answers": "|".join(answers),
            }
            replace(gap, _typed(answers, attributes))
        else:
            attributes |= {
                "aria-label": item or f"第 {index + 1} 空",
                "data-answers": "|".join(map(_value, answers)),
            }
            replace(gap, _picked(texts, attributes, ordered=kind.ordered))


def _gap_key(stem: HtmlElement, question: Question) -> str:
    """The key as a reader sees it, while the gaps are still in ``stem``."""
    best = [blank.answers[0] if blank.answers else "" for blank in question.blanks]
    kind = KINDS[question.kind]
    if kind.shape is Shape.GAPS:
        return "；".join(best)
    pairs = [(_item(gap), best[int(gap.get("n") or 0)]) for gap in stem.iter(GAP)]
    if kind.ordered:
        return " → ".join(item for item, _ in sorted(pairs, key=lambda pair: pair[1].zfill(3)))
    return "；".join(f"{item} — {answer}" for item, answer in pairs)


def _item(gap: HtmlElement) -> str:
    """The words of the list item or table row in which the gap stands."""
    holder = item_of(gap)
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
