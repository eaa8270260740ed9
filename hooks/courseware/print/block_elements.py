"""Block HTML → Typst expressions: paragraphs, lists, tables, headings, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.print import inline_elements
from courseware.print.components import admonition
from courseware.print.drawings import figure, lone_image
from courseware.print.question_boxes import question
from courseware.print.references import anchor_label, answers_label
from courseware.print.rules import PRINT_2
from courseware.print.strays import strays
from courseware.print.syntax import boolean, call, literal, sequence
from courseware.print.tables import table
from courseware.questions.spots import SPOT, number_at, spots
from courseware.text.html import classes, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope

KEY_POINTS = "要点"
QUESTIONS = "自测"
SOURCES = "依据"
_DEEPEST = 6
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FOOTNOTES = "footnote"


def article(root: HtmlElement, scope: Scope) -> str:
    """A whole page: section by section, 要点 and 依据 set in their own way."""
    out = [*_paragraph(inline_elements.words((root.text or "").strip()))]
    section: list[str] = []
    title = ""
    for child in root:
        if child.tag == "h2":
            out += _section(title, section)
            section, title = [], str(child.text_content()).strip()
            if title == KEY_POINTS:
                out.append(call("place.flush"))
            out.append(_heading(child, scope))
            asked = title == QUESTIONS and spots(root)
            if asked and not scope.answers_in_place:
                out.append(call("answers-hint", literal(answers_label(scope.path))))
        elif child.tag in _HEADINGS:
            section.append(_heading(child, scope))
        elif child.tag == "ul" and title == KEY_POINTS:
            points = call("key-points", *_entries(child, scope))
            section.append(_after_strays(child, points, scope))
        elif (image := lone_image(child)) is not None:
            section.append(figure(image, scope, floating=not _fills_its_section(child)))
        else:
            section.append(block(child, scope))
        section += _paragraph(inline_elements.words((child.tail or "").strip()))
    return sequence([*out, *_section(title, section)])


def _fills_its_section(element: HtmlElement) -> bool:
    """Whether it stands alone under its heading, which would be left empty if it floated away."""
    above, below = element.getprevious(), element.getnext()
    return (
        above is not None
        and above.tag in _HEADINGS
        and (below is None or below.tag in _HEADINGS)
        and not (above.tail or element.tail or "").strip()
    )


def _section(title: str, codes: list[str]) -> list[str]:
    return [call("sources", sequence(codes))] if title == SOURCES and codes else codes


def _paragraph(codes: Iterable[str]) -> list[str]:
    found = [code for code in codes if code]
    return [call("par", sequence(found))] if found else []


def flow(container: HtmlElement, scope: Scope, *, paragraphs: bool = True) -> str:
    """Everything in a container that may mix text and blocks.

    Text that stands beside blocks is a paragraph, or stays bare (``paragraphs`` false),
    as in the items of a tight list.
    """
    out: list[str] = []
    text = list(inline_elements.words(container.text))
    for child in container:
        if _is_block(child):
            out += _loose(text, paragraphs=paragraphs)
            out.append(block(child, scope))
            text = []
        else:
            text.append(inline_elements.node(child, scope))
        text += inline_elements.words(child.tail)
    return sequence([*out, *_loose(text, paragraphs=paragraphs)])


def _loose(codes: list[str], *, paragraphs: bool) -> list[str]:
    return _paragraph(codes) if paragraphs else codes


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS or element.tag in _HEADINGS


def block(element: HtmlElement, scope: Scope) -> str:
    """One block element; empty for what isn't printed."""
    if not isinstance(element.tag, str) or _FOOTNOTES in classes(element):
        return ""
    if element.tag in _HEADINGS:
        return _minor_heading(element, scope)
    make = _BLOCKS.get(element.tag)
    if make is not None:
        return make(element, scope)
    return "".join(_paragraph([inline_elements.node(element, scope)]))


def _heading(element: HtmlElement, scope: Scope) -> str:
    """A heading of the page: a bookmark and, unless every lesson has it, in the contents."""
    if not str(element.text_content()).strip():
        return ""
    wanted = scope.level + max(_HEADINGS.index(element.tag) - 1, 0)
    level = min(wanted, scope.last_level + 1, _DEEPEST)
    if level < wanted:
        scope.report(PRINT_2, title=str(element.text_content()).strip())
    scope.last_level = level
    scope.heading = str(element.text_content()).strip()
    routine = str(element.text_content()).strip() in (KEY_POINTS, QUESTIONS, SOURCES)
    outlined = boolean(scope.lesson is not None and not routine)
    body = inline_elements.children(element, scope)
    return call("section", str(level), _anchor(element, scope), body, outlined=outlined)


