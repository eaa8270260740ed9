"""Clocks that are wrong, on pages: whatever they show, no answer is lost and the later one wins."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from tests.site.record.test_progress import book, paste, short_code
from tests.site.record.test_storage import ROW
from tests.site.record.trainee import KEY, ONE, RECORD, RIGHT, WRONG, Trainee

if TYPE_CHECKING:
    from collections.abc import Callable

MONDAY = dt.datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - the browser's own zone
CLOCKS = {
    "two days back": dt.timedelta(days=-2),
    "three days ahead": dt.timedelta(days=3),
    "1971": dt.timedelta(days=-20_400),
    "2099": dt.timedelta(days=26_500),
}


def at(trainee: Trainee, *, days: float = 0, wrong: dt.timedelta = dt.timedelta()) -> None:
    trainee.page.clock.set_fixed_time(MONDAY + dt.timedelta(days=days) + wrong)


@pytest.mark.parametrize("wrong", CLOCKS.values(), ids=CLOCKS)
def test_a_clock_set_wrong_and_right_again_loses_nothing(
    trainee: Trainee, wrong: dt.timedelta
) -> None:
    at(trainee)
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.answer("2-02", RIGHT["2-02"])
    at(trainee, wrong=wrong)
    trainee.open(ONE)
    assert trainee.verdict("2-01") == "✓ 答对了"
    trainee.form("2-02").get_by_role("button", name="重做").click()
    trainee.answer("2-02", WRONG["2-02"])
    trainee.answer("2-03", WRONG["2-03"])
    trainee.page.get_by_role("button", name="标为已学完").click()
    at(trainee, days=1)
    trainee.open(ONE)
    assert trainee.notice() == ""
    assert [trainee.record()["answers"][n]["k"] for n in ("2-01", "2-02", "2-03")] == [1, 0, 0]
    trainee.form("2-03").get_by_role("button", name="重做").click()
    assert trainee.answer("2-03", RIGHT["2-03"]) == "✓ 答对了"
    trainee.page.reload()
    assert trainee.verdict("2-03") == "✓ 答对了", "the later one wins"
    assert trainee.page.get_by_role("button", name="✓ 已学完").is_visible()


@pytest.mark.parametrize("wrong", CLOCKS.values(), ids=CLOCKS)
def test_two_days_clear_an_item_whatever_the_clock_was(
    trainee: Trainee, wrong: dt.timedelta
) -> None:
    at(trainee, wrong=wrong)
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    for day in (0, 1):
        at(trainee, days=day)
        trainee.open(ONE)
        trainee.form("2-01").get_by_role("button", name="重做").click()
        trainee.answer("2-01", RIGHT["2-01"])
    assert book(trainee) == []


@pytest.mark.parametrize("way", ["code", "file"])
@pytest.mark.parametrize("wrong", CLOCKS.values(), ids=CLOCKS)
def test_what_comes_from_a_device_with_a_wrong_clock(
    trainee: Trainee, another: Callable[..., Trainee], wrong: dt.timedelta, way: str
) -> None:
    at(trainee, wrong=wrong)
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    code = short_code(trainee)
    text = trainee.page.evaluate("courseStore.file()")
    desk = another()
    at(desk, days=1)
    if way == "code":
        assert paste(desk, code) == "已读入 1 题的记录。"
    else:
        load(desk, text)
        desk.page.get_by_text("已读入 1 题的记录。").wait_for()
    desk.open(ONE)
    if way == "file":
        desk.form("2-01").get_by_role("button", name="重做").click()
    assert desk.answer("2-01", RIGHT["2-01"]) == "✓ 答对了"
    paste(desk, code)
    load(desk, text)
    desk.page.get_by_text("已读入 1 题的记录。").wait_for()
    desk.open(ONE)
    assert desk.verdict("2-01") == "✓ 答对了", "what was given on top of it is later"


def load(trainee: Trainee, text: str) -> None:
    trainee.open(RECORD)
    file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
    trainee.page.locator("#record-file").set_input_files(file)  # type: ignore[arg-type]


def test_a_code_does_not_make_old_answers_new(
    trainee: Trainee, another: Callable[..., Trainee]
) -> None:
    """Phone wrong on day 1, desk right on days 2 and 3, the phone's code made on day 3."""
    at(trainee)
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    desk = another()
    at(desk, days=1)
    desk.open(ONE)
    desk.answer("2-01", RIGHT["2-01"])
    at(desk, days=2)
    desk.form("2-01").get_by_role("button", name="重做").click()
    desk.answer("2-01", RIGHT["2-01"])
    at(trainee, days=2, wrong=dt.timedelta(hours=1))
    code = short_code(trainee)
    paste(desk, code)
    desk.page.get_by_role("button", name="是我的，合并").click()
    desk.open(ONE)
    assert desk.verdict("2-01") == "✓ 答对了"
    assert desk.given("2-01") == RIGHT["2-01"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *(
            (text, "读不懂：这个文件不是学习记录，或者不完整。请选从学习记录页导出的文件。")
            for text in (
                "", "[]", '{"v":1,"who":{"toString":1}}', "[" * 100_000, "\x89PNG\r\n",
                '{"v":1,"who":"aaaaaaaa","answers":' + '{"a":' * 50_000,
            )
        ),
        (" " * 20_000_001, "读不懂：这个文件太大，不会是学习记录。"),
        (
            '{"v":2,"who":"aaaaaaaa"}',
            "这个文件是更新的版本做的，这一版读不懂。请先换到新版本，再读入。",
        ),
        (
            '{"v":1,"who":"aaaaaaaa","course":"another","answers":{}}',
            "这是另一门课的学习记录，没有读入。",
        ),
        (
            json.dumps({"v": 1, "who": "aaaaaaaa", "answers": {"9-99": ROW}}),
            "这是另一门课的学习记录，没有读入。",
        ),
        (
            '{"v":1,"who":"aaaaaaaa","answers":{"__proto__":7,"toString":[]},"exam":{"v":9}}',
            "已读入 0 题的记录。另有 2 处这一版读不懂，已原样留着。",
        ),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_file_is_read_or_said_why_not(trainee: Trainee, text: str, said: str) -> None:
    load(trainee, text)
    trainee.page.get_by_text(said).wait_for()
    assert trainee.page.evaluate("({}).polluted") is None


def test_a_record_of_today_is_read_by_the_versions_before(trainee: Trainee) -> None:
    """Under the same key, with the same fields."""
    at(trainee)
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    record = trainee.record()
    assert sorted(record) == ["answers", "done", "last", "v", "who"]
    assert sorted(record["answers"]["2-01"]) == ["a", "h", "k", "n", "r", "t", "x"]
    assert record["answers"]["2-01"]["t"] == MONDAY.timestamp() * 1000
    old = {**record, "later": {"field": 1}}
    trainee.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [KEY, json.dumps(old)])
    trainee.open(ONE)
    trainee.answer("2-03", RIGHT["2-03"])
    assert trainee.record()["later"] == {"field": 1}
