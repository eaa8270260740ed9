"""Question blocks of a page → questions and findings."""

# ruff: noqa: E501, FBT003 - one case a line reads best

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from courseware.questions.model import Blank, Choice, Question, QuestionKind
from courseware.questions.reading import parse_questions
from courseware.text.finding import Location
from courseware.text.lines import parse_source
from tests.text.test_lines import TEXTS

if TYPE_CHECKING:
    from courseware.text.finding import Diagnostic

PATH = "docs/01-a/b.md"


def read(text: str) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    return parse_questions(parse_source(PATH, text)[0])


def at(line: int, column: int = 1) -> Location:
    return Location(PATH, line, column)


def test_single_choice() -> None:
    questions, found = read(
        "<!-- question id=1-01 objective=a,b red -->\n<quiz>\n题干\n两行\n"
        "- [ ] 甲\n> 错。\n> 再想。\n- [x] 乙\n> 对。\n\n解析。\n</quiz>\n"
    )
    assert found == ()
    assert questions == (
        Question(
            id="1-01",
            kind=QuestionKind.SINGLE,
            stem="题干\n两行",
            choices=(Choice("甲", False, "错。\n再想。", at(5)), Choice("乙", True, "对。", at(8))),
            blanks=(),
            explanation="解析。",
            objectives=("a", "b"),
            red=True,
            location=at(2),
        ),
    )


def test_indented_fill_in_knows_its_columns() -> None:
    questions, found = read(
        "<!-- question id=1-02 objective=a -->\n<quiz>\n  号码[[8|八]]位。\n\n  ---\n  解析。\n</quiz>\n"
    )
    assert found == ()
    assert questions[0].blanks == (Blank(("8", "八"), at(3, 5)),)
    assert (questions[0].stem, questions[0].explanation) == ("号码[[8|八]]位。", "解析。")


def test_waivers_are_no_part_of_a_question() -> None:
    questions, found = read(
        "<!-- question id=1-03 objective=a -->\n<!-- check: off QUIZ-14 引文 -->\n<quiz>\n题干\n"
        "- [x] 甲 <!-- check: off QUIZ-14 引文 -->\n- [ ] 乙\n> 错。\n</quiz>\n"
    )
    assert found == ()
    assert [choice.text for choice in questions[0].choices] == ["甲", "乙"]


def test_every_unclosed_question_is_found() -> None:
    _, found = read("<quiz>\n甲\n\n## 节\n\n  <quiz>\n乙\n<quiz>\n丙\n- [x] 对\n</quiz>\n")
    assert [(one.code, one.location) for one in found if one.code == "QUIZ-1"] == [
        ("QUIZ-1", at(1)),
        ("QUIZ-1", at(6, 3)),
    ]


@given(st.one_of(TEXTS, TEXTS.map(lambda text: f"<quiz>\n{text}\n</quiz>\n")))
def test_any_text_gives_questions_or_findings(text: str) -> None:
    questions, found = read(text)
    for question in questions:
        assert question.choices or question.blanks
    for fault in found:
        assert fault.location.line >= 1
