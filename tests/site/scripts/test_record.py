"""The learning record: stamps, merging, what is kept of the unknown."""

from __future__ import annotations

import json

import pytest

from tests.site.scripts.world import DAY, HERE, HOUR, NOON, PURE, evaluate, node

CLOCKS = (
    "right", "slow", "fast", "set back once", "set back two days", "set forward", "1970", "2099",
    "wild",
)  # fmt: skip
WAYS = ("file", "KC2", "KC1", "file+KC2+KC1")


def test_no_history_loses_an_answer() -> None:
    """Devices × clocks × files and codes, read in six orders, half of them twice."""
    found = node(str(HERE / "histories.js"), "20261127", "20", *PURE)
    assert sorted(found) == sorted(f"{clock} · {way}" for clock in CLOCKS for way in WAYS)
    assert min(row.pop("answers") for row in found.values()) > 300
    none = {"lost": 0, "nameless": 0, "superseded": 0, "earlier": 0, "orders": 0}
    assert {name: row for name, row in found.items() if row != none} == {}


@pytest.mark.parametrize(
    ("known", "now", "stamp"),
    [
        (0, NOON, NOON),
        (NOON, NOON + 1000, NOON + 1000),
        (NOON + 1, NOON + 999, NOON + 1000),
        (NOON, NOON, NOON + 1000),
        (NOON, NOON - HOUR + 1, NOON + 1000),
        (NOON, NOON - HOUR, 10**13 + NOON - HOUR),
        (10**13 + NOON, NOON - DAY, 2 * 10**13 + NOON - DAY),
        (10**13 + NOON, NOON + DAY, 10**13 + NOON + DAY),
        (0, 0, 10**11),
        (0, 8.64e15, 10**13 - 1),
        (9 * 10**15 - 2_000_000_000_000, NOON, 9 * 10**15 - 2_000_000_000_000 + 1000),
    ],
)
def test_a_stamp_is_later_than_what_is_known(known: int, now: float, stamp: int) -> None:
    run = "([known, now]) => courseStamps.stampAfter(known, now)"
    assert evaluate(run, [known, now]) == stamp
    assert stamp > known


ROW = {"h": "00000000", "a": ["x"], "k": 1, "n": 0, "t": NOON, "x": 0, "r": []}
NEWER = {
    "v": 1, "who": "aaaaaaaa",
    "answers": {
        "1-01": ROW | {"note": {"of": "later"}}, "1-02": ROW | {"k": 2}, "1-03": None,
        "__proto__": ROW, "constructor": {"x": 1}, "a b": ROW,
    },
    "done": {"one": {"on": True, "t": 5, "by": "me"}, "two": "yes"},
    "last": ["one", 7],
    "streak": {"days": 3}, "__proto__": {"polluted": True}, "toString": 1,
}  # fmt: skip
AGAIN = "(texts) => texts.map((text) => courseRecord.write(courseRecord.read(text).state))"


def test_what_a_later_version_wrote_is_written_again() -> None:
    (text,) = evaluate(AGAIN, [json.dumps(NEWER)])
    again = json.loads(text)
    last = again.pop("aside")["last"]["last"]
    assert again | {"last": last} == NEWER
    assert evaluate(AGAIN, [text]) == [text]
    merged = """(text) => {
        const { read, write, merge } = courseRecord;
        const one = read(text).state;
        return write(merge(one, read(text).state));
    }"""
    assert evaluate(merged, text) == text


def test_an_entry_that_is_not_understood_makes_room_and_stays() -> None:
    run = """([text, row]) => {
        const { read, write } = courseRecord;
        const { state } = read(text);
        state.answers.set("1-02", row);
        return write(state);
    }"""
    text = evaluate(run, [json.dumps(NEWER), ROW])
    again = json.loads(text)
    assert again["answers"]["1-02"] == ROW
    assert again["aside"]["answers"] == {"1-02": ROW | {"k": 2}}
    assert evaluate(AGAIN, [text]) == [text]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "none"), ("{", "none"), ("null", "none"), ("7", "none"), ("[]", "none"),
        ('{"v":1}', "none"), ('{"v":1,"who":{"toString":1}}', "none"),
        ('{"v":1,"who":["aaaaaaaa"]}', "none"), ('{"v":{"valueOf":1},"who":"aaaaaaaa"}', "none"),
        ('{"v":2,"who":"aaaaaaaa"}', "newer"), ("[" * 100_000, "none"),
        ('{"v":1,"who":"aaaaaaaa","x":' + "[" * 100_000 + "]" * 100_000 + "}", "none"),
        (" " * 2_000_001, "big"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_said_to_be_none(text: str, fault: str) -> None:
    assert evaluate("(text) => courseRecord.read(text)", text) == {"fault": fault}


@pytest.mark.parametrize(
    "part",
    [
        '"answers":[1,2]', '"answers":7', '"answers":{"1-01":{"h":{"toString":1}}}',
        '"done":[{"on":true}]', '"aside":[1]', '"aside":{"answers":{"":[1]}}', '"last":{"id":7}',
        '"was":{"x":1}', '"left":[7,{}]', '"was":["' + "x" * 9 + '"]',
    ],
)  # fmt: skip
def test_odd_parts_of_a_record_do_no_harm(part: str) -> None:
    text = f'{{"v":1,"who":"aaaaaaaa",{part}}}'
    run = """(text) => {
        const { read, write, merge, isOne } = courseRecord;
        const { state } = read(text);
        const other = courseRecord.blank("bbbbbbbb");
        const again = write(merge(state, state)) === write(state);
        return [state.answers.size, isOne(state, other), again];
    }"""
    assert evaluate(run, text) == [0, False, True]
