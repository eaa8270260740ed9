"""Moodle XML, read back by the rules of Moodle's own importer (question/format/xml)."""

from __future__ import annotations

import base64
import html
import re
from xml.etree import ElementTree as ET

import pytest

from courseware.exports.entries import BankName
from courseware.questions.model import QuestionKind
from tests.conftest import ROOT

from .samples import (
    GAP,
    PNG,
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from courseware.questions.model import Question

# Moodle's cloze: {weight:KIND:=answer~=answer}; a sign is escaped by a backslash or is a
# character reference, whose “#” follows an “&” (qtype_multianswer).
CLOZE = re.compile(r"\{(\d+):(SHORTANSWER):((?:[^~}#]|(?<=&)#|~=)+)\}")
FRACTIONS = {100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 0, -100}
KINDS = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.FILL_IN: "cloze",
    QuestionKind.MATCHING: "matching",
    QuestionKind.ORDERING: "ordering",
}


def said(question: ET.Element, path: str) -> str:
    """``path``'s text, which must be HTML, with its pictures there and nothing else."""
    part = question.find(path)
    assert part is not None, path
    assert part.get("format") == "html"
    markup = part.findtext("text") or ""
    names = re.findall(r'src="@@PLUGINFILE@@/([^"]+)"', markup)
    assert [file.get("name") for file in part.iterfind("file")] == list(dict.fromkeys(names))
    assert markup.count("<img") == len(names)
    return markup


def gaps_of(markup: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The stem without its cloze code, and what each gap takes."""
    gaps = []
    for found in CLOZE.finditer(markup):
        assert found[1] == "1"
        alternatives = found[3].split("~")
        assert all(one.startswith("=") for one in alternatives)
        gaps.append(tuple(unescaped(html.unescape(one[1:])) for one in alternatives))
    return CLOZE.sub(GAP, markup), tuple(gaps)


def unescaped(answer: str) -> str:
    """A short answer's pattern as the only text it takes; ``*`` would be a wildcard."""
    assert "*" not in answer.replace("\\*", "")
    return answer.replace("\\*", "*")


def asked(question: ET.Element) -> Asked:
    kind = question.get("type")
    stem, gaps = said(question, "questiontext"), ()
    options: list[tuple[str, bool, str]] = []
    pairs: list[tuple[str, str]] = []
    if kind == "cloze":
        stem, gaps = gaps_of(stem)
    answers = question.findall("answer")
    if kind == "ordering":
        places = [answer.get("fraction", "") for answer in answers]
        assert places == [str(number + 1) for number in range(len(answers))]
        pairs = [(text_of(a.findtext("text") or ""), a.get("fraction", "")) for a in answers]
    elif kind == "matching":
        for part in question.findall("subquestion"):
            pairs.append((text_of(part.findtext("text") or ""), part.findtext("answer/text") or ""))
    for answer in answers if kind in {"multichoice", "truefalse"} else ():
        text = answer.findtext("text") or ""
        text = {"true": "对", "false": "错"}[text] if kind == "truefalse" else text_of(text)
        fraction = float(answer.get("fraction", ""))
        assert fraction in FRACTIONS
        options.append((text, fraction > 0, text_of(said(answer, "feedback"))))
    if kind == "multichoice":
        right = sum(fraction for a in answers if (fraction := float(a.get("fraction", ""))) > 0)
        assert right == pytest.approx(100, abs=0.001)
        assert question.findtext("single") == (
            "true" if sum(o[1] for o in options) == 1 else "false"
        )
    return Asked(
        question.findtext("idnumber") or "",
        text_of(stem),
        tuple(options),
        gaps,
        tuple(pairs),
        text_of(said(question, "generalfeedback")),
    )


def read(data: bytes) -> tuple[list[str], list[ET.Element]]:
    """Category paths and questions of a file."""
    root = ET.fromstring(data)  # noqa: S314 - our own file
    assert root.tag == "quiz"
    questions = [one for one in root if one.get("type") != "category"]
    paths = [c.findtext("category/text") or "" for c in root if c.get("type") == "category"]
    assert {one.tag for one in root} == {"question"}
    return paths, questions


def test_every_trap_comes_back_whole(tmp_path: Path) -> None:
    paths, questions = read(exported(small_project(tmp_path), "moodle"))
    assert [asked(one) for one in questions] == list(TRAPS)
    assert [one.get("type") for one in questions] == [
        "multichoice", "multichoice", "truefalse", "cloze", "matching", "ordering", "matching",
        "cloze",
    ]  # fmt: skip
    chapter = "$course$/top/小课程/第 1 章 来电"
    assert paths == [f"{chapter}/1.1 开场//问候", f"{chapter}/1.2 核身"]


def test_pictures_travel_inside(tmp_path: Path) -> None:
    _, questions = read(exported(small_project(tmp_path), "moodle"))
    files = {
        file.get("name"): (file.get("path"), base64.b64decode(file.text or ""))
        for file in questions[1].iter("file")
    }
    assert files == {
        "01-calls-wave.png": ("/", PNG),
        "02-more-dot.svg": ("/", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    }


def test_tags_name_and_shuffling(tmp_path: Path) -> None:
    _, questions = read(exported(small_project(tmp_path), "moodle"))
    second = questions[1]
    tags = [tag.text for tag in second.iterfind("tags/tag/text")]
    assert tags == ["多选", "opening", "应用", "记忆", "红线"]
    assert second.findtext("shuffleanswers") == "false"  # its third option is pinned
    assert questions[0].findtext("shuffleanswers") == "true"
    assert second.findtext("name/text") == "1-02 （多选）看图和表："


def test_an_exam_item_carries_its_case(tmp_path: Path) -> None:
    paths, questions = read(exported(small_project(tmp_path), "moodle", BankName.EXAM))
    assert paths == ["$course$/top/小课程（考试题库）/第 1 章 来电/1.1 开场//问候"]
    assert asked(questions[1]) == Asked(
        "x1-02",
        '案例：没有声音 来电人 没有 说话，"<嘟>"。这时怎样做？',
        options=(("挂断", False, "可能有危险。"), ("再问一遍", True, "对。")),
        explanation="见正文。",
    )


@pytest.mark.parametrize("bank", BankName)
def test_the_real_bank_is_there_whole(bank: BankName) -> None:
    data = exported(ROOT, "moodle", bank)
    assert data == exported(ROOT, "moodle", bank)
    _, questions = read(data)
    known = real_questions(bank)
    assert len(questions) == len(known) == written(bank)
    for one in questions:
        got = asked(one)
        question = known.pop(got.id)
        assert one.get("type") == KINDS[question.kind]
        assert got.stem.endswith(expected(question).stem)
        assert got == expected(question, got.stem)
    assert known == {}


def expected(question: Question, stem: str = "") -> Asked:
    """The question from the course; an exam item's ``stem`` begins with its case."""
    if parts := taken_apart(question):
        introduction, pairs = parts
        if question.kind is QuestionKind.ORDERING:
            pairs = tuple(sorted(pairs, key=lambda pair: int(pair[1])))
        said = plain(question.explanation)
        return Asked(question.id, stem or introduction, (), (), pairs, said)
    return Asked(
        question.id,
        stem or plain(re.sub(r"\[\[.*?\]\]", GAP, question.stem)),
        tuple((plain(c.text), c.correct, plain(c.feedback)) for c in question.choices),
        tuple(blank.answers for blank in question.blanks),
        (),
        plain(question.explanation),
    )
