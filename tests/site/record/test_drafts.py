"""What is ticked or half typed outlives reload and back; the next person finds nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site.record.trainee import KEY, ONE, RECORD, RIGHT, TWO, Trainee

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def begun(trainee: Trainee) -> None:
    trainee.open(ONE)
    trainee.choose("2-01", ["8 个"])
    trainee.choose("2-02", ["FDD", "TDMA"])
    trainee.choose("2-04", ["四", "空"])
    trainee.choose("2-05", ["上下行按时间换班"])


def shown(trainee: Trainee) -> list[list[str]]:
    return [trainee.given(name) for name in ("2-01", "2-02", "2-04")]


ALL = [["8 个"], ["FDD", "TDMA"], ["四", "空"]]


def test_drafts_outlive_reload_and_back(trainee: Trainee) -> None:
    begun(trainee)
    trainee.page.reload()
    assert shown(trainee) == ALL
    assert trainee.given("2-05")[0] == "上下行按时间换班"
    trainee.open(TWO)
    trainee.page.go_back()
    assert shown(trainee) == ALL
    assert trainee.record()["answers"] == {}, "nothing was submitted"


def test_drafts_are_over_when_submitted_or_taken_out(trainee: Trainee) -> None:
    begun(trainee)
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.form("2-01").get_by_role("button", name="重做").click()
    trainee.choose("2-04", ["", ""])
    trainee.page.reload()
    assert shown(trainee) == [[], ["FDD", "TDMA"], ["", ""]]


def test_a_draft_under_an_answer_of_another_tab_does_not_come_back(trainee: Trainee) -> None:
    begun(trainee)
    other = trainee.tab()
    trainee.open(ONE, other)
    trainee.answer("2-01", RIGHT["2-01"], other)
    trainee.form("2-01", other).get_by_role("button", name="重做").click()
    other.reload()
    assert trainee.given("2-01", other) == []


def test_the_next_person_finds_no_drafts(trainee: Trainee) -> None:
    begun(trainee)
    other = trainee.tab()
    trainee.open(RECORD, other)
    other.get_by_role("button", name="清除记录，换人").click()
    other.get_by_role("button", name="确定清除").click()
    trainee.page.wait_for_timeout(100)
    nothing: list[list[str]] = [[], [], ["", ""]]
    assert shown(trainee) == nothing, "in the tab that was open"
    trainee.page.reload()
    assert shown(trainee) == nothing
    assert trainee.page.evaluate("key => localStorage.getItem(`${key}:drafts`)", KEY) is None


def test_drafts_that_are_none_do_no_harm(trainee: Trainee) -> None:
    for text in (
        "{",
        "[]",
        "7",
        '{"2-01":7}',
        '{"2-01":{"h":1,"a":[{}],"on":0}}',
        '{"x":{"new":1}}',
    ):
        trainee.open(RECORD)
        trainee.page.evaluate("([k, t]) => localStorage.setItem(`${k}:drafts`, t)", [KEY, text])
        trainee.open(ONE)
        assert trainee.given("2-01") == []
        trainee.choose("2-03", ["错"])
        kept = trainee.page.evaluate("Object.values({ ...localStorage }).join()")
        assert text.strip("{}") in kept, "it is put aside, or other entries are left alone"


def test_two_copies_of_the_course_in_folders_share_the_record(
    another: Callable[..., Trainee], kinds: Path, tmp_path: Path
) -> None:
    """As two versions on a host do: the key is the course's id. The page says so."""
    copy = tmp_path / "copy"
    copy.symlink_to(kinds)
    trainee = another()
    trainee.open((kinds / ONE).as_uri())
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.open((copy / ONE).as_uri())
    assert trainee.verdict("2-01") == "✓ 答对了"
    trainee.open((copy / RECORD).as_uri())
    assert trainee.page.get_by_text("这门课的几份拷贝共用这一份记录").is_visible()
    changed = tmp_path / "other.html"
    page = (
        (kinds / ONE).read_text("utf-8").replace('data-course="mobile-service"', 'data-course="x"')
    )
    changed.write_text(page.replace('"../', f'"{kinds.as_uri()}/'), "utf-8")
    trainee.open(changed.as_uri())
    assert trainee.page.evaluate("courseStore.course") == "x"
    assert trainee.verdict("2-01") == "", "another course has a record of its own"
