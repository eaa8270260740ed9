"""Files below ``docs/``: only what a course is made of, under names that are its own.

MkDocs publishes whatever lies there, as it is.
"""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING

from courseware.course.layout import PICTURES, REDIRECTS, SELF_EXAM
from courseware.text.finding import E, Location, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection
    from courseware.text.finding import Diagnostic

# fmt: off
FILE_8 = Rule(
    "FILE-8", E, "docs 里不能放这种文件",
    "“{name}”不是课文、数据或图片，不能放在 docs 里；请移走，图片请存成 {kinds}",
    "docs 里的文件会原样发布；网页、脚本和程序会在学员的浏览器或电脑里运行。",
    bad="docs/02-network/demo.html", good="docs/02-network/demo.svg",
    scope=Scope.PAGE, waivable=False,
)
FILE_9 = Rule(
    "FILE-9", E, "名字是网站自己要用的",
    "“{name}”是网站自己要用的名字；请改名，图片请放在用它的那一课旁边",
    "同名的文件会盖住网站的程序、设置或下载，大小写不同也一样。",
    bad="docs/assets/logo.svg", good="docs/01-overview/logo.svg",
    scope=Scope.PAGE, waivable=False,
)
FILE_10 = Rule(
    "FILE-10", E, "内容和后缀不符",
    "后缀是 {suffix}，内容却不是；请从原来的程序里重新导出，不要只改后缀",
    "换了后缀的文件在有的浏览器里会被当成别的东西打开。",
    scope=Scope.PAGE, waivable=False,
)
FILE_11 = Rule(
    "FILE-11", E, "两个文件的名字只差大小写",
    "和“{other}”只差大小写或编码写法；请改名",
    "Windows 和 macOS 上它们是同一个文件，一个会盖住另一个。",
    scope=Scope.COURSE, waivable=False,
)
# fmt: on


SITE_NAMES = frozenset({
    "404.html", "404.md", "assets", "downloads", "favicon.ico", "manifest.webmanifest", "pdf",
    "robots.txt", "search", "server", "sitemap.xml", "sitemap.xml.gz", "sw.js", "versions.json",
})  # fmt: skip
"""What the build writes at the top of the site, or servers and browsers ask for there."""


_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
}


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about every file, by its name and its first bytes."""
    project = course.project
    data = {project.settings.glossary, REDIRECTS, SELF_EXAM}
    first: dict[str, str] = {}
    for path in sorted(project.files):
        place = Location(path)
        name = posixpath.basename(path)
        suffix = posixpath.splitext(name)[1]
        if _folded(path).split("/")[1] in SITE_NAMES:
            yield FILE_9.at(place, name=path.split("/")[1])
        elif suffix not in {".md", *PICTURES} and path not in data:
            kinds = "、".join(PICTURES)
            yield FILE_8.at(place, name=name, kinds=kinds)
        elif not _is(suffix, project.heads.get(path)):
            yield FILE_10.at(place, suffix=suffix)
        other = first.setdefault(_folded(path), path)
        if other != path:
            yield FILE_11.at(place, other=other)


def _folded(path: str) -> str:
    """A path as file systems that fold case and normalise see it."""
    return unicodedata.normalize("NFKC", path).casefold()


def _is(suffix: str, head: bytes | None) -> bool:
    """Whether a file that begins with ``head`` is what its suffix says."""
    if head is None:
        return True
    if suffix == ".webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_BEGINNINGS.get(suffix, b""))
