"""What may stand beside a table without a blank line: what the page shows whole is not told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import markdown
import pytest

from courseware.checks.engine import check_course
from courseware.course.disk import read_project

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "| 问 | 答 |\n| --- | --- |\n| 甲地 | 乙地 |\n"
EXTENSIONS = ["admonition", "attr_list", "footnotes", "md_in_html", "tables"]


BEFORE = (
    "", "字\n\n", "## 题\n", "字\n---\n", "---\n",
    "<div markdown>\n\n</div>\n\n", "[x]: index.md\n",
    "<!-- fact until=2027-06-01 -->\n", "字\n", "- 项\n", "1. 项\n", "> 引\n",
    "字[^1]\n\n[^1]: 注\n",
)  # fmt: skip
AFTER = (
    "\n字\n", "!!! 提示\n    字\n", "<!-- fact until=2027-06-01 -->\n",
    "字\n", "## 题\n", "- 项\n", "[^1]: 注\n", "{ .x }\n", "> 引\n", "---\n",
)  # fmt: skip
AROUND = f"<div markdown>\n{TABLE}</div>\n"


@pytest.mark.parametrize(
    "text", [*(one + TABLE for one in BEFORE), *(TABLE + one for one in AFTER), AROUND]
)
def test_the_check_sees_tables_as_the_page_does(text: str, tmp_path: Path) -> None:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    whole = html.count("<table>") == 1 and html.count("<td>") == 2
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 课\n", "utf-8")
    (tmp_path / "docs" / "index.md").write_text(f"---\ntitle: 页\n---\n\n{text}", "utf-8")
    found = check_course(read_project(tmp_path), date(2026, 11, 22)).diagnostics
    assert any(one.code == "PAGE-30" for one in found) is not whole
