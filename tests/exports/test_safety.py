"""No format takes along what a browser must not get: other systems show questions as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from courseware.verbs.export_questions import FORMATS, export
from tests.checks.course import OPENING, Edit, edited

if TYPE_CHECKING:
    from pathlib import Path

OPTION = "- [ ] 问来意\n"
ATTACKS = [
    ("<script>alert(1)</script>", "<script>"),
    ("<SCRIPT src=//e.example></SCRIPT>", "<script>"),
    ("<img src=x onerror=alert(1)>", "onerror=“alert(1)”"),
    ("[看](java&#115;cript:alert(1))", "href=“javascript:alert(1)”"),
    ("[看](https://e.example)", "href=“https://e.example”"),
    ("![三句话依次排列](//e.example/x.png)", "src=“//e.example/x.png”"),
    ("**看**{: style=position:fixed}", "style=“position:fixed”"),
    ("<svg onload=alert(1)>", "<svg>"),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("text", "what"), ATTACKS)
def test_a_question_with_an_attack_is_left_out(
    form: str, text: str, what: str, tmp_path: Path
) -> None:
    root = edited(tmp_path, Edit(OPENING, OPTION, f"- [ ] 问来意{text}\n")).root
    clean = export(edited(tmp_path / "clean").root, "course", form, "out")
    assert (clean.output.count("\n"), clean.note, clean.code) == (1, "", 0)
    done = export(root, "course", form, "out")
    assert done.code == 1
    assert done.note.splitlines()[0].endswith(
        f"EXPORT-20 题目里有不能发布的内容（{what}），没有导出；"
        "请运行 python hooks check，按安全问题改正"
    )
    whole = int(clean.output.rpartition("：")[2].split()[0])
    assert done.output.endswith(f"：{whole - 1} 题\n")
    (file,) = (root / "out").iterdir()
    data = file.read_bytes().decode("utf-8", "replace")
    assert "e.example" not in data
    assert "alert(1)" not in data
