"""What can't be exported is said with its place; the rest goes out all the same."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from courseware.exports.entries import BankName
from courseware.verbs.export_questions import FORMATS, export, make_export
from courseware.verbs.outcome import Outcome
from tests.conftest import ROOT

from .samples import HEAD, small_project

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/01-calls/opening.md"
LINE = HEAD.count("\n") + 2
"""The line of ``<quiz>`` in a page of one question."""

GONE = """<!-- question id=1-01 objective=a -->
<quiz>
看图：![波](gone.png)
- [x] 甲
> 对。
- [ ] 乙 ![远](far.png)
> 错。

见正文。
</quiz>
"""
FOREIGN = GONE.replace("far.png", "https://example.com/a.png")
ELEVEN = (
    "<!-- question id=1-01 objective=a -->\n<quiz>\n（多选）选？\n"
    + "".join(f"- [x] 第{n}\n> 对。\n" for n in range(11))
    + "- [ ] 错\n> 错。\n\n见正文。\n</quiz>\n"
)
LOOSE = """<!-- question id=1-01 objective=a type=match -->
<quiz>
先 [[甲]] 后 [[乙]]。

---
见正文。
</quiz>
"""
NOWHERE = """<!-- question id=1-01 objective=a -->
<quiz>
看 ![波是 [[甲]] 的](wave.png)。

---
见正文。
</quiz>
"""
TAG = """<!-- question id=1-01 objective=a -->
<quiz>
看 <video src="x.mp4"></video>。
- [x] 甲
> 对。
- [ ] 乙
> 错。

