"""A sheet that comes back: what is written, what is refused, and what is left alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from courseware.checks.catalogue import all_rules
from courseware.exports.entries import BankName
from tests.conftest import ROOT

from .desk import TODAY, Desk, sent
from .samples import HEAD, OPENING, small_project, written

HERE = Path(__file__).parent
PREVIEW = "这是预演，没有写任何文件；确认无误后加上 --apply 再运行一次。\n"
REFUSED = "共 {} 个错误，没有写任何文件；请在表里改正后再导入。\n"
NEXT = "下一步：运行 python hooks check 看哪些题要学员重答；新题再运行 python hooks ids 登记。\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_project(tmp_path))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("bank", BankName)
def test_the_real_bank_comes_back_without_a_change(
    bank: BankName, form: str, tmp_path: Path
) -> None:
    for name in ("docs", "exam", "mkdocs.yml", "question-register.txt"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, tmp_path / name)
    desk = Desk(tmp_path, bank, form)
    before = desk.files()
    said, code = desk.send(apply=True)
    count = written(bank)
    summary = f"读到 {count} 行：改 0 题，新增 0 题，没动 {count} 题。\n没有要写的改动。\n"
    assert (said, code) == (summary, 0)
    assert desk.files() == before


def test_a_preview_shows_the_diff_and_writes_nothing(desk: Desk) -> None:
    before = desk.files()
    desk.set("1-03", 题干="先核身，再办理。", 选项B反馈="一\n\n二")
    desk.set("1-08", 红线="是")
    said, code = desk.send()
    assert code == 0
    assert said == (HERE / "preview.txt").read_text("utf-8") + PREVIEW
    assert desk.files() == before


def test_apply_writes_only_the_lines_of_changed_questions(desk: Desk) -> None:
    before = desk.files()
    desk.set("1-01", 解析="新的解析。")
    said, code = desk.send(apply=True)
    assert code == 0
    assert said.endswith(f"已写回：docs/01-calls/opening.md\n{NEXT}")
    page = "docs/01-calls/opening.md"
    old = '解析 "=" ~ # { } -> \\\\。'.encode()
    assert before[page].count(old) == 1
    assert desk.files() == before | {page: before[page].replace(old, "新的解析。".encode())}
    again, code = desk.send(apply=True)
    assert code == 0
    assert again == "读到 8 行：改 0 题，新增 0 题，没动 8 题。\n没有要写的改动。\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, end: str) -> None:
    root = small_project(tmp_path)
    page = root / "docs/01-calls/opening.md"
    text = "\ufeff" + page.read_text("utf-8").replace("\n", end)
    page.write_bytes(text.encode())
    desk = Desk(root)
    desk.set("1-03", 解析="改了。\n\n又一段。")
    assert desk.send(apply=True)[1] == 0
    new = text.replace(f"{end}见正文。{end}", f"{end}改了。{end}{end}又一段。{end}", 1)
    assert page.read_bytes().decode() == new


def test_every_part_of_a_question_can_be_edited(desk: Desk) -> None:
    desk.set(
        "1-01", 题干="新\n题干？", 目标="b", 选项A="丙", 选项B="乙", 选项C="", 选项D="丁 `a|b`",
        选项A反馈="一\n二", 选项B反馈="三", 选项C反馈="", 选项D反馈="四", 正确答案="B，d",
        题型="多选", 解析="见\n\n- 正文", 红线="√", 固定选项="全部",
    )  # fmt: skip
    said, code = desk.send(apply=True)
    assert code == 0, said
    page = (desk.root / "docs/01-calls/opening.md").read_text("utf-8")
    assert page.startswith(
        HEAD.format(id="opening", title="开场/问候")
        + """<!-- question id=1-01 objective=b red pin -->
<quiz>
新
题干？
- [ ] 丙
> 一
> 二
- [x] 乙
> 三
- [x] 丁 `a|b`
> 四

见

- 正文
</quiz>

<!-- question id=1-02 objective=a,b red pin=3 -->
"""
    )


def test_gaps_and_kinds_with_gaps_can_be_edited(desk: Desk) -> None:
    desk.set("1-05", 题干="各是怎么做的？\n\n- FDD：[[一]]\n- TDD：[[二]]", 题型="填空")
    desk.set("1-08", 题干="只填 [[您好|你好|早]]。", 解析="改。")
    said, code = desk.send(apply=True)
    assert code == 0, said
    page = (desk.root / "docs/01-calls/verify.md").read_text("utf-8")
    assert (
        "<!-- question id=1-05 objective=a -->\n<quiz>\n各是怎么做的？\n\n- FDD：[[一]]\n" in page
    )
    assert page.endswith("<quiz>\n只填 [[您好|你好|早]]。\n\n---\n改。\n</quiz>\n")


NEW = {
    "课": "1.1 开场/问候", "目标": "a", "题干": "新题？", "选项A": "甲", "选项B": "乙",
    "选项A反馈": "对。", "选项B反馈": "错。", "正确答案": "A", "解析": "见正文。",
}  # fmt: skip
BLOCK = """
<!-- question id={id} objective=a{more} -->
<quiz>
{stem}
- [x] 甲
> 对。
- [ ] 乙
> 错。

