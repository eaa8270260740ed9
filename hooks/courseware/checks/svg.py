"""An SVG file: readable, described, without programs or foreign parts, large enough text.

Read with expat, the one parser of the standard library that knows line and column.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from courseware.messages import finding
from courseware.model import Location

if TYPE_CHECKING:
    from courseware.model import Diagnostic

SMALLEST_TEXT = 16.0
"""Smallest text, in units of a picture 480 wide."""
FORBIDDEN = {
    "script": "脚本 <script>", "style": "样式 <style>", "foreignObject": "网页片段 <foreignObject>",
    "image": "图片 <image>", "iframe": "<iframe>", "video": "<video>", "audio": "<audio>",
    "animate": "动画 <animate>", "animateTransform": "动画 <animateTransform>", "set": "动画 <set>",
    "a": "链接 <a>", "filter": "滤镜 <filter>", "use": "引用 <use>",
    "linearGradient": "渐变 <linearGradient>", "radialGradient": "渐变 <radialGradient>",
}  # fmt: skip
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|(?:https?:)?//")
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
    first: set[str] = field(default_factory=set)
    said: str = ""
    root: Location | None = None

    def __post_init__(self) -> None:
        """Parse; what expat refuses becomes a finding."""
        data = self.text.removeprefix("\ufeff").encode("utf-8", "replace")
        self._lines = data.split(b"\n")
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
        except _StopError:
            return
        except expat.ExpatError as error:
            place = self._place(error.lineno, error.offset)
            self._fault("FIG-3", place, src=posixpath.basename(self.path), reason="XML 没有写对")
            return
        for tag in ("title", "desc"):
            if tag not in self.first and self.root:
                self._fault("FIG-9", self.root, tag=tag)

    _lines: list[bytes] = field(default_factory=list, init=False)
    _parser: expat.XMLParserType = field(init=False)

    def _here(self) -> Location:
        return self._place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber)

    def _place(self, line: int, column: int) -> Location:
        """Expat counts columns from 0, some versions in bytes; we count characters."""
        row = self._lines[line - 1] if 0 < line <= len(self._lines) else b""
        return Location(self.path, line, len(row[:column].decode("utf-8", "ignore")) + 1)

    def _fault(self, code: str, place: Location, **facts: Any) -> None:
        self.found.append(finding(code, place, **facts))

    def _doctype(self, *_: object) -> None:
        self._fault("FIG-10", self._here(), what="文档类型声明 <!DOCTYPE>")
        raise _StopError

    def _instruction(self, target: str, _data: str) -> None:
        self._fault("FIG-10", self._here(), what=f"处理指令 <?{target}?>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        place = self._here()
        if len(self.stack) >= _MAX_DEPTH:
            self._fault("FIG-3", place, src=posixpath.basename(self.path), reason="嵌套太深")
            raise _StopError
        if not self.stack:
            self._root(tag, attributes, place)
        if tag in FORBIDDEN:
            self._fault("FIG-10", place, what=FORBIDDEN[tag])
        for key, value in attributes.items():
            self._attribute(key.rpartition(":")[2], value, place)
        size = _NUMBER.match(attributes.get("font-size", ""))
        self.sizes.append(float(size[1]) if size else (self.sizes[-1] if self.sizes else 16.0))
        if tag in {"text", "tspan"} and self.sizes[-1] < SMALLEST_TEXT and (tag == "text" or size):
            facts = {"size": f"{self.sizes[-1]:g}", "limit": f"{SMALLEST_TEXT:g}"}
            self._fault("FIG-11", place, **facts)
        self.stack.append(tag)
        self.said = ""

    def _root(self, tag: str, attributes: dict[str, str], place: Location) -> None:
        self.root = place
        if tag != "svg":
            reason = f"最外层是 <{tag}>"
            self._fault("FIG-3", place, src=posixpath.basename(self.path), reason=reason)
            raise _StopError
        if len(attributes.get("viewBox", "").split()) != 4:  # noqa: PLR2004 - x y width height
            self._fault("FIG-14", place)

    def _attribute(self, key: str, value: str, place: Location) -> None:
        if key in {"style", "class"}:
            self._fault("FIG-10", place, what=f"属性 {key}")
        elif key.lower().startswith("on"):
            self._fault("FIG-10", place, what=f"事件 {key}")
        elif key == "href" or (_OUTSIDE.search(value) and key not in {"xmlns", "xlink", "svg"}):
            self._fault("FIG-10", place, what=f"引用 {key}=“{value[:40]}”")

    def _text(self, text: str) -> None:
        if self.stack and self.stack[-1] in {"title", "desc"}:
            self.said += text

    def _end(self, name: str) -> None:
        tag = self.stack.pop()
        self.sizes.pop()
        if len(self.stack) == 1 and tag in {"title", "desc"} and self.said.strip():
            self.first.add(name)
