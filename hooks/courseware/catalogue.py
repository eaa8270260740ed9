"""Every rule of the course with its reason and examples, as one page of Markdown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from courseware import glossary
from courseware.model import Severity
from courseware.rules import FAMILIES, RULES
from courseware.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_INTRODUCTION = (
    "“错误”会拦下发布，“提醒”不会。"
    "确有理由时，可以在那一行的上一行或行尾写 `<!-- check: off 编号 理由 -->` 豁免；"
    "页首和术语表里写 `# check: off 编号 理由`。"
)
_WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.OFF: "不查"}


@cache
def all_rules() -> Mapping[str, Rule]:
    """The rules of every part by code, also those that the glossary's reader keeps."""
    terms = {
        rule.code: Rule(rule.code, rule.severity, rule.explanation, rule.explanation, "")
        for rule in glossary.RULES
    }
    merged = RULES | terms
    families = list(FAMILIES)
    order = sorted(merged, key=lambda code: (families.index(merged[code].family), _number(code)))
    return {code: merged[code] for code in order}


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
