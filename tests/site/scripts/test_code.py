"""The short code of a learning record: what it says, where it is found, what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.site.scripts.test_attempts import PAST
from tests.site.scripts.world import DAY, NOON, evaluate


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
        const { read, write, merge } = courseRecord;
        const { digest } = courseNumbers;
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
