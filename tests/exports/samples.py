"""A small project on disk whose questions hold everything that trips a format."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import html5lib

from courseware.exports.entries import BankName
from courseware.questions.model import QuestionKind
from courseware.verbs.export_questions import make_export, read_bank_entries
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.questions.model import Question

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CONFIG = "site_name: 小课程\nextra: { courseware: { id: small } }\n"
INDEX = """---
id: calls
title: 来电
summary: 短
prerequisite: 无
outcomes: [会]
lessons: [opening, verify]
---
"""
HEAD = """---
id: {id}
title: {title}
minutes: 10
objectives:
  - {{id: a, level: 记忆, text: 说出}}
  - {{id: b, level: 应用, text: 做到}}
owner: 课程组
checked: 2026-11-01
review_by: 2027-05-31
---

## 自测

"""
OPENING = r"""<!-- question id=1-01 objective=a -->
<quiz>
"引号" 和 'x' < y & z > w，{a} ~ b = c # d: e \\ f，😀 𠮷？
- [ ] "甲" {1} ~ = # : \\n < &amp;
> 错："<" & {x} ~ = # \\。
- [x] 乙 **粗** `a < b && c`
> 对：`x = {1: 2}`。
- [ ] // 丙 %50% [html]
> 真 #### 假

解析 "=" ~ # { } -> \\。
</quiz>

<!-- question id=1-02 objective=a,b red pin=3 -->
<quiz>
（多选）看图和表：

![两段波](wave.png "图题")

| 项 | 值 |
| --- | --- |
| a | 1 < 2 |

```text
第一行 {x}
  第二行 ~ # =
```
- [x] 第一行
> 对。
- [ ] 第二行
> 错。
- [x] 图 ![小图](../02-more/dot.svg)
> 对，见[核身](verify.md)。

- 一条
- 两条
</quiz>

<!-- question id=1-03 objective=b -->
<quiz>
先核身。
- [x] 对
> 是的。
- [ ] 错
> 再想想。

见正文。
</quiz>

