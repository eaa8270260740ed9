"""Scores, 已学完, 继续学习, 错题本; taking the record along; one person, one record."""

from __future__ import annotations

import datetime as dt
import json
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.site.record.trainee import ONE, RECORD, RIGHT, TWO, WRONG, Trainee

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MONDAY = dt.datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - the browser's own zone


def lines(trainee: Trainee) -> list[str]:
    return trainee.page.locator("[data-score]:visible").all_inner_texts()


def score(trainee: Trainee) -> str:
    return trainee.page.locator(".mdx-score [data-own]").inner_text().replace("\n", " ")


def answer_all(trainee: Trainee, answers: dict[str, list[str]] = RIGHT) -> None:
    trainee.open(ONE)
    for name, answer in answers.items():
        trainee.answer(name, answer)


def book(trainee: Trainee) -> list[str]:
    trainee.open(RECORD)
    return [
        item.get_attribute("data-book") or ""
        for item in trainee.page.locator("[data-book]:visible").all()
    ]


def test_score_of_lesson_and_chapter_and_pass_mark(trainee: Trainee) -> None:
    trainee.open(ONE)
    assert score(trainee) == "本课自测  6 题，答了 0 题，答对 0 题（0%） 及格线 80%"
    for name in ("2-01", "2-02", "2-03", "2-04"):
        trainee.answer(name, RIGHT[name])
    trainee.answer("2-05", WRONG["2-05"])
    assert score(trainee) == "本课自测  6 题，答了 5 题，答对 4 题（66%） 及格线 80%"
    done = trainee.page.locator("[data-act=done]")
    trainee.answer("2-06", RIGHT["2-06"])
    assert score(trainee) == "本课自测  6 题，答了 6 题，答对 5 题（83%） ✓ 达到及格线 80%"
    assert done.inner_text() == "✓ 已学完", "a lesson that is passed is done"
    assert lines(trainee)[1] == "本章自测  8 题，答了 6 题，答对 5 题（62%） 及格线 80%"
    trainee.open("02-trial/index.html")
    assert lines(trainee) == ["本章自测  8 题，答了 6 题，答对 5 题（62%） 及格线 80%"]
    assert trainee.page.locator("[data-done=one]").is_visible()
    assert not trainee.page.locator("[data-done=two]").is_visible()


def test_objectives_tick_themselves(trainee: Trainee) -> None:
    trainee.open(ONE)
    ticks = [trainee.page.locator(f"[data-objective={n}] .mdx-goals__tick") for n in "ab"]
    for name in ("2-03", "2-04"):
        trainee.answer(name, RIGHT[name])
    assert [tick.is_visible() for tick in ticks] == [False, False]
    trainee.answer("2-06", RIGHT["2-06"])
    assert [tick.is_visible() for tick in ticks] == [False, True]
    trainee.form("2-04").get_by_role("button", name="重做").click()
    assert [tick.is_visible() for tick in ticks] == [False, False]


def test_only_wrong_ones_again(trainee: Trainee) -> None:
    answer_all(trainee, RIGHT | {"2-02": WRONG["2-02"], "2-05": WRONG["2-05"]})
    trainee.page.get_by_role("button", name="只重做错题（2）").click()
    shown = trainee.page.locator("form.mdx-question:visible")
    names = [form.get_attribute("data-question") for form in shown.all()]
    assert names == ["2-02", "2-05"]
    assert trainee.page.evaluate("document.activeElement.form.dataset.question") == "2-02"
    assert trainee.answer("2-02", RIGHT["2-02"]) == "✓ 答对了"
    trainee.page.get_by_role("button", name="显示全部题目（现在只有 2 题）").click()
    assert trainee.page.locator("form.mdx-question:visible").count() == 6
    assert trainee.verdict("2-01") == "✓ 答对了", "the right ones were left alone"


