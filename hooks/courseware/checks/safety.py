"""What must not stand in a page: programs, foreign files, HTML, comments to trainers."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from courseware.checks.inspection import Role
from courseware.checks.links import SCRIPT_SCHEMES
from courseware.text.finding import E, Rule, W
from courseware.text.inline import MASK
from courseware.text.lines import Kind
from courseware.text.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.parts import TextLine

# fmt: off
SAFE_1 = Rule(
    "SAFE-1", E, "不允许的 HTML",
    "这里不能用 <{tag}>；请删除，改用 Markdown 写法",
    "脚本和内嵌网页可能执行别人的程序，内容安全策略也会拦下它。", waivable=False,
)
SAFE_2 = Rule(
    "SAFE-2", E, "HTML 里有事件代码",
    "属性“{name}”会执行程序；请删除", "页面里只允许文字，不允许程序。", waivable=False,
)
SAFE_3 = Rule(
    "SAFE-3", E, "会执行程序的地址",
    "“{scheme}:”开头的地址不能用；请换成普通链接",
    "这种地址会在学员的浏览器里执行程序或夹带内容。", waivable=False,
)
SAFE_4 = Rule(
    "SAFE-4", E, "引用了站外的文件",
    "“{url}”是站外的文件；请下载到本节旁边再引用",
    "内网打不开站外文件，别人还能借此看到谁在学习。", waivable=False,
)
SAFE_5 = Rule(
    "SAFE-5", W, "课文里有 HTML",
    "课文里不写 HTML 标签 <{tag}>；请改用 Markdown 写法",
    "HTML 在印刷版里会丢失。",
)
SAFE_6 = Rule(
    "SAFE-6", W, "注释会被学员看到",
    "注释会原样留在网页源码里；请删除，给培训师的话写进讲师块",
    "谁都能查看网页源码。",
)
SAFE_7 = Rule(
    "SAFE-7", E, "网页里有不允许的标签",
    "读者会收到不允许的标签 <{tag}>{where}；请删除它，改用 Markdown 写法",
    "检查的是浏览器收到的成品：不管怎么拼写，只有名单里的标签能发布。",
    bad="<IFRAME\nsrc=…>", good="[网络覆盖与信号](coverage.md)", waivable=False,
)
SAFE_8 = Rule(
    "SAFE-8", E, "网页里有不允许的属性",
    "<{tag}> 上不能有 {name}=“{value}”{reason}{where}；请删除这个属性",
    "属性能执行程序、盖住网站自己的按钮，或冒用网站自己的名字；只有名单里的能发布。",
    bad="{ onclick=… }", waivable=False,
)
SAFE_9 = Rule(
    "SAFE-9", E, "网页里有不允许的地址",
    "<{tag}> 的地址 {name}=“{value}” {reason}{where}；请改成课程里的相对路径，"
    "或请维护者把网站加进 mkdocs.yml 的 hosts",
    "地址可能执行程序、带走读者，或让别人看到谁在学习；"
    "只能指到课程里，或用 https 指到许可的网站。",
    bad="[核对](java&#115;cript:alert(1))", good="[核对](verify.md)", waivable=False,
)
# fmt: on


FORBIDDEN = frozenset({
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form",
    "input", "button", "textarea", "select", "link", "meta", "base", "svg", "math", "template",
    "noscript", "portal", "audio", "video", "source", "track",
})  # fmt: skip
HARMLESS = frozenset({"br", "sub", "sup", "kbd"})
ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "poster", "data", "cite"})
KNOWN_COMMENTS = re.compile(r"\s*(?:question|task|fact|check:|course:)")

_MARKUP = re.compile(r"<[A-Za-z/!?]")
_DECLARATION = re.compile(r"<(?:\?|!(?!--))(?=\S)")
"""``<?…`` and ``<!…``: a browser takes them for comments, what stands in them vanishes."""
_QUIZ = re.compile(r"</?quiz>")
_UNCLOSED = re.compile(r"<(/?[A-Za-z][\w:-]*)(?=\s|$)[^<>]*(?:$|<)")
_LISTED_EVENT = re.compile(r"\{:?[^{}]*?\b(on[a-z]+)[ ]*=")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]^][^\[\]]*\]:[ ]*(\S+)")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about markup and addresses of every page."""
    for page in course.pages.values():
        for line in page.lines:
            yield from _addresses(page, line)
            yield from _comments(page, line)
            if "<" in line.text and line.part is not Part.CODE and line.kind is not Kind.CODE:
                yield from _markup(page, line)


