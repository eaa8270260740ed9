"""A course in which every field of an author carries a marker that no page may show as markup.

A marker is ``M012<b x="1">'&amp;``: a number of its own and what ends tags, attributes, entities.
The fields are those of the readers' own tables, so that a new one without a marker is noticed.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

from courseware.course.front_matter import CHAPTER, LESSON, OBJECTIVE
from courseware.glossary.term_fields import SOURCE, TERM
from tests.checks.course import COURSE
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ENDS = '<b x="1">\'&amp;'
NO_TEXT = {
    "lesson": {"id", "minutes", "objectives", "checked", "review_by"},
    "chapter": {"id", "lessons", "checked", "review_by"},
    "objective": {"id", "level"},
    "term": {"id", "pinyin", "generation", "related", "mark", "lookup", "source"},
    "source": {"check"},
}
"""Fields that are no free text: names, numbers, days, words of a list, other fields."""
TABLES = {
    "lesson": LESSON, "chapter": CHAPTER, "objective": OBJECTIVE,
    "term": TERM, "source": SOURCE,
}  # fmt: skip
NAMES = [
    *(f"{kind}.{field}" for kind, table in TABLES.items() for field in table.names
      if field not in NO_TEXT[kind]),
    "site.name", "site.description", "site.copyright", "site.version", "exam.title",
    "site.repository", "site.editor", "site.navigation", "site.permalink",
    "question register", "page register",
    "heading", "alt", "caption", "link title", "admonition", "table", "company",
    "stem", "option", "feedback", "explanation", "gap", "bank stem", "bank option", "bank feedback",
    "bank gap", "bank explanation", "case title", "case text", "blueprint.title", "file", "link",
]  # fmt: skip


def marker(name: str) -> str:
    """The text of a field."""
    return f"M{NAMES.index(name):03}{ENDS}"


def quoted(name: str) -> str:
    """The field as a YAML scalar."""
    return "'" + marker(name).replace("'", "''") + "'"


def written(name: str) -> str:
    """The field in Markdown: text, not markup."""
    return marker(name).replace("&", "&amp;").replace("<", "&lt;")


def attribute(name: str) -> str:
    """The field as a title between quotes, which Markdown keeps as it is but for quotes."""
    return marker(name).replace('"', "")


def in_address(name: str) -> str:
    """The field as part of an address: without what no address holds."""
    return marker(name).replace(" ", "").replace("/", "")


def url(start: str, name: str) -> str:
    return "'" + f"{start}{in_address(name)}/".replace("'", "''") + "'"


REPOSITORY = url("https://forge.example/", "site.repository")
EDITOR = url("edit/", "site.editor")
LESSON_TEXT = """---
id: opening
title: {lesson_title}
minutes: 10
objectives:
  - id: a
    level: 记忆
    text: {objective_text}
owner: {lesson_owner}
checked: 2026-11-01
review_by: 2027-05-31
---

先说小区。

## {heading}

![{alt}](opening-steps.svg "{caption}")

![{file}]({picture})

见[核对身份{link}](verify.md "{link_title}")。费用【以本企业现行规定为准：{company}】。

!!! 查一查 "{admonition}"

    | 步骤 | 说什么 |
    | --- | --- |
    | 一 | {table} |

## 自测

<!-- question id=1-01 objective=a -->
<quiz>
{stem}
- [x] 甲{option}
> 对。{feedback}
- [ ] 乙
> 不对。

{explanation}
</quiz>

<!-- question id=1-02 objective=a -->
<quiz>
填[[{gap}]]。

---
解析。
</quiz>
"""
BANK_TEXT = """# 题库

## opening

<!-- question id=x1-01 lesson=opening objective=a level=记忆 point=first -->
<quiz>
先做哪一步{bank_stem}
- [x] 甲{bank_option}
> 对。{bank_feedback}
- [ ] 乙
> 不对。

解析{bank_explanation}。
</quiz>

<!-- question id=x1-02 lesson=opening objective=a level=记忆 point=second -->
<quiz>
填[[{bank_gap}]]。

---
解析。
</quiz>

<!-- case id=x1-c1 lesson=opening title={case_title} -->
案例{case_text}。

<!-- question id=x1-60 lesson=opening objective=a level=记忆 point=third case=x1-c1 -->
<quiz>
先做什么？
- [x] 先问候
> 对。
- [ ] 先催促
> 不对。

解析。
</quiz>

## verify

<!-- question id=x1-03 lesson=verify objective=a level=记忆 point=sums -->
<quiz>
哪一个？
- [x] =1+1
> =SUM(A1)
- [ ] +2
> @SUM(A1)
- [ ] -3
> -1+1
- [ ] @4
> +1

=HYPERLINK("http://e.example/")
</quiz>

## signal

<!-- question id=x1-04 lesson=signal objective=a level=理解 point=bars -->
<quiz>
几格信号？
- [x] 一格
> 对。
- [ ] 两格
> 不对。