def test_home_goes_on_where_the_reader_is(trainee: Trainee) -> None:
    def link() -> list[str]:
        trainee.open("index.html")
        return trainee.page.locator(".mdx-continue a:visible").all_inner_texts()

    assert link() == ["从第一课开始：2.1 试验课 one"]
    trainee.open(ONE)
    assert link() == ["继续学习：2.1 试验课 one"]
    trainee.open(ONE)
    trainee.page.get_by_role("button", name="标为已学完").click()
    assert link() == ["继续学习：2.2 试验课 two"]
    assert trainee.page.locator(".mdx-card [data-lessons]").inner_text() == "已学完 1/2 课"
    trainee.page.locator(".mdx-continue a:visible").click()
    assert trainee.page.url.endswith(TWO)
    trainee.page.get_by_role("button", name="标为已学完").click()
    assert link() == []
    assert trainee.page.locator(".mdx-card [data-lessons]").inner_text() == "✓ 全部学完"
    trainee.open(TWO)
    trainee.page.get_by_role("button", name="✓ 已学完").click()
    assert link() == ["继续学习：2.2 试验课 two"]


def test_an_item_leaves_the_book_after_right_answers_on_two_days(trainee: Trainee) -> None:
    def again(answers: list[str]) -> None:
        trainee.open(ONE)
        trainee.form("2-01").get_by_role("button", name="重做").click()
        trainee.answer("2-01", answers)

    clock = trainee.page.clock
    clock.set_fixed_time(MONDAY)
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    trainee.answer("2-03", RIGHT["2-03"])
    assert book(trainee) == ["2-01"]
    again(RIGHT["2-01"])
    assert book(trainee) == ["2-01"]
    assert trainee.page.locator(".mdx-record__days:visible").count() == 1
    clock.set_fixed_time(MONDAY + dt.timedelta(hours=5))
    again(RIGHT["2-01"])
    assert book(trainee) == ["2-01"], "twice on one day is one day"
    clock.set_fixed_time(MONDAY + dt.timedelta(days=1))
    again(WRONG["2-01"])
    again(RIGHT["2-01"])
    assert book(trainee) == ["2-01"], "a wrong answer begins anew"
    clock.set_fixed_time(MONDAY + dt.timedelta(days=2))
    again(RIGHT["2-01"])
    assert book(trainee) == []
    assert trainee.page.locator("[data-fill=book]").inner_text() == "现在没有错题。"


def test_the_book_leads_to_the_question(trainee: Trainee) -> None:
    trainee.open(TWO)
    trainee.answer("2-08", ["对"])
    assert book(trainee) == ["2-08"]
    trainee.page.locator("[data-book]:visible a").click()
    assert trainee.page.url.endswith(f"{TWO}#q-2-08")
    assert trainee.form("2-08").is_visible()


def test_record_goes_along_as_a_file(
    trainee: Trainee, another: Callable[..., Trainee], tmp_path: Path
) -> None:
    answer_all(trainee, RIGHT | {"2-02": WRONG["2-02"]})
    trainee.open(RECORD)
    with trainee.page.expect_download() as download:
        trainee.page.get_by_role("button", name="导出成文件").click()
    assert download.value.suggested_filename.startswith("学习记录-20")
    file = tmp_path / "record.json"
    download.value.save_as(file)
    phone = another()
    phone.open(RECORD)
    phone.page.locator("#record-file").set_input_files(file)
    phone.page.get_by_text("已读入 6 题的记录").wait_for()
    assert phone.record() == trainee.record()
    phone.open(ONE)
    for name in RIGHT:
        assert phone.given(name) == trainee_given(trainee, name)
    assert book(phone) == ["2-02"]


def trainee_given(trainee: Trainee, name: str) -> list[str]:
    if not trainee.page.url.endswith(ONE):
        trainee.open(ONE)
    return trainee.given(name)


def short_code(trainee: Trainee) -> str:
    trainee.open(RECORD)
    trainee.page.get_by_role("button", name="生成短码").click()
    return trainee.page.locator("#record-code").input_value()


def paste(trainee: Trainee, code: str) -> str:
    trainee.open(RECORD)
    trainee.page.locator("#record-paste").fill(code)
    trainee.page.get_by_role("button", name="读入短码").click()
    return trainee.page.locator("[data-fill=import]").inner_text()


