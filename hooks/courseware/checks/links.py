"""Links: targets and anchors exist, texts say where they go, nothing leads outside."""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from courseware.checks.inspection import prose_lines
from courseware.checks.swallowed import address_of
from courseware.text.finding import E, Rule, Scope, W, did_you_mean
from courseware.text.inline import without_blanks
from courseware.text.lines import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic, Location
    from courseware.text.inline import Link
    from courseware.text.parts import TextLine

# fmt: off
LINK_1 = Rule(
    "LINK-1", E, "链接的页面不存在",
    "找不到“{target}”{hint}；请改正路径",
    "断了的链接把学员带到空页。", scope=Scope.COURSE,
)
LINK_2 = Rule(
    "LINK-2", E, "链接的小节不存在",
    "“{page}”里没有“#{anchor}”这个小节{hint}；请改正 # 后面的部分",
    "小节改名以后，指到它的链接要跟着改。", scope=Scope.COURSE,
)
LINK_3 = Rule(
    "LINK-3", E, "链接用了绝对路径或指到课程外面",
    "“{target}”是绝对路径，或指到 docs 外面；请写从本页出发的相对路径",
    "课程会放在不同的网址和离线文件夹里，只有相对路径处处可用。",
    bad="[架构](/02-network/architecture.md)", good="[架构](../02-network/architecture.md)",
)
LINK_4 = Rule(
    "LINK-4", W, "链接文字没有说去哪里",
    "链接文字“{text}”没有说去哪里；请写出那一页讲什么",
    "读屏软件会单独读出链接，印在纸上也要看得懂。",
    bad="[点击这里](coverage.md)", good="[网络覆盖与信号](coverage.md)",
)
LINK_5 = Rule(
    "LINK-5", E, "站外链接不在许可名单里",
    "站外网址“{host}”不在许可名单里；请删除，或由维护者加进 mkdocs.yml 的 hosts",
    "站外内容会变、会失效，内网也打不开。",
)
LINK_6 = Rule(
    "LINK-6", E, "链接缺文字或缺地址",
    "链接缺少{what}；请补上", "缺一半的链接点不了，或者看不见。",
    bad="[](coverage.md)", good="[网络覆盖与信号](coverage.md)",
)
LINK_7 = Rule(
    "LINK-7", W, "裸露的网址",
    "正文里直接写了网址；请写成 [去处](网址)，或放进代码反引号",
    "网址读不出意思，也不会变成链接。",
)
LINK_8 = Rule(
    "LINK-8", E, "链接的写法不对",
    "这样写不成链接，或者会指错地方；请在同一行里写成 [文字](地址)，"
    "用半角圆括号，地址里和括号之间不留空格",
    "写法不对时，方括号和地址会原样印出来，或者链接指到没有的地方。",
    bad="[网络覆盖]（coverage.md）", good="[网络覆盖](coverage.md)",
)
# fmt: on


