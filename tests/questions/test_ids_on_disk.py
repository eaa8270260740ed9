"""Ids put into the files of a course, as the command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.registers import Given, give_ids, read_register
from tests.questions import samples

if TYPE_CHECKING:
    from pathlib import Path

BARE = samples.SINGLE.split("\n", 1)[1]


def lay_out(folder: Path, *questions: str) -> Path:
    page = folder / "docs" / "02-trial" / "one.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    (page.parent / "index.md").write_text(samples.chapter("one"), "utf-8")
    page.write_bytes(samples.lesson("one", *questions).replace("\n", "\r\n").encode())
    return page


def test_once_gives_ids_twice_changes_nothing(tmp_path: Path) -> None:
    page = lay_out(tmp_path, samples.MULTIPLE, BARE)
    before = page.read_bytes()
    assert give_ids(tmp_path) == Given(("docs/02-trial/one.md",), registered=True)
    after, register = page.read_bytes(), (tmp_path / "question-register.txt").read_bytes()
    line = b"<!-- question id=2-03 -->\r\n"
    assert after.count(line) == 1
    assert after.replace(line, b"") == before
    assert [n.split()[0] for n in register.decode().splitlines()[3:]] == ["2-02", "2-03"]
    assert give_ids(tmp_path) == Given()
    assert (page.read_bytes(), (tmp_path / "question-register.txt").read_bytes()) == (
        after,
        register,
    )


def test_a_deleted_question_keeps_its_id_for_itself(tmp_path: Path) -> None:
    lay_out(tmp_path, samples.MULTIPLE, BARE)
    give_ids(tmp_path)
    page = lay_out(tmp_path, samples.MULTIPLE, samples.TRUE_FALSE.split("\n", 1)[1])
    give_ids(tmp_path)
    assert b"id=2-04" in page.read_bytes()
    register, _ = read_register(tmp_path)
    assert {name: entry.retired for name, entry in register.entries.items()} == {
        "2-02": False, "2-03": True, "2-04": False,
    }  # fmt: skip


def test_a_register_in_conflict_stops_everything(tmp_path: Path) -> None:
    page = lay_out(tmp_path, BARE)
    before = page.read_bytes()
    (tmp_path / "question-register.txt").write_text("<<<<<<< HEAD\n", "utf-8")
    given = give_ids(tmp_path)
    assert [fault.code for fault in given.faults] == ["QUIZ-41"]
    assert page.read_bytes() == before


def test_a_page_that_is_no_utf8_is_left_alone(tmp_path: Path) -> None:
    page = lay_out(tmp_path, BARE)
    page.write_bytes("<quiz>\n题干".encode("gbk"))
    assert give_ids(tmp_path).pages == ()
