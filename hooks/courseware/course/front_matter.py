"""The fields of lessons, chapters and objectives, and the file that says what moved."""

from __future__ import annotations

import re

from courseware.course.model import Level
from courseware.course.rules import META_4, META_5, META_7
from courseware.text.field_reading import FieldRules
from courseware.text.fields import ID, Choice, Day, Field, ListOf, Pairs, Table, Whole, Words

RULES = FieldRules(unknown=META_7, missing=META_4, shape=META_5, value=META_5)

_SLUG = Words("小写字母、数字和短横线，例如 core-network", ID)
_ID = Field("id", "编号，小写字母、数字和短横线，全课程唯一；定了就不要再改", _SLUG, required=True)
_CARE = ("谁负责更新", "最近一次核对内容的日期，例如 2026-11-22", "最迟哪天再核对一次")


def _care(*, required: bool) -> tuple[Field, ...]:
    """Who keeps a page up to date, and when."""
    owner, checked, review_by = _CARE
    return (
        Field("owner", owner, required=required),
        Field("checked", checked, Day(), required),
        Field("review_by", review_by, Day(), required),
    )


OBJECTIVE = Table(
    "目标",
    (
        Field(
            "id", "一个小写字母，本课内不重复；题目靠它对应目标",
            Words("一个小写字母，例如 a", re.compile(r"[a-z][0-9]?")), required=True,
        ),
        Field("level", "认知层次", Choice(tuple(level.value for level in Level)), required=True),
        Field("text", "学完能做什么，用看得到的动作开头", required=True),
    ),
    expected="由 id、level 和 text 三个字段组成的目标",
)  # fmt: skip
LESSON = Table(
    "页首",
    (
        _ID,
        Field("title", "标题，不写编号，编号会自动加上", required=True),
        Field("minutes", "学完要几分钟，含题目和练习", Whole(1, 180), required=True),
        Field("objectives", "学习目标，三到五个", ListOf(OBJECTIVE, least=1), required=True),
        *_care(required=True),
    ),
    where="课的页首：docs/NN-章/*.md（index.md 除外）第一行起、两行 --- 之间的内容",
)
_LINE = "一段文字（含冒号的要加引号）"
CHAPTER = Table(
    "页首",
    (
        _ID,
        Field("title", "标题，不写“第几章”，会自动加上", required=True),
        Field("summary", "首页卡片上的一两句话", required=True),
        Field("prerequisite", "先要学完什么，没有就写“无”"),
        Field(
            "outcomes", "学完这一章能做什么，四到六条", ListOf(Words(_LINE), least=1), required=True
        ),
        Field(
            "lessons", "本章的课，按学习顺序写文件名（不带 .md）",
            ListOf(Words(_LINE, schema_pattern=f"^(?:{ID.pattern})$")),
        ),
        *_care(required=False),
    ),
    where="章的页首：docs/NN-章/index.md 第一行起、两行 --- 之间的内容",
)  # fmt: skip

_PAGE = r"(?!\.)[\w.~-]+(?:/(?!\.)[\w.~-]+)*\.html"
REDIRECTS = Pairs(
    Words("网页的地址", re.compile(_PAGE), schema_pattern=r"^[^\s#?]+\.html$"),
    Words("网页的地址", re.compile(rf"{_PAGE}(?:#.*)?"), schema_pattern=r"^[^\s#?]+\.html(#.*)?$"),
    "挪走的页面",
    where="docs/redirects.yml：旧地址: 新地址",
)
"""Where pages that moved are now: addresses from the site's root."""
