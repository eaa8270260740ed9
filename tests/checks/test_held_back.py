"""One cause, one finding: a file that can't be read is named, and nothing that follows from it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from courseware.checks.catalogue import all_rules
from courseware.checks.engine import check_course
from courseware.checks.held_back import FOLLOWS
from courseware.course.clock import course_today
from courseware.course.disk import read_project
from courseware.course.layout import PAGE_REGISTER
from courseware.course.registers import register_pages
from courseware.site.fragments import Fragments
from courseware.site.views import LessonView
from courseware.text.yaml import parse_yaml
from courseware.verbs.exam import read_exam
from tests.checks.course import OPENING, SIGNAL, Edit, edited
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARTS = (
    "docs/02-network/principles.md",
    "docs/02-network/index.md",
    "docs/glossary.yml",
    "docs/self-exam.yml",
    "exam/blueprint.yml",
    "exam/02-network.md",
    "mkdocs.yml",
)
"""A file of every kind that others lean on, in a course that leans on all of them."""


def full_width(text: str) -> str:
    """The second field that stands at a line's beginning, with another colon."""
    second = list(re.finditer(r"(?m)^(?: *- )? *[a-z_]+(: )", text))[1]
    return f"{text[: second.start(1)]}：{text[second.end(1) :]}"


def in_conflict(text: str, line: int) -> str:
    lines = text.split("\n")
    both = ["<<<<<<< HEAD", lines[line], "=======", lines[line], ">>>>>>> theirs"]
    return "\n".join([*lines[:line], *both, *lines[line + 1 :]])


