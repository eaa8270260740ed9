"""A trainee answers a course, the course changes and moves, the trainee comes back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from courseware.questions.id_register import Register, update_register, write_register
from courseware.questions.identity import identify
from tests.questions import samples
from tests.serve import serving
from tests.site.record.trainee import Trainee

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


def numbered(name: str, text: str = samples.SINGLE, mark: str = "") -> str:
    """The sample question under another id, asking about something of its own."""
    number = name[-2:]
    text = text.replace("id=2-01", f"id={name}{mark}").replace("id=2-04", f"id={name}{mark}")
    return text.replace("<quiz>\n", f"<quiz>\n情况 {number}：", 1)


def minor(text: str) -> str:
    """The question with the mark that the check asks its author for."""
    words = identify(samples.question(text)).fingerprint
    return text.replace(" objective=", f" minor={words} objective=", 1)


def edited(name: str, *changes: tuple[str, str], text: str = samples.SINGLE) -> str:
    made = numbered(name, text)
    for old, new in changes:
        assert old in made
        made = made.replace(old, new)
    return made


OPTIONS = "- [ ] 64 个\n> 64 是手势的种数。\n- [x] 6 个\n> 对。2 的 6 次方是 64。\n"
SWAPPED = "- [x] 6 个\n> 对。2 的 6 次方是 64。\n- [ ] 64 个\n> 64 是手势的种数。\n"

V1_ONE = {name: numbered(name) for name in (f"2-{n:02}" for n in range(11, 21))}
V1_ONE["2-20"] = numbered("2-20", samples.FILL_IN)
V1_MOVING = {"2-21": numbered("2-21"), "2-22": numbered("2-22")}
V1 = samples.course(
    one=samples.lesson("one", *V1_ONE.values()),
    moving=samples.lesson("moving", *V1_MOVING.values()),
)

EDITS = {
    "2-11": ("nothing, but a question is put before it", V1_ONE["2-11"]),
    "2-12": ("options in another order", edited("2-12", (OPTIONS, SWAPPED))),
    "2-13": ("punctuation, spaces, emphasis", edited("2-13", ("64QAM 的", "**64QAM**，的"))),
    "2-14": ("stem in other words, marked minor", minor(edited("2-14", ("携带几个", "带几个")))),
    "2-15": (
        "option in other words, marked minor",
        minor(edited("2-15", ("6 个\n> 对", "六个\n> 对"))),
    ),
    "2-16": (
        "feedback and explanation",
        edited("2-16", ("那是 256QAM", "想想看"), ("翻一番", "翻倍")),
    ),
    "2-17": (
        "another key",
        edited("2-17", ("[x] 6 个", "[ ] 6 个"), ("[ ] 8 个", "[x] 8 个")),
    ),
    "2-18": ("an option says something else", edited("2-18", ("64 个\n>", "640 个\n>"))),
    "2-19": ("stem in other words, not marked", edited("2-19", ("携带几个", "带几个"))),
    "2-20": (
        "one more spelling is accepted",
        edited("2-20", ("[[4|四]]", "[[4|四|肆]]"), text=samples.FILL_IN),
    ),
    "2-21": ("moved to another page, last becomes first", V1_MOVING["2-21"]),
    "2-22": ("its page is renamed", V1_MOVING["2-22"]),
}
ASKED_AGAIN = {"2-17", "2-18", "2-19"}
CHOSEN = {name: ["6 个"] for name in EDITS} | {"2-20": ["四", "空中接口"]}
SHOWN = CHOSEN | {"2-15": ["六个"]}


def v2() -> dict[str, str]:
    one = [numbered("2-30"), *(text for name, (_, text) in EDITS.items() if name <= "2-20")]
    return samples.course(
        renamed=samples.lesson("moving", EDITS["2-22"][1]),
        one=samples.lesson("one", EDITS["2-21"][1], *reversed(one)),
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Both versions on one host, under different paths."""
    folder = tmp_path_factory.mktemp("replay")
    register = write_register(update_register(Register(), samples.parsed(V1).questions()))
    root = folder / "root"
    first: Path = samples.build(V1, folder / "v1", root / "2026.11", register)
    samples.build(v2(), folder / "v2", root / "latest", register)
    shutil.copytree(first / "server", root / "server")
    with serving(root) as found:
        yield found


@pytest.fixture(scope="module")
def returned(browser: Browser, address: str) -> Iterator[Trainee]:
    """A trainee who answered everything in the first version and opened the second."""
    made = Trainee(browser, address)
    for page, names in (("one", V1_ONE), ("moving", V1_MOVING)):
        made.open(f"2026.11/02-trial/{page}.html")
        for name in names:
            assert made.answer(name, CHOSEN[name]) == "✓ 答对了"
    yield made
    assert made.complaints == []
    made.context.close()


@pytest.mark.parametrize("name", EDITS, ids=[f"{n} {e[0]}" for n, e in EDITS.items()])
def test_answers_after_an_edit(returned: Trainee, name: str) -> None:
    page = "renamed" if name == "2-22" else "one"
    returned.open(f"latest/02-trial/{page}.html")
    if name in ASKED_AGAIN:
        assert returned.verdict(name) == "本题已更新，请重答"
        assert returned.given(name) == []
        assert returned.form(name).get_by_role("button", name="提交").is_visible()
    else:
        assert returned.verdict(name) == "✓ 答对了"
        assert returned.given(name) == SHOWN[name]


def test_a_new_question_is_not_answered_by_an_old_one(returned: Trainee) -> None:
    returned.open("latest/02-trial/one.html")
    assert returned.verdict("2-30") == ""
    assert returned.given("2-30") == []


def test_the_record_counts_what_is_still_answered(returned: Trainee) -> None:
    returned.open("latest/progress.html")
    line = returned.page.locator("[data-score]").inner_text()
    assert "13 题，答了 9 题，答对 9 题（69%）" in line


def test_the_old_version_still_knows_its_answers(returned: Trainee) -> None:
    """Reading the new version has thrown nothing away."""
    for page, names in (("one", V1_ONE), ("moving", V1_MOVING)):
        returned.open(f"2026.11/02-trial/{page}.html")
        for name in names:
            assert returned.given(name) == CHOSEN[name]