def _minor_heading(element: HtmlElement, scope: Scope) -> str:
    """A heading within a box, a list or a question: bold, but no part of the outline."""
    if not str(element.text_content()).strip():
        return ""
    return call("minor-heading", _anchor(element, scope), inline_elements.children(element, scope))


def _anchor(element: HtmlElement, scope: Scope) -> str:
    name = element.get("id")
    return literal(anchor_label(scope.path, name) if name else "")


def _text(element: HtmlElement, scope: Scope) -> str:
    if (image := lone_image(element)) is not None:
        return figure(image, scope, floating=False)
    return "".join(_paragraph(inline_elements.parts(element, scope)))


def _bullets(element: HtmlElement, scope: Scope) -> str:
    code = call("list", *_entries(element, scope), tight=_tight(element))
    return _after_strays(element, code, scope)


def _numbers(element: HtmlElement, scope: Scope) -> str:
    start = element.get("start") or "1"
    number = start if start.isdecimal() else "1"
    code = call("enum", *_entries(element, scope), start=number, tight=_tight(element))
    return _after_strays(element, code, scope)


def _entries(element: HtmlElement, scope: Scope) -> list[str]:
    return [flow(item, scope, paragraphs=False) for item in element if item.tag == "li"]


def _after_strays(element: HtmlElement, code: str, scope: Scope) -> str:
    outside = strays(element)
    return code if outside is None else sequence([flow(outside, scope), code])


def _tight(element: HtmlElement) -> str:
    loose = any(child.tag == "p" for item in element for child in item)
    return "false" if loose else "true"


def _definitions(element: HtmlElement, scope: Scope) -> str:
    pairs: list[tuple[str, str]] = []
    unnamed: list[str] = []
    for child in element:
        if child.tag == "dt":
            pairs.append((inline_elements.children(child, scope), ""))
        elif child.tag == "dd" and pairs:
            name, body = pairs[-1]
            pairs[-1] = (name, sequence([body, flow(child, scope)]))
        elif child.tag == "dd":
            unnamed.append(flow(child, scope))
    terms = call("terms", *(call("terms.item", name, body or "[]") for name, body in pairs))
    return _after_strays(element, sequence([*unnamed, terms]) if unnamed else terms, scope)


def _quotation(element: HtmlElement, scope: Scope) -> str:
    return call("quote", flow(element, scope), block="true")


def _rule(_element: HtmlElement, _scope: Scope) -> str:
    return call("thin-rule")


def _code(element: HtmlElement, _scope: Scope) -> str:
    return call("raw", literal(str(element.text_content()).strip("\n")), block="true")


def _table(element: HtmlElement, scope: Scope) -> str:
    code = table(element, lambda cell: flow(cell, scope, paragraphs=False))
    number = scope.tables.next() if code and scope.numbers_tables else ""
    if number:
        code = call("numbered", literal(number), literal(scope.heading), code)
    return _after_strays(element, code, scope)


def _details(element: HtmlElement, scope: Scope) -> str:
    title = "[]"
    for child in element:
        if child.tag == "summary":
            title = inline_elements.children(child, scope)
            remove(child)
            break
    return call("box-plain", title, flow(element, scope))


def _division(element: HtmlElement, scope: Scope) -> str:
    names = classes(element)
    if "admonition" in names:
        return admonition(
            element, scope, lambda part: flow(part, scope, paragraphs=part.tag != "li")
        )
    if SPOT in names:
        asked = scope.asked[number_at(element)]
        return question(asked, scope, lambda part: flow(part, scope, paragraphs=False))
    if "highlight" in names:
        return _code(element, scope)
    return flow(element, scope)


_BLOCKS: dict[str, Callable[[HtmlElement, Scope], str]] = {
    "p": _text,
    "ul": _bullets,
    "ol": _numbers,
    "dl": _definitions,
    "caption": _text,
    "blockquote": _quotation,
    "hr": _rule,
    "pre": _code,
    "table": _table,
    "details": _details,
    "div": _division,
    "section": _division,
}
