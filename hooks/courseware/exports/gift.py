"""GIFT: the plain-text format that many question banks read.

One question is one line, its text HTML, with the id in the comment above it. GIFT has one
answer to a question and no ordering: several gaps become one question each (``2-05.1``,
``2-05.2``), an ordering question asks for the place of each item. Pictures are ``data:``
addresses, because a text file carries no files.
"""

from __future__ import annotations

import base64
import re
from mimetypes import guess_type
from typing import TYPE_CHECKING

from courseware.exports.pairs import take_apart
from courseware.exports.rules import EXPORT_4
from courseware.questions.kinds import KINDS, Shape
from courseware.questions.rendering import GAP, copied
from courseware.text.html import replace, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from courseware.exports.packed import Packed
    from courseware.text.finding import Diagnostic

FORM = "GIFT"
_SIGNS = re.compile(r"[~=#{}:\\]")
_OTHER_GAP = "____"
_MOST_RIGHT = 10


def write_gift(questions: Iterable[Packed]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The whole bank as one UTF-8 file; what GIFT has no room for comes back as findings."""
    lines: list[str] = []
    found: list[Diagnostic] = []
    category: tuple[str, ...] = ()
    for rendered in questions:
        if rendered.entry.category != category:
            category = rendered.entry.category
            names = "/".join(name.replace("/", "//") for name in category)
            lines += [f"$CATEGORY: $course$/top/{names}", ""]
        lines += _lines(rendered, found)
    return "".join(f"{line}\n" for line in lines).encode(), tuple(found)


def _lines(rendered: Packed, found: list[Diagnostic]) -> Iterator[str]:
    question = rendered.entry.question
    kind = KINDS[question.kind]
    if kind.shape is Shape.PAIRS:
        taken, faults = take_apart(rendered, FORM)
        found += faults
        if taken is None:
            return
        pairs = []
        for pair in taken.pairs:
            answer = f"第 {pair.answer} 步" if kind.ordered else pair.answer
            pairs.append(f"={_html(pair.item, rendered)} -> {_escaped(answer)}")
        yield from _question(rendered, rendered.id, _html(taken.introduction, rendered), pairs)
    elif kind.shape is Shape.GAPS:
        yield from _gaps(rendered)
    else:
        right = sum(option.correct for option in rendered.options)
        if right > _MOST_RIGHT:
            facts = {"count": right, "form": FORM}
            found.append(EXPORT_4.at(question.location, width=0, **facts))
            return
        answers = list(_options(rendered, right))
        yield from _question(rendered, rendered.id, _html(rendered.stem, rendered), answers)


def _options(rendered: Packed, right: int) -> Iterator[str]:
    share = f"{100 / max(right, 1):.5f}".rstrip("0").rstrip(".")
    for option in rendered.options:
        if right == 1:
            sign = "=" if option.correct else "~"
        else:
            sign = f"~%{share}%" if option.correct else "~%-100%"
        feedback = _html(option.feedback, rendered)
        yield f"{sign}{_html(option.text, rendered)}" + (f"#{feedback}" if feedback else "")


def _gaps(rendered: Packed) -> Iterator[str]:
    """A question for each gap; the answers stand at the end, as they may be long."""
    blanks = rendered.entry.question.blanks
    for number, blank in enumerate(blanks):
        stem = copied(rendered.stem)
        for gap in list(stem.iter(GAP)):
            sign = gap.makeelement("span")
            asked = gap.get("n") == str(number)
            sign.text = f"（{_OTHER_GAP}）" if asked and len(blanks) > 1 else _OTHER_GAP
            replace(gap, sign)
            sign.drop_tag()
        text = _html(stem, rendered)
        if len(blanks) > 1:
            text += _escaped(f"<p>（填第 {number + 1} 空，共 {len(blanks)} 空）</p>")
        name = f"{rendered.id}.{number + 1}" if len(blanks) > 1 else rendered.id
        answers = [f"={_answer(answer)}" for answer in blank.answers]
        yield from _question(rendered, name, text, answers)


def _question(rendered: Packed, name: str, text: str, answers: list[str]) -> Iterator[str]:
    tags = "".join(f" [tag:{tag}]" for tag in rendered.entry.tags)
    explanation = _html(rendered.explanation, rendered)
    body = " ".join([*answers, *([f"####{explanation}"] if explanation else [])])
    title = _escaped(f"{name} {rendered.name.removeprefix(rendered.id).strip()}")
    yield f"// [id:{name}]{tags}"
    yield f"::{title}::[html]{text}{{{body}}}"
    yield ""


def _answer(text: str) -> str:
    """A typed answer: ``*`` is a wildcard, ``%`` in front would be read as a weight."""
    escaped = _escaped(text.replace("*", "\\*"))
    return f"%100%{escaped}" if escaped.startswith("%") else escaped


def _html(tree: HtmlElement, rendered: Packed) -> str:
    tree = copied(tree)
    for image in tree.iter("img"):
        name = image.get("src", "")
        kind = guess_type(name)[0] or "application/octet-stream"
        data = base64.b64encode(rendered.pictures.get(name, b"")).decode("ascii")
        image.set("src", f"data:{kind};base64,{data}")
    return _escaped(write(tree).strip())


def _escaped(text: str) -> str:
    """Text with GIFT's own signs and line ends escaped."""
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return escaped.replace("\r", "").replace("\n", "\\n")