见正文。
</quiz>
"""
NAMELESS = TAG.replace("id=1-01 ", "").replace('<video src="x.mp4"></video>', "图")
RUBY = TAG.replace('<video src="x.mp4"></video>', "<ruby>图</ruby>")
SOUND = TAG.replace("1-01", "1-02").replace('<video src="x.mp4"></video>', "图")


@pytest.mark.parametrize(
    ("block", "form", "said"),
    [
        (GONE, form, [
            "EXPORT-1 题目里的图片“gone.png”读不到；请改正路径，图片要放在这一页旁边",
            "EXPORT-1 题目里的图片“far.png”读不到；请改正路径，图片要放在这一页旁边",
        ])
        for form in ("moodle", "gift", "qti")
    ] + [
        (FOREIGN, form, [
            ("EXPORT-20 题目里有不能发布的内容（src=“https://example.com/a.png”），没有导出；"
            "请运行 python hooks check，按安全问题改正"),
        ])
        for form in FORMATS
    ] + [
        (TAG, form, [
            ("EXPORT-20 题目里有不能发布的内容（<video>），没有导出；"
            "请运行 python hooks check，按安全问题改正"),
        ])
        for form in FORMATS
    ] + [
        (RUBY, "moodle", []),
        (RUBY, "gift", []),
        (RUBY, "qti", ["EXPORT-2 QTI 2.1 里放不下 <ruby>；请改用普通 Markdown 写法"]),
        (NAMELESS, "moodle", [
            ("QUIZ-2 题目上方缺少编号行；"
            "请在 <quiz> 上一行写 <!-- question id=章号-两位序号 objective=a -->"),
            "EXPORT-3 题目没有题号，不能导出；请先运行 python hooks ids",
        ]),
        (ELEVEN, "moodle", ["EXPORT-4 有 11 个正确项，Moodle XML 最多 10 个；请改成两道题"]),
        (ELEVEN, "gift", ["EXPORT-4 有 11 个正确项，GIFT 最多 10 个；请改成两道题"]),
        (ELEVEN, "qti", []),
        (LOOSE, "moodle", [
            ("EXPORT-5 Moodle XML 要把连线、排序题拆成一项一项；"
            "请把每个空格单独写在一个列表项或一行表格里"),
        ]),
        (LOOSE, "gift", [
            ("EXPORT-5 GIFT 要把连线、排序题拆成一项一项；"
            "请把每个空格单独写在一个列表项或一行表格里"),
        ]),
        (LOOSE, "qti", []),
        (NOWHERE, "gift", [
            "EXPORT-6 第 1 个空格写在图片文字或链接地址里，导出后没有地方填；请把它挪到正文里",
        ]),
    ],
)  # fmt: skip
def test_a_fault_has_a_place_and_a_next_step(
    tmp_path: Path, block: str, form: str, said: list[str]
) -> None:
    root = small_project(tmp_path, opening=f"{block}\n{SOUND}", verify="")
    done = export(root, "course", form)
    last = f"有 {len(said)} 处错误，涉及的题没有完整导出；请改正后再导出一次。"
    assert done.code == int(bool(said))
    assert done.note.splitlines() == [
        *(f"{PAGE}:{LINE}:1 {fault}" for fault in said),
        *([last] if said else []),
    ]
    assert done.output.startswith("dist/exports/course-questions.")
    assert done.output.count("\n") == 1
    data, _, found = make_export(root, BankName.COURSE, form)
    assert len(found) == len(said)
    if form != "xlsx":  # the bytes of a workbook are packed
        assert b"1-02" in data


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("bank", ["course", "exam"])
def test_the_command_writes_one_file_where_git_does_not_look(
    tmp_path: Path, bank: str, form: str
) -> None:
    root = small_project(tmp_path)
    before = {path for path in root.rglob("*") if path.is_file()}
    command = [sys.executable, ROOT / "hooks", "export-questions", "--root", root]
    done = subprocess.run(
        [*command, "--bank", bank, "--format", form], capture_output=True, check=True
    )
    count, folder = (8, "dist/exports") if bank == "course" else (2, "dist/exam/exports")
    ending = {"moodle": "moodle.xml", "gift": "gift.txt", "qti": "qti.zip"}.get(form, form)
    file = f"{folder}/{bank}-questions.{ending}"
    assert done.stdout.decode() == f"{file}：{count} 题\n"
    assert {path for path in root.rglob("*") if path.is_file()} == before | {root / file}
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "/dist/" in ignored


@pytest.mark.parametrize("folder", ["site", "site/exports", "docs"])
def test_nothing_is_written_where_it_would_be_published(tmp_path: Path, folder: str) -> None:
    root = small_project(tmp_path)
    before = sorted(root.rglob("*"))
    said = f"题目不能写进 {folder}，那里的文件会公开；请用 --out 换一个文件夹\n"
    assert export(root, "exam", "csv", folder) == Outcome(note=said, code=2)
    file = str(root / folder / "q.csv")
    said = f"题目不能写进 {root / folder}，那里的文件会公开；请用 --output 换一个文件夹\n"
    assert export(root, "exam", "csv", file=file) == Outcome(note=said, code=2)
    assert sorted(root.rglob("*")) == before


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    (root / "out").write_text("a file", "utf-8")
    done = export(root, "course", "csv", "out/deep")
    assert (done.code, done.output) == (2, "")
    assert done.note.startswith("写不进 out/deep（")
    assert done.note.endswith("）；请用 --out 换一个文件夹\n")


def test_output_names_the_file_of_the_export(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    command = [sys.executable, ROOT / "hooks", "export-questions", "--root", root]
    done = subprocess.run(
        [*command, "--format", "csv", "--output", "q.csv"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.stdout.decode(), done.stderr, done.returncode) == ("q.csv：8 题\n", b"", 0)
    assert (tmp_path / "q.csv").read_bytes() == make_export(root, BankName.COURSE, "csv")[0]
    assert not (root / "dist").exists()


def test_two_steps_on_the_command_line(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    command = [sys.executable, ROOT / "hooks"]
    export = [*command, "export-questions", "--root", root, "--format", "xlsx"]
    subprocess.run(export, capture_output=True, check=True)
    file = root / "dist/exports/course-questions.xlsx"
    done = subprocess.run(
        [*command, "import-questions", file, "--root", root, "--apply"],
        capture_output=True,
        check=False,
    )
    said = "读到 8 行：改 0 题，新增 0 题，没动 8 题。\n没有要写的改动。\n"
    assert (done.stdout.decode(), done.stderr, done.returncode) == (said, b"", 0)
