"""Moodle XML: what Moodle's question bank imports without loss.

Choice questions become ``multichoice`` (``truefalse`` where the options are 对 and 错),
gaps become ``cloze``, and matching and ordering questions the kinds of those names.
Pictures travel inside as base64. A wrong option of a multiple question takes all points,
as in the course, where only the whole key is right.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from lxml import etree

from courseware.exports.pairs import take_apart
from courseware.exports.rules import EXPORT_4
from courseware.questions.kinds import KINDS, Shape
from courseware.questions.rendering import GAP, copied
from courseware.text.html import replace, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from courseware.exports.packed import Packed
    from courseware.exports.pairs import Taken
    from courseware.text.finding import Diagnostic

FORM = "Moodle XML"
_MOST_RIGHT = 10
"""Moodle has the fractions 1/1 to 1/10 and no smaller ones."""
_ORDERING = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "selectcount": "0",
    "gradingtype": "ALL_OR_NOTHING",
    "showgrading": "SHOW",
    "numberingstyle": "none",
}
"""How an ordering question is laid out and graded."""
_CLOZE_SIGNS = '~#}{/"\\=%*&<>'
"""What has a meaning in a cloze gap; written as character references, which Moodle decodes."""


def write_moodle(questions: Iterable[Packed]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The whole bank as one file; what Moodle has no room for comes back as findings."""
    root = _node("quiz")
    found: list[Diagnostic] = []
    category: tuple[str, ...] = ()
    for rendered in questions:
        question = _question(rendered, found)
        if question is None:
            continue
        if rendered.entry.category != category:
            category = rendered.entry.category
            root.append(_category(category))
        root.append(question)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), tuple(found)


def _category(path: tuple[str, ...]) -> _Element:
    names = "/".join(name.replace("/", "//") for name in path)
    text = _node("text", f"$course$/top/{names}")
    return _node("question", {"type": "category"}, _node("category", text), _text("info", ""))


def _question(rendered: Packed, found: list[Diagnostic]) -> _Element | None:
    question = rendered.entry.question
    stem, codes = rendered.stem, []
    traits = KINDS[question.kind]
    if traits.shape is Shape.PAIRS:
        taken, faults = take_apart(rendered, FORM)
        found += faults
        if taken is None:
            return None
        stem = taken.introduction
        ordered = traits.ordered
        kind = "ordering" if ordered else "matching"
        body = list((_ordering if ordered else _matching)(taken, rendered.pictures))
    elif traits.shape is Shape.GAPS:
        kind, body, codes = "cloze", [], _codes(rendered)
    elif {choice.text for choice in question.choices} == {"对", "错"}:
        kind, body = "truefalse", list(_true_false(rendered))
    else:
        right = sum(option.correct for option in rendered.options)
        if right > _MOST_RIGHT:
            facts = {"count": right, "form": FORM}
            found.append(EXPORT_4.at(question.location, width=0, **facts))
            return None
        kind, body = "multichoice", list(_choices(rendered, right))
    grade = [] if kind == "cloze" else [_node("defaultgrade", "1")]
    return _node(
        "question",
        {"type": kind},
        _node("name", _node("text", rendered.name)),
        _html("questiontext", stem, rendered.pictures, codes=codes),
        _html("generalfeedback", rendered.explanation, rendered.pictures),
        *grade,
        _node("penalty", "0"),
        _node("hidden", "0"),
        _node("idnumber", rendered.id),
        *body,
        _node("tags", *(_node("tag", _node("text", tag)) for tag in rendered.entry.tags)),
    )


def _ordering(taken: Taken, pictures: Mapping[str, bytes]) -> Iterator[_Element]:
    for tag, said in _ORDERING.items():
        yield _node(tag, said)
    for number, pair in enumerate(taken.in_order(), start=1):
        yield _html("answer", pair.item, pictures, {"fraction": str(number)})


def _matching(taken: Taken, pictures: Mapping[str, bytes]) -> Iterator[_Element]:
    yield _node("shuffleanswers", "true")
    for pair in taken.pairs:
        subquestion = _html("subquestion", pair.item, pictures)
        subquestion.append(_node("answer", _node("text", pair.answer)))
        yield subquestion


def _choices(rendered: Packed, right: int) -> Iterator[_Element]:
    single = right == 1
    yield _node("single", "true" if single else "false")
    yield _node("shuffleanswers", "true" if rendered.is_shuffled else "false")
    yield _node("answernumbering", "ABCD")
    share = "100" if single else f"{100 / right:.5f}".rstrip("0").rstrip(".")
    for option in rendered.options:
        fraction = share if option.correct else "0" if single else "-100"
        answer = _html("answer", option.text, rendered.pictures, {"fraction": fraction})
        answer.append(_html("feedback", option.feedback, rendered.pictures))
        yield answer


def _true_false(rendered: Packed) -> Iterator[_Element]:
    texts = [choice.text for choice in rendered.entry.question.choices]
    for text, option in zip(texts, rendered.options, strict=True):
        facts = {"fraction": "100" if option.correct else "0", "format": "moodle_auto_format"}
        answer = _node("answer", facts, _node("text", "true" if text == "对" else "false"))
        answer.append(_html("feedback", option.feedback, rendered.pictures))
        yield answer


def _codes(rendered: Packed) -> list[str]:
    """Each gap in Moodle's notation, every accepted answer in it."""
    return [
        f"{{1:SHORTANSWER:{'~'.join(f'={_cloze_text(answer)}' for answer in blank.answers)}}}"
        for blank in rendered.entry.question.blanks
    ]


def _cloze_text(answer: str) -> str:
    """An answer for a gap; ``*`` alone is Moodle's wildcard, so it gets a backslash."""
    plain = answer.replace("*", "\\*")
    return "".join(f"&#{ord(sign)};" if sign in _CLOZE_SIGNS else sign for sign in plain)


def _html(
    tag: str,
    tree: HtmlElement,
    pictures: Mapping[str, bytes],
    attributes: dict[str, str] | None = None,
    codes: Sequence[str] = (),
) -> _Element:
    """An element with HTML and the pictures in it; ``codes`` are put in for the gaps.

    A brace of the author's own is written as a character reference where gaps are codes.
    """
    tree = copied(tree)
    names = list(dict.fromkeys(image.get("src", "") for image in tree.iter("img")))
    for image in tree.iter("img"):
        image.set("src", f"@@PLUGINFILE@@/{image.get('src')}")
    for gap in list(tree.iter(GAP)):
        sign = gap.makeelement("span")
        sign.text = f"\ue000{gap.get('n')}\ue001"
        replace(gap, sign)
        sign.drop_tag()
    markup = write(tree)
    if codes:
        markup = markup.replace("{", "&#123;").replace("}", "&#125;")
    for number, code in enumerate(codes):
        markup = markup.replace(f"\ue000{number}\ue001", code)
    element = _text(tag, markup, attributes)
    for name in names:
        data = base64.b64encode(pictures.get(name, b"")).decode("ascii")
        element.append(_node("file", {"name": name, "path": "/", "encoding": "base64"}, data))
    return element


def _text(tag: str, markup: str, attributes: dict[str, str] | None = None) -> _Element:
    return _node(tag, {"format": "html"} | (attributes or {}), _node("text", markup))


def _node(tag: str, *parts: str | dict[str, str] | _Element) -> _Element:
    """An element with attributes (a dictionary), text or children."""
    node = etree.Element(tag)
    for part in parts:
        if isinstance(part, str):
            node.text = part
        elif isinstance(part, dict):
            for name, value in part.items():
                node.set(name, value)
        else:
            node.append(part)
    return node
