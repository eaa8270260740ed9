"""A course of two lessons and a bank that fits it, to be spoilt by a case.

A case writes ``⟦CODE⟧`` right before the character that a finding must point at.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.checks.exam_bank import read_bank
from courseware.course.disk import read_project
from courseware.course.reading import read_course
from courseware.text.finding import Location

if TYPE_CHECKING:
    from courseware.course.model import Course
    from courseware.exams.model import Bank

ROOT = Path(__file__).resolve().parent.parent.parent
BANK = "exam/01-calls.md"
_MARK = re.compile(r"⟦([A-Z]+-\d+)⟧")

INDEX = (
    "---\nid: calls\ntitle: 来电\nsummary: 短\noutcomes: [会]\nlessons: [opening, verify]\n---\n"
)
LESSON = """---
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

<!-- question id=1-0{n} objective=a -->
<quiz>
{stem}
- [x] 先问候
> 对。
- [ ] 先催促
> 不礼貌。

解析。
</quiz>
"""
STEM = "半夜接起一通无声的电话时，坐席的第一句话该说什么？"


def small_course() -> Course:
    texts = {
        "docs/01-calls/index.md": INDEX,
        "docs/01-calls/opening.md": LESSON.format(id="opening", title="开场", n=1, stem=STEM),
        "docs/01-calls/verify.md": LESSON.format(id="verify", title="核身", n=2, stem="先做哪步？"),
    }
    reading = read_course("小课程", texts)
    assert reading.diagnostics == ()
    return reading.course


def question(number: int, *, label: str = "", body: str = "", stem: str = "") -> str:
    """A sound item; ``label`` adds to or overrides the words of its comment."""
    words = {
        "id": f"x1-{number:02}", "lesson": "opening", "objective": "a", "level": "应用",
        "point": f"p{number}",
    }  # fmt: skip
    words |= dict(word.split("=", 1) for word in label.split() if "=" in word)
    said = " ".join(f"{key}={value}" for key, value in words.items() if value)
    flags = "".join(f" {word}" for word in label.split() if "=" not in word)
    options = "".join(
        f"- [{'x' if i == number % 4 else ' '}] 第{'甲乙丙丁'[i]}种说法\n> 理由{'甲乙丙丁'[i]}。\n"
        for i in range(4)
    )
    body = body or f"{stem or f'第 {number} 个情境里怎样应对？'}\n{options}\n见正文。\n"
    return f"<!-- question {said}{flags} -->\n<quiz>\n{body}</quiz>\n\n"


def multiple(number: int, label: str = "") -> str:
    body = f"（多选）情境 {number} 里可以怎样？\n"
    body += "".join(
        f"- [{'x' if i % 2 else ' '}] 做{'甲乙丙丁'[i]}事\n> 理由{'甲乙丙丁'[i]}。\n"
        for i in range(4)
    )
    return question(number, label=label, body=f"{body}\n见正文。\n")


def blank(number: int, label: str = "") -> str:
    body = f"情境 {number} 里先说 [[您好|你好]]。\n\n---\n见正文。\n"
    return question(number, label=label, body=body)


def case(name: str, numbers: list[int], lesson: str = "opening", points: str = "") -> str:
    text = f"<!-- case id={name} lesson={lesson} title=没有声音 -->\n来电人没有说话。\n\n"
    return text + "".join(
        question(n, label=f"case={name} lesson={lesson}" + (f" point={points}" if points else ""))
        for n in numbers
    )


def marked(text: str, path: str = BANK) -> tuple[str, set[tuple[str, Location]]]:
    """The text without its marks, and what they say must be found."""
    places = set()
    while found := _MARK.search(text):
        before = text[: found.start()]
        line = before.count("\n") + 1
        places.add((found[1], Location(path, line, len(before) - before.rfind("\n"))))
        text = before + text[found.end() :]
    return text, places


def bank_of(text: str) -> Bank:
    bank, found = read_bank({BANK: text}, small_course())
    assert found == ()
    return bank


def real_course() -> Course:
    project = read_project(ROOT)
    return read_course(project.settings.title, project.texts).course


def real_texts() -> dict[str, str]:
    paths = sorted((ROOT / "exam").glob("*.md"))
    return {f"exam/{path.name}": path.read_text("utf-8") for path in paths}
