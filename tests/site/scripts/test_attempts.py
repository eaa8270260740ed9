"""Attempts at the 结业自测, and a paper begun before the course was updated."""

from __future__ import annotations

import json

from tests.site.scripts.world import DAY, NOON, evaluate

PAST = {
    "seed": "0123abcd", "t": NOON + 123, "ms": 3_000_999, "timed": True, "p": 70, "of": 80, "r": 17,
    "ro": 17, "ok": True, "ver": "2026.11", "pm": 80,
}  # fmt: skip


def test_results_of_two_devices_become_one_list() -> None:
    run = """([a, b]) => {
        const { parse, merge, best } = courseAttempts;
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


PAPER = "({ draft, data }) => courseRenewal.paper(draft, data)"
RENEW = """({ draft, wordings }) => {
    const changed = courseRenewal.renew(draft, wordings);
    return { changed, draft };
}"""


def test_a_paper_goes_on_without_what_is_gone_in_the_order_of_chapters() -> None:
    data = {"lessons": [["", "", 0], ["", "", 1]],
            "questions": [["1-01", 0], ["2-01", 1], ["1-02", 0]]}  # fmt: skip
    draft = {"q": [["2-01", "aa"], ["9-01", "bb"], ["1-02", "cc"]]}
    assert evaluate(PAPER, {"draft": draft, "data": data}) == {"indices": [2, 1], "gone": [2]}
    assert evaluate(PAPER, {"draft": {}, "data": data}) is None


def test_answers_wait_for_their_wording() -> None:
    old, new = [["1-01", "aa"], ["1-02", "bb"]], [["1-01", "cc"], ["1-02", "bb"]]
    draft = {"a": {"1-01": ["x"], "1-02": ["y"]}, "q": [*old, ["9-01", "dd"]]}
    found = evaluate(RENEW, {"draft": draft, "wordings": new})
    assert found == {
        "changed": ["1-01"],
        "draft": {
            "a": {"1-02": ["y"]}, "q": [*new, ["9-01", "dd"]], "was": {"1-01 aa": ["x"]},
        },
    }  # fmt: skip
    back = evaluate(RENEW, {"draft": found["draft"], "wordings": old})
    assert back["changed"] == ["1-01"]
    assert back["draft"]["a"] == draft["a"]
