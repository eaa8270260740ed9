"""Lines that Markdown takes for something else and drops, or reads no further than.

An address for links is not shown, the second of two footnotes of one name takes the place of the
first, and what follows an HTML tag that never ends is no Markdown.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from courseware.text.allowed import AUTHORED
from courseware.text.finding import E, Rule
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.parts import TextLine

# fmt: off
PAGE_27 = Rule(
    "PAGE-27", E, "这一行会被当成链接的地址",
    "“[名字]: ”开头的一行是链接的地址，不会显示；请去掉方括号，冒号写成“：”",
    "这一行的文字会从网页和印刷版上消失。",
    bad="[注意]: 先核身", good="注意：先核身",
)
PAGE_28 = Rule(
    "PAGE-28", E, "同名的脚注写了两次",
    "脚注“{name}”在第 {line} 行又写了一次，这一行的注文会消失；请给其中一条换个名字",
    "同名的脚注只留下最后一条，前面的注文在网页和印刷版上都没有。",
    bad="[^1]: 见合同。\n\n[^1]: 见账单。", good="[^1]: 见合同。\n\n[^2]: 见账单。",
)
PAGE_29 = Rule(
    "PAGE-29", E, "HTML 标签没有结束",
    "<{tag}> 没有在它开始的地方（同一个提示块、同一道题）结束，后面的内容会消失或排乱；"
    "请在它的内容之后写 </{tag}>，或删去这个标签",
    "没有结束的标签会把后面的内容全都吞进去。",
    bad="<div markdown>\n\n正文\n\n<div>", good="<div markdown>\n\n正文\n\n</div>",
)
# fmt: on


DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:[ \t]*(\S+)")
"""A line that is the address of a link: its name and its target."""
_ADDRESS = re.compile(
    r"<?(?:[A-Za-z][A-Za-z0-9+.-]*:|[#./]|[\w-]+/|(?:[\w-]+/)*[\w-]+\.[A-Za-z]{2,4}(?![\w.]))",
    re.ASCII,
)
_FOOTNOTE = re.compile(r"\s*(\[\^[^\]]*\]):")
_EMPTY = frozenset({"br", "hr", "img", "wbr"})
"""Elements of which HTML knows no end tag."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the lines of every page that would not be shown."""
    for page in course.pages.values():
        if page.source.readable:
            yield from _definitions(page)
            yield from _footnotes(page)
            yield from _open_tags(page)


def address_of(line: TextLine) -> re.Match[str] | None:
    """The line as name and target, if it is the address of a link and looks like one."""
    found = DEFINITION.match(line.text) if line.part is Part.TEXT else None
    return found if found and _ADDRESS.match(found[2]) else None


def _definitions(page: Page) -> Iterator[Diagnostic]:
    for line in page.lines:
        found = DEFINITION.match(line.text) if line.part is Part.TEXT else None
        if not found:
            continue
        used = any(f"[{found[1]}]" in other.text for other in page.lines if other is not line)
        if not used or not _ADDRESS.match(found[2]):
            place = page.source.at(line.number, line.indent + 1)
            yield PAGE_27.at(place, width=len(line.text.strip()))


def _footnotes(page: Page) -> Iterator[Diagnostic]:
    last: dict[str, TextLine] = {}
    for line in page.lines:
        found = _FOOTNOTE.match(line.text) if line.part is Part.TEXT else None
        if not found:
            continue
        if before := last.get(found[1]):
            place = page.source.at(before.number, before.indent + 1)
            yield PAGE_28.at(place, width=len(found[1]) + 1, name=found[1], line=line.number)
        last[found[1]] = line


class _Tags(HTMLParser):
    """Tags of a page that are still open, in order: name, line and column from 0.

    ``zones`` are the parts of the page that its lines belong to: a tag ends where it began.
    """

    def __init__(self, zones: list[object]) -> None:
        super().__init__(convert_charrefs=False)
        self.zones = zones
        self.open: list[tuple[str, int, int]] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that has to end."""
        if tag in AUTHORED and tag not in _EMPTY:
            line, column = self.getpos()
            self.open.append((tag, line - 1, column))
        self.clear_cdata_mode()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Like any other: HTML ends no element by a slash."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag of that name in this part of the page."""
        zone = self.zones[self.getpos()[0] - 1]
        for index in range(len(self.open) - 1, -1, -1):
            name, line, _ = self.open[index]
            if name == tag and self.zones[line] == zone:
                del self.open[index]
                return


def _open_tags(page: Page) -> Iterator[Diagnostic]:
    hidden = {Part.CODE, Part.COMMENT}
    shown = ["" if line.part in hidden else line.inline.markup for line in page.lines]
    if not any("<" in text for text in shown):
        return
    tags = _Tags(list(_zones(page)))
    with suppress(AssertionError):  # html.parser's word for a declaration it can't read
        tags.feed("\n".join(shown))
    for tag, index, column in tags.open:
        line = page.lines[index]
        place = page.source.at(line.number, column + 1)
        yield PAGE_29.at(place, width=len(tag) + 1, tag=tag)


def _zones(page: Page) -> Iterator[object]:
    """The block and the question that each line belongs to, each of which is rendered by itself."""
    question = 0
    for line in page.lines:
        question += "<quiz>" in line.inline.markup
        yield line.block, question if line.kind is Kind.QUIZ else 0
