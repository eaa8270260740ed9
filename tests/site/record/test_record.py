"""The record by itself, without a browser: stamps, merging, codes, what is kept of the unknown."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from courseware.site.bundles import lean
from courseware.site.page_files import SCRIPTS as TABLE
from tests.conftest import ROOT

HERE = Path(__file__).resolve().parent
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
NAMES = ("record-format", "record-bits", "record-code", "exam-record", "question-judge")
PURE = [str(SCRIPTS / f"{name}.js") for name in NAMES]
DAY = 86_400_000
NOON = 1_795_000_000_000
HOUR = 3_600_000


def node(*arguments: str, text: str = "") -> Any:
    program = shutil.which("node") or "node"
    done = subprocess.run(
        [program, *arguments], input=text.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def evaluate(run: str, given: Any = None) -> Any:
    text = json.dumps({"run": run, "input": given})
    return node(str(HERE / "pure.js"), *PURE, text=text)


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
    run = "([known, now]) => courseRecord.stampAfter(known, now)"
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


def course(count: int) -> dict[str, Any]:
    """Six chapters of 35 questions, the first ``count`` answered over some weeks."""
    ids = [f"{chapter}-{number:02d}" for chapter in range(1, 7) for number in range(1, 36)]
    rows, time = {}, NOON
    for place, name in enumerate(ids[:count]):
        time += 20_000 + (place * 7919) % 60_000 + (DAY * 3 // 2 if place % 8 == 0 else 0)
        wrong, was = place % 5 == 0, place % 7 == 3
        x = time if wrong else time - 2 * DAY if was else 0
        r = [time] if was and not wrong else []
        rows[name] = {
            "h": hashed(name),
            "a": None,
            "k": int(not wrong),
            "n": 0,
            "t": time,
            "x": x,
            "r": r,
        }
    lessons = [f"lesson-{number}" for number in range(27)]
    done = {name: {"on": True, "t": NOON} for name in lessons[: count // 8]}
    record = {"v": 1, "who": "a1b2c3d4", "answers": rows, "done": done, "last": None}
    questions = [[f"{int(n[0])} {int(n[2:])}", {"id": n, "hash": hashed(n)}] for n in ids]
    return {"record": json.dumps(record), "course": "c", "lessons": lessons, "questions": questions}


def hashed(name: str) -> str:
    return f"{int(name.replace('-', '')) * 40_503_001 % 2**32:08x}"


PAST = {
    "seed": "0123abcd", "t": NOON + 123, "ms": 3_000_999, "timed": True, "p": 70, "of": 80, "r": 17,
    "ro": 17, "ok": True, "ver": "2026.11", "pm": 80,
}  # fmt: skip
ENCODE = """({ record, course, past }) =>
    courseCode.encode(courseRecord.read(record).state, course, past || null)"""
FIND = """({ texts, course, lessons, questions }) => texts.map((text) => {
    const found = courseCode.find(text, { course, lessons, questions: new Map(questions) });
    if (found.fault) return [found.fault, found.from, found.to].filter((one) => one !== undefined);
    return [courseRecord.write(found.state), ...(found.exam ? [found.exam.past] : [])];
})"""


@pytest.mark.parametrize(("count", "most"), [(0, 20), (8, 80), (50, 360), (210, 1450)])
def test_a_code_says_what_the_record_says(count: int, most: int) -> None:
    """All but what was chosen, in whole seconds."""
    given = course(count)
    code = evaluate(ENCODE, given)
    assert len(code) <= most
    ((text,),) = evaluate(FIND, given | {"texts": [code]})
    rounded = re.sub(r"\d{13,}", lambda found: f"{found[0][:-3]}000", given["record"])
    assert json.loads(text) == json.loads(rounded)
    long = evaluate(ENCODE, given | {"past": PAST})
    assert len(long) <= len(code) + 40
    ((again, past),) = evaluate(FIND, given | {"texts": [long]})
    assert again == text
    assert past == [PAST | {"t": NOON, "ms": 3_000_000}]


def test_a_code_is_found_among_words() -> None:
    given = course(20)
    code = evaluate(ENCODE, given)
    lines = re.sub(r"(.{40})", r"\1\n", code)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    texts = [
        code, f"我的短码：“{code}”。谢谢", f"{code}.", f"{code}。", f"({code})",
        f"code {code} thanks",
        f"code{code}thanks.bye", lines, lines.replace("\n", "\r\n> "), f"\ufeff{code}\u200b", wide,
        code.replace(".", "。"), code.replace("-", "–"), f"KC2.oops\n{code}", f"{code}\n{code}",
    ]  # fmt: skip
    found = evaluate(FIND, given | {"texts": texts})
    assert {json.dumps(one) for one in found} == {json.dumps(found[0])}
    assert len(json.loads(found[0][0])["answers"]) == 20


def test_what_is_wrong_with_a_code_is_said() -> None:
    given = course(20)
    code = evaluate(ENCODE, given)
    other = evaluate(ENCODE, given | {"course": "another"})
    size = len(code)
    assert 90 < size < 176, "three or four blocks"
    last = 5 + (size - 5) // 43 * 43

    def changed(place: int) -> str:
        return f"{code[:place]}{'A' if code[place] != 'A' else 'B'}{code[place + 1 :]}"

    cases: dict[str, list[Any]] = {
        "": ["absent"],
        "没有短码": ["absent"],
        code[5:]: ["absent"],
        "KC2": ["short"],
        code.lower(): ["case"],
        code.replace("KC2", "KC3"): ["newer"],
        code[:46]: ["short"],
        code[:60]: ["end", 48],
        code[:-1]: ["end", last],
        changed(10): ["sign", 5, 46],
        changed(60): ["sign", 48, 89],
        code[:10] + code[11:]: ["sign", 5, 46],
        code[:10] + "A" + code[10:]: ["sign", 5, 46],
        code[:4] + code[47:]: ["sign", 5, 46],
        changed(size - 1): ["end", last],
        other: ["course"],
    }
    found = evaluate(FIND, given | {"texts": list(cases)})
    assert dict(zip(cases, found, strict=True)) == cases


def test_every_mistyped_sign_is_seen() -> None:
    given = course(20)
    code = evaluate(ENCODE, given)
    texts = [
        f"{code[:place]}{'A' if sign != 'A' else 'B'}{code[place + 1 :]}"
        for place, sign in enumerate(code)
        if place > 3
    ]
    found = evaluate(FIND, given | {"texts": texts})
    assert {one[0] for one in found} <= {"sign", "end", "short"}


def test_an_old_code_yields_to_every_answer_whose_time_is_known() -> None:
    """Made before KC2: one time for all; the earlier answer of the device stays the later one."""
    run = """({ record, course, lessons, questions, minutes }) => {
        const { read, write, merge, digest } = courseRecord;
        const known = { course, lessons, questions: new Map(questions) };
        const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const spell = (number, length) =>
            Array.from({ length }, (_, at) => signs[(number >>> (6 * at)) & 63]).join("");
        const bits = (id) => parseInt(known.questions.get(id).hash.slice(0, 3), 16) & 1023;
        const wrong = (id) => signs[(2 << 4) | (bits(id) >> 6)] + signs[bits(id) & 63];
        const body = `KC1.a1b2c3d4.${minutes}..B${wrong("1 1")}${wrong("1 2")}`;
        const text = `${body}.${spell(digest(body), 3)}`;
        const old = courseCode.find(`码：${text}。`, known).state;
        const here = read(record).state;
        const [one, other] = [write(merge(here, old)), write(merge(old, here))];
        const cut = courseCode.find(text.slice(0, -2), known).fault;
        const bad = courseCode.find(text.replace(".B", ".C"), known).fault;
        return [text, one === other, JSON.parse(one).answers, cut, bad];
    }"""
    given = course(1)
    text, is_same, answers, cut, bad = evaluate(run, given | {"minutes": "zzzzz"})
    assert text.startswith("KC1.")
    assert is_same
    here = json.loads(given["record"])["answers"]["1-01"]
    assert answers["1-01"] == here
    assert {key: answers["1-02"][key] for key in "akxr"} == {
        "a": None,
        "k": 0,
        "x": 60_000,
        "r": [],
    }
    assert answers["1-02"]["t"] < 10**11
    assert (cut, bad) == ("short", "some")


def test_results_of_two_devices_become_one_list() -> None:
    run = """([a, b]) => {
        const { parse, merge, best } = courseExamRecord;
        const made = merge(parse(a), parse(b));
        const other = merge(parse(b), parse(a));
        return [made, JSON.stringify(made.past) === JSON.stringify(other.past), best(made.past)];
    }"""
    low = PAST | {"seed": "00000001", "t": NOON - DAY, "p": 65}
    failed = PAST | {"seed": "00000002", "t": NOON + DAY, "p": 80, "ok": False}
    coded = PAST | {"t": NOON, "ms": 3_000_000}
    one = {"v": 1, "name": "王", "draft": None, "past": [failed, coded, {"odd": 1}], "later": 1}
    two = {"v": 1, "name": "", "draft": {"seed": 7}, "past": [low, PAST], "aside": [["past", low]]}
    made, is_same, best = evaluate(run, [json.dumps(one), json.dumps(two)])
    assert made == {
        "v": 1, "name": "王", "draft": None, "past": [low, PAST, failed], "later": 1,
        "aside": [["past", {"odd": 1}], ["draft", {"seed": 7}]],
    }  # fmt: skip
    assert is_same
    assert best == PAST


@pytest.mark.parametrize("name", [part for row in TABLE for part in row.parts])
def test_only_layout_is_left_out_of_the_bundles(name: str) -> None:
    text = (SCRIPTS / f"{name}.js").read_text("utf-8")
    lines = text.splitlines()
    assert [line for line in lines if line.count("`") % 2] == []
    assert not any(line.strip().startswith("/*") and "*/" in line.strip()[:-2] for line in lines)
    script = lean(text)
    assert len(script) < len(text)
    assert "/*" not in "".join(line[:2] for line in script.splitlines())
    node("-e", "new Function(require('fs').readFileSync(0, 'utf-8')); console.log(1)", text=script)
