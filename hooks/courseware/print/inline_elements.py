"""Inline HTML → Typst expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.print.drawings import inline_picture
from courseware.print.references import web_address
from courseware.print.rules import PRINT_1
from courseware.print.syntax import call, literal, sequence
from courseware.questions.rendering import GAP
from courseware.text.html import classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope

WRAPPERS = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "kbd": "keycap",
    "sub": "sub",
    "sup": "super",
}
TRANSPARENT = frozenset({"span", "abbr", "small", "cite", "label"})
POLICY = "【以本企业现行规定为准"
TERM = "mdx-term"
_UNITS = (
    "工作日|分钟|小时|毫秒|比特|字节|千米|公里|兆赫|万元|个月|兆|分|秒|天|日|年|月|周|号|元|角|"
    "个|次|位|条|题|页|节|章|步|级|种|人|倍|度|米|字|项|件|颗|台|部|层|类|张|路|圈|句|组|遍|岁|"
    "[kKMGT]?(?:bps|bit|Hz|B)(?:/s)?|[kcmnμ]?m(?![A-Za-z])|dBm?|ms|s(?![A-Za-z])|W|V|%|℃"
)
_QUANTITY = re.compile(
    rf"(?<![A-Za-z0-9.\-])\d+(?:[.,:]\d+)*(?: ?[–—~～-] ?\d+(?:\.\d+)?)? ?(?:{_UNITS})"
)
"""A number and its unit, which no line end may part."""


def children(element: HtmlElement, scope: Scope) -> str:
    """All that is inside ``element``, as one expression."""
    return sequence(parts(element, scope))


def parts(element: HtmlElement, scope: Scope) -> Iterator[str]:
    """Text and inline children of ``element``, in order."""
    yield from words(element.text)
    for child in element:
        yield node(child, scope)
        yield from words(child.tail)


def words(text: str | None) -> Iterator[str]:
    """Plain text; a company rule in it gets its thin rule, a number stays with its unit."""
    rest = text or ""
    while rest:
        start = rest.find(POLICY)
        end = rest.find("】", start) + 1
        if start < 0 or not end:
            yield from quantities(rest)
            return
        yield from quantities(rest[:start])
        yield call("policy", literal(rest[start:end]))
        rest = rest[end:]


def quantities(text: str) -> Iterator[str]:
    """Plain text, each number tied to its unit."""
    end = 0
    for match in _QUANTITY.finditer(text):
        if match.start() > end:
            yield literal(text[end : match.start()])
        yield call("unbroken", literal(match[0]))
        end = match.end()
    if end < len(text):
        yield literal(text[end:])


def node(element: HtmlElement, scope: Scope) -> str:
    """One inline element; empty for what isn't printed."""
    if not isinstance(element.tag, str):
        return ""
    special = _SPECIAL.get(element.tag)
    if special is not None:
        return special(element, scope)
    if element.tag in WRAPPERS:
        if footnote := _footnote(element, scope):
            return footnote
        return call(WRAPPERS[element.tag], children(element, scope))
    if element.tag not in TRANSPARENT:
        scope.report(PRINT_1, tag=element.tag)
    return children(element, scope)


def _code(element: HtmlElement, _scope: Scope) -> str:
    return call("raw", literal(str(element.text_content())))


def _break(_element: HtmlElement, _scope: Scope) -> str:
    return call("linebreak")


def _link(element: HtmlElement, scope: Scope) -> str:
    names = classes(element)
    body = children(element, scope)
    href = (element.get("href") or "").strip()
    if TERM in names and scope.indexed:
        _, _, name = href.partition("#term-")
        return sequence([body, call("term-use", literal(name))])
    if TERM in names or not href:
        return body
    if address := web_address(href):
        shown = literal(address)
        if str(element.text_content()).strip() == address:
            return call("link", shown, body)
        return call("outward", shown, body)
    label, place = scope.links.target(scope.path, href)
    if label:
        return call("inward", call("label", literal(label)), literal(place), body)
    return call("elsewhere", literal(place), body) if place else body


def _field(element: HtmlElement, _scope: Scope) -> str:
    """The box of a task list's item."""
    if element.get("type") == "checkbox":
        return call("task", "true" if element.get("checked") is not None else "false")
    return ""


def _gap(element: HtmlElement, _scope: Scope) -> str:
    """A gap of a question; its ``width`` is that of its longest answer, in characters."""
    return call("gap", element.get("width") or "0")


def _image(element: HtmlElement, scope: Scope) -> str:
    return inline_picture(element, scope)


def _footnote(element: HtmlElement, scope: Scope) -> str:
    """Python-Markdown's note mark → the note itself, at the foot of the page."""
    marks = [e for e in element if isinstance(e.tag, str) and "footnote-ref" in classes(e)]
    if not marks:
        return ""
    name = (marks[0].get("href") or "").removeprefix("#")
    notes = element.getroottree().xpath("//*[@id=$name]", name=name)
    body: Iterable[str] = (
        children(paragraph, scope) for note in notes for paragraph in note.iter("p")
    )
    return call("footnote", sequence(body))


_SPECIAL: dict[str, Callable[[HtmlElement, Scope], str]] = {
    "a": _link,
    "br": _break,
    "code": _code,
    "img": _image,
    "input": _field,
    GAP: _gap,
}
