"""The fields of the glossary; what they mean for authors stands in the head of its file."""

from __future__ import annotations

import re

from courseware.glossary.rules import (
    TERM_1,
    TERM_2,
    TERM_3,
    TERM_4,
    TERM_5,
    TERM_9,
    TERM_11,
    TERM_13,
)
from courseware.text.field_reading import FieldRules
from courseware.text.fields import Choice, Field, Flag, ListOf, Table, Words
from courseware.text.yaml import YamlRules

YAML_RULES = YamlRules(unreadable=TERM_1, refused=TERM_2, deep=TERM_2, twice=TERM_13)
RULES = FieldRules(
    unknown=TERM_4,
    missing=TERM_5.saying("{who}缺少“{key}”；请补上"),
    shape=TERM_3,
    value=TERM_11,
    empty=TERM_5.saying("“{key}”是空的；请填写，或者整行删除"),
    repeated=TERM_9.saying("“{key}”里“{value}”写了两次；请删除一个"),
)
GENERATIONS = ("1G", "2G", "3G", "4G", "5G", "6G", "通用", "研究")

_TEXT = Words("一段文字，不要写成列表或下级字段")
_NAME = "小写字母、数字和短横线，例如 core-network"
_ID = Words(_NAME, re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), number=True)
_OTHER = Words(_NAME, schema_pattern="^[a-z0-9]+(-[a-z0-9]+)*$", number=True)
_LISTED = "列表，例如 [甲, 乙]，只有一项也要方括号"


def _list(item: Words | Choice) -> ListOf:
    return ListOf(item, _LISTED, unique=True)


SOURCE = Table(
    "source",
    (
        Field("ref", "文件", _TEXT),
        Field("clause", "条款", _TEXT),
        Field("check", "可信程度", Choice(("页", "题名", "记忆"))),
    ),
    expected="下级字段 ref、clause、check",
)
TERM = Table(
    "术语",
    (
        Field("id", "编号：小写英文、数字和短横线，全表唯一，定了不改", _ID, required=True),
        Field("zh", "中文名", _TEXT, required=True),
        Field("en", "英文全称", _TEXT),
        Field("abbr", "缩写，大小写照原样", _TEXT),
        Field(
            "pinyin", "自动生成的拼音不对时才写：小写、不标声调、音节间空一格",
            Words("不标声调的小写拼音，音节间空一格，例如 chong xuan",
                  re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")),
        ),
        Field("aliases", "别的正式叫法", _list(_TEXT)),
        Field("deprecated", "不该用的说法，正文用了会提醒", _list(_TEXT)),
        Field("not_in", "含有这些字样时不算这个术语", _list(_TEXT)),
        Field("mark", "false：正文不自动标注", Flag()),
        Field("lookup", "true：课文没有用到，只供查阅", Flag()),
        Field("definition", "释义，可用 **加粗** 和 `代码`", _TEXT, required=True),
        Field("plain", "对客户的通俗说法", _TEXT),
        Field("category", "分类，categories 之一", _TEXT, required=True),
        Field(
            "generation", "代际",
            _list(Choice(GENERATIONS)),
        ),
        Field("related", "相关术语的编号", _list(_OTHER)),
        Field("source", "依据", SOURCE),
    ),
    expected="“- id: …”和下面缩进的 zh 等字段",
    named_by=("zh", "id"),
)  # fmt: skip
GLOSSARY = Table(
    "术语表",
    (
        Field("categories", "允许的分类，按出现顺序", _list(_TEXT)),
        Field("terms", "术语", ListOf(TERM, "列表，每个术语以“- id:”开头"), required=True),
    ),
    expected="“categories:”和“terms:”两段",
    where="docs/glossary.yml",
)
