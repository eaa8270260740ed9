"""Table of contents: pages that nobody can reach, chapters without a page or a number."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from courseware.course.layout import CHAPTER_FOLDER
from courseware.text.finding import E, Location, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.text.finding import Diagnostic

# fmt: off
NAV_3 = Rule(
    "NAV-3", E, "页面不在导航里",
    "这一页不在 mkdocs.yml 的 nav 里，读者找不到它；请加进 nav，或删除文件",
    "章以外的页面由 mkdocs.yml 的 nav 列出。", scope=Scope.COURSE,
)
NAV_4 = Rule(
    "NAV-4", E, "一章没有 index.md",
    "这个文件夹没有 index.md，里面的课都不会出现；请加上本章的 index.md",
    "文件夹靠 index.md 成为一章。", scope=Scope.COURSE,
)
NAV_6 = Rule(
    "NAV-6", E, "两章用了同一个序号",
    "序号 {number} 已经用在 {other}；请改文件夹名开头的两位数字",
    "章的顺序和编号由文件夹名的两位数字决定。", scope=Scope.COURSE,
)
# fmt: on


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about every page's place; its fields are looked at as the course is read."""
    named = course.project.settings.nav
    folders: dict[str, list[Page]] = {}
    for page in course.pages.values():
        folder = posixpath.dirname(page.path)
        folders.setdefault(folder, []).append(page)
        in_chapter = CHAPTER_FOLDER.match(folder)
        if not in_chapter and page.path.removeprefix("docs/") not in named:
            yield NAV_3.at(Location(page.path))
    numbers: dict[str, str] = {}
    for folder, pages in folders.items():
        chapter = CHAPTER_FOLDER.match(folder)
        if not chapter:
            continue
        if f"{folder}/index.md" not in course.pages:
            yield NAV_4.at(Location(pages[0].path))
        first = numbers.setdefault(chapter[1], folder)
        if first != folder:
            place = Location(f"{folder}/index.md")
            yield NAV_6.at(place, number=chapter[1], other=first)