见正文。
</quiz>
"""


def test_new_rows_go_to_the_end_of_their_lesson_with_the_next_ids(desk: Desk) -> None:
    before = desk.files()
    desk.add(**NEW)
    desk.add(**NEW | {"题干": "再来一题？", "课": "开场/问候", "红线": "是"})
    desk.add(**NEW | {"题干": "第三题？", "课": "verify"})
    said, code = desk.send(apply=True)
    assert code == 0, said
    assert "读到 11 行：改 0 题，新增 3 题，没动 8 题。\n新增：1-09、1-10、1-11\n" in said
    opening = BLOCK.format(id="1-09", more="", stem="新题？")
    opening += BLOCK.format(id="1-10", more=" red", stem="再来一题？")
    verify = BLOCK.format(id="1-11", more="", stem="第三题？")
    assert desk.files() == before | {
        "docs/01-calls/opening.md": before["docs/01-calls/opening.md"] + opening.encode(),
        "docs/01-calls/verify.md": before["docs/01-calls/verify.md"] + verify.encode(),
    }
    again, code = desk.send(apply=True)
    assert code == 0
    assert "新行和课程里已有的题完全一样，跳过：1-09、1-10、1-11\n" in again
    assert again.endswith("没有要写的改动。\n")


def test_a_new_exam_item_joins_its_lesson_and_its_case(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    desk = Desk(root, "exam")
    exam = {"层次": "应用", "知识点": "again", "案例": "x1-c1"}
    desk.set("x1-01", 层次="理解", 知识点="greeting")
    desk.add(**NEW | {"课": "1.1 开场/问候"} | exam)
    said, code = desk.send(apply=True)
    assert code == 0, said
    page = (root / "exam/01-calls.md").read_text("utf-8")
    label = "<!-- question id=x1-01 lesson=opening objective=a level=理解 point=greeting -->"
    assert label in page
    label = "id=x1-03 objective=a lesson=opening level=应用 point=again case=x1-c1"
    wanted = BLOCK.format(id="x1-03", more="", stem="新题？").replace("id=x1-03 objective=a", label)
    assert page.endswith(f"</quiz>\n{wanted}")


def test_rows_that_are_missing_delete_nothing(desk: Desk) -> None:
    before = desk.files()
    desk.rows = [desk.heads, desk.row("1-03")]
    said, code = desk.send(apply=True)
    assert (said, code) == (
        (
            "读到 1 行：改 0 题，新增 0 题，没动 1 题。\n"
            "表里没有的 7 题原样保留，导入从不删题：1-01、1-02、1-04、1-05、1-06、1-07、1-08\n"
            "没有要写的改动。\n"
        ),
        0,
    )
    assert desk.files() == before


def test_what_changed_in_the_course_alone_stays(desk: Desk) -> None:
    page = desk.root / "docs/01-calls/opening.md"
    page.write_text(page.read_text("utf-8").replace("先核身。", "先核身才办理。"), "utf-8")
    desk.set("1-01", 解析="新的解析。")
    said, code = desk.send(apply=True)
    assert code == 0
    assert "导出以后课程里改过、表里没动，以课程为准：1-03\n" in said
    assert "先核身才办理。" in page.read_text("utf-8")


def test_what_changed_on_both_sides_is_a_conflict(desk: Desk) -> None:
    page = desk.root / "docs/01-calls/opening.md"
    page.write_text(page.read_text("utf-8").replace("先核身。", "先核身才办理。"), "utf-8")
    before = desk.files()
    desk.set("1-03", 题干="先核身再说。")
    desk.set("1-01", 解析="新的解析。")
    said, code = desk.send(apply=True)
    assert (said, code) == (
        "course-questions.xlsx:4:5 IMPORT-9 第 4 行“题干”："
        "“1-03”导出以后在课程里也改过（docs/01-calls/opening.md:54:1）；"
        "请重新导出，在新表里再改\n" + REFUSED.format(1),
        1,
    )
    assert desk.files() == before


def test_a_deleted_id_is_not_given_again(desk: Desk) -> None:
    register = "# 登记簿\n1-77 停用 9c01aa,+77e210,-1c9d3b 删掉的题\n"
    (desk.root / "question-register.txt").write_text(register, "utf-8")
    desk.add(题号="1-77", **NEW)
    said, code = desk.send()
    assert code == 1
    assert "IMPORT-5 第 10 行“题号”：题号“1-77”的题已经从课程里删除；" in said


REFUSALS = yaml.safe_load((HERE / "refused.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    "case", REFUSALS, ids=lambda case: f"{case['code']} {next(iter(case['cells']))}"
)
def test_what_is_refused_says_where_and_what_next(desk: Desk, case: dict[str, Any]) -> None:
    before = desk.files()
    desk.set(case["question"], **case["cells"])
    said, code = desk.send(apply=True)
    assert code == 1
    assert f"course-questions.xlsx:{case['place']} {case['code']} {case['said']}\n" in said
    assert said.endswith("没有写任何文件；请在表里改正后再导入。\n")
    assert desk.files() == before


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"课": ""}, "新题没有写在哪一课，请写成“1.1 开场/问候”的样子"),
        ({"课": "1.3 没有"}, "课程里没有“1.3 没有”这一课"),
    ],
)
def test_a_new_row_needs_its_lesson(desk: Desk, cells: dict[str, str], fault: str) -> None:
    desk.add(**NEW | cells)
    said, code = desk.send()
    assert (said, code) == (
        f"course-questions.xlsx:10:2 IMPORT-14 第 10 行“课”：{fault}；请改正\n" + REFUSED.format(1),
        1,
    )


def test_a_waiver_in_the_question_is_not_lost(tmp_path: Path) -> None:
    waived = OPENING.replace("> 再想想。", "<!-- check: off QUIZ-14 讲师会讲 -->", 1)
    desk = Desk(small_project(tmp_path, opening=waived))
    desk.set("1-03", 题干="改")
    said, code = desk.send(apply=True)
    assert code == 1
    assert (
        "IMPORT-18 第 4 行“题干”：“1-03”在 docs/01-calls/opening.md:54:1 的写法里有豁免注释" in said
    )


@pytest.mark.parametrize(
    ("heads", "problem"),
    [
        ({0: "题 号"}, "认不得“题 号”，是不是想写“题号”"),
        ({0: ""}, "缺少“题号”这一列"),
        ({1: "题号"}, "“题号”有两列"),
        ({20: "备注"}, "认不得“备注”"),
    ],
)
def test_wrong_heads_stop_everything(desk: Desk, heads: dict[int, str], problem: str) -> None:
    desk.rows[0] = [heads.get(at, head) for at, head in enumerate(desk.heads)]
    said, code = desk.send()
    assert code == 1
    assert (
        f"IMPORT-2 第 1 行的列名不对：{problem}；请照导出的表改回来，列名一个字也不要动\n" in said
    )


def test_formulas_and_dates_are_refused(desk: Desk) -> None:
    desk.save()
    book = load_workbook(desk.file)
    book["题目"]["E4"] = "=A1&B1"
    book["题目"]["F4"] = TODAY
    book.save(desk.file)
    said, code = sent(desk.root, desk.file, "course", apply=True)
    assert (said, code) == (
        "course-questions.xlsx:4:5 IMPORT-8 第 4 行“题干”：这里是公式，不是文字；"
        "请把单元格设成文本格式，重新输入\n"
        "course-questions.xlsx:4:6 IMPORT-8 第 4 行“选项A”：这里是日期，不是文字；"
        "请把单元格设成文本格式，重新输入\n" + REFUSED.format(2),
        1,
    )


def test_an_id_that_a_spreadsheet_made_a_date_is_not_guessed(tmp_path: Path) -> None:
    desk = Desk(small_project(tmp_path), form="csv")
    desk.set("1-03", 题号="1月3日")
    said, code = desk.send()
    assert code == 1
    assert "IMPORT-3 第 4 行“题号”：课程里没有题号“1月3日”" in said


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (None, 2, "sheet.csv:1:1 IMPORT-1 表格读不出来：文件不存在；请改正后再导入\n"),
        (b"\xff\xff\xff\x80", 1, ("sheet.csv:1:1 IMPORT-1 表格读不出来：认不出文字编码，"
         "请另存为 UTF-8 的 CSV 或 xlsx；请改正后再导入\n")),
    ],
)  # fmt: skip
def test_a_file_that_can_not_be_read(desk: Desk, data: bytes | None, code: int, said: str) -> None:
    file = desk.root / "sheet.csv"
    if data is not None:
        file.write_bytes(data)
    assert sent(desk.root, file, "course", apply=True) == (said, code)


def test_a_lesson_without_a_self_check_has_no_room(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    page = root / "docs/01-calls/verify.md"
    page.write_text(page.read_text("utf-8").replace("## 自测", "## 练习"), "utf-8")
    desk = Desk(root)
    desk.add(**NEW | {"课": "1.2 核身"})
    fault = (
        "course-questions.xlsx:10:2 IMPORT-17 第 10 行“课”："
        "docs/01-calls/verify.md 里没有放新题的标题“自测”；请先在课文里加上它\n"
    )
    assert desk.send() == (fault + REFUSED.format(1), 1)


def test_every_rule_of_exports_and_imports_has_a_case() -> None:
    tests = "".join(path.read_text("utf-8") for path in HERE.glob("*.*") if path.is_file())
    codes = {code for code, rule in all_rules().items() if rule.family in {"EXPORT", "IMPORT"}}
    assert codes - set(re.findall(r"(?:EXPORT|IMPORT)-\d+", tests)) == set()
