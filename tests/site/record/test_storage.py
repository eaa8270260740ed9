"""Storage that is off, full, broken, hostile, shared by two tabs, or plain mkdocs-quiz's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.record.trainee import KEY, ONE, RECORD, RIGHT, TWO, WRONG, Trainee

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

OFF = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('no', 'SecurityError') } })"""


def saved(trainee: Trainee) -> dict[str, Any]:
    """The file that the button beside the notice makes."""
    with trainee.page.expect_download() as download:
        trainee.page.locator(".mdx-notice__save").click()
    found: dict[str, Any] = json.loads(download.value.path().read_text("utf-8"))
    return found


def test_storage_that_is_off(trainee: Trainee) -> None:
    trainee.context.add_init_script(OFF)
    trainee.open(ONE)
    assert trainee.notice().startswith("这个浏览器不让网页保存数据。")
    for name in RIGHT:
        assert trainee.answer(name, RIGHT[name]).startswith("✓ 答对了")
    assert "答对 6 题（100%）" in trainee.page.locator("[data-own]").inner_text()
    assert sorted(saved(trainee)["answers"]) == sorted(RIGHT), "to take along from here"
    trainee.open(RECORD)
    assert trainee.notice().startswith("这个浏览器不让网页保存数据。")
    ours = re.compile(r"/(progress|marks|questions|record)\.js")
    assert [said for said in trainee.complaints if ours.search(said)] == []
    trainee.complaints.clear()  # the theme's own scripts do mind


def fill_up(trainee: Trainee) -> None:
    trainee.page.evaluate(
        """() => { try { for (let size = 4194304; size >= 1; size /= 2) {
            for (let n = 0; ; n += 1) {
                try { localStorage.setItem(`x${size}-${n}`, 'y'.repeat(size)) } catch { break }
            } } } catch {} }"""
    )


def test_storage_that_is_full(trainee: Trainee) -> None:
    trainee.open(ONE)
    fill_up(trainee)
    assert trainee.answer("2-01", RIGHT["2-01"]) == "✓ 答对了（这次没有存下来）"
    assert trainee.notice().startswith("浏览器的存储空间满了，新的作答没有存下来。")
    assert trainee.answer("2-03", RIGHT["2-03"]).startswith("✓ 答对了")
    assert sorted(saved(trainee)["answers"]) == ["2-01", "2-03"], "to take along from here"
    trainee.page.evaluate(
        """Object.keys(localStorage).filter(key => key[0] === 'x')
             .forEach(key => localStorage.removeItem(key))"""
    )
    trainee.answer("2-06", RIGHT["2-06"])
    assert trainee.notice() == ""
    assert sorted(trainee.record()["answers"]) == ["2-01", "2-03", "2-06"], "nothing was lost"


def stored(trainee: Trainee, text: str) -> None:
    trainee.open("index.html")
    trainee.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


ROW = {"h": "00000000", "a": [], "k": 1, "n": 0, "t": 1, "x": 0, "r": []}


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "7", "[]", '"x"', '{"v":2}', '{"v":1,"who":7}',
        '{"v":1,"who":"<b>abcde"}', "\u0000", "[" * 5000, "x" * 2_500_000,
    ],
    ids=str.__len__,
)  # fmt: skip
def test_what_is_no_record_is_put_aside(trainee: Trainee, text: str) -> None:
    stored(trainee, text)
    trainee.open(ONE)
    newer = "本机的学习记录是更新的版本写的，这一版读不懂；已原样放在一边，现在从头记录。"
    damaged = "本机原来的学习记录读不懂了，已原样放在一边，没有删除；现在从头记录。"
    assert trainee.notice() == (newer if '"v":2' in text else damaged)
    assert trainee.answer("2-01", RIGHT["2-01"]) == "✓ 答对了"
    trainee.page.reload()
    assert trainee.notice() == ""
    assert trainee.verdict("2-01") == "✓ 答对了"
    trainee.open(RECORD)
    said = "学习记录里有 1 处这一版读不懂，已原样留着，没有删除；导出的文件里也有。"
    assert trainee.notice() == said
    assert exported(trainee)["texts"] == [text]


def exported(trainee: Trainee) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(trainee.page.evaluate("courseStore.file()"))
    return found


def test_reading_a_page_writes_nothing(trainee: Trainee) -> None:
    """A text that nobody understands is moved when there is something to write, not before."""
    stored(trainee, "x")
    trainee.open("02-trial/index.html")
    trainee.open(RECORD)
    assert trainee.page.evaluate("({ ...localStorage })") == {KEY: "x"}


