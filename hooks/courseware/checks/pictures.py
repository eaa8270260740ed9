"""Pictures: where pages use them, whether their files can be read, shown and printed."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from courseware.checks.inspection import prose_lines
from courseware.checks.links import SCRIPT_SCHEMES
from courseware.checks.safety import SAFE_4
from courseware.course.layout import ASSETS
from courseware.text.finding import E, Location, Rule, Scope, W, did_you_mean
from courseware.text.lines import Kind
from courseware.text.rules import FIG_1, FIG_2
from courseware.text.svg import check_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic
    from courseware.text.inline import Link
    from courseware.text.parts import TextLine

# fmt: off
FILE_6 = Rule(
    "FILE-6", E, "文件名不合规",
    "文件名“{name}”不合规；只用小写英文字母、数字和短横线，例如 five-segments.svg",
    "中文、空格和大写在别的系统和网址里会变样，链接就断了。",
    bad="网络 架构.svg", good="network-map.svg", scope=Scope.PAGE,
)
FIG_4 = Rule(
    "FIG-4", E, "图片没有替代文字",
    "图片没有替代文字；请在 ![ ] 里写一句读图得到什么",
    "看不见图的人靠替代文字学习，图没加载出来时也靠它。",
    bad="![](billing.svg)", good="![时间轴：余额是一刻的数，账单是一段的数](billing.svg)",
)
FIG_5 = Rule(
    "FIG-5", W, "替代文字没有说图里有什么",
    "替代文字“{alt}”没有说图里有什么；请写读图得到什么",
    "“一张图”等于没有说。", bad="![示意图](billing.svg)",
    good="![时间轴：余额是一刻的数](billing.svg)",
)
FIG_6 = Rule(
    "FIG-6", W, "图片没有图题",
    '图片没有图题；请在地址后面加上 "一句话结论"', "图题说出看完图该记住的一句话。",
    bad="![……](billing.svg)", good='![……](billing.svg "余额看一刻，账单管一段")',
)
FIG_7 = Rule(
    "FIG-7", W, "图片没有用到",
    "没有一页用到这张图片；请在课文里引用，或删除文件",
    "没用的图会一起发布，占地方也容易误用。",
    scope=Scope.COURSE,
)
FIG_8 = Rule(
    "FIG-8", W, "图片太大",
    "图片有 {size} KB，超过 {limit} KB；请简化或重新导出", "学员常用手机流量打开页面。",
)
FIG_12 = Rule(
    "FIG-12", E, "两张图片同名",
    "文件名“{name}”已经用在 {other}；请改名", "同名的图在印刷版和引用时分不清。",
    scope=Scope.COURSE,
)
FIG_13 = Rule(
    "FIG-13", E, "图片格式不支持",
    "不支持 {kind} 格式；请换成 SVG，照片可用 PNG 或 JPG", "印刷版只会画 SVG、PNG 和 JPG。",
)
# fmt: on


KINDS = {".svg": 40, ".png": 200, ".jpg": 200, ".jpeg": 200}
"""Picture formats and the largest file of each, in KB."""
PICTURES = frozenset({*KINDS, ".gif", ".webp", ".bmp", ".avif", ".tif", ".tiff"})
SHORTEST_ALT = 6
FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")

_SAYS_NOTHING = re.compile(
    r"(?:一?张?|如|见|这是|此)?"
    r"(?:图片|示意图|插图|配图|截图|图示|图|照片|image|picture)\d*(?:一张|如下)?"
)


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about the uses of pictures and about their files."""
    used: set[str] = set()
    for page in course.pages.values():
        for line in prose_lines(page):
            for link in line.inline.links:
                if link.image:
                    yield from _use(course, page, line, link, used)
                elif (path := _resolved(page, link.target)) in course.project.files:
                    used.add(path)
    yield from _files(course, used)
    for path, text in course.project.pictures.items():
        if path not in course.project.unreadable:
            yield from check_svg(path, text)


def _resolved(page: Page, target: str) -> str:
    path = unquote(target.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))


def _use(
    course: Inspection, page: Page, line: TextLine, link: Link, used: set[str]
) -> Iterator[Diagnostic]:
    start = page.source.at(line.number, link.column)
    place = page.source.at(line.number, link.target_column)
    alt = link.text.strip()
    name = posixpath.basename(link.target)
    if not alt:
        yield FIG_4.at(start)
    elif len(alt) < SHORTEST_ALT or _SAYS_NOTHING.fullmatch(alt.rstrip("。")) or alt == name:
        where = page.source.at(line.number, link.text_column)
        yield FIG_5.at(where, width=len(link.text), alt=alt)
    if page.lesson and not link.title.strip() and line.kind is Kind.PROSE:
        yield FIG_6.at(start)
    try:
        scheme = urlsplit(link.target).scheme
    except ValueError:
        scheme = "?"
    if scheme in SCRIPT_SCHEMES:
        return
    if scheme or link.target.startswith("//"):
        yield SAFE_4.at(place, width=len(link.target), url=link.target)
        return
    path = _resolved(page, link.target)
    width = len(link.target)
    if link.target.startswith("/") or not path.startswith("docs/"):
        yield FIG_2.at(place, width=width, src=link.target)
    elif path not in course.project.files:
        hint = did_you_mean(path, [p for p in course.project.pictures if _beside(p, path)])
        yield FIG_1.at(place, width=width, src=link.target, hint=hint)
    else:
        used.add(path)
        suffix = posixpath.splitext(path)[1]
        if suffix.lower() not in KINDS:
            yield FIG_13.at(place, width=width, kind=suffix or "这种")


def _beside(path: str, other: str) -> bool:
    return posixpath.dirname(path) == posixpath.dirname(other)


def _files(course: Inspection, used: set[str]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for path, size in sorted(course.project.files.items()):
        folder, name = posixpath.split(path)
        suffix = posixpath.splitext(name)[1].lower()
        if not FILE_NAME.fullmatch(name):
            yield FILE_6.at(Location(path), name=name)
        if suffix not in PICTURES or path.startswith(ASSETS):
            continue
        if path not in used:
            yield FIG_7.at(Location(path))
        limit = KINDS.get(suffix, KINDS[".png"])
        if size > limit * 1024:
            yield FIG_8.at(Location(path), size=-(-size // 1024), limit=limit)
        other = first.setdefault(name, folder)
        if other != folder:
            yield FIG_12.at(Location(path), name=name, other=other)
