"""suspend_data: a whole course in 4096 signs, read by later versions of the course."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest

from courseware.verbs.scorm import SHELL_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MOST = 4096
HOUR = 3_600_000
NOW = 1_795_000_000_000
SOURCE = "".join(path.read_text("utf-8") for path in SHELL_PARTS if path.name != "shell.js")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    made = context.new_page()
    made.add_script_tag(content=SOURCE)
    yield made
    context.close()


def outline(count: int, chance: random.Random) -> dict[str, Any]:
    """A course of ``count`` questions: four options each, every tenth has a gap to fill in."""
    questions: dict[str, Any] = {}
    for number in range(count):
        name = f"{number // 42 + 1}-{number % 42 + 1:02d}"
        fingerprint = f"{chance.getrandbits(32):08x}"
        if number % 10 == 9:
            questions[name] = [fingerprint, "gaps", [["12.5", "12.50"], ["二进制"]]]
        else:
            tokens = [f"{chance.getrandbits(24):06x}" for _ in range(4)]
            questions[name] = [fingerprint, "choice", tokens]
    lessons = [f"lesson-{number}" for number in range(27)]
    return {"questions": questions, "lessons": lessons}


def record(course: dict[str, Any], chance: random.Random, *, worst: bool) -> dict[str, Any]:
    """Everything answered; at worst all wrong once, retried, long wrong words typed."""
    answers = {}
    for name, (fingerprint, kind, parts) in course["questions"].items():
        right = worst or chance.random() < 0.75
        wrong_once = worst or chance.random() < 0.35
        x = NOW - chance.randrange(1000, 2000) * HOUR if wrong_once else 0
        if kind == "choice":
            given = [token for token in parts if chance.random() < 0.4] or parts[:1]
        else:
            right = False if worst else right
            given = [part[0] for part in parts] if right else ["答错了的一句很长的话" * 3] * 2
        answers[name] = {
            "h": fingerprint, "a": given, "k": int(right), "n": chance.randrange(5),
            "t": NOW - chance.randrange(900) * HOUR, "x": x,
            "r": [x + 24 * HOUR, x + 48 * HOUR] if x else [],
        }  # fmt: skip
    done = {name: {"on": True, "t": NOW - 5 * HOUR} for name in course["lessons"]}
    return {
        "v": 1, "who": "a1b2c3d4", "answers": answers, "done": done,
        "last": {"id": "lesson-7", "t": NOW},
    }  # fmt: skip


def pack(page: Page, kept: dict[str, Any], course: dict[str, Any]) -> str:
    found: str = page.evaluate("([r, c]) => courseSuspend.pack(r, c)", [kept, course])
    return found


def unpack(page: Page, text: str, course: dict[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(
        "([t, c]) => courseSuspend.unpack(t, c)", [text, course]
    )
    return found


def essence(kept: dict[str, Any]) -> dict[str, Any]:
    """What a trainee sees of a record: verdicts, answers, tries, the 错题本, lessons done."""
    return {
        "who": kept["who"],
        "done": {name: mark["on"] for name, mark in kept["done"].items()},
        "last": kept["last"] and kept["last"]["id"],
        "answers": {
            name: (one["h"], one["a"], one["k"], one["n"], bool(one["x"]), len(one["r"]))
            for name, one in kept["answers"].items()
        },
    }


def test_250_questions_come_back_whole(page: Page) -> None:
    chance = random.Random(1)  # noqa: S311 - a sample
    course = outline(250, chance)
    kept = record(course, chance, worst=False)
    for answer in kept["answers"].values():
        if not answer["k"]:  # typed words may be cut at 31 letters
            answer["a"] = [text[:12] for text in answer["a"]]
    text = pack(page, kept, course)
    assert text.isascii()
    assert len(text) <= MOST
    again = unpack(page, text, course)
    assert again is not None
    assert essence(again) == essence(kept)
    for name, answer in again["answers"].items():
        assert all(time > answer["x"] for time in answer["r"])
        assert abs(answer["t"] - kept["answers"][name]["t"]) <= HOUR


def test_250_questions_at_their_worst_keep_their_verdicts(page: Page) -> None:
    chance = random.Random(2)  # noqa: S311 - a sample
    course = outline(250, chance)
    kept = record(course, chance, worst=True)
    text = pack(page, kept, course)
    assert len(text) <= MOST
    again = unpack(page, text, course)
    assert again is not None
    assert {n: a["k"] for n, a in again["answers"].items()} == {
        n: a["k"] for n, a in kept["answers"].items()
    }
    choices = [n for n, (_, kind, _) in course["questions"].items() if kind == "choice"]
    assert all(again["answers"][n]["a"] == kept["answers"][n]["a"] for n in choices)


def test_a_later_version_reads_what_an_earlier_wrote(page: Page) -> None:
    chance = random.Random(3)  # noqa: S311 - a sample
    course = outline(60, chance)
    kept = record(course, chance, worst=False)
    for answer in kept["answers"].values():
        answer["a"] = [text[:12] for text in answer["a"]]
    later = copy.deepcopy(course)
    later["questions"]["1-43"] = ["0badcafe", "choice", ["aaaaaa", "bbbbbb"]]
    later["questions"]["7-01"] = ["0badcafe", "choice", ["aaaaaa", "bbbbbb", "cccccc"]]
    later["lessons"].insert(0, "lesson-new")
    del later["questions"]["1-03"]
    later["questions"]["1-05"][0] = "00000000"
    later["questions"]["1-05"][2] = ["dddddd", "eeeeee"]
    later["questions"] = dict(reversed(later["questions"].items()))
    again = unpack(page, pack(page, kept, course), later)
    assert again is not None
    expected = essence(kept)
    del expected["answers"]["1-03"]
    outdated = expected["answers"].pop("1-05")
    found = essence(again)
    changed = found["answers"].pop("1-05")
    assert found == expected
    assert changed[0] == f"{outdated[0][:3]}00000"
    assert changed[1] is None


def test_what_is_no_record_is_refused(page: Page) -> None:
    course = outline(10, random.Random(4))  # noqa: S311 - a sample
    text = pack(page, record(course, random.Random(5), worst=False), course)  # noqa: S311
    for broken in ("", "K", "K2AAAA", "K1", "K1A", text[: len(text) // 2], text + "!", "{}"):
        assert unpack(page, broken, course) is None