def test_what_is_no_record_stays_where_there_is_no_room(trainee: Trainee) -> None:
    text = "x" * 2_500_000
    stored(trainee, text)
    fill_up(trainee)
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    kept = (
        "key => Object.entries(localStorage).filter(([k]) => k.startsWith(key)).map(([, t]) => t)"
    )
    assert text in trainee.page.evaluate(kept, KEY)


HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


@pytest.mark.parametrize(
    "row",
    [
        None, 7, "x", [], {}, ROW | {"h": HOSTILE}, ROW | {"a": HOSTILE}, ROW | {"a": ["x" * 201]},
        ROW | {"a": [{}]}, ROW | {"a": ["x"] * 31}, ROW | {"k": "1"}, ROW | {"n": -1},
        ROW | {"t": 1e300}, ROW | {"t": 9e15}, ROW | {"x": None},
        ROW | {"r": [1] * 31}, ROW | {"r": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_entries_not_understood_stay(trainee: Trainee, row: Any) -> None:
    trainee.open(ONE)
    trainee.answer("2-03", RIGHT["2-03"])
    record = trainee.record()
    record["answers"]["2-01"] = row
    stored(trainee, json.dumps(record))
    trainee.open(ONE)
    said = "学习记录里有 1 处这一版读不懂，已原样留着，没有删除；导出的文件里也有。"
    assert trainee.notice() == said
    assert trainee.verdict("2-03") == "✓ 答对了"
    assert trainee.given("2-01") == []
    trainee.answer("2-02", RIGHT["2-02"])
    kept = trainee.record()["answers"]
    assert list(kept) == ["2-01", "2-02", "2-03"]
    assert kept["2-01"] == row
    assert trainee.answer("2-01", RIGHT["2-01"]) == "✓ 答对了"
    assert exported(trainee)["aside"] == {"answers": {"2-01": row}}


def test_nothing_stored_or_typed_becomes_markup(trainee: Trainee) -> None:
    trainee.open(ONE)
    trainee.answer("2-04", [HOSTILE, HOSTILE])
    record = trainee.record()
    record["answers"]["2-01"] = {**record["answers"]["2-04"], "a": [HOSTILE]}
    text = json.dumps(record).replace('"2-01"', '"__proto__": {"polluted": 1}, "2-01"')
    stored(trainee, text)
    for page in (ONE, RECORD, "index.html"):
        trainee.open(page)
        trainee.page.wait_for_timeout(50)
        assert trainee.page.locator("img[src=x]").count() == 0
        assert trainee.page.title() != "owned"
        assert trainee.page.evaluate("({}).polluted") is None


def test_two_tabs_lose_nothing(trainee: Trainee) -> None:
    other = trainee.tab()
    trainee.open(ONE)
    trainee.open(ONE, other)
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.answer("2-02", WRONG["2-02"], other)
    trainee.choose("2-04", ["4", "half typed"], other)
    trainee.answer("2-03", RIGHT["2-03"])
    own = other.locator("[data-own]", has_text="答了 3 题")
    own.wait_for()
    assert trainee.verdict("2-01", other) == "✓ 答对了", "shown without loading again"
    assert trainee.given("2-04", other) == ["4", "half typed"], "what is being typed stays"
    trainee.open(TWO)
    trainee.answer("2-08", ["错"])
    trainee.answer("2-06", RIGHT["2-06"], other)
    assert sorted(trainee.record()["answers"]) == ["2-01", "2-02", "2-03", "2-06", "2-08"]


EMPTIED = "浏览器里的学习记录被清空了，这个窗口里还留着。接着作答会重新存下，也可以先导出一份。"
BEGUN = "浏览器里的学习记录被清空后又重新开始了。清空以前的还在这个窗口里，关掉之前可以导出。"


def emptied(trainee: Trainee) -> Page:
    """Answers one, has the storage emptied by another tab, which is returned."""
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    other = trainee.tab()
    trainee.open(RECORD, other)
    other.evaluate("localStorage.clear()")
    trainee.page.wait_for_function("document.querySelector('.mdx-notice').textContent")
    return other


def test_storage_emptied_by_somebody_else_loses_nothing(trainee: Trainee) -> None:
    before = emptied(trainee)
    assert trainee.notice() == EMPTIED
    assert trainee.verdict("2-01") == "✓ 答对了"
    assert before.evaluate("localStorage.length") == 0, "not written again behind their back"
    assert list(saved(trainee)["answers"]) == ["2-01"]
    trainee.answer("2-03", RIGHT["2-03"])
    assert trainee.notice() == ""
    assert list(trainee.record()["answers"]) == ["2-01", "2-03"]


def test_storage_emptied_and_begun_anew_loses_nothing(trainee: Trainee) -> None:
    other = emptied(trainee)
    trainee.open(TWO, other)
    trainee.page.get_by_text(BEGUN).wait_for()
    assert trainee.verdict("2-01") == ""
    assert list(saved(trainee)["answers"]) == ["2-01"]
    assert trainee.record()["answers"] == {}


WRITING = """tab => {
    let count = 0;
    const writing = setInterval(() => {
        count += 1;
        courseStore.keep(`${tab}-${count}`, '0000000a', ['x'], true);
        if (count === 60) clearInterval(writing);
    }, 1);
}"""


def test_two_tabs_that_write_at_once_lose_nothing(trainee: Trainee) -> None:
    tabs = {"a": trainee.page, "b": trainee.tab()}
    for page in tabs.values():
        trainee.open(ONE, page)
    for name, page in tabs.items():
        page.evaluate(WRITING, name)
    every = {f"{name}-{count}" for name in tabs for count in range(1, 61)}
    known: list[set[str]] = []
    for _ in range(200):  # until both have heard of the other's last
        trainee.page.wait_for_timeout(50)
        in_memory = "[...courseStore.snapshot().answers.keys()]"
        known = [set(page.evaluate(in_memory)) for page in tabs.values()]
        known.append(set(trainee.record()["answers"]))
        if all(one == every for one in known):
            break
    assert known == [every] * 3


def test_takes_over_what_plain_mkdocs_quiz_kept(trainee: Trainee) -> None:
    old = {
        "quiz-0": {"answered": True, "correct": True, "selectedValues": ["1"]},
        "quiz-1": {"answered": True, "correct": False, "selectedValues": ["0", "1"]},
        "quiz-2": {"answered": True, "correct": False, "selectedValues": "oops"},
        "quiz-3": {"answered": True, "correct": True, "selectedValues": ["四", HOSTILE]},
        "quiz-9": {"answered": True, "correct": True, "selectedValues": ["0"]},
    }
    trainee.open("index.html")
    trainee.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [f"quiz_progress_/{ONE}", json.dumps(old)],
    )
    trainee.open(ONE)
    assert trainee.verdict("2-01") == "✓ 答对了"
    assert trainee.given("2-01") == ["6 个"]
    assert trainee.verdict("2-02") == "✕ 还不对：漏选 1 项，错选 1 项"
    assert trainee.given("2-02") == ["FDD", "TDMA"]
    assert trainee.verdict("2-03") == ""
    assert trainee.given("2-04") == ["四", HOSTILE]
    assert [
        key for key in trainee.page.evaluate("Object.keys(localStorage)") if "quiz" in key
    ] == []
    trainee.form("2-01").get_by_role("button", name="重做").click()
    trainee.page.reload()
    assert trainee.verdict("2-01") == "", "taken over once"


@pytest.mark.parametrize(
    "text", ["{", "null", "[]", '{"quiz-0": 7}', '{"quiz-0": {"selectedValues": [{}]}}']
)
def test_broken_remains_of_mkdocs_quiz_do_no_harm(trainee: Trainee, text: str) -> None:
    trainee.open("index.html")
    trainee.page.evaluate("([k, t]) => localStorage.setItem(k, t)", [f"quiz_progress_/{ONE}", text])
    trainee.open(ONE)
    assert trainee.answer("2-01", RIGHT["2-01"]) == "✓ 答对了"


def test_two_devices_know_nothing_of_each_other(
    trainee: Trainee, another: Callable[..., Trainee]
) -> None:
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    other = another()
    other.open(ONE)
    assert other.given("2-01") == []
    other.answer("2-01", WRONG["2-01"])
    assert trainee.record()["who"] != other.record()["who"]


def test_nothing_leaves_the_browser(trainee: Trainee, kinds: Path) -> None:
    """All that is asked for are files of the site, each without a word about the reader."""
    trainee.open(ONE)
    for name in RIGHT:
        trainee.answer(name, RIGHT[name])
    trainee.page.get_by_role("button", name="重做").first.click()
    trainee.open(RECORD)
    trainee.page.get_by_role("button", name="生成短码").click()
    with trainee.page.expect_download():
        trainee.page.get_by_role("button", name="导出成文件").click()
    files = {f"{trainee.address}{p.relative_to(kinds).as_posix()}" for p in kinds.rglob("*")}
    asked = [url for url in trainee.requests if not url.startswith(("blob:", "data:"))]
    assert [url for url in asked if url.partition("?")[0] not in files] == []
    words = {url.partition("?")[2] for url in asked}
    assert all(len(word) <= 16 for word in words), "only versions of files"
