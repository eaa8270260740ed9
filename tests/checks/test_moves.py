"""Moved and deleted pages: what the check finds, and the register that `ids` keeps."""

# ruff: noqa: E501, ISC004 - one case, one finding a line reads best

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from courseware.course.addresses import HEADER, Move, parse_pages, read_moves, updated, write_pages
from courseware.text.finding import Location
from courseware.verbs import ids
from tests.checks.course import CALLS, SIGNAL, VERIFY, Edit, Marked, edited
from tests.checks.test_rules import one

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "01-calls/index.html": "calls",
    "01-calls/opening.html": "opening",
    "01-calls/verify.html": "verify",
    "02-network/index.html": "network",
    "02-network/signal.html": "signal",
    "index.html": "-",
}
REGISTER = "page-register.txt"
MOVES = "docs/redirects.yml"


def registered(*more: str, marks: tuple[tuple[str, str], ...] = ()) -> Edit:
    lines = sorted([*(f"{name} {page}" for name, page in PAGES.items()), *more])
    text = HEADER + "".join(f"{line}\n" for line in lines)
    for old, new in marks:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return Edit(REGISTER, "", text)


def moves(text: str) -> Edit:
    return Edit(MOVES, "", f"# 挪走的页面\n{text}")


CASES: list[tuple[str, tuple[Edit, ...]]] = [
    ("MOVE-1", (registered("01-calls/old.html old", marks=(("01-calls/old", "⟦MOVE-1⟧01-calls/old"),)),)),
    ("MOVE-2", (registered(), Edit("docs/note.md", "", "⟦MOVE-2⟧⟦NAV-3⟧# 随手记\n"))),
    ("MOVE-3", (registered(marks=(("01-calls/index.html calls", "⟦MOVE-3⟧01-calls/index.html calls twice\n01-calls/index.html calls\n⟦MOVE-3⟧01-calls/index.html calls"),)),)),
    ("MOVE-4", (moves("⟦MOVE-4⟧/01-calls/a.html: 01-calls/opening.html\n⟦MOVE-4⟧../b.html: 01-calls/opening.html\n⟦MOVE-4⟧01-calls/c.md: 01-calls/opening.html\nd.html: ⟦MOVE-4⟧https://example.com/x.html\ne.html: ⟦MOVE-4⟧01-calls/../index.html\nf.html: ⟦MOVE-4⟧[index.html]\n⟦MOVE-4⟧'a b;{}.html': index.html\n"),)),
    ("MOVE-5", (moves("⟦MOVE-5⟧01-calls/verify.html: 01-calls/opening.html\n"),)),
    ("MOVE-6", (moves("a.html: ⟦MOVE-6⟧01-calls/openning.html\n"),)),
    ("MOVE-7", (moves('a.html: 01-calls/verify.html⟦MOVE-7⟧#四步\nb.html: "01-calls/verify.html⟦MOVE-7⟧#五步"\nc.html: 01-calls/verify.html#三步\n'),)),
    ("MOVE-8", (moves("a.html: ⟦MOVE-8⟧b.html\nb.html: ⟦MOVE-8⟧c.html\nc.html: index.html\n"),)),
    ("MOVE-9", (moves("⟦MOVE-9⟧a.html: b.html\n⟦MOVE-9⟧b.html: a.html\n⟦MOVE-9⟧c.html: c.html\n"),)),
    ("MOVE-10", (registered("01-calls/first.html -"), moves("01-calls/first.html: index.html\n⟦MOVE-10⟧01-calls/frist.html: index.html\n"))),
    ("META-3", (moves("a.html: index.html\n⟦META-3⟧a.html: index.html\n"),)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits"), CASES, ids=[code for code, _ in CASES])
def test_finding_points_at_the_fault(code: str, edits: tuple[Edit, ...], tmp_path: Path) -> None:
    marked = edited(tmp_path, *edits)
    found = marked.found()
    assert marked.places == found, sorted(found)
    assert code in {code for code, _ in found}


def without_signal(folder: Path, *edits: Edit) -> Marked:
    """The course after its second chapter's only lesson became the first chapter's third."""
    marked = edited(
        folder, registered(), *edits, *one(CALLS, "[opening, verify]", "[opening, verify, signal]")
    )
    (marked.root / SIGNAL).rename(marked.root / "docs/01-calls/signal.md")
    picture = "cell-shadow.svg"
    (marked.root / "docs/02-network" / picture).rename(marked.root / "docs/01-calls" / picture)
    (marked.root / "docs/02-network/index.md").unlink()
    return marked


def said(marked: Marked) -> list[str]:
    return [str(one) for one in marked.diagnostics() if one.code.startswith("MOVE-")]


def test_a_page_that_went_is_found_and_where_it_is_now_is_told(tmp_path: Path) -> None:
    assert said(without_signal(tmp_path)) == [
        "docs/01-calls/signal.md:1:1 MOVE-2 这一页的地址“01-calls/signal.html”还没有登记；"
        "请运行 python hooks ids",
        "page-register.txt:7:1 MOVE-1 “02-network/index.html”发布过，现在没有这一页；"
        "请在 docs/redirects.yml 里写一行 02-network/index.html: 新地址",
        "page-register.txt:8:1 MOVE-1 “02-network/signal.html”发布过，现在没有这一页；"
        "请在 docs/redirects.yml 里写一行 02-network/signal.html: 01-calls/signal.html",
    ]


def test_once_it_is_said_where_they_are_nothing_is_found(tmp_path: Path) -> None:
    marked = without_signal(
        tmp_path,
        moves(
            "02-network/index.html: 01-calls/index.html\n02-network/signal.html: 01-calls/signal.html#要点\n"
        ),
    )
    assert ids.give(marked.root).code == 0
    assert said(marked) == []


def test_messages_say_what_to_do(tmp_path: Path) -> None:
    marked = edited(
        tmp_path,
        moves("a.html: 01-calls/openning.html\nb.html: 01-calls/verify.html#三步走\nc.html: d.html\nd.html: index.html\n"),
    )  # fmt: skip
    assert said(marked) == [
        "docs/redirects.yml:2:9 MOVE-6 没有“01-calls/openning.html”这一页，"
        "是不是想写“01-calls/opening.html”；请改正",
        "docs/redirects.yml:3:29 MOVE-7 “01-calls/verify.html”里没有“#三步走”这个小节，"
        "是不是想写“三步”；请改正，或删去 # 和后面的部分",
        "docs/redirects.yml:4:9 MOVE-8 “d.html”自己也挪走了；请直接写最后的地址 index.html",
    ]


def test_ids_adds_addresses_and_takes_none_out(tmp_path: Path) -> None:
    root = edited(tmp_path).root
    assert ids.give(root).output.endswith("页面登记簿已更新：page-register.txt\n")
    lines = sorted(f"{name} {page}\n" for name, page in PAGES.items())
    assert (root / REGISTER).read_text("utf-8") == HEADER + "".join(lines)
    assert ids.give(root).output == "题号齐全，没有改动。\n"
    (root / VERIFY).unlink()
    assert ids.give(root).code == 0
    assert (root / REGISTER).read_text("utf-8") == HEADER + "".join(lines)


def test_a_register_in_conflict_is_left_alone(tmp_path: Path) -> None:
    root = edited(tmp_path).root
    ids.give(root)
    text = "<<<<<<< HEAD\nindex.html -\n"
    (root / REGISTER).write_text(text, "utf-8")
    outcome = ids.give(root)
    assert (outcome.code, outcome.output, outcome.note) == (
        1,
        "",
        "page-register.txt:1:1 MOVE-3 这一行不是登记记录，或者地址登记了两次；"
        "请删除它，再运行 python hooks ids\n",
    )
    assert (root / REGISTER).read_text("utf-8") == text


def test_what_is_written_is_read_again() -> None:
    text = write_pages({"b.html": "", "a/c.html": "c"})
    assert text == f"{HEADER}a/c.html c\nb.html -\n"
    register, faults = parse_pages(text)
    assert faults == ()
    assert updated(register, {"d.html": "d", "b.html": "now"}) == {
        "a/c.html": "c", "b.html": "now", "d.html": "d",
    }  # fmt: skip


def test_a_move_is_read_with_its_places() -> None:
    text = "x.html: 'a/y.html#第 一 步'\n"
    assert read_moves(text) == (
        (
            Move(
                "x.html", "a/y.html", "第 一 步",
                Location(MOVES, 1, 1), Location(MOVES, 1, 10),
            ),
        ),
        (),
    )  # fmt: skip
    assert read_moves(text)[0][0].url == "a/y.html#%E7%AC%AC%20%E4%B8%80%20%E6%AD%A5"
