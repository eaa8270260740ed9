"""Every rule of the course with its reason and examples, as one page of Markdown.

Rules stand where they are raised; here are the modules that hold them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from courseware.checks import (
    blocks,
    complete,
    contents,
    exam_bank,
    facts,
    files,
    guessing,
    links,
    lists,
    measure,
    mishap,
    objectives,
    page_addresses,
    pictures,
    questions,
    safety,
    settings,
    structure,
    swallowed,
    typography,
    vocabulary,
    waivers,
    wording,
)
from courseware.course import rules as course_rules
from courseware.exams import rules as exam_rules
from courseware.exports import rules as export_rules
from courseware.glossary import rules as glossary_rules
from courseware.print import rules as print_rules
from courseware.questions import rules as question_rules
from courseware.text import rules as text_rules
from courseware.text.finding import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

HOLDERS = (
    text_rules, question_rules, glossary_rules, course_rules, exam_rules, print_rules, export_rules,
    blocks, complete, contents, exam_bank, facts, files, guessing, links, lists, measure, mishap,
    objectives, page_addresses, pictures, questions, safety, settings, structure, swallowed,
    typography, vocabulary, waivers, wording,
)  # fmt: skip
"""The modules that hold rules."""

FAMILIES: dict[str, str] = {
    "FILE": "文件",
    "CONF": "设置",
    "META": "页首",
    "NAV": "目录",
    "PAGE": "课的结构",
    "BLOCK": "提示块与对话",
    "OBJ": "学习目标",
    "QUIZ": "题目",
    "SELF": "结业自测",
    "TERM": "术语",
    "LINK": "链接",
    "MOVE": "挪走的页面",
    "FIG": "图片",
    "ZH": "文字",
    "FACT": "事实与期限",
    "SAFE": "安全",
    "EXAM": "期末考试题库",
    "EXPORT": "导出题目",
    "IMPORT": "从表格导入题目",
    "WAIVE": "豁免",
    "PRINT": "印刷版",
}
"""Names of the families, in the order of the catalogue."""

_INTRODUCTION = (
    "“错误”会拦下发布，“提醒”不会。"
    "确有理由时，可以在那一行的上一行或行尾写 `<!-- check: off 编号 理由 -->` 豁免；"
    "页首和术语表里写 `# check: off 编号 理由`。"
    "维护者可以在 mkdocs.yml 的 `extra.courseware.rules` 里给整门课定轻重："
    "`ZH-1: off`（不查）、`warning`（提醒）、`error`（错误）；"
    "“不能豁免”的错误也不能这样放宽（CONF-4）。"
)
_WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.OFF: "不查"}


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the catalogue."""
    held = {
        one.code: one
        for module in HOLDERS
        for one in vars(module).values()
        if isinstance(one, Rule)
    }
    families = list(FAMILIES)
    order = sorted(held, key=lambda code: (families.index(held[code].family), _number(code)))
    return {code: held[code] for code in order}


def catalogue() -> str:
    """The page “检查规则”."""
    rules = all_rules()
    parts = [
        "# 检查规则",
        f"共 {len(rules)} 条。{_INTRODUCTION}",
    ]
    for family, name in FAMILIES.items():
        parts.append(f"## {name}（{family}）")
        parts += [_entry(rule) for rule in rules.values() if rule.family == family]
    return "\n\n".join(parts) + "\n"


def _entry(rule: Rule) -> str:
    marks = [_WEIGHTS[rule.severity]]
    marks += ["能自动改（check --fix）"] if rule.fixable else []
    marks += [] if rule.waivable else ["不能豁免"]
    anchor = f'<a id="{rule.code.lower()}"></a>'
    parts = [anchor, f"### {rule.code} {rule.title}", "；".join(marks) + "。"]
    if rule.sentence != rule.title:
        _, _, mend = rule.sentence.partition("；")
        parts.append(f"怎么改：{_gapless(mend)}。")
    if rule.why:
        parts.append(f"为什么：{rule.why}")
    parts += [f"不要这样：\n\n{_sample(rule.bad)}"] if rule.bad else []
    parts += [f"改成这样：\n\n{_sample(rule.good)}"] if rule.good else []
    return "\n\n".join(parts)


def _gapless(sentence: str) -> str:
    """A sentence with “…” in its gaps, HTML shown as code."""
    out, depth = "", 0
    for sign in sentence:
        depth += sign == "{"
        out += "…" if sign == "{" else "" if depth else sign
        depth -= sign == "}"
    return out.replace("<", "&lt;").replace("[[", "&#91;[")


def _sample(text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence} text\n{text}\n{fence}"


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])
