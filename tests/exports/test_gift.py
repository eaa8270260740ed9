"""GIFT, read back by gift-pegjs, a parser that is not ours."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from courseware.exports.entries import BankName
from courseware.questions.model import QuestionKind
from tests.conftest import ROOT
from tests.machine import NODE

from .samples import (
    GAP,
    TRAPS,
    Asked,
    exported,
    plain,
    real_questions,
    small_project,
    taken_apart,
    text_of,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

FIELD = "____"


def parsed(data: bytes, folder: Path) -> list[dict[str, Any]]:
    file = folder / "questions.gift.txt"
    file.write_bytes(data)
    script = ROOT / "tests" / "exports" / "readgift.mjs"
    done = subprocess.run(["node", script, NODE, file], capture_output=True, check=True)
    questions: list[dict[str, Any]] = json.loads(done.stdout)
    return questions


def asked(read: dict[str, Any]) -> Asked:
    """A question of one of the kinds that we write."""
    assert read["stem"]["format"] == "html"
    stem, options, gaps, pairs = text_of(read["stem"]["text"]), (), (), ()
    if read["type"] == "Matching":
        pairs = tuple(
            (text_of(p["subquestion"]["text"]), p["subanswer"]) for p in read["matchPairs"]
        )
    elif read["type"] == "Short":
        gaps = (tuple(short(choice) for choice in read["choices"]),)
    else:
        options = tuple(option(choice) for choice in read["choices"])
    said = read["globalFeedback"]
    return Asked(read["id"], stem, options, gaps, pairs, text_of(said["text"]) if said else "")


def short(choice: dict[str, Any]) -> str:
    """A short answer as the only text it takes: ``*`` alone would be a wildcard."""
    text = str(choice["text"]["text"])
    assert choice["weight"] in {None, 100}
    assert "*" not in text.replace("\\*", "")
    return text.replace("\\*", "*")


def option(choice: dict[str, Any]) -> tuple[str, bool, str]:
    assert choice["weight"] is None or choice["weight"] == -100 or choice["weight"] > 0
    right = choice["isCorrect"] or (choice["weight"] or 0) > 0
    said = choice["feedback"]
    return text_of(choice["text"]["text"]), right, text_of(said["text"]) if said else ""


def test_every_trap_comes_back_whole(tmp_path: Path) -> None:
    read = parsed(exported(small_project(tmp_path), "gift"), tmp_path)
    known = {trap.id: trap for trap in TRAPS}
    one, two = known["1-04"].gaps
    both = "两空都要对。"
    first = f"写作 （{FIELD}），再写 {FIELD}。（填第 1 空，共 2 空）"
    second = f"写作 {FIELD}，再写 （{FIELD}）。（填第 2 空，共 2 空）"
    steps = tuple(
        (item, f"第 {place} 步") for item, place in (("复述 & 确认", 2), ("倾听", 1), ("处置", 3))
    )
    wanted = [
        known["1-01"],
        known["1-02"],
        known["1-03"],
        Asked("1-04.1", first, (), (one,), (), both),
        Asked("1-04.2", second, (), (two,), (), both),
        known["1-05"],
        Asked("1-06", "排成先后顺序。", (), (), steps, "先听。"),
        known["1-07"],
        Asked("1-08", f"只填一空：{FIELD}。", (), (("您好", "你好"),), (), "问候。"),
    ]  # fmt: skip
    assert [asked(item) for item in read if item["type"] != "Category"] == wanted
    titles = [item["title"] for item in read if item["type"] == "Category"]
    chapter = "$course$/top/小课程/第 1 章 来电"
    assert titles == [f"{chapter}/1.1 开场//问候", f"{chapter}/1.2 核身"]


def test_tags_title_and_pictures(tmp_path: Path) -> None:
    read = parsed(exported(small_project(tmp_path), "gift"), tmp_path)
    second = next(item for item in read if item.get("id") == "1-02")
    assert second["title"] == "1-02 （多选）看图和表："
    assert second["tags"] == ["多选", "opening", "应用", "记忆", "红线"]
    assert 'src="data:image/png;base64,iVBORw0KGgo' in second["stem"]["text"]
    assert 'src="data:image/svg+xml;base64,' in second["choices"][2]["text"]["text"]


@pytest.mark.parametrize("bank", BankName)
def test_the_real_bank_is_there_whole(bank: BankName, tmp_path: Path) -> None:
    data = exported(ROOT, "gift", bank)
    assert data == exported(ROOT, "gift", bank)
    read = {item["id"]: item for item in parsed(data, tmp_path) if item["type"] != "Category"}
    known = real_questions(bank)
    assert len(known) == written(bank)
    for name, question in known.items():
        if parts := taken_apart(question):
            introduction, pairs = parts
            item = asked(read.pop(name))
            if question.kind is QuestionKind.ORDERING:
                pairs = tuple((text, f"第 {place} 步") for text, place in pairs)
            assert item == Asked(name, item.stem, (), (), pairs, plain(question.explanation))
            assert item.stem.endswith(introduction)
            continue
        blanks = question.blanks
        names = [f"{name}.{n + 1}" for n in range(len(blanks))] if len(blanks) > 1 else [name]
        got = [asked(read.pop(one)) for one in names]
        gaps = [(blank.answers,) for blank in blanks] or [()]
        options = tuple((plain(c.text), c.correct, plain(c.feedback)) for c in question.choices)
        explanation = plain(question.explanation)
        assert got == [
            Asked(one, item.stem, options, gap, (), explanation)
            for one, item, gap in zip(names, got, gaps, strict=True)
        ]
        assert all(_without_gaps(question.stem) in _without_gaps(item.stem) for item in got)
    assert read == {}


def _without_gaps(stem: str) -> str:
    """A stem's words without gaps and the signs that mark them."""
    text = plain(stem)
    while "[[" in text:
        before, _, rest = text.partition("[[")
        text = before + rest.partition("]]")[2]
    return text.replace(f"（{FIELD}）", "").replace(FIELD, "").replace(GAP, "")
