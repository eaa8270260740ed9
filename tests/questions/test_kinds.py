"""One table of kinds: complete, without doubles, and the only place that names them."""

from __future__ import annotations

import ast

from courseware.exams.model import SECTIONS, Section
from courseware.questions.kinds import KINDS, WRITTEN, Shape, pool
from courseware.questions.model import QuestionKind
from tests.conftest import ROOT
from tests.questions import samples


def test_every_kind_has_a_row_with_a_name_and_a_key_of_its_own() -> None:
    assert list(KINDS) == list(QuestionKind)
    assert len({row.name for row in KINDS.values()}) == len(KINDS)
    assert len({row.key for row in KINDS.values()}) == len(KINDS)
    assert list(WRITTEN) == ["match", "order"]


def test_a_row_says_what_its_questions_are_like() -> None:
    for text in samples.KINDS:
        question = samples.question(text)
        row = KINDS[question.kind]
        right = sum(choice.correct for choice in question.choices)
        assert (row.shape is Shape.CHOICES) == bool(question.choices)
        assert row.several == (right > 1)
        assert row.ordered == (pool(question) == ("1", "2", "3"))


def test_papers_have_room_for_what_the_table_says() -> None:
    known = {row.code: row.section for row in KINDS.values() if row.section}
    assert known == SECTIONS
    assert set(known.values()) <= set(Section)


def test_no_module_names_kinds_again() -> None:
    names = {form for row in KINDS.values() for form in (row.name, f"{row.name}题")}
    found = {
        (path.relative_to(ROOT / "hooks/courseware").as_posix(), node.value)
        for path in (ROOT / "hooks/courseware").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    parts_of_a_paper = {("exams/model.py", word) for word in ("单选", "多选", "填空")}
    assert {one for one in found if one[0] != "questions/kinds.py"} == parts_of_a_paper
