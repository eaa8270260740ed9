"""The papers of the real bank: read back from their PDFs, the same bytes each time."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from courseware.course.layout import PAPERS
from courseware.exams.draw import draw
from courseware.exams.model import Section
from courseware.print.draw_table import draw_csv
from courseware.questions.identity import plain_stem
from courseware.questions.plugin_syntax import GAP
from courseware.verbs.exam import (
    ExamError,
    ExamResult,
    exam,
    make_exam,
    paper_names,
    read_exam,
    write_exam,
)
from tests.exports.samples import PNG

from .samples import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from courseware.exams.draw import Paper

NAMES = ["draw.csv", "draw.md"] + [
    f"exam-{letter}-{sheet}.pdf" for letter in "AB" for sheet in ("paper", "answer-sheet", "key")
]


@pytest.fixture(scope="module")
def made() -> ExamResult:
    return make_exam(ROOT, 2026, ("A", "B"))


@pytest.fixture(scope="module")
def paper(made: ExamResult) -> Paper:
    assert made.draw is not None
    return made.draw.papers[0]


def text_of(pdf: bytes) -> str:
    """What can be read in a PDF, without white space and page feet."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        lines = page.get_textpage().get_text_range().splitlines()
        pages += [line for line in lines if not line.startswith("题库 ") and "页 / 共" not in line]
    return "".join("".join(pages).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_file_is_made(made: ExamResult) -> None:
    assert sorted(made.files) == sorted(NAMES)
    assert [one for one in made.diagnostics if one.severity == "error"] == []


def test_same_bytes_again(made: ExamResult) -> None:
    again = make_exam(ROOT, 2026, ("B", "A"))
    assert again.files == made.files


def test_paper_holds_every_item_and_no_key(made: ExamResult, paper: Paper) -> None:
    text = text_of(made.files["exam-A-paper.pdf"])
    position = 0
    for one in paper.drawn():
        question = one.item.question
        stem = squeezed(GAP.sub("", plain_stem(question)).replace("____", "\0")).split("\0")
        for piece in stem:
            position = text.index(piece, position)
        for place, old in enumerate(one.order):
            option = f"{'ABCDE'[place]}.{squeezed(question.choices[old].text)}"
            position = text.index(option, position)
    for one in paper.drawn():
        question = one.item.question
        assert squeezed(question.explanation) not in text
        said = [squeezed(choice.feedback) for choice in question.choices]
        assert not [words for words in said if len(words) > 8 and words in text]
        assert one.item.id not in text


def test_paper_holds_the_texts_of_its_cases(made: ExamResult, paper: Paper) -> None:
    text = text_of(made.files["exam-A-paper.pdf"])
    drawn = {one.item.case for one in paper.sections[Section.CASE]}
    for case in read_exam(ROOT).bank.cases:
        assert (squeezed(case.text) in text) == (case.id in drawn)


def test_key_holds_answer_explanation_and_source(made: ExamResult, paper: Paper) -> None:
    text = text_of(made.files["exam-A-key.pdf"])
    for one in paper.drawn():
        question = one.item.question
        answer = one.key or squeezed("，或 ".join(question.blanks[0].answers))
        assert f"第{one.number}题答案：{answer}" in text
        assert squeezed(question.explanation) in text
        assert one.item.id in text
        for place, old in enumerate(one.order):
            sign = "✓" if question.choices[old].correct else "✕"
            said = squeezed(question.choices[old].feedback)
            assert f"{sign}{'ABCDE'[place]}{said}" in text


def test_answer_sheet_is_one_page_with_every_number(made: ExamResult, paper: Paper) -> None:
    for letter in "AB":
        assert len(pypdfium2.PdfDocument(made.files[f"exam-{letter}-answer-sheet.pdf"])) == 1
    text = text_of(made.files["exam-A-answer-sheet.pdf"])
    position = text.index("一、单选题")
    for one in paper.drawn():
        position = text.index(one.number + "ABCDE"[: len(one.order)], position)


def test_table_lists_what_was_drawn(made: ExamResult, paper: Paper) -> None:
    data = made.files["draw.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 194
    first = [row for row in rows if row["卷"] == "A"]
    assert [row["编号"] for row in first] == [one.item.id for one in paper.drawn()]
    assert sum(int(row["分值"]) for row in first) == 100
    page = made.files["draw.md"].decode()
    assert "种子 2026，题库 " in page
    assert page.count("| 应用与分析 | 45 | 45.0% | 45% |") == 2
    assert page.count("前面的卷用过的题（0 道）：无。") == 2


def test_formulas_in_the_table_are_harmless(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    bank = root / "exam" / "04-problems.md"
    bank.write_text(bank.read_text("utf-8").replace("point=", "point==HYPERLINK"), "utf-8")
    sources = read_exam(root)
    assert sources.blueprint is not None
    drawn, _ = draw(sources.bank, sources.blueprint, 1, "A")
    cells = draw_csv(drawn, sources.blueprint, sources.course).decode("utf-8-sig")
    assert ",'=HYPERLINK" in cells
    assert ",=" not in cells


def copy_of_project(folder: Path) -> Path:
    root = folder / "project"
    for name in ("docs", "exam"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def test_errors_stop_the_draw(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    blueprint = root / "exam" / "blueprint.yml"
    text = blueprint.read_text("utf-8").replace("{id: role, single: 1}", "{id: role, single: 9}")
    blueprint.write_text(text.replace("total: 100 ", "total: 108 "), "utf-8")
    stopped = make_exam(root, 1, ("A",))
    assert stopped.files == {}
    done = exam(root, 1, "A")
    assert (done.output, done.code) == ("", 1)
    assert done.note.endswith("题库或蓝图有错误，没有出卷；请先改正上面的错误。\n")
    assert not (root / "dist").exists()
    assert [str(one) for one in stopped.diagnostics if one.severity == "error"] == [
        (
            "exam/blueprint.yml:17:24 EXAM-27 "
            "蓝图要“role”出 单选 9 道，题库里只有 4 道；请补题，或改蓝图"
        )
    ]


def test_command_says_what_it_wrote(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    (root / "fonts").symlink_to(ROOT / "fonts")
    done = exam(root, 7, "A")
    assert done.code == 0
    assert done.output.splitlines() == [
        "dist/exam/draw.csv",
        "dist/exam/draw.md",
        "dist/exam/exam-A-paper.pdf",
        "dist/exam/exam-A-answer-sheet.pdf",
        "dist/exam/exam-A-key.pdf",
        "A 卷：97 题；记忆与理解 40 分、应用与分析 45 分、评价与创造 15 分。",
    ]
    assert len(list((root / "dist" / "exam").iterdir())) == 5
    for refused in (exam(root, 7, "A", "site/papers"), exam(root, 7, "卷")):
        assert (refused.output, refused.code) == ("", 2)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    (root / "exam" / "01-overview.md").write_bytes("题库".encode("gb18030"))
    (root / "exam" / "blueprint.yml").unlink()
    result = make_exam(root, 1, ("A",))
    assert result.files == {}
    assert [
        (str(one.location), one.code) for one in result.diagnostics if one.severity == "error"
    ] == [
        ("exam/01-overview.md:1:1", "FILE-1"),
        ("exam/blueprint.yml:1:1", "FILE-5"),
    ]


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    (root / "fonts").symlink_to(ROOT / "fonts")
    bank = root / "exam" / "01-overview.md"
    text = bank.read_text("utf-8").replace("\n<quiz>\n", "\n<quiz>\n![坐席的工位](desk.png) ")
    bank.write_text(text, "utf-8")
    (root / "exam" / "desk.png").write_bytes(PNG[:-12])
    result = make_exam(root, 1, ("A",))
    assert [str(one) for one in result.diagnostics if one.severity == "error"] == [
        (
            "exam/desk.png:1:1 PRINT-10 图片文件不完整或坏了，讲义印不出来；"
            "请重新导出或重新下载这张图片，能在看图软件里打开再放进来"
        )
    ]
    assert sorted(result.files) == ["draw.csv", "draw.md", "exam-A-answer-sheet.pdf"]


@pytest.mark.parametrize(("said", "names"), [("A", ("A",)), ("b, a,B", ("B", "A"))])
def test_names_of_papers(said: str, names: tuple[str, ...]) -> None:
    assert paper_names(said) == names


@pytest.mark.parametrize("said", ["", "A,,B", "甲", "AB", "1", "../x"])
def test_wrong_names_of_papers(said: str) -> None:
    with pytest.raises(ExamError, match="卷名"):
        paper_names(said)


def test_papers_are_written_whole_and_never_into_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    files = {"draw.csv": b"1", "exam-A-paper.pdf": b"2"}
    assert write_exam(tmp_path / "dist" / "exam", files, site) == tuple(files)
    found = {path.name: path.read_bytes() for path in (tmp_path / "dist" / "exam").iterdir()}
    assert found == files
    for folder in (site, site / "exam", tmp_path / "docs" / "x", tmp_path / "dist" / ".." / "site"):
        with pytest.raises(ExamError, match="会公开"):
            write_exam(folder, files, site)
    assert not site.exists()


def test_default_folder_is_ignored_by_git_and_no_part_of_the_site() -> None:
    assert PAPERS.startswith("dist/")
    assert "/dist/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