def test_record_goes_along_as_a_short_code(
    trainee: Trainee, another: Callable[..., Trainee]
) -> None:
    answer_all(trainee, RIGHT | {"2-02": WRONG["2-02"]})
    trainee.open(TWO)
    trainee.answer("2-08", ["错"])
    code = short_code(trainee)
    assert len(code) < 80
    phone = another()
    assert paste(phone, f" {code[:20]}\n{code[20:]} ") == "已读入 7 题的记录。"
    assert [line.strip() for line in lines(phone)] == [
        "8 题，答了 7 题，答对 6 题（75%） 及格线 80%"
    ]
    assert book(phone) == ["2-02"]
    phone.open(ONE)
    assert phone.verdict("2-01") == "✓ 以前答对了（选了什么没有随短码带来）"
    assert phone.verdict("2-02") == "✕ 以前没有答对（选了什么没有随短码带来）"
    assert phone.answer("2-02", RIGHT["2-02"]) == "✓ 答对了"
    phone.open("02-trial/index.html")
    assert phone.page.locator("[data-done=one]").is_visible()


ABSENT = "没有找到短码。短码以 KC2 或 KC1 开头，请从开头到末尾整段粘贴。"
SHORT = "短码不完整，后面少了一截。请从头到尾全部复制。"
SOME = "短码里有字符错了，或者中间少了一截（旧式短码查不出在哪里）。请重新复制。"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", ABSENT), ("<img src=x onerror=alert(1)>", ABSENT), ("KC1", SHORT), ("KC2.", SHORT),
        ("KC1.a.b.c.d", SHORT), ("KC1.aaaaaaaa.zz..CAA.AAA", SOME),
        ("kc2.abc", "短码的大小写变了。短码分大小写，请原样复制。"),
        ("KC3.abc", "这个短码是更新的版本做的，这一版读不懂。请先换到新版本，再读入。"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused(trainee: Trainee, code: str, said: str) -> None:
    assert paste(trainee, code) == said
    assert trainee.page.locator(".mdx-record img").count() == 0


def test_a_mistyped_code_is_refused(trainee: Trainee, another: Callable[..., Trainee]) -> None:
    answer_all(trainee)
    code = short_code(trainee)
    phone = another()
    for place in range(4, len(code), 3):
        other = "A" if code[place] != "A" else "B"
        typed = code[:place] + other + code[place + 1 :]
        assert paste(phone, typed).startswith("短码"), typed
    first = code[:9] + ("A" if code[9] != "A" else "B") + code[10:]
    wrong = "短码第 5～46 个字符之间有错：有字符错了、多了或者少了。"
    assert paste(phone, first) == wrong
    end = "短码的末尾不对：第 48 个字符以后少了一截，或者有字符错了。"
    assert paste(phone, code[:-2]) == end


def test_two_records_are_merged_only_when_their_owner_says_so(
    trainee: Trainee, another: Callable[..., Trainee]
) -> None:
    trainee.open(ONE)
    trainee.answer("2-01", RIGHT["2-01"])
    trainee.answer("2-02", WRONG["2-02"])
    code = short_code(trainee)
    phone = another()
    phone.open(ONE)
    phone.page.wait_for_timeout(5)
    phone.answer("2-02", RIGHT["2-02"])
    phone.answer("2-03", RIGHT["2-03"])
    mine = phone.record()
    said = paste(phone, code)
    assert said == "读到 2 题的记录，和本机的不是同一份。是你在别的设备上的记录吗？"
    assert phone.record() == mine
    phone.page.get_by_role("button", name="都不要").click()
    assert phone.record() == mine
    paste(phone, code)
    phone.page.get_by_role("button", name="是我的，合并").click()
    merged = phone.record()
    assert sorted(merged["answers"]) == ["2-01", "2-02", "2-03"]
    assert merged["who"] == trainee.record()["who"]
    assert paste(phone, code) == "已读入 2 题的记录。", "now it is known whose it is"
    assert phone.record() == merged, "reading it again changes nothing"


def test_the_later_answer_wins_and_a_wrong_one_is_not_forgotten(
    trainee: Trainee, another: Callable[..., Trainee]
) -> None:
    trainee.page.clock.set_fixed_time(MONDAY)
    trainee.open(ONE)
    trainee.answer("2-01", WRONG["2-01"])
    desk = json.dumps(trainee.record())
    phone = another()
    phone.page.clock.set_fixed_time(MONDAY + dt.timedelta(hours=1))
    phone.open(ONE)
    phone.answer("2-01", RIGHT["2-01"])
    phone.open(RECORD)
    file = {"name": "a.json", "mimeType": "application/json", "buffer": desk.encode()}
    phone.page.locator("#record-file").set_input_files(file)  # type: ignore[arg-type]
    phone.page.get_by_role("button", name="是我的，合并").click()
    phone.open(ONE)
    assert phone.verdict("2-01") == "✓ 答对了"
    assert book(phone) == ["2-01"]


def test_the_next_person_starts_with_nothing(trainee: Trainee) -> None:
    answer_all(trainee)
    other_tab = trainee.tab()
    trainee.open(TWO, other_tab)
    trainee.open(RECORD)
    before = trainee.record()
    trainee.page.get_by_role("button", name="清除记录，换人").click()
    assert trainee.page.evaluate("document.activeElement.textContent") == "不清除"
    assert trainee.record() == before, "not without being sure"
    trainee.page.get_by_role("button", name="确定清除").click()
    assert trainee.page.get_by_text("记录已清除，可以换人了。").is_visible()
    assert trainee.notice(other_tab) == "另一个窗口换了人或清除了记录，这里已换成现在的记录。"
    trainee.answer("2-08", ["错"], other_tab)
    trainee.open(ONE)
    after = trainee.record()
    assert list(after["answers"]) == ["2-08"]
    assert after["who"] != before["who"]
    assert trainee.given("2-01") == []


def test_prints_a_record_that_says_it_is_no_exam(trainee: Trainee) -> None:
    answer_all(trainee)
    trainee.open(RECORD)
    page = trainee.page
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="打印学习记录").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    sheet = page.locator(".mdx-record__sheet").inner_text()
    assert "自测，非考核" in sheet
    assert "姓名：" in sheet
    assert "8 题，答了 6 题，答对 6 题" in sheet
    assert not page.locator(".mdx-record__tools").is_visible()
    assert not page.get_by_text("只存在本机").is_visible()


