"""What prose checks leave alone, and that mending twice is mending once."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from courseware.checks.catalogue import FAMILIES, all_rules, catalogue
from courseware.checks.fixes import fix_text
from courseware.checks.typography import edits
from courseware.course.changes import parse_diff
from tests.checks.course import SIGNAL, Edit, edited
from tests.text.test_lines import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.text.finding import Rule

ALONE = [
    "见[移动网络](cell-shadow.svg)和 `a,b` 两处。",
    "```text\n其它,5G网络!!\n```",
    "“我们绝对保证永久免费”是禁用语。",
    "| 不要说 | 改成 |\n| --- | --- |\n| 绝对没问题 | 我 18:00 前回电 |",
    '!!! 对话 误 "夸口"\n\n    - 坐席：“我保证,绝对100%解决!!”\n\n!!! 对话 正 "守时"\n\n    - 坐席（说明）：“我先查。”',
    "时间是 8:30—17:30，占 20%～30%，标准 GB/T 19012—2019。",
    "第一步先听，绝对值和永久失效是术语。",
    "请拨 138****0000，工单号 202601010001。",
    "价格 5 元/GB，Wi-Fi 和 5G-A 都能用。",
    "汉明 (7,4) 码由四位算出三位。",
    "等一等……真的吗？！",
]


@pytest.mark.parametrize("text", ALONE)
def test_left_alone(text: str, tmp_path: Path) -> None:
    marked = edited(tmp_path, Edit(SIGNAL, "### 两种原因", f"{text}\n\n### 两种原因"))
    assert marked.found() == set()


SAID = [
    "!!! 话术\n\n    “我们⟦ZH-9⟧绝对给您解决。”",
    "| 该说 | 何时 |\n| --- | --- |\n| ⟦ZH-9⟧绝对没问题 | 总是 |",
]


@pytest.mark.parametrize("text", SAID)
def test_not_left_alone(text: str, tmp_path: Path) -> None:
    marked = edited(tmp_path, Edit(SIGNAL, "### 两种原因", f"{text}\n\n### 两种原因"))
    assert marked.found() == marked.places


@settings(max_examples=300)
@given(TEXTS)
def test_mending_is_idempotent(text: str) -> None:
    once = fix_text("docs/a.md", text)
    assert fix_text("docs/a.md", once) == once


@given(TEXTS.map(lambda text: text.replace("\n", " ")))
def test_edits_say_what_stands_there(text: str) -> None:
    end = -1
    for edit in edits(text):
        assert text[edit.start : edit.end] == edit.old
        assert edit.start >= end
        assert edit.rule.fixable
        end = edit.end


def test_every_code_is_in_the_catalogue_once() -> None:
    page = catalogue()
    for code, rule in all_rules().items():
        assert page.count(f'<a id="{code.lower()}"></a>\n\n### {code} ') == 1
        assert rule.family in FAMILIES


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules())
def test_sentence_says_fact_and_next_step(rule: Rule) -> None:
    fact, sign, step = rule.sentence.partition("；")
    assert (bool(fact), sign, bool(step)) == (True, "；", True)
    assert not rule.sentence.endswith(("。", "；"))
    assert rule.why.endswith("。")
    assert "。" not in rule.title


def test_diff_is_read_by_count_not_by_look() -> None:
    diff = (
        "diff --git a/docs/a.md b/docs/a.md\n--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1 +1,2 @@\n"
        "--- x\n+++ b/fake.md\n+@@ -9 +9 @@\n@@ -5,2 +6,0 @@\n-a\n-b\n\\ No newline at end of file\n"
        "diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    )
    assert parse_diff(diff) == {"docs/a.md": frozenset({1, 2, 6, 7})}