def _addresses(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    places = [(link.target, link.target_column) for link in line.inline.links]
    places += [(url.text, url.column) for url in line.inline.urls]
    if definition := _DEFINITION.match(line.inline.markup):
        places.append((definition[1].strip("<>"), definition.start(1) + 1))
    for event in _LISTED_EVENT.finditer(line.inline.markup):
        place = page.source.at(line.number, event.start(1) + 1)
        yield SAFE_2.at(place, width=len(event[1]), name=event[1])
    for target, column in places:
        if scheme := script_scheme(target):
            place = page.source.at(line.number, column)
            yield SAFE_3.at(place, width=len(target), scheme=scheme)


def script_scheme(target: str) -> str:
    """The scheme of an address that runs or carries a program, else nothing."""
    bare = re.sub(r"[\s\x00-\x1f]", "", target).lower()
    scheme = bare.partition(":")[0] if ":" in bare else ""
    return scheme if scheme in SCRIPT_SCHEMES else ""


def _comments(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    spans = [(comment.text, comment.column) for comment in line.inline.comments]
    if line.part is Part.COMMENT and not spans and "<!--" in line.text:
        start = line.text.rfind("<!--")
        spans = [(line.text[start + 4 :], start + 1)]
    for text, column in spans:
        if line.kind is not Kind.TRAINER and not KNOWN_COMMENTS.match(text):
            yield SAFE_6.at(page.source.at(line.number, column))


def _markup(page: Page, line: TextLine) -> Iterator[Diagnostic]:
    visible = _QUIZ.sub(lambda found: MASK * len(found[0]), line.inline.markup)
    if not _MARKUP.search(visible):
        return
    if unclosed := _UNCLOSED.search(visible):
        place = page.source.at(line.number, unclosed.start() + 1)
        yield SAFE_1.at(place, width=len(unclosed[1]) + 1, tag=unclosed[1])
    for declared in _DECLARATION.finditer(visible):
        place = page.source.at(line.number, declared.start() + 1)
        yield SAFE_1.at(place, width=2, tag=declared[0][1:])
    for tag, attributes, column in _tags(visible):
        place = page.source.at(line.number, column)
        if tag in FORBIDDEN:
            yield SAFE_1.at(place, width=len(tag) + 1, tag=tag)
            continue
        allowed = tag in HARMLESS or (page.role is Role.OTHER and tag == "div")
        if not allowed:
            yield SAFE_5.at(place, width=len(tag) + 1, tag=tag)
        yield from _attributes(attributes, place)


def _attributes(attributes: list[tuple[str, str | None]], place: Location) -> Iterator[Diagnostic]:
    for name, value in attributes:
        address = value or ""
        if name.startswith("on"):
            yield SAFE_2.at(place, name=name)
        elif name == "style" and "url(" in address:
            yield SAFE_4.at(place, url=address[:60])
        elif name in ADDRESSES:
            if scheme := script_scheme(address):
                yield SAFE_3.at(place, scheme=scheme)
            elif name != "href" and _is_remote(address):
                yield SAFE_4.at(place, url=address[:60])


def _is_remote(address: str) -> bool:
    try:
        return bool(urlsplit(address.strip()).netloc)
    except ValueError:
        return True


class _Tags(HTMLParser):
    """Start tags of a line with their columns."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[str, list[tuple[str, str | None]], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, attrs, self.getpos()[1] + 1))
        self.clear_cdata_mode()

    handle_startendtag = handle_starttag


def _tags(text: str) -> list[tuple[str, list[tuple[str, str | None]], int]]:
    parser = _Tags()
    with suppress(AssertionError):  # html.parser's word for a declaration it can't read
        parser.feed(text)
    return parser.tags