<!-- question id=1-04 objective=b -->
<quiz>
写作 [[A&B<C|a*b|50%]]，再写 **[[x}y~z#1="q"|C:\d]]**。

---
两空都要对。
</quiz>
"""
VERIFY = """<!-- question id=1-05 objective=a type=match -->
<quiz>
各是怎么做的？

- FDD：[[各走一段频率]]
- TDD：[[按时间换班]]

---
看收发。
</quiz>

<!-- question id=1-06 objective=a type=order -->
<quiz>
排成先后顺序。

- [[2]] 复述 & 确认
- [[1]] 倾听
- [[3]] 处置

---
先听。
</quiz>

<!-- question id=1-07 objective=b type=match -->
<quiz>
连一连。

| 项 | 做法 |
| --- | --- |
| 甲 | [[一]] |
| 乙 | [[二]] |

---
见表。
</quiz>

<!-- question id=1-08 objective=b -->
<quiz>
只填一空：[[您好|你好]]。

---
问候。
</quiz>
"""
EXAM = """# 考试题库

## opening

<!-- question id=x1-01 lesson=opening objective=a level=应用 point=greet -->
<quiz>
接起来先说什么？
- [x] 您好
> 对。
- [ ] 说吧
> 生硬。

见正文。
</quiz>

<!-- case id=x1-c1 lesson=opening title=没有声音 -->
来电人 **没有** 说话，"<嘟>"。

<!-- question id=x1-02 lesson=opening objective=b level=分析 point=silence red case=x1-c1 -->
<quiz>
这时怎样做？
- [ ] 挂断
> 可能有危险。
- [x] 再问一遍
> 对。

见正文。
</quiz>
"""


@dataclass(frozen=True)
class Asked:
    """A question as somebody else read it: plain texts, spaces made one."""

    id: str
    stem: str
    options: tuple[tuple[str, bool, str], ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    explanation: str = ""


GAP = "▢"
"""What stands for a gap in :attr:`Asked.stem`."""


def small_project(folder: Path, opening: str = OPENING, verify: str = VERIFY) -> Path:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/01-calls/index.md": INDEX,
        "docs/01-calls/opening.md": HEAD.format(id="opening", title="开场/问候") + opening,
        "docs/01-calls/verify.md": HEAD.format(id="verify", title="核身") + verify,
        "docs/02-more/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "exam/01-calls.md": EXAM,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    (folder / "docs/01-calls/wave.png").write_bytes(PNG)
    return folder


def exported(root: Path, form: str, bank: BankName = BankName.COURSE) -> bytes:
    data, _, found = make_export(root, bank, form)
    assert [one for one in found if one.code.startswith("EXPORT")] == []
    return data


def text_of(markup: str) -> str:
    """Words of a piece of HTML as a browser shows them; pictures as their alt text."""
    tree = html5lib.parseFragment(markup, namespaceHTMLElements=False, treebuilder="lxml")
    words = []
    for part in tree:
        if isinstance(part, str):
            words.append(part)
            continue
        for image in part.iter("img"):
            image.text = f"[{image.get('alt')}]"
        words += ["".join(part.itertext()), part.tail or ""]
    return " ".join("".join(words).split())


def plain(markdown: str) -> str:
    """The words of the real course's Markdown: no markup but ``**``, none in ``138****0000``."""
    return " ".join(re.sub(r"(?<!\*)\*\*(?!\*)", "", markdown).split())


def taken_apart(question: Question) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Introduction and pairs of a question to match or to order; None for other kinds.

    The real course writes them as lists: ``- 15 日：[[答复]]``, ``- [[2]] 复述``.
    """
    if question.kind not in {QuestionKind.MATCHING, QuestionKind.ORDERING}:
        return None
    introduction, *rows = question.stem.split("\n- ")
    pairs = []
    for row in rows:
        before, _, rest = row.partition("[[")
        answer, _, after = rest.partition("]]")
        pairs.append((plain(before + after).rstrip("："), plain(answer)))
    return plain(introduction), tuple(pairs)


def written(bank: BankName) -> int:
    """How many questions the bank's files hold, counted without our reader."""
    folder = ROOT / ("docs" if bank is BankName.COURSE else "exam")
    texts = (path.read_text("utf-8") for path in folder.rglob("*.md"))
    return sum(text.split("\n").count("<quiz>") for text in texts)


def real_questions(bank: BankName) -> dict[str, Question]:
    entries, _ = read_bank_entries(ROOT, bank)
    return {entry.question.id: entry.question for entry in entries}


TRAPS: tuple[Asked, ...] = (
    Asked(
        "1-01",
        "\"引号\" 和 'x' < y & z > w，{a} ~ b = c # d: e \\ f，😀 𠮷？",
        options=(
            ('"甲" {1} ~ = # : \\n < &', False, '错："<" & {x} ~ = # \\。'),
            ("乙 粗 a < b && c", True, "对：x = {1: 2}。"),
            ("// 丙 %50% [html]", False, "真 #### 假"),
        ),
        explanation='解析 "=" ~ # { } -> \\。',
    ),
    Asked(
        "1-02",
        "（多选）看图和表： [两段波] 项 值 a 1 < 2 第一行 {x} 第二行 ~ # =",
        options=(
            ("第一行", True, "对。"),
            ("第二行", False, "错。"),
            ("图 [小图]", True, "对，见核身。"),
        ),
        explanation="一条 两条",
    ),
    Asked(
        "1-03",
        "先核身。",
        options=(("对", True, "是的。"), ("错", False, "再想想。")),
        explanation="见正文。",
    ),
    Asked(
        "1-04",
        f"写作 {GAP}，再写 {GAP}。",
        gaps=(("A&B<C", "a*b", "50%"), ('x}y~z#1="q"', "C:\\d")),
        explanation="两空都要对。",
    ),
    Asked(
        "1-05",
        "各是怎么做的？",
        pairs=(("FDD", "各走一段频率"), ("TDD", "按时间换班")),
        explanation="看收发。",
    ),
    Asked(
        "1-06",
        "排成先后顺序。",
        pairs=(("倾听", "1"), ("复述 & 确认", "2"), ("处置", "3")),
        explanation="先听。",
    ),
    Asked("1-07", "连一连。", pairs=(("甲", "一"), ("乙", "二")), explanation="见表。"),
    Asked("1-08", f"只填一空：{GAP}。", gaps=(("您好", "你好"),), explanation="问候。"),
)  # fmt: skip
"""What every reader must find in the small project, written by hand."""
