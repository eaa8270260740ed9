"""An SVG file: readable, described, without programs or foreign parts, large enough text.

Read with expat, the one parser of the standard library that knows line and column.
"""

from __future__ import annotations

import math
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from courseware.text.allowed import SVG_ATTRIBUTES, SVG_ELEMENTS, authored_name, svg_value_fault
from courseware.text.finding import Location, Rule
from courseware.text.rules import FIG_3, FIG_9, FIG_10, FIG_11, FIG_14

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

PHONE_WIDTH = 328.0
"""How wide a picture is on a phone 360 px wide: the page keeps a margin of 16 on both sides."""
SMALLEST_TEXT = 13.6
"""Smallest text on that phone, in px: 0.85 of the text around it."""
_NAMES = {
    "script": "脚本", "style": "样式", "foreignobject": "网页片段", "image": "图片",
    "animate": "动画", "animatetransform": "动画", "animatemotion": "动画", "set": "动画",
    "a": "链接", "filter": "滤镜", "use": "引用",
    "lineargradient": "渐变", "radialgradient": "渐变",
}  # fmt: skip
"""What is often found, in words."""
_IN_HTML = {name.lower(): name for name in SVG_ELEMENTS}
"""Names as they come out when the drawing is put into a page: HTML knows no capitals."""
_MAX_DEPTH = 64
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*$")


def check_svg(path: str, text: str) -> list[Diagnostic]:
    """Findings about one picture; any text is fine."""
    return _Reading(path, text).found


class _StopError(Exception):
    """Reading can't go on; the finding is noted."""


@dataclass(slots=True)
class _Reading:
    """One pass over a picture."""

    path: str
    text: str
    found: list[Diagnostic] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    width: float = PHONE_WIDTH
    first: set[str] = field(default_factory=set)
    said: str = ""
    root: Location | None = None
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Parse; what expat refuses becomes a finding."""
        data = self.text.removeprefix("\ufeff").encode("utf-8", "replace")
        self._lines = data.split(b"\n")
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declaration
        self._parser.ProcessingInstructionHandler = self._instruction
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
        except _StopError:
            return
        except expat.ExpatError as error:
            place = self._place(error.lineno, error.offset)
            self._fault(FIG_3, place, src=posixpath.basename(self.path), reason="XML 没有写对")
            return
        for tag in ("title", "desc"):
            if tag not in self.first and self.root:
                self._fault(FIG_9, self.root, tag=tag)

    _lines: list[bytes] = field(default_factory=list, init=False)
    _parser: expat.XMLParserType = field(init=False)

    @property
    def name(self) -> str:
        """What its ids begin with in a page."""
        return posixpath.basename(self.path).removesuffix(".svg")

    def _here(self) -> Location:
        return self._place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber)

    def _place(self, line: int, column: int) -> Location:
        """Expat counts columns from 0, some versions in bytes; we count characters."""
        row = self._lines[line - 1] if 0 < line <= len(self._lines) else b""
        return Location(self.path, line, len(row[:column].decode("utf-8", "ignore")) + 1)

    def _fault(self, rule: Rule, place: Location, **facts: Any) -> None:
        self.found.append(rule.at(place, **facts))

    def _refuse(self, what: str, place: Location) -> None:
        """Say once of a picture what it must not hold: exports repeat it on every line."""
        if what not in self.told:
            self.told.add(what)
            self._fault(FIG_10, place, what=what)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """We read UTF-8; a browser would read what the file says of itself."""
        if encoding and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._refuse(f"编码声明 {encoding}（应是 UTF-8）", self._place(1, 0))

    def _doctype(self, *_: object) -> None:
        self._refuse("文档类型声明 <!DOCTYPE>", self._here())
        raise _StopError

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f"处理指令 <?{target}?>", self._here())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        place = self._here()
        if len(self.stack) >= _MAX_DEPTH:
            self._fault(FIG_3, place, src=posixpath.basename(self.path), reason="嵌套太深")
            raise _StopError
        if not self.stack:
            self._root(name, attributes, place)
        if name not in SVG_ELEMENTS:
            self._element(name, place)
        for key, value in attributes.items():
            self._attribute(key, value, place)
        size = _NUMBER.match(attributes.get("font-size", ""))
        self.sizes.append(float(size[1]) if size else (self.sizes[-1] if self.sizes else 16.0))
        shown = self.sizes[-1] * PHONE_WIDTH / self.width
        if shown < SMALLEST_TEXT and (name == "text" or (name == "tspan" and size)):
            least = math.ceil(SMALLEST_TEXT * self.width / PHONE_WIDTH)
            facts = {"shown": f"{math.floor(shown * 10) / 10:g}", "limit": f"{SMALLEST_TEXT:g}"}
            self._fault(FIG_11, place, canvas=f"{self.width:g}", least=least, **facts)
        self.stack.append(name)
        self.said = ""

    def _root(self, tag: str, attributes: dict[str, str], place: Location) -> None:
        self.root = place
        if tag != "svg":
            reason = f"最外层是 <{tag}>"
            self._fault(FIG_3, place, src=posixpath.basename(self.path), reason=reason)
            raise _StopError
        box = attributes.get("viewBox", "").split()
        if len(box) != 4:  # noqa: PLR2004 - x y width height
            self._fault(FIG_14, place)
        elif (width := _NUMBER.match(box[2])) and float(width[1]):
            self.width = float(width[1])

    def _element(self, name: str, place: Location) -> None:
        """A tag that is not on the list; in a page its capitals would not count."""
        plain = name.lower()
        if plain in _IN_HTML:
            what = f"写错大小写的 <{name}>（应是 <{_IN_HTML[plain]}>）"
        else:
            what = f"{_NAMES.get(plain, '标签')} <{name}>"
        self._refuse(what, place)

    def _attribute(self, key: str, value: str, place: Location) -> None:
        said = ""
        if key.lower().startswith("on"):
            said = f"事件 {key}"
        elif key.rpartition(":")[2].lower() == "href":
            said = f"引用 {key}=“{value[:40]}”"
        elif key not in SVG_ATTRIBUTES and not key.startswith("aria-"):
            said = f"属性 {key}"
        elif svg_value_fault(key, value):
            said = f"引用 {key}=“{value[:40]}”"
        elif key == "id" and not authored_name("id", f"{self.name}-{value}".lower(), ""):
            said = f"不能用的名字 id=“{value[:40]}”"
        if said:
            self._refuse(said, place)

    def _text(self, text: str) -> None:
        if self.stack and self.stack[-1] in {"title", "desc"}:
            self.said += text

    def _end(self, name: str) -> None:
        tag = self.stack.pop()
        self.sizes.pop()
        if len(self.stack) == 1 and tag in {"title", "desc"} and self.said.strip():
            self.first.add(name)