_EMPTY_WORDS = re.compile(
    r"(?:请|可|可以)?(?:点击|点|点按|戳|按|看|查看|访问|进入|跳转|了解|阅读|打开)?(?:这里|此处|此|这儿|链接|这个链接|本链接|"
    r"更多|详情|下面|上面|这篇|这一页|原文|网址|地址|here|more|link)"
    r"|点击|点我|查看|更多|详情|链接|下载|这|此"
)
_NEARLY = re.compile(
    r"(?<!\\)\[[^\[\]【】]+\](?:（[^（）\s]*(?:\.md|#|://)[^（）]*）|[ ]+\([^()]*(?:\.md|://|#)[^()]*\))"
)
_REFERENCE = re.compile(r"(?<!\\)\[[^\[\]]+\]\[([^\[\]]*)\]")
_UNREAD = re.compile(r"(?<!\\)\]\(")
"""The middle of a link of which the rest is not on this line, or not as a link's is written."""
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:")
_ID = re.compile(r"\{[^{}]*#([\w-]+)[^{}]*\}[ ]*$")
SCRIPT_SCHEMES = frozenset({"javascript", "data", "vbscript", "file", "blob"})


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the links of every page."""
    checker = _Links(course)
    for page in course.pages.values():
        defined = {
            found[1].lower() for line in page.lines if (found := _DEFINITION.match(line.text))
        }
        for line in prose_lines(page):
            for link in line.inline.links:
                if not link.image:
                    yield from checker.link(page, line, link)
            yield from checker.definition(page, line)
            yield from _bare(page, line, course)
            yield from _malformed(page, line, defined)


class _Links:
    """Resolves links within the course; anchors of a page are found once."""

    def __init__(self, course: Inspection) -> None:
        self.course = course
        self.by_name: dict[str, str] = {}
        self.by_folder: dict[str, list[str]] = {}
        for path in course.project.files:
            self.by_name.setdefault(posixpath.basename(path), path)
            self.by_folder.setdefault(posixpath.dirname(path), []).append(path)
        self.anchors: dict[str, frozenset[str]] = {}

    def link(self, page: Page, line: TextLine, link: Link) -> Iterator[Diagnostic]:
        place = page.source.at(line.number, link.target_column)
        text = link.text.strip()
        target = link.target
        if not target or not text:
            start = page.source.at(line.number, link.column)
            yield LINK_6.at(start, what="文字" if target else "地址")
            return
        if target.startswith("term:"):
            return
        bare = re.sub(r"[\s*“”《》。，！>→»…]", "", text)
        if _EMPTY_WORDS.fullmatch(bare) or text == target:
            where = page.source.at(line.number, link.text_column)
            yield LINK_4.at(where, width=len(link.text), text=text)
        yield from self._target(page, target, place)

    def definition(self, page: Page, line: TextLine) -> Iterator[Diagnostic]:
        """Findings about a line that is the address of links elsewhere in the page."""
        if found := address_of(line):
            target = found[2].strip("<>")
            column = found.start(2) + found[2].startswith("<") + 1
            if not target.startswith("term:"):
                yield from self._target(page, target, page.source.at(line.number, column))

    def _target(self, page: Page, target: str, where: Location) -> Iterator[Diagnostic]:
        width = len(target)
        try:
            parts = urlsplit(target)
            host = parts.hostname or ""
        except ValueError:
            yield LINK_1.at(where, width=width, target=target, hint="")
            return
        if parts.scheme in SCRIPT_SCHEMES:
            return
        if parts.scheme in {"mailto", "tel"}:
            yield LINK_5.at(where, width=width, host=parts.scheme)
        elif parts.scheme or target.startswith("//"):
            if not allowed(host, self.course.project.settings.hosts):
                yield LINK_5.at(where, width=width, host=host or target)
        else:
            yield from self._inside(page, target, where, width)

    def _inside(self, page: Page, target: str, place: Location, width: int) -> Iterator[Diagnostic]:
        path, _, anchor = target.partition("#")
        path = unquote(path.partition("?")[0])
        wanted = page.path
        if path:
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        if path.startswith("/") or not (wanted + "/").startswith("docs/"):
            yield LINK_3.at(place, width=width, target=target)
            return
        if wanted not in self.course.project.files:
            hint = self._near(page, wanted)
            yield LINK_1.at(place, width=width, target=target, hint=hint)
        elif anchor and wanted in self.course.pages:
            known = self._anchors(wanted)
            if unquote(anchor) not in known:
                hint = did_you_mean(unquote(anchor), known)
                column = place.column + target.index("#")
                place = page.source.at(place.line, column)
                facts = {"page": posixpath.basename(wanted), "anchor": anchor, "hint": hint}
                yield LINK_2.at(place, width=len(anchor) + 1, **facts)

    def _near(self, page: Page, wanted: str) -> str:
        """A file of the same name elsewhere, or of a name that is close."""
        folder = self.by_folder.get(posixpath.dirname(wanted), [])
        name = posixpath.basename(wanted)
        suffix = posixpath.splitext(name)[1]
        beside = {posixpath.basename(path): path for path in folder if path.endswith(suffix)}
        close = get_close_matches(name, beside, n=1, cutoff=0.7)
        near = self.by_name.get(name) or (beside[close[0]] if close else "")
        if not near:
            return ""
        return f"，是不是想写“{posixpath.relpath(near, posixpath.dirname(page.path))}”"

    def _anchors(self, path: str) -> frozenset[str]:
        if path not in self.anchors:
            page = self.course.pages[path]
            self.anchors[path] = frozenset(page_anchors(page, self.course.project.slug))
        return self.anchors[path]


def page_anchors(page: Page, slug: Callable[[str], str]) -> Iterator[str]:
    """Every anchor of a page that a link can lead to."""
    taken: set[str] = set()
    yield page.source.meta.text("id")
    for heading in page.headings:
        given = _ID.search(heading.text)
        name = given[1] if given else slug(plain(heading.text))
        anchor, count = name, 0
        while anchor in taken or not anchor:
            count += 1
            anchor = f"{name}_{count}"
        taken.add(anchor)
        yield anchor
    if page.lesson:
        yield from (f"q-{question.id}" for question in page.lesson.questions)


def plain(markdown: str) -> str:
    """A heading's text without the signs of Markdown, as the site makes anchors from it."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", markdown)
    return re.sub(r"(\*\*|__|`|(?<!\w)[*_]|[*_](?!\w))", "", text)


def allowed(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is on the list, itself or as part of a listed domain."""
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _bare(page: Page, line: TextLine, course: Inspection) -> Iterator[Diagnostic]:
    for url in line.inline.urls:
        place = page.source.at(line.number, url.column)
        if url.text.partition(":")[0] in SCRIPT_SCHEMES:
            continue
        yield LINK_7.at(place, width=len(url.text))
        try:
            host = urlsplit(url.text).hostname or ""
        except ValueError:
            host = ""
        if not allowed(host, course.project.settings.hosts):
            yield LINK_5.at(place, width=len(url.text), host=host or url.text)


def _malformed(page: Page, line: TextLine, defined: set[str]) -> Iterator[Diagnostic]:
    masked = line.inline.masked
    if "]" not in masked:
        return
    for found in _NEARLY.finditer(masked):
        yield LINK_8.at(page.source.at(line.number, found.start() + 1), width=len(found[0]))
    for found in _UNREAD.finditer(without_blanks(masked) if line.kind is Kind.QUIZ else masked):
        start = max(masked.rfind("[", 0, found.start()), 0)
        yield LINK_8.at(page.source.at(line.number, start + 1), width=found.end() - start)
    for found in _REFERENCE.finditer(masked):
        if found[1].lower() not in defined:
            place = page.source.at(line.number, found.start() + 1)
            yield LINK_8.at(place, width=len(found[0]))
