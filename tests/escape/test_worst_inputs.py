"""No page of legal size takes more than its share of time, whatever stands in it.

Time is processor time, held against that of an ordinary page as long: what grows faster than
the text is hundreds or thousands of times slower, what is merely full of faults below 100.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from courseware.checks.engine import check_course
from courseware.course.disk import read_project
from courseware.course.markdown import render
from courseware.text.decode import decode
from tests.checks.course import OPENING, TODAY, copy_course

from .worst_inputs import RENDERED, WORST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = 30_000
MOST = 150
"""Times an ordinary page; the slowest, a finding for each four characters, take about 30."""


def spent(root: Path, added: str) -> float:
    """Seconds of the processor for a check with so much more text in a lesson."""
    before = (root / OPENING).read_text("utf-8")
    place = before.index("## 要点")
    (root / OPENING).write_text(f"{before[:place]}{added}\n\n{before[place:]}", "utf-8")
    project = read_project(root)
    start = time.process_time()
    check_course(project, TODAY, with_pinyin=False)
    spent = time.process_time() - start
    (root / OPENING).write_text(before, "utf-8")
    return spent


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_course(tmp_path_factory.mktemp("worst"))


@pytest.fixture(scope="module")
def ordinary(course: Path) -> float:
    sentence = "客户来电问资费，坐席先核对身份，再说明办理的办法。\n\n"
    text = sentence * (SIZE // len(sentence))
    return min(spent(course, text) for _ in range(3)) - min(spent(course, "") for _ in range(3))


@pytest.mark.parametrize("make", WORST.values(), ids=WORST)
def test_a_check_takes_its_share_of_time(
    course: Path, ordinary: float, make: Callable[[int], str]
) -> None:
    assert spent(course, make(SIZE)) < MOST * max(ordinary, 0.002)


def rendering(text: str) -> float:
    """Seconds of the processor from the bytes of a page to its markup, as the build makes it."""
    data = text.encode()
    start = time.process_time()
    render(decode("docs/a.md", data).text)
    return time.process_time() - start


@pytest.fixture(scope="module")
def ordinarily() -> float:
    sentence = "客户来电问**资费**，坐席先[核对身份](a.md)，再说明办理的办法。\n\n"
    return min(rendering(sentence * (SIZE // len(sentence))) for _ in range(3))


@pytest.mark.parametrize("make", (WORST | RENDERED).values(), ids=WORST | RENDERED)
def test_rendering_takes_its_share_of_time(make: Callable[[int], str], ordinarily: float) -> None:
    assert rendering(make(SIZE)) < MOST * max(ordinarily, 0.002)


def said(text: str) -> list[str]:
    return [
        f"{one.location.line}:{one.width} {one.code} {one.message}"
        for one in decode("docs/a.md", text.encode()).faults
    ]


DEEP = "层列表、引用或提示块，超过 20 层，没有检查；请减少层数"
MEND = "，没有检查；请补上另一半，或空一行分成几段"


@pytest.mark.parametrize(
    ("at_most", "more", "found"),
    [
        ("- " * 20 + "x", "- " * 21 + "x", f"1:43 FILE-14 这一行有 21 {DEEP}"),
        ("> " * 20 + "x", "> " * 21 + "x", f"1:43 FILE-14 这一行有 21 {DEEP}"),
        (" " * 80 + "x", " " * 80 + "1. x", f"1:84 FILE-14 这一行有 21 {DEEP}"),
        ("\t" * 20 + "x", "\t" * 21 + "x", f"1:22 FILE-14 这一行有 21 {DEEP}"),
        ("[\n" * 20, "[\n" * 21, f"21:1 FILE-15 这一段里没有配对的“[”超过 20 个{MEND}"),
        ("[\n" * 20 + "\n[", "[`]`" * 21, f"1:84 FILE-15 这一段里没有配对的“[”超过 20 个{MEND}"),
        ("[a](" * 20, "[a](" * 21, f"1:84 FILE-15 这一段里没有配对的“](”超过 20 个{MEND}"),
        ("<a\n\n" * 20, "<a\n\n" * 21, f"41:2 FILE-15 这一页里没有配对的“<”超过 20 个{MEND}"),
        (
            "# a\n" * 100,
            "# a\n" * 101,
            f"101:3 FILE-15 这一段里连着的标题、横线或提示块超过 100 行{MEND}",
        ),
        (
            "词\n" + ":   义\n" * 30,
            "词\n" + ":   义\n" * 31,
            f"32:5 FILE-15 这一段里连着的词条超过 30 个{MEND}",
        ),
        ("[^1]\n\n" * 100, "[^1]\n\n" * 101, f"201:4 FILE-15 同一条脚注用了超过 100 次{MEND}"),
        (
            "\n".join("`" * k for k in range(3, 23)),
            "\n".join("`" * k for k in range(3, 24)),
            f"21:23 FILE-15 这一页里没有结束的代码块超过 20 个{MEND}",
        ),
    ],
)
def test_a_limit_is_said_where_it_is_passed(at_most: str, more: str, found: str) -> None:
    assert said(at_most) == []
    assert said(more) == [found]


def test_what_is_too_much_goes_and_lines_stay() -> None:
    text = "甲\r\n\r\n" + "[" * 21 + "\r\n乙\r\n\r\n" + "- " * 21 + "丙\r\n丁\r\n"
    held = decode("docs/a.md", text.encode())
    assert held.text == "甲\r\n\r\n\r\n\r\n\r\n\r\n丁\r\n"
    assert held.readable


@pytest.mark.parametrize(
    "text",
    [
        "[a](b)" * 400,
        "| [a](b.md) | `[` |\n" * 400,
        "[[甲]]" * 300,
        "- [ ] 甲\n> 乙\n" * 200,
        "a < b\n\n" * 200,
        "<b>a</b>" * 300,
        "    " * 19 + "x",
        "-" * 4000,
        "* " * 40,
        "\\[" * 900,
    ],
)
def test_ordinary_text_is_below_the_limits(text: str) -> None:
    assert said(text) == []
