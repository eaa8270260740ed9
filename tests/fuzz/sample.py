"""A small course with every kind of file in it, in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from courseware.course.addresses import parse_pages
from courseware.course.disk import slug
from courseware.course.layout import CONFIG, PAGE_REGISTER
from courseware.course.project import gather
from courseware.course.reading import read_course
from courseware.questions.id_register import (
    QUESTION_REGISTER,
    Register,
    parse_register,
    update_register,
    write_register,
)
from courseware.text.decode import LIMITS, decode

if TYPE_CHECKING:
    from courseware.course.project import Project
    from courseware.text.finding import Diagnostic

COURSE = Path(__file__).resolve().parents[1] / "data" / "course"
ROOT = Path(__file__).resolve().parents[2]

_BANK = """# 第二章 · 考试题库

## signal

<!-- question id=x2-01 lesson=signal objective=a level=理解 point=cell -->
<quiz>
下面哪一句说的是小区？
- [x] 一副天线照着的一片地方
> 对。
- [ ] 一栋楼里的全部住户
> 这是日常说法。

见“一片小区”。
</quiz>

<!-- question id=x2-02 lesson=signal objective=b level=应用 point=place -->
<quiz>
先请客户换个[[位置|地方]]再试。

---
见“两种原因”。
</quiz>
"""
_BLUEPRINT = """title: 期末考试
minutes: 30
total: 2
pass_mark: 1
spare: 1
points: {single: 1, multiple: 2, fill_in: 1, case: 1}
case_items: 5
levels: {记忆与理解: 50, 应用与分析: 50, 评价与创造: 0}
lessons:
  - {id: signal, single: 1, fill_in: 1}
"""
_SELF_EXAM = """title: 结业自测
minutes: 20
points: {single: 1, multiple: 2, true_false: 1, fill_in: 1}
draw:
  - {lesson: signal, single: 1, true_false: 1}
"""
_REDIRECTS = "02-network/old.html: 02-network/index.html\n"
_FOOT = """
脚注 [^1] 与`代码`，链接[小区](#一片小区)。

[^1]: 注文在这里。

1. 先听
2. 再问
    - 子项

| 列 | 值 |
| --- | ---: |
| `a|b` | 二 |

```text
代码 <quiz> 行
```

<!-- fact until=2027-06-01 -->
"""
_SHORT = """## 一片小区

一片地方叫**小区（Cell）**。

![天线照着一片扇形，车库在阴影里](cell-shadow.svg "挡住了")

"""


def sample() -> dict[str, bytes]:
    """Every file of the course by its path from the project's root; it is clean."""
    files = {
        path.relative_to(COURSE).as_posix(): path.read_bytes()
        for path in sorted(COURSE.rglob("*"))
        if path.suffix in {".md", ".yml", ".svg"} and "01-calls" not in path.parts
    }
    files[CONFIG] = files[CONFIG].replace(b"index.md\n", b"index.md\n  - a: notes.md\n")
    files["docs/notes.md"] = ("## 附页\n" + _FOOT.replace("(#一片小区)", "(index.md)")).encode()
    files["exam/02-network.md"] = _BANK.encode()
    files["exam/blueprint.yml"] = _BLUEPRINT.encode()
    files["docs/self-exam.yml"] = _SELF_EXAM.encode()
    files["docs/redirects.yml"] = _REDIRECTS.encode()
    texts = {p: b.decode() for p, b in files.items() if p.startswith("docs/") and p.endswith(".md")}
    course = read_course("", texts).course
    register = update_register(Register(), course.questions())
    files[QUESTION_REGISTER] = write_register(register).encode()
    pages = ("02-network/index.html network", "02-network/old.html old")
    pages += ("02-network/signal.html signal", "index.html -", "notes.html -")
    files[PAGE_REGISTER] = "\n".join(pages).encode()
    return files


def project(files: dict[str, bytes]) -> Project:
    """The files, read as the disk's would be."""
    found: list[Diagnostic] = []
    read = {
        path: data for path, data in files.items() if path not in {QUESTION_REGISTER, PAGE_REGISTER}
    }
    register, faults = parse_register(files[QUESTION_REGISTER].decode("utf-8-sig", "replace"))
    found += faults
    published, faults = parse_pages(files[PAGE_REGISTER].decode("utf-8-sig", "replace"))
    found += faults
    return gather(
        {
            path: decode(path, data)
            for path, data in read.items()
            if path[-4:] in LIMITS or path.endswith(".md")
        },
        {path: len(data) for path, data in read.items() if path.startswith("docs/")},
        found,
        slug=slug,
        register=register,
        published=published,
    )


def briefly(files: dict[str, bytes]) -> dict[str, bytes]:
    """The course with as little prose as its data need: quick to check."""
    name = "docs/02-network/signal.md"
    head, _, rest = files[name].decode().partition("## 一片小区")
    short = head + _SHORT + rest[rest.index("## 要点") :]
    for section in ("一片小区", "两种原因"):
        short = short.replace(f"见“{section}”", "见上文")
    return files | {name: short.encode(), "docs/notes.md": "## 附\n\n文。\n".encode()}
