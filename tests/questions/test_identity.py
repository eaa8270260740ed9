"""Identity, register and numbering, as functions."""

from __future__ import annotations

import pytest

from courseware.questions.id_giving import insert_ids
from courseware.questions.id_register import (
    HEADER,
    Register,
    check_register,
    parse_register,
    update_register,
    write_register,
)
from courseware.questions.identity import identify, plain_stem
from tests.questions import samples


def fingerprint(text: str) -> str:
    return identify(samples.question(text)).fingerprint


def registered(*questions: str) -> Register:
    course = samples.parsed(samples.course(one=samples.lesson("one", *questions)))
    return update_register(Register(), course.questions())


def findings(register: Register, *questions: str) -> list[str]:
    course = samples.parsed(samples.course(one=samples.lesson("one", *questions)))
    return [str(fault).split(" ", 1)[1] for fault in check_register(course.questions(), register)]


SAME = [
    ("携带几个比特？", "携带几个比特?"),
    ("64QAM 的", "64qam的"),
    ("64QAM 的", "**64QAM** 的"),
    ("6 个\n", "６个。\n"),
    ("那是 256QAM", "想想看"),
    ("翻一番", "翻倍"),
    ("id=2-01 objective=a", "id=2-01 objective=b red"),
    ("id=2-01", "id=2-99"),
]
OTHER = [
    ("几个比特", "多少比特"),
    ("64 个\n", "640 个\n"),
    ("6 个\n", "6.5 个\n"),
    ("[ ] 8 个", "[x] 8 个"),
    ("- [ ] 8 个\n> 那是 256QAM。\n", ""),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_same_question(old: str, new: str) -> None:
    assert old in samples.SINGLE
    assert fingerprint(samples.SINGLE.replace(old, new)) == fingerprint(samples.SINGLE)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_other_question(old: str, new: str) -> None:
    assert old in samples.SINGLE
    assert fingerprint(samples.SINGLE.replace(old, new)) != fingerprint(samples.SINGLE)


def test_order_of_options_is_no_part_of_it_but_order_of_gaps_is() -> None:
    swapped = samples.TRUE_FALSE.replace(
        "- [ ] 对\n> 不行。\n- [x] 错\n> 对，不能挂。\n",
        "- [x] 错\n> 对，不能挂。\n- [ ] 对\n> 不行。\n",
    )
    assert fingerprint(swapped) == fingerprint(samples.TRUE_FALSE)
    moved = samples.MATCHING.replace("上下行各走一段频率", "…").replace(
        "上下行按时间换班", "上下行各走一段频率"
    )
    assert fingerprint(moved) != fingerprint(samples.MATCHING)


def test_kinds_are_read() -> None:
    kinds = [str(samples.question(text).kind) for text in samples.KINDS]
    assert kinds == ["single", "multiple", "true-false", "fill-in", "matching", "ordering"]


def test_plain_stem() -> None:
    stem = plain_stem(samples.question(samples.MATCHING))
    assert stem == "两种双工各是怎么做的？ FDD：____ TDD：____"
    assert plain_stem(samples.question(samples.SINGLE), 6) == "64QAM …"
    dialled = samples.SINGLE.replace("64QAM", "拨 *#06# 或 **发** `短信`，64QAM")
    assert plain_stem(samples.question(dialled), 20) == "拨 *#06# 或 发 短信，64QAM…"


def test_register_reads_what_it_writes() -> None:
    register = registered(*samples.KINDS)
    text = write_register(register)
    assert text.startswith(HEADER)
    assert [line.split()[0] for line in text.splitlines()[3:]] == [f"2-0{n}" for n in range(1, 7)]
    again, faults = parse_register(text)
    assert faults == ()
    assert write_register(again) == text
    assert findings(register, *samples.KINDS) == []


def test_a_broken_register_is_reported_by_line() -> None:
    text = write_register(registered(samples.SINGLE))
    _, faults = parse_register(f"{text}<<<<<<< HEAD\n{text.splitlines()[-1]}\n")
    assert [str(fault).split("；")[0] for fault in faults] == [
        "question-register.txt:5:1 QUIZ-41 这一行不是登记记录，或者题号登记了两次",
        "question-register.txt:6:1 QUIZ-41 这一行不是登记记录，或者题号登记了两次",
    ]


def test_a_new_question_asks_to_be_registered() -> None:
    assert findings(Register(), samples.SINGLE) == [
        "QUIZ-42 题号“2-01”还没有登记；请运行 python hooks ids"
    ]


def test_a_change_says_what_its_author_can_do() -> None:
    changed = samples.SINGLE.replace("携带几个", "带几个")
    words = fingerprint(changed)
    (said,) = findings(registered(samples.SINGLE), changed)
    assert said.startswith("QUIZ-45 题目“2-01”的题干、选项或答案改了，发布后学员要重答这一题；")
    assert f"就在编号行里加上 minor={words}，" in said
    line = said.rpartition("：")[2]
    assert line == write_register(registered(changed)).splitlines()[-1]
    marked = changed.replace("objective=a", f"objective=a minor={words}")
    assert findings(registered(samples.SINGLE), marked) == []
    assert findings(registered(changed), changed) == []


def test_another_key_cannot_be_called_minor() -> None:
    changed = samples.SINGLE.replace("[ ] 8 个", "[x] 8 个")
    marked = changed.replace("objective=a", f"objective=a minor={fingerprint(changed)}")
    assert findings(registered(samples.SINGLE), marked) == [
        "QUIZ-46 题目“2-01”的选项数或正确答案变了，不能标 minor；请删去 minor，让学员重答这一题"
    ]


def test_an_id_is_not_given_to_another_question() -> None:
    stem = "64QAM 的一个符号携带几个比特？"
    advice = "现在的题干和选项全变了；请给新题换一个没有用过的题号"
    other = samples.TRUE_FALSE.replace("id=2-03", "id=2-01")
    assert findings(registered(samples.SINGLE), other) == [
        f"QUIZ-44 题号“2-01”原来的题是“{stem}”，{advice}"
    ]
    empty = samples.parsed(samples.course(one=samples.lesson("one", samples.ORDERING)))
    gone = update_register(registered(samples.SINGLE), empty.questions())
    assert "2-01 停用" in write_register(gone)
    again, _ = parse_register(write_register(gone))
    assert findings(again, other) == [
        f"QUIZ-43 题号“2-01”已经停用，它原来的题是“{stem}”；请换一个没有用过的题号"
    ]
    assert findings(again, samples.SINGLE) == [], "the same question may come back"


BARE = samples.SINGLE.split("\n", 1)[1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_missing_ids_are_put_in_and_nothing_else_changes(end: str, mark: str) -> None:
    half = samples.TRUE_FALSE.replace(" id=2-03", "")
    fenced = f"```\n{BARE}```\n"
    before = samples.lesson("one", samples.ORDERING, BARE, half, fenced, BARE)
    before = mark + before.replace("\n", end)
    pages = {"docs/02-trial/one.md": before, "docs/index.md": BARE}
    changed = insert_ids(pages, registered(samples.SINGLE.replace("2-01", "2-07")))
    first, second, third = (f"<!-- question id=2-{n:02} -->{end}" for n in (8, 9, 10))
    after = changed.pop("docs/02-trial/one.md")
    assert changed == {}
    assert after.count(first) == after.count(third) == 1
    assert f"<!-- question id=2-09 objective=b -->{end}<quiz>" in after
    restored = after.replace(first, "").replace(third, "").replace(" id=2-09", "")
    assert restored.encode() == before.encode()
    assert second not in after
    assert insert_ids({"docs/02-trial/one.md": after}, Register()) == {}