DAMAGE: dict[str, Callable[[str], bytes]] = {
    "colon": lambda text: full_width(text).encode(),
    "conflict in the head": lambda text: in_conflict(text, 2).encode(),
    "conflict in the middle": lambda text: in_conflict(text, 40).encode(),
    "GBK": lambda text: text.encode("gbk", "ignore"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's files, to be damaged and mended."""
    copy = tmp_path_factory.mktemp("held") / "project"
    for name in ("docs", "exam"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("mkdocs.yml", "question-register.txt", "page-register.txt"):
        shutil.copy(ROOT / name, copy / name)
    return copy


CASES = [
    (path, how)
    for path in PARTS
    for how in DAMAGE
    if (path, how) != ("exam/02-network.md", "colon")  # a bank's file has no front matter
]


@pytest.mark.parametrize(("path", "how"), CASES)
def test_one_damaged_file_is_one_finding(path: str, how: str, root: Path) -> None:
    file = root / path
    text = file.read_text("utf-8")
    file.write_bytes(DAMAGE[how](text))
    try:
        checked = check_course(read_project(root), course_today(ROOT), with_pinyin=False)
    finally:
        file.write_text(text, "utf-8")
    assert [one.location.path for one in checked.diagnostics] == [path], checked.diagnostics


def test_an_exam_is_stopped_by_the_page_that_cannot_be_read(root: Path) -> None:
    file = root / PARTS[0]
    text = file.read_text("utf-8")
    file.write_text(full_width(text), "utf-8")
    try:
        sources = read_exam(root)
    finally:
        file.write_text(text, "utf-8")
    assert [(one.code, one.location.path) for one in sources.diagnostics] == [("META-1", PARTS[0])]
    assert sources.failed


def test_a_page_that_cannot_be_read_keeps_its_id_in_the_register(tmp_path: Path) -> None:
    marked = edited(tmp_path)
    page = marked.root / OPENING
    assert register_pages(marked.root) == (True, ())
    register = (marked.root / PAGE_REGISTER).read_text("utf-8")
    page.write_text(full_width(page.read_text("utf-8")), "utf-8")
    assert register_pages(marked.root) == (False, ())
    assert (marked.root / PAGE_REGISTER).read_text("utf-8") == register


def test_a_lesson_without_an_id_has_no_empty_anchor() -> None:
    """Two of them on a page would be a second finding."""
    render = Fragments(ROOT / "overrides" / "fragments").render
    lesson = LessonView("2.1", "", "a.html", "10 分钟", 3, ())
    facts = {"lesson": lesson, "has_pdf": False, "steps": (), "goals": (), "contents": ()}
    heading = '<span class="mdx-opening__number">2.1</span> </h1>'
    assert f"<h1>{heading}" in render("lesson-head", anchor="", **facts)
    assert f'<h1 id="one">{heading}' in render("lesson-head", anchor="one", **facts)


def test_what_does_not_follow_is_still_said(tmp_path: Path) -> None:
    """Beside a page whose front matter is damaged, other pages are checked as ever."""
    marked = edited(
        tmp_path,
        Edit(OPENING, "title: ", "title⟦META-1⟧："),
        Edit(SIGNAL, "小区指的是什么？", "小区⟦QUIZ-20⟧不是什么？"),
        Edit(SIGNAL, "owner: 课程组", "⟦META-4⟧owner:"),
    )
    assert marked.places == marked.found()


def test_a_waiver_of_what_is_held_back_is_not_idle(tmp_path: Path) -> None:
    waived = "换个手机就好，看 PRB。 <!-- check: off TERM-20 见上一课 -->"
    whole = edited(tmp_path / "a", Edit(SIGNAL, "换个手机就好，是手机问题。", waived))
    assert whole.found() == set()
    text = (whole.root / "docs/glossary.yml").read_text("utf-8")
    (whole.root / "docs/glossary.yml").write_text(full_width(text), "utf-8")
    assert {code for code, _ in whole.found()} == {"TERM-1"}


def test_only_rules_that_there_are_are_held_back() -> None:
    assert {code for codes in FOLLOWS.values() for code in codes} - set(all_rules()) == set()


SLIPS = [
    ("title: a\nowner⟦：⟧b\nchecked: c\n", "“owner”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("title: a\nowner⟦：⟧b\n", "“owner”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("title⟦：⟧a\n", "“title”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("title⟦：⟧话术: 开场\n", "“title”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("points: {single⟦：⟧1, red: 2}\n", "“single”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("a:\n  - id⟦：⟧x\n    level: y\n", "“id”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("levels:\n  记忆⟦：⟧4\n  应用: 5\n", "“记忆”后面是全角冒号“：”，要写半角冒号加一个空格"),
    ("title⟦:⟧a\nowner: b\n", "“title”的冒号后面要空一格"),
    ("points: {single⟦:⟧1, red: 2}\n", "“single”的冒号后面要空一格"),
    ("title: 话术⟦:⟧ 开场\n", "冒号的位置不对，含冒号的文字要加引号"),
]


@pytest.mark.parametrize(("text", "reason"), SLIPS)
def test_a_slip_is_named_at_its_sign(text: str, reason: str) -> None:
    before, _, _ = text.partition("⟦")
    _, found = parse_yaml(text.replace("⟦", "").replace("⟧", ""), "a.yml")
    place = f"a.yml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    said = f"页首或数据文件读不懂：{reason}；请对照 CONTRIBUTING.md 的示例改正这一行"
    assert [str(one) for one in found] == [f"{place} META-1 {said}"]


FINE = [
    "plain: 网\n  ping：一种命令\n",
    "text: a：b\n",
    "list: [甲：乙]\n",
    "url: http://a\n",
    "'甲：乙': x\n",
]


@pytest.mark.parametrize("text", FINE)
def test_such_a_sign_in_a_text_is_no_slip(text: str) -> None:
    assert parse_yaml(text, "a.yml")[1] == ()


def test_titles_of_the_navigation_may_have_any_sign() -> None:
    assert parse_yaml("nav:\n  - 附录：表格: a.md\n", "mkdocs.yml", lenient=True)[1] == ()


def test_a_line_of_seven_signs_alone_is_a_mark_in_data_only(tmp_path: Path) -> None:
    heading = edited(
        tmp_path / "a", Edit("docs/index.md", "检查程序用的", "标题\n=======\n\n检查程序用的")
    )
    assert "FILE-16" not in {code for code, _ in heading.found()}
    left = edited(tmp_path / "b", Edit("docs/glossary.yml", "terms:", "⟦FILE-16⟧=======\nterms:"))
    assert left.places == left.found()
