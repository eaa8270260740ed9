"""The draw: exact, without a point twice, disjoint, and the same everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations, product

import pytest

from courseware.checks.exam_bank import read_bank
from courseware.course.layout import BLUEPRINT
from courseware.exams.blueprint import Blueprint, read_blueprint
from courseware.exams.draw import Draw, Stream, draw
from courseware.exams.model import Bank, Section
from courseware.exams.plan_fields import BANDS, Band
from courseware.questions.blocks import parse_label
from courseware.questions.model import QuestionKind

from .samples import ROOT, bank_of, case, question, real_course, real_texts, small_course
from .test_blueprint import BANK_TEXT, TEXT, small_bank, small_blueprint


@pytest.fixture(scope="module")
def real() -> tuple[Bank, Blueprint]:
    course = real_course()
    bank, _ = read_bank(real_texts(), course)
    blueprint, _ = read_blueprint((ROOT / BLUEPRINT).read_text("utf-8"), bank, course)
    assert blueprint is not None
    return bank, blueprint


def drawn(bank: Bank, blueprint: Blueprint, seed: int, names: str) -> Draw:
    made, found = draw(bank, blueprint, seed, names)
    assert found == ()
    return made


def shown(made: Draw) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(p.name, one.item.id, one.order) for p in made.papers for one in p.drawn()]


@pytest.mark.parametrize("seed", [0, 1, 7, 2026, 987654321])
def test_papers_meet_the_blueprint_exactly(real: tuple[Bank, Blueprint], seed: int) -> None:
    bank, blueprint = real
    made = drawn(bank, blueprint, seed, "ABC")
    for paper in made.papers:
        for row in blueprint.rows:
            for section in Section:
                wanted = row.counts.get(section, 0)
                wanted *= blueprint.case_items if section is Section.CASE else 1
                items = [one.item for one in paper.sections[section]]
                assert sum(item.lesson == row.lesson for item in items) == wanted
        points = [one.item.point for one in paper.drawn()]
        assert len(set(points)) == len(points) == 97
        assert sum(paper.levels.values()) == blueprint.total
    first, second, third = made.papers
    for paper in (first, second):
        assert paper.reused == ()
        assert paper.levels == blueprint.levels
    assert not {one.item.id for one in first.drawn()} & {one.item.id for one in second.drawn()}
    assert len(third.reused) <= 10


def test_cases_come_whole_and_in_order(real: tuple[Bank, Blueprint]) -> None:
    bank, blueprint = real
    items = [one.item for one in drawn(bank, blueprint, 3, "A").papers[0].sections[Section.CASE]]
    names = list(dict.fromkeys(item.case for item in items))
    assert items == [item for name in names for item in bank.of_case(name)]


def test_same_seed_same_papers_in_another_process(real: tuple[Bank, Blueprint]) -> None:
    code = (
        "from tests.exams.test_draw import *\n"
        "course = real_course(); bank, _ = read_bank(real_texts(), course)\n"
        "blueprint, _ = read_blueprint((ROOT / BLUEPRINT).read_text('utf-8'), bank, course)\n"
        "print(shown(draw(bank, blueprint, 2026, 'AB')[0]))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
            env={
                **os.environ, "PYTHONHASHSEED": number, "PYTHONUTF8": "1",
                "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "hooks", ROOT / "tests"))),
            },
        ).stdout.strip()
        for number in ("1", "2")
    }  # fmt: skip
    assert said == {str(shown(drawn(*real, 2026, "AB")))}


def test_order_of_files_and_names_plays_no_part(real: tuple[Bank, Blueprint]) -> None:
    bank, blueprint = real
    turned = Bank(bank.items[::-1], bank.cases[::-1])
    both = drawn(bank, blueprint, 5, "AB")
    again = shown(drawn(bank, blueprint, 5, "BA"))
    assert again == shown(both)
    assert [x for x in shown(both) if x[0] == "B"] == shown(drawn(bank, blueprint, 5, "B"))
    assert sorted(shown(drawn(turned, blueprint, 5, "AB"))) == sorted(shown(both))


def test_other_seed_other_papers(real: tuple[Bank, Blueprint]) -> None:
    bank, blueprint = real
    assert shown(drawn(bank, blueprint, 1, "A")) != shown(drawn(bank, blueprint, 2, "A"))


def test_stream_is_the_documented_one() -> None:
    """SHA-256 in counter mode: these numbers may never change, or old papers are lost."""
    assert int.from_bytes(hashlib.sha256(b"7/A/0").digest()[:8], "big") % 1000 == STREAM[0]
    stream = Stream(7, "A")
    assert [stream.below(1000) for _ in range(6)] == STREAM
    assert "".join(Stream(7, "B").shuffled("ABCDEFGH")) == SHUFFLED
    counts = Counter(Stream(1, str(n)).below(3) for n in range(3000))
    assert all(900 < count < 1100 for count in counts.values())


STREAM = [571, 706, 104, 293, 515, 20]
SHUFFLED = "HECDAFBG"


def test_keys_are_spread_over_the_letters(real: tuple[Bank, Blueprint]) -> None:
    bank, blueprint = real
    made = drawn(bank, blueprint, 11, "ABC")
    keys = Counter(one.key for p in made.papers for one in p.sections[Section.SINGLE])
    assert set(keys) == set("ABCD")
    assert max(keys.values()) < 45


def test_pinned_options_and_true_false_keep_their_place() -> None:
    pinned = question(40, label="pin=4")
    fixed = question(41, label="pin")
    body = "对吗？\n- [x] 对\n> 对。\n- [ ] 错\n> 错。\n\n见。\n"
    bank = bank_of(BANK_TEXT + pinned + fixed + question(42, body=body))
    text = TEXT.replace("opening, single: 1", "opening, single: 6").replace("total: 6", "total: 11")
    blueprint = small_blueprint(text, bank)
    orders: dict[str, set[tuple[int, ...]]] = {}
    for seed in range(40):
        for one in drawn(bank, blueprint, seed, "A").papers[0].sections[Section.SINGLE]:
            orders.setdefault(one.item.id, set()).add(one.order)
    assert {order[3] for order in orders["x1-40"]} == {3}
    assert len(orders["x1-40"]) == 6
    assert orders["x1-41"] == {(0, 1, 2, 3)}
    assert orders["x1-42"] == {(0, 1)}
    assert len(orders["x1-01"]) > 15
    assert parse_label("pin=4").pinned == (4,)
    assert next(i for i in bank.items if i.id == "x1-42").question.kind is QuestionKind.TRUE_FALSE


def test_mix_is_the_best_there_is() -> None:
    """Against every possible paper of small banks."""
    levels = ["记忆", "应用", "评价", "理解", "分析", "创造"]
    for turn in range(24):
        stream = Stream(turn, "bank")
        text = "".join(
            question(
                n, label=f"level={levels[stream.below(6)]} point=p{stream.below(6)} lesson={lesson}"
            )
            for n, lesson in enumerate(["opening"] * 5 + ["verify"] * 5, start=1)
        )
        bank = bank_of(text)
        yaml = (
            TEXT.split("lessons:")[0]
            .replace("total: 6", "total: 5")
            .replace("pass_mark: 5", "pass_mark: 4")
        )
        yaml += "lessons:\n  - {id: opening, single: 3}\n  - {id: verify, single: 2}\n"
        blueprint = small_blueprint(yaml, bank)
        possible = _possible(bank, blueprint)
        made, found = draw(bank, blueprint, turn, "A")
        if not possible:
            assert [one.code for one in found] == ["EXAM-30"]
            continue
        assert found == ()
        assert _distance(made.papers[0].levels, blueprint) == min(possible)


def _possible(bank: Bank, blueprint: Blueprint) -> list[int]:
    first, second = ([i for i in bank.items if i.lesson == row.lesson] for row in blueprint.rows)
    found = []
    for some, others in product(combinations(first, 3), combinations(second, 2)):
        items = (*some, *others)
        if len({item.point for item in items}) == len(items):
            found.append(_distance(Counter(BANDS[item.level] for item in items), blueprint))
    return found


def _distance(levels: Counter[Band] | dict[Band, int], blueprint: Blueprint) -> int:
    total = sum(levels.values())
    return sum(abs(100 * levels[band] - blueprint.levels[band] * total) for band in Band)


def test_points_that_leave_no_paper_are_a_finding() -> None:
    text = "".join(question(n, label="point=same") for n in range(1, 4))
    bank = bank_of(text + question(9, label="lesson=verify point=same"))
    yaml = (
        TEXT.split("lessons:")[0]
        .replace("total: 6", "total: 2")
        .replace("pass_mark: 5", "pass_mark: 1")
    )
    yaml += "lessons:\n  - {id: opening, single: 1}\n  - {id: verify, single: 1}\n"
    made, found = draw(bank, small_blueprint(yaml, bank), 1, "A")
    assert made.papers == ()
    assert [str(one) for one in found] == [
        (
            "exam/blueprint.yml:1:1 EXAM-30 题数够，但同一知识点的题不能同卷，按蓝图组不成一份卷；"
            "请给蓝图里的这几课补不同知识点的题：verify"
        )
    ]


def test_cases_of_few_points_end_at_once() -> None:
    """Six of sixty cases, which have only five points among them."""
    text = "".join(case(f"x1-c{n}", [2000 + n], points=f"p{n % 5}") for n in range(60))
    bank = bank_of(text + question(1, label="lesson=verify"))
    yaml = TEXT.split("lessons:")[0].replace("case_items: 2", "case_items: 1")
    yaml = yaml.replace("total: 6", "total: 7")
    yaml += "lessons:\n  - {id: opening, case: 6}\n  - {id: verify, single: 1}\n"
    made, found = draw(bank, small_blueprint(yaml, bank), 1, "A")
    assert made.papers == ()
    assert [one.code for one in found] == ["EXAM-30"]


def test_more_papers_than_the_bank_has_items_for_reuse_evenly() -> None:
    made = drawn(small_bank(), small_blueprint(), 1, "ABCDEF")
    assert [len(paper.reused) for paper in made.papers] == [0, 0, 0, 6, 6, 6]
    used = Counter(one.item.id for paper in made.papers for one in paper.drawn())
    assert set(used.values()) == {2}
    assert small_course().title == "小课程"