def some_record(random: Random) -> str:
    """Any record of three questions, with few enough times that they meet."""
    day, start = 86_400_000, 1_790_000_000_000

    def time() -> int:
        return start + random.randrange(4) * day + random.randrange(3)

    def answer() -> dict[str, object]:
        wrong = random.choice([0, time()])
        later = sorted(found for found in (time(), time()) if wrong and found > wrong)
        after = list({found // day: found for found in later}.values())
        given = random.choice([None, ["abcdef"], ["4", "四"]])
        return {
            "h": random.choice(["00000000", "11111111"]),
            "a": given,
            "k": random.choice([1, 0, -1]),
            "n": random.randrange(3),
            "t": time(),
            "x": wrong,
            "r": after,
        }

    return json.dumps(
        {
            "v": 1,
            "who": "aaaaaaaa",
            "answers": {name: answer() for name in "abc" if random.random() < 0.8},
            "done": {"one": {"on": random.random() < 0.5, "t": time()}},
            "last": {"id": random.choice("xyz"), "t": time()},
        }
    )


def test_merging_gives_the_same_in_any_order_any_number_of_times(trainee: Trainee) -> None:
    """Three records of a person's devices, read in every order, some of them twice."""
    trainee.open("index.html")
    merged = """([first, ...others]) => {
        const store = courseStore;
        const { read } = courseRecord;
        store.take(read(first).state, true);
        others.forEach(text => store.take(read(text).state, false));
        return store.text();
    }"""
    random = Random(20261122)  # noqa: S311 - the same records every time
    for _ in range(40):
        records = [some_record(random) for _ in range(3)]
        orders = [list(order) for order in permutations(records)]
        orders += [[*order, order[0], order[1]] for order in orders]
        results = {trainee.page.evaluate(merged, order) for order in orders}
        assert len(results) == 1, records
