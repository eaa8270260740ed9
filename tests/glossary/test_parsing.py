"""The glossary's YAML: what is read, and every fault at its line and column."""

# ruff: noqa: E501 - a finding on one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.checks.catalogue import all_rules
from courseware.glossary import rules
from courseware.glossary.model import Glossary, Term, TermSource
from courseware.glossary.reading import parse_glossary, reading
from courseware.text.finding import Location, Rule

from .samples import PATH, SMALL

WHOLE = """\
categories: [网, 话]
terms:
  - id: core
    zh: 核心网
    en: Core Network
    abbr: CN
    pinyin: he xin wang
    aliases: [核心, 大脑]
    deprecated: [主网]
    not_in: [核心网点]
    mark: false
    definition: 移动网的大脑，
      不发射信号，用 IP
      传数据。
    plain: 总调度。
    category: 网
    generation: [4G, 5G]
    related: [volte]
    source:
      ref: 3GPP TS 23.501
      clause: 4.10
      check: 题名
  - {id: volte, zh: 重选, definition: x, category: 话}
"""


def findings(text: str) -> list[str]:
    """Findings as a trainer sees them, without the path."""
    _, found = parse_glossary(text, PATH)
    assert all(finding.location.path == PATH for finding in found)
    assert all(finding.severity is all_rules()[finding.code].severity for finding in found)
    return [str(finding).removeprefix(f"{PATH}:") for finding in found]


def test_every_field_is_read() -> None:
    assert parse_glossary(WHOLE, PATH) == (
        Glossary(
            (
                Term(
                    id="core",
                    zh="核心网",
                    en="Core Network",
                    abbr="CN",
                    pinyin="he xin wang",
                    aliases=("核心", "大脑"),
                    deprecated=("主网",),
                    definition="移动网的大脑，不发射信号，用 IP 传数据。",
                    plain="总调度。",
                    category="网",
                    generations=("4G", "5G"),
                    related=("volte",),
                    not_in=("核心网点",),
                    source=TermSource("3GPP TS 23.501", "4.10", "题名"),
                    location=Location(PATH, 3, 5),
                    mark=False,
                ),
                Term(
                    id="volte",
                    zh="重选",
                    en="",
                    abbr="",
                    pinyin="chong xuan",
                    aliases=(),
                    deprecated=(),
                    definition="x",
                    plain="",
                    category="话",
                    generations=(),
                    related=(),
                    not_in=(),
                    source=TermSource("", "", ""),
                    location=Location(PATH, 23, 5),
                    mark=True,
                ),
            )
        ),
        (),
    )


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("小区重选", "xiao qu chong xuan"),
        ("调制", "tiao zhi"),
        ("信道编码", "xin dao bian ma"),
        ("载波", "zai bo"),
        ("长期演进", "chang qi yan jin"),
        ("平均处理时长", "ping jun chu li shi chang"),
        ("重复来电率", "chong fu lai dian lv"),
        ("5G 核心网", "5g he xin wang"),
        ("VoLTE 高清话音", "volte gao qing hua yin"),
        ("国际移动通信-2020", "guo ji yi dong tong xin 2020"),
        ("Wi-Fi 通话", "wi fi tong hua"),
        ("（）", ""),
    ],
)
def test_pinyin_is_made_from_the_name(name: str, pinyin: str) -> None:
    assert reading(name) == pinyin


PLACE = "▸"  # stands in a case before the character at which a finding is expected

