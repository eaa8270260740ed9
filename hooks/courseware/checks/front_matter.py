"""Front matter and table of contents: fields, values, pages that nobody can reach."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from courseware.checks.inspection import Inspection, Page, Role
from courseware.course.layout import CHAPTER_FOLDER
from courseware.course.rules import META_5
from courseware.text.finding import Diagnostic, E, Location, Rule, Scope, W, did_you_mean
from courseware.text.yaml import YamlList, YamlMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.text.yaml import Value

# fmt: off
META_7 = Rule(
    "META-7", W, "字段名不认识",
    "页首没有“{key}”这个字段{hint}；请改名或删除",
    "写错名字的字段不起作用。", bad="minute: 40", good="minutes: 40",
)
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


ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Field(NamedTuple):
    """A field's shape: which values are right, and how to say so."""

    pattern: re.Pattern[str] | None
    expected: str
    listed: bool = False


TEXT = _Field(None, "一段文字")
TEXTS = _Field(None, "列表（每行以“- ”开头）", listed=True)
SLUG = _Field(ID, "小写字母、数字和短横线，例如 core-network")
DAY = _Field(_DAY, "日期，例如 2027-05-31")
MINUTES = _Field(re.compile(r"[1-9]\d?|1[0-7]\d|180"), "1 到 180 的整数")

LESSON = {
    "id": SLUG, "title": TEXT, "minutes": MINUTES, "objectives": TEXTS,
    "owner": TEXT, "checked": DAY, "review_by": DAY,
}  # fmt: skip
CHAPTER = {
    "id": SLUG, "title": TEXT, "summary": TEXT, "prerequisite": TEXT, "outcomes": TEXTS,
    "lessons": TEXTS, "owner": TEXT, "checked": DAY, "review_by": DAY,
}  # fmt: skip
OBJECTIVE = {
    "id": _Field(re.compile(r"[a-z]\d?"), "一个小写字母，例如 a"), "level": TEXT, "text": TEXT,
}  # fmt: skip
"""The fields of a lesson, a chapter and an objective; the schemas say the same."""


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about every page's front matter and place in the contents."""
    for page in course.pages.values():
        meta = page.source.meta
        if page.role is Role.LESSON:
            yield from _fields(meta, LESSON)
            yield from _objectives(meta)
        elif page.role is Role.CHAPTER:
            yield from _fields(meta, CHAPTER)
            yield from _outcomes(meta)
    yield from _places(course)


def valid_day(text: str) -> date | None:
    """The day of an ISO date, or nothing."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _fields(meta: YamlMap, known: dict[str, _Field]) -> Iterator[Diagnostic]:
    for key, value in meta.values.items():
        if key not in known:
            hint = did_you_mean(key, known)
            place = meta.key_places[key]
            yield META_7.at(place, width=len(key), key=key, hint=hint)
        elif value not in (None, "") and not _fits(value, known[key]):
            shown = meta.text(key) or "……"
            facts = {"key": key, "value": shown, "expected": known[key].expected}
            yield META_5.at(meta.at(key), width=len(meta.text(key)), **facts)


def _fits(value: Value, field: _Field) -> bool:
    if field.listed:
        return isinstance(value, YamlList)
    if isinstance(value, YamlList | YamlMap):
        return False
    text = str(value)
    if field is DAY:
        return valid_day(text) is not None
    return field.pattern is None or bool(field.pattern.fullmatch(text))


def _objectives(meta: YamlMap) -> Iterator[Diagnostic]:
    objectives = meta.values.get("objectives")
    if not isinstance(objectives, YamlList):
        return
    for item, place in zip(objectives.items, objectives.places, strict=True):
        if isinstance(item, YamlMap):
            yield from _fields(item, OBJECTIVE)
        else:
            expected = "由 id、level 和 text 三个字段组成的目标"
            yield META_5.at(place, key="objectives", value=item or "", expected=expected)


def _outcomes(meta: YamlMap) -> Iterator[Diagnostic]:
    for key in ("outcomes", "lessons"):
        value = meta.values.get(key)
        if isinstance(value, YamlList):
            for item, place in zip(value.items, value.places, strict=True):
                if isinstance(item, YamlList | YamlMap) or item in (None, ""):
                    expected = "一段文字（含冒号的要加引号）"
                    yield META_5.at(place, key=key, value="……", expected=expected)


def _places(course: Inspection) -> Iterator[Diagnostic]:
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