解析。
</quiz>
"""
BLUEPRINT_TEXT = """title: {title}
minutes: 9
total: 5
pass_mark: 3
case_items: 1
points: {{single: 1, multiple: 1, fill_in: 1, case: 1}}
levels: {{记忆与理解: 100, 应用与分析: 0, 评价与创造: 0}}
lessons:
  - {{id: opening, single: 1, fill_in: 1, case: 1}}
  - {{id: verify, single: 1}}
  - {{id: signal, single: 1}}
"""
PICTURE = f"图 {ENDS.replace('/', '')}.svg"
"""A file's name with markup in it."""


def make_course(root: Path) -> Path:
    """Write the course below ``root``: it builds with this project's own hooks and theme."""
    shutil.copytree(COURSE, root)
    for folder in ("hooks", "overrides", "fonts"):
        (root / folder).symlink_to(ROOT / folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for old, name in (
        ("site_name: 移动客服基础知识", "site.name"),
        ("copyright: 课程内容 CC BY-SA 4.0 · 程序 MIT", "site.copyright"),
        ("permalink_title: 本节的链接", "site.permalink"),
    ):
        assert old in settings
        settings = settings.replace(old, f"{old.partition(':')[0]}: {quoted(name)}")
    lines = [line for line in settings.splitlines() if not line.startswith("site_description")]
    settings = "\n".join([*lines, f"site_description: {quoted('site.description')}", ""])
    settings = settings.replace("  - 首页: index.md", f"  - {quoted('site.navigation')}: index.md")
    settings += f"repo_url: {REPOSITORY}\nedit_uri: {EDITOR}\n"
    settings = settings.replace('version: "2026.11"', f"version: {quoted('site.version')}")
    settings = settings.replace("strict: true", "strict: false")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    docs = root / "docs"
    for page in ("glossary", "progress", "self-exam", "company-rules"):
        shutil.copyfile(ROOT / f"docs/{page}.md", docs / f"{page}.md")
    values = {name.replace(" ", "_").replace(".", "_"): written(name) for name in NAMES}
    values |= {
        "lesson_title": quoted("lesson.title"),
        "lesson_owner": quoted("lesson.owner"),
        "objective_text": quoted("objective.text"),
        "caption": attribute("caption"),
        "admonition": written("admonition").replace('"', ""),
        "link_title": attribute("link title"),
        "picture": quote(PICTURE),
    }
    (docs / "01-calls/opening.md").write_text(LESSON_TEXT.format(**values), "utf-8")
    shutil.copyfile(docs / "01-calls/opening-steps.svg", docs / "01-calls" / PICTURE)
    (docs / "01-calls/index.md").write_text(_chapter(), "utf-8")
    (docs / "glossary.yml").write_text(_glossary(), "utf-8")
    (docs / "self-exam.yml").write_text(
        f"title: {quoted('exam.title')}\nminutes: 9\n"
        "points: {single: 1, multiple: 1, true_false: 1, fill_in: 1}\n"
        "draw:\n  - {lesson: opening, single: 1, fill_in: 1}\n",
        "utf-8",
    )
    (root / "exam").mkdir()
    (root / "exam/01-calls.md").write_text(BANK_TEXT.format(**values), "utf-8")
    blueprint = BLUEPRINT_TEXT.format(title=quoted("blueprint.title"))
    (root / "exam/blueprint.yml").write_text(blueprint, "utf-8")
    (root / "question-register.txt").write_text(
        f"1-01 停用 012345 {marker('question register')}\n", "utf-8"
    )
    (root / "page-register.txt").write_text(
        f"gone-{in_address('page register')}.html {in_address('page register')}\n", "utf-8"
    )
    (docs / "redirects.yml").write_text("old.html: 01-calls/opening.html\n", "utf-8")
    return root


def _chapter() -> str:
    return (
        "---\nid: calls\n"
        f"title: {quoted('chapter.title')}\nsummary: {quoted('chapter.summary')}\n"
        f"prerequisite: {quoted('chapter.prerequisite')}\n"
        f"outcomes:\n  - {quoted('chapter.outcomes')}\nlessons: [opening, verify]\n"
        f"owner: {quoted('chapter.owner')}\nchecked: 2026-11-01\n"
        "review_by: 2027-05-31\n---\n\n读。\n"
    )


def _glossary() -> str:
    texts = [field for field in TERM.names if field not in NO_TEXT["term"]]
    listed = {"aliases", "deprecated", "not_in"}
    lines = ["categories:", f"  - {quoted('term.category')}", "terms:", "  - id: cell"]
    lines += ["    pinyin: xiao qu"]
    for field in texts:
        value = quoted(f"term.{field}")
        value = value.replace("'M", "'小区M", 1) if field == "zh" else value
        value = f"[{value}, 小区]" if field == "aliases" else value
        value = f"[{value}]" if field in listed - {"aliases"} else value
        lines.append(f"    {field}: {value}")
    lines += ["    source:", f"      ref: {quoted('source.ref')}"]
    lines += [f"      clause: {quoted('source.clause')}", "      check: 记忆"]
    return "\n".join([*lines, ""])
