"""The one table of rules, by family; :mod:`courseware.messages` is its front."""

from __future__ import annotations

from courseware.rules import (
    blocks,
    exam,
    export,
    facts,
    files,
    front_matter,
    kinds,
    links,
    moves,
    pictures,
    printing,
    prose,
    questions,
    register,
    self_exam,
    sheets,
    structure,
    terms,
)
from courseware.rules.rule import Rule, Scope

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

RULES: dict[str, Rule] = {
    rule.code: rule
    for table in (
        files, front_matter, structure, blocks, questions, kinds, register, terms, links, moves,
        pictures, prose, facts, exam, export, sheets, printing, self_exam,
    )
    for rule in table.RULES
}  # fmt: skip

UNSAFE = frozenset({
    "SAFE-1", "SAFE-2", "SAFE-3", "SAFE-4", "SAFE-7", "SAFE-8", "SAFE-9", "FIG-3", "FIG-10",
    "FILE-1", "FILE-2", "FILE-3", "FILE-4", "FILE-5", "FILE-8", "FILE-9", "FILE-10", "FILE-11",
})  # fmt: skip
"""Faults with which nothing is published, whatever the settings say: content that can run, load
from or lead elsewhere, and files that could not be looked through."""

__all__ = ["FAMILIES", "RULES", "UNSAFE", "Rule", "Scope"]
