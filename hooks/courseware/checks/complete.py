"""Nothing vanishes: the finished article held against the model and the author's lines.

A parser that drops what it does not understand (a row with too many cells, text in a comment
that was never closed, a question swallowed by a block) leaves a page that looks well. So every
question of the model must be in the page once, with all its words, and the words of every line
must be in the page's text. Compared are letters and digits only.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from courseware.questions.reading import question_lines
from courseware.text.finding import E, Rule
from courseware.text.html import with_class
from courseware.text.inline import MASK, read_inline
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from courseware.checks.inspection import Page
    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import TextLine

# fmt: off
PAGE_21 = Rule(
    "PAGE-21", E, "这一行没有出现在网页上",
    "这一行的文字没有出现在网页上；请看它和它上面的标记是否写完：注释、代码块、HTML、"
    "表格每行的格数，还找不到原因请报告给维护者",
    "作者看得见、学员看不见的文字，没有人会发现它少了。", waivable=False,
)
QUIZ_56 = Rule(
    "QUIZ-56", E, "题目没有出现在网页上",
    "题目没有完整地出现在网页上（{what}）；请先看它上面的标记是否写完（代码块、注释、HTML），"
    "还找不到原因请报告给维护者",
    "少了题目的课永远学不完。", waivable=False,
)
# fmt: on


MOST = 5
"""Lost lines of a page that are reported: one cause swallows all that follow."""

_SILENT = frozenset({Part.BLANK, Part.COMMENT, Part.RULE, Part.TAG})
_ATTRIBUTES = ("alt", "title", "aria-label", "data-answers", "value")
_NOISE = re.compile(r"[\W_]+")
_ITEM = re.compile(r"^\s*(?:(?:\d{1,9}[.)]|[-*+])[ \t]+(?:\[.?\][ \t])?)+")
_REFERENCE = re.compile(r"\[\^[^\]]*\]:?|\]\[[^\]]*\]")
_DEFINITION = re.compile(r"\s*\[[^\]^][^\]]*\]:")
_HEADER = re.compile(r'[\s>]*(?:!!!|\?\?\?\+?)[^"]*')
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
_GAP = re.compile(r"\[\[[^\]]*\]\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LISTS = re.compile(r"\{:?[^{}]*\}")


def lost(
    page: Page, questions: Iterable[Question], article: HtmlElement, known: frozenset[int]
) -> Iterator[Diagnostic]:
    """What of the page's source is not in its article.

    ``questions`` are the page's, ``known`` the lines about which there are errors already.
    """
    for question in questions:
        if known.isdisjoint(question_lines(question, page.source)):
            yield from _lost_question(question, article)
    if not page.source.readable:
        return
    text = _letters(_shown(article))
    missing = (line for line in page.lines if line.number not in known and _is_lost(line, text))
    for _, line in zip(range(MOST), missing, strict=False):
        place = page.source.at(line.number, line.indent + 1)
        yield PAGE_21.at(place, width=len(line.text.strip()))


def _lost_question(question: Question, article: HtmlElement) -> Iterator[Diagnostic]:
    forms = article.xpath("//*[@id=$name]", name=f"q-{question.id}") if question.id else []
    what = "" if len(forms) == 1 else "整道题不见了" if not forms else f"出现了 {len(forms)} 次"
    if not what:
        what = "、".join(_lost_parts(question, forms[0]))
    if what:
        yield QUIZ_56.at(question.location, width=len("<quiz>"), what=what)


def _lost_parts(question: Question, form: HtmlElement) -> Iterator[str]:
    """Names of the parts whose words the form lacks."""
    text = _letters(_shown(form))
    if not _holds(text, _GAP.sub(MASK, question.stem)):
        yield "缺题干"
    if not _holds(text, question.explanation):
        yield "缺解析"
    if len(with_class(form, "mdx-option")) != len(question.choices):
        yield "选项数目不符"
    if len(with_class(form, "mdx-gap")) != len(question.blanks):
        yield "空格数目不符"
    for number, choice in enumerate(question.choices, start=1):
        if not _holds(text, choice.text):
            yield f"缺第 {number} 项"
        if not _holds(text, choice.feedback):
            yield f"缺第 {number} 项的反馈"


def _shown(element: HtmlElement) -> str:
    """All that a reader of the element can come to know: its text, and what pictures say."""
    words = ["".join(element.itertext())]
    for part in element.iter():
        if isinstance(part.tag, str) and part.attrib:
            words += [value for name in _ATTRIBUTES if (value := part.get(name))]
    return "\n".join(words)


def _letters(text: str) -> str:
    return _NOISE.sub("", text)


def _holds(text: str, markdown: str) -> bool:
    """Whether the words of some Markdown are all in ``text``."""
    if _letters(markdown) in text:
        return True
    fenced = False
    for line in _COMMENT.sub("", markdown).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        pieces = (line,) if fenced else _pieces(read_inline(line).masked)
        if not all(_letters(piece) in text for piece in pieces):
            return False
    return True


def _is_lost(line: TextLine, text: str) -> bool:
    if line.kind in {Kind.TRAINER, Kind.QUIZ, Kind.META} or line.part in _SILENT:
        return False
    if _FENCE.match(line.text) or _DEFINITION.match(line.text):
        return False  # PAGE-27 looks after definitions
    if line.part is Part.CODE and _letters(line.text) in text:
        return False
    words = line.text if line.part is Part.CODE else line.inline.masked
    words = _HEADER.sub("", _ITEM.sub("", words)) if _HEADER.match(_ITEM.sub("", words)) else words
    plain = _letters(_ITEM.sub("", words))
    return plain not in text and any(_letters(piece) not in text for piece in _pieces(words))


def _pieces(masked: str) -> Iterator[str]:
    """A line's words without syntax, in the pieces that stand together in the page."""
    plain = _ITEM.sub("", _LISTS.sub(MASK, _REFERENCE.sub(MASK, masked)))
    for piece in plain.split(MASK):
        if piece.strip():
            yield html.unescape(piece)
