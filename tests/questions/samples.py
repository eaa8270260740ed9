"""Small courses: pages put together from question blocks, built as the real one is."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import yaml

from courseware.checks.catalogue import all_rules
from courseware.course.reading import read_course
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from courseware.course.model import Course
    from courseware.questions.model import Question

SINGLE = """<!-- question id=2-01 objective=a -->
<quiz>
64QAM 的一个符号携带几个比特？
- [ ] 64 个
> 64 是手势的种数。
- [x] 6 个
> 对。2 的 6 次方是 64。
- [ ] 8 个
> 那是 256QAM。

每多 1 比特，手势种数翻一番。
</quiz>
"""
MULTIPLE = """<!-- question id=2-02 objective=a pin=4 -->
<quiz>
（多选）哪些是双工方式？
- [x] FDD
> 对，分收发。
- [ ] TDMA
> 它分的是人。
- [x] TDD
> 对，分收发。
- [ ] 其他
> 没有别的。

带“工”的分收发。
</quiz>
"""
TRUE_FALSE = """<!-- question id=2-03 objective=b -->
<quiz>
客户着急时可以先挂电话。
- [ ] 对
> 不行。
- [x] 错
> 对，不能挂。

先安抚，再处理。
</quiz>
"""
FILL_IN = """<!-- question id=2-04 objective=a,b -->
<quiz>
汉明 (7,4) 码每 7 位里有 [[4|四]] 位内容，接口叫 [[Uu 接口|空中接口]]。

---
相减得三位校验。
</quiz>
"""
MATCHING = """<!-- question id=2-05 objective=a type=match -->
<quiz>
两种双工各是怎么做的？

- FDD：[[上下行各走一段频率]]
- TDD：[[上下行按时间换班]]

---
频分和时分。
</quiz>
"""
ORDERING = """<!-- question id=2-06 objective=b red type=order -->
<quiz>
把处理投诉的几步排成先后顺序。

- [[2]] 复述
- [[1]] 倾听
- [[3]] 告知时限

---
先听后说。
</quiz>
"""
KINDS = (SINGLE, MULTIPLE, TRUE_FALSE, FILL_IN, MATCHING, ORDERING)
SCENARIO = """!!! 场景 "客户连着三天打来"

    “我昨天到现在一直上不了网，你们到底管不管？”你怎么开口？

    ??? 提示

        先复述，再给时间。

    ??? 参考话术

        “您从昨天起上不了网，对吗？我现在查，十分钟内给您答复。”
"""


def lesson(name: str, *questions: str, body: str = "先问，再查。") -> str:
    """A lesson's page."""
    return f"""---
id: {name}
title: 试验课 {name}
minutes: 20
objectives:
  - {{ id: a, level: 理解, text: 说出两种双工各怎么做 }}
  - {{ id: b, level: 应用, text: 按顺序处理投诉 }}
owner: 课程组
checked: 2026-11-22
review_by: 2027-05-31
---

## 正文

{body}

## 自测

{"".join(f"{question}{chr(10)}" for question in questions)}
## 依据

- 试验用。
"""


def chapter(*lessons: str) -> str:
    """A chapter's page that lists these lessons."""
    return f"""---
id: trial
title: 试验章
summary: 试验用的一章。
prerequisite: 无
outcomes:
  - 会做每种题
lessons: [{", ".join(lessons)}]
owner: 课程组
checked: 2026-11-22
review_by: 2027-05-31
---

试验用的一章。
"""


def course(**lessons: str) -> dict[str, str]:
    """Pages of a course with one chapter: file name → text."""
    pages = {f"docs/02-trial/{name}.md": text for name, text in lessons.items()}
    return {"docs/02-trial/index.md": chapter(*lessons), **pages}


def parsed(pages: Mapping[str, str]) -> Course:
    """The course of these pages, which must have no fault in them."""
    reading = read_course("试验", pages)
    assert [str(fault) for fault in reading.diagnostics] == []
    return reading.course


def question(text: str) -> Question:
    """The one question of a page with this block."""
    (only,) = parsed(course(one=lesson("one", text))).questions()
    return only


def build(
    pages: Mapping[str, str],
    folder: Path,
    site: Path,
    register: str = "",
    *,
    version: str = "2026.11",
    offline: bool = False,
) -> Path:
    """Build a site of these pages with our hook, templates and assets."""
    for name in ("hooks", "overrides", "fonts"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(ROOT / name)
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        own = re.sub(r"\]\(0[^)]*\)", "](index.md)", page.read_text("utf-8"))  # no such lessons
        (folder / "docs" / page.name).write_text(own, "utf-8")
    (folder / "docs" / "glossary.yml").write_text("terms: []\n", "utf-8")
    if register:
        (folder / "question-register.txt").write_text(register, "utf-8")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    # The sample lessons are questions and little else: what makes a lesson whole is not asked.
    shape = {
        code: "off"
        for code, rule in all_rules().items()
        if rule.family in {"PAGE", "OBJ", "NAV"} and rule.waivable
    }
    options = yaml.dump({"pdf": "never", "offline": offline, "rules": shape})
    indented = "".join(f"    {line}\n" for line in options.splitlines())
    text = text.replace('version: "2026.11"', f'version: "{version}"')
    text = text.replace("  courseware:\n", f"  courseware:\n{indented}")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return site
