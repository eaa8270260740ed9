"""The course's own boxes: 来电 对话 话术 红线 查一查 轮到你 讲师, and plain ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import builder

from courseware.print import inline_elements
from courseware.print.rules import PRINT_6
from courseware.print.syntax import array, boolean, call, literal
from courseware.text.block_kinds import BLOCKS, DESK, DIALOGUE, PLAIN, TASK, TRAINER
from courseware.text.html import classes, remove
from courseware.text.ticks import set_boxes

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.print.page_state import Scope

if TYPE_CHECKING:
    Flow = Callable[[HtmlElement], str]

VERDICTS = ("误", "正")
_TURN = re.compile(r"\s*([^\s：（）]{1,8})(?:（([^）]{1,12})）)?：\s*")


def admonition(element: HtmlElement, scope: Scope, flow: Flow) -> str:
    """One box; its title paragraph is taken out first."""
    names = [name for name in classes(element) if name != "admonition"]
    kind = names[0] if names else ""
    title, spoken = _title(element, kind, scope)
    if kind == TRAINER and not scope.trainer:
        scope.report(PRINT_6, title=spoken or kind)
        return ""
    if kind == DIALOGUE:
        verdict = next((name for name in names if name in VERDICTS), "")
        return call("dialogue", literal(verdict), title, _turns(element, scope, flow))
    if kind == TASK:
        return _task(element, flow, title)
    if kind == DESK:
        return _desk(element, scope, flow, (title, spoken))
    box = BLOCKS[kind].box if kind in BLOCKS else PLAIN
    if box == PLAIN and not spoken:
        title = literal(kind)
    return call(box, title, flow(element))


def _task(element: HtmlElement, flow: Flow, title: str) -> str:
    """What to write, lines to write on; below them the model answer and what to tick."""
    set_boxes(element)
    below, parts = builder.DIV(), list(element)
    first = next((n for n, part in enumerate(parts) if part.tag in {"ul", "details"}), len(parts))
    if first > 1 and first < len(parts) and parts[first].tag == "ul":
        first -= 1  # the sentence that says what to tick
    for part in parts[first:]:
        below.append(part)
    return call("box-task", title, flow(element), flow(below))


def _desk(element: HtmlElement, scope: Scope, flow: Flow, title: tuple[str, str]) -> str:
    """A desk reference: its one table has its number beside the box's title."""
    code, spoken = title
    if len(list(element.iter("table"))) != 1 or not scope.numbers_tables:
        return call("box-desk", code, flow(element))
    number = literal(scope.tables.next())
    scope.numbers_tables = False
    body = flow(element)
    scope.numbers_tables = True
    return call("box-desk", code, body, number=number, caption=literal(spoken or scope.heading))


def _title(element: HtmlElement, kind: str, scope: Scope) -> tuple[str, str]:
    """The title as Typst and as text; ``none`` where the author gave none."""
    for child in element:
        if child.tag == "p" and "admonition-title" in classes(child):
            text = str(child.text_content()).strip()
            code = inline_elements.children(child, scope)
            remove(child)
            return ("none", "") if text.casefold() == kind.casefold() else (code, text)
    return "none", ""


def _turns(element: HtmlElement, scope: Scope, flow: Flow) -> str:
    """The dialogue's rows: turns, or whatever else the author put in."""
    rows = []
    for child in element:
        if child.tag == "ul":
            rows += [_turn(item, scope, flow) for item in child if item.tag == "li"]
        elif isinstance(child.tag, str):
            rows.append(call("aside", _words(child, scope, flow)))
    return array(rows)


def _words(item: HtmlElement, scope: Scope, flow: Flow) -> str:
    """What one turn says: bare text where it is one paragraph, so that a tag can precede it."""
    elements = [child for child in item if isinstance(child.tag, str)]
    if item.tag == "p":
        return inline_elements.children(item, scope)
    if len(elements) == 1 and elements[0].tag == "p" and not (item.text or "").strip():
        return inline_elements.children(elements[0], scope)
    return flow(item)


def _turn(item: HtmlElement, scope: Scope, flow: Flow) -> str:
    """“坐席（复述）：“…””: who speaks, what the turn does, the words."""
    first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    match = _TURN.match(first.text or "")
    if match is None:
        return call("aside", _words(item, scope, flow))
    first.text = (first.text or "")[match.end() :]
    act = literal(match[2]) if match[2] else "none"
    own = boolean(match[1].startswith("坐席"))
    return call("turn", literal(match[1]), act, _words(item, scope, flow), own=own)