CASES = {
    "yaml indent": (
        "terms:\n  - id: a\n   ▸zh: b\n",
        [
            "TERM-1 术语表读不懂：缩进没有对齐；请照文件开头的样子改正这一行",
        ],
    ),
    "yaml quote": (
        'terms: "a▸',
        [
            "TERM-1 术语表读不懂：引号没有配对；请照文件开头的样子改正这一行",
        ],
    ),
    "yaml escape": (
        'terms: "\\U▸00110000"',
        [
            "TERM-1 术语表读不懂：双引号里的反斜杠会被当成转义，请改用单引号；请照文件开头的样子改正这一行",
        ],
    ),
    "two documents": (
        "terms: []\n▸---\nterms: []\n",
        [
            "TERM-1 术语表读不懂：“---”以后是另一份内容，一个文件里只能有一份；请照文件开头的样子改正这一行",
        ],
    ),
    "control character": (
        "terms:\n- 甲▸\x07",
        [
            "TERM-1 术语表读不懂：有看不见的控制字符（U+0007）；请照文件开头的样子改正这一行",
        ],
    ),
    "anchor": (
        "terms: ▸&a []",
        [
            "TERM-2 术语表里不能用 YAML 的锚点“&”和引用“*”；请直接写出内容，带符号的文字加引号",
        ],
    ),
    "alias": (
        "terms:\n  - ▸*a\n",
        [
            "TERM-2 术语表里不能用 YAML 的锚点“&”和引用“*”；请直接写出内容，带符号的文字加引号",
        ],
    ),
    "tag": (
        "terms: ▸!!python/object/apply:os.system [ls]",
        [
            "TERM-2 术语表里不能用 YAML 的标签“!”；请直接写出内容，带符号的文字加引号",
        ],
    ),
    "depth": (
        "[" * 12 + "▸" + "[" * 5000,
        [
            "TERM-2 术语表里不能用 YAML 的超过 12 层的嵌套；请直接写出内容，带符号的文字加引号",
        ],
    ),
    "empty": (
        "▸",
        [
            "TERM-3 “术语表”应为“categories:”和“terms:”两段；请照文件开头的样子改",
        ],
    ),
    "list on top": (
        "# 说明\n▸- a",
        [
            "TERM-3 “术语表”应为“categories:”和“terms:”两段；请照文件开头的样子改",
        ],
    ),
    "terms no list": (
        "terms: ▸甲",
        [
            "TERM-3 “terms”应为列表，每个术语以“- id:”开头；请照文件开头的样子改",
        ],
    ),
    "term no mapping": (
        "terms:\n  - ▸甲",
        [
            "TERM-3 “terms”应为“- id: …”和下面缩进的 zh 等字段；请照文件开头的样子改",
        ],
    ),
    "text as list": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, en: ▸[b]}]",
        [
            "TERM-3 “en”应为一段文字，不要写成列表或下级字段；请照文件开头的样子改",
        ],
    ),
    "list as text": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, aliases: ▸乙}]",
        [
            "TERM-3 “aliases”应为列表，例如 [甲, 乙]，只有一项也要方括号；请照文件开头的样子改",
        ],
    ),
    "source as text": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, source: ▸书}]",
        [
            "TERM-3 “source”应为下级字段 ref、clause、check；请照文件开头的样子改",
        ],
    ),
    "unknown field": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, ▸alias: [乙]}]",
        [
            "TERM-4 术语没有“alias”这个字段，是不是想写“aliases”；请改名或删除",
        ],
    ),
    "unknown field of source": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, source: {▸xyz: 书}}]",
        [
            "TERM-4 source没有“xyz”这个字段；请改名或删除",
        ],
    ),
    "unknown field on top": (
        "terms: []\n▸term: []",
        [
            "TERM-4 术语表没有“term”这个字段，是不是想写“terms”；请改名或删除",
        ],
    ),
    "merge key": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, ▸<<: {zh: 乙}}]",
        [
            "TERM-4 术语没有“<<”这个字段；请改名或删除",
        ],
    ),
    "list as key": (
        "terms: []\n? ▸[a]\n: b",
        [
            "TERM-1 术语表读不懂：键必须是一个词；请照文件开头的样子改正这一行",
        ],
    ),
    "no terms": (
        "▸categories: [a]",
        [
            "TERM-5 术语表缺少“terms”；请补上",
        ],
    ),
    "missing fields": (
        "terms:\n  - ▸▸zh: 甲\n    definition: x",
        [
            "TERM-5 术语“甲”缺少“category”；请补上",
            "TERM-5 术语“甲”缺少“id”；请补上",
        ],
    ),
    "missing name": (
        "terms: [▸{definition: x, category: y, id: ▸''}]",
        [
            "TERM-5 这个术语缺少“zh”；请补上",
            "TERM-5 “id”是空的；请填写，或者整行删除",
        ],
    ),
    "empty name": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, abbr:▸ , en: ▸~}]",
        [
            "TERM-5 “abbr”是空的；请填写，或者整行删除",
            "TERM-5 “en”是空的；请填写，或者整行删除",
        ],
    ),
    "empty alias": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, aliases: [▸'\u3000']}]",
        [
            "TERM-5 “aliases”是空的；请填写，或者整行删除",
        ],
    ),
    "same id": (
        (
            "terms:\n"
            "  - {id: a, zh: 甲, definition: x, category: y}\n"
            "  - {id: ▸a, zh: 乙, definition: x, category: y}"
        ),
        [
            "TERM-6 编号“a”重复，第一次在第 2 行；请换一个编号，或删除其一",
        ],
    ),
    "name of two terms": (
        (
            "terms:\n"
            "  - {id: a, zh: 甲, definition: x, category: y, abbr: 5G 网}\n"
            "  - {id: b, zh: 乙, definition: x, category: y, aliases: [丙, ▸5g网]}"
        ),
        [
            "TERM-7 名称“5g网”已属于术语“甲”（第 2 行）；请删除其一",
        ],
    ),
    "name twice in a term": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, aliases: [▸甲]}]",
        [
            "TERM-7 名称“甲”已属于同一术语（第 1 行）；请删除其一",
        ],
    ),
    "related unknown": (
        (
            "terms:\n"
            "  - {id: core, zh: 甲, definition: x, category: y}\n"
            "  - {id: b, zh: 乙, definition: x, category: y, related: [▸cor, ▸zz]}"
        ),
        [
            "TERM-8 没有编号为“cor”的术语，是不是想写“core”；请改正或删除",
            "TERM-8 没有编号为“zz”的术语；请改正或删除",
        ],
    ),
    "related to itself": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, related: [▸a]}]",
        [
            "TERM-9 相关术语指向了自己；请删除，或换成别的编号",
        ],
    ),
    "twice in a list": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, aliases: [乙, ▸乙]}]",
        [
            "TERM-9 “aliases”里“乙”写了两次；请删除一个",
        ],
    ),
    "html": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, plain: ▸a <b>粗</b>, en: ▸x &amp; y}]",
        [
            "TERM-10 “<b>”是 HTML 写法，会按原样显示；请改用文字、**加粗**或 `代码`",
            "TERM-10 “&amp;”是 HTML 写法，会按原样显示；请改用文字、**加粗**或 `代码`",
        ],
    ),
    "id": (
        "terms: [{id: ▸A_b, zh: 甲, definition: x, category: y}]",
        [
            "TERM-11 “id”的值“A_b”不对，应为小写字母、数字和短横线，例如 core-network；请改正",
        ],
    ),
    "pinyin": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, pinyin: ▸jiǎ}]",
        [
            "TERM-11 “pinyin”的值“jiǎ”不对，应为不标声调的小写拼音，音节间空一格，例如 chong xuan；请改正",
        ],
    ),
    "category": (
        "categories: [网络, 话音]\nterms: [{id: a, zh: 甲, definition: x, category: ▸y}]",
        [
            "TERM-11 “category”的值“y”不对，应为网络、话音之一；请改正",
        ],
    ),
    "generation": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, generation: [▸5g]}]",
        [
            "TERM-11 “generation”的值“5g”不对，应为 1G、2G、3G、4G、5G、6G、通用、研究之一；请改正",
        ],
    ),
    "check": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, source: {check: ▸page}}]",
        [
            "TERM-11 “check”的值“page”不对，应为页、题名、记忆之一；请改正",
        ],
    ),
    "mark": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, mark: ▸否}]",
        [
            "TERM-11 “mark”的值“否”不对，应为 true 或 false；请改正",
        ],
    ),
    "invisible character": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, en: ▸x\u200bz}]",
        [
            "TERM-11 “en”的值“x\u200bz”不对，应为没有不可见字符（U+200B）的文字；请改正",
        ],
    ),
    "surrogate": (
        'terms: [{id: a, zh: 甲, definition: x, category: y, en: "\\u▸d800"}]',
        [
            "TERM-1 术语表读不懂：双引号里的反斜杠会被当成转义，请改用单引号；请照文件开头的样子改正这一行",
        ],
    ),
    "not_in without a name": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, not_in: [▸乙丙, 甲丙]}]",
        [
            "TERM-12 “乙丙”里没有本术语的任何名称；请写含有名称的更长的词，或删除",
        ],
    ),
    "field twice": (
        "terms: [{id: a, zh: 甲, definition: x, category: y, ▸zh: 乙}]",
        [
            "TERM-13 “zh”写了两次，第一次在第 1 行；请合并成一处",
        ],
    ),
    "deprecated is a name": (
        (
            "terms:\n"
            "  - {id: a, zh: 甲, definition: x, category: y}\n"
            "  - {id: b, zh: 乙, definition: x, category: y, deprecated: [▸甲]}"
        ),
        [
            "TERM-14 “甲”列为不用的说法，第 2 行又把它当正式名称；请删除其一",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_a_finding_at_its_place(case: str) -> None:
    text, messages = CASES[case]
    before = text.split(PLACE)[:-1]
    starts = ["".join(before[: n + 1]) for n in range(len(before))]
    places = [f"{s.count(chr(10)) + 1}:{len(s) - s.rfind(chr(10))}" for s in starts]
    assert findings(text.replace(PLACE, "")) == [
        f"{place} {message}" for place, message in zip(places, messages, strict=True)
    ]


def test_every_rule_about_the_file_has_a_case() -> None:
    used = {line.split()[0] for _, lines in CASES.values() for line in lines}
    of_pages = {"TERM-15", "TERM-16"}
    held = {one.code for one in vars(rules).values() if isinstance(one, Rule)}
    assert used | of_pages == held


def test_a_faulty_term_is_kept_and_a_repeated_one_left_out() -> None:
    parsed, _ = parse_glossary(
        "terms:\n  - {id: a, zh: 甲, aliases: 乙, mark: 否}\n  - {id: a, zh: 丙}\n  - {zh: 丁}",
        PATH,
    )
    assert [(term.id, term.zh, term.aliases, term.mark) for term in parsed.terms] == [
        ("a", "甲", (), True)
    ]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert [line.split()[:2] for line in findings(bomb)] == [["1:4", "TERM-2"]]


def test_a_byte_order_mark_moves_nothing() -> None:
    assert parse_glossary("\ufeff" + SMALL, PATH) == parse_glossary(SMALL, PATH)


@settings(max_examples=200)
@given(st.text(alphabet="terms:izh -[]{}\"'&*!|>#\n\t甲<b>,?%@`\\\0\ud800\x85", max_size=60))
def test_no_text_at_all_raises(text: str) -> None:
    parse_glossary(text, PATH)
    parse_glossary(SMALL + text, PATH)
