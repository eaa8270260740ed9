"""The course without us: what the plain plug-in makes of every question is what the model says."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from lxml import html

from courseware.course.disk import read_project
from courseware.course.markdown import CONFIGS, EXTENSIONS, plain
from courseware.course.naming import page_url
from courseware.course.reading import read_course
from courseware.questions.rendering import GAP, render
from courseware.text.html import remove, with_class
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

    from courseware.course.model import Course
    from courseware.questions.rendering import Rendered


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's Markdown built by MkDocs and mkdocs-quiz as they come."""
    folder = tmp_path_factory.mktemp("plain")
    extensions = [
        {"tables": CONFIGS["tables"]} if name == "tables" else name
        for name in EXTENSIONS
        if name != "fenced_code"  # MkDocs' own
    ]
    config = {
        "site_name": "课程",
        "docs_dir": str(ROOT / "docs"),
        "use_directory_urls": False,
        "theme": {"name": "mkdocs"},
        "plugins": ["mkdocs_quiz"],
        "markdown_extensions": extensions,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", "site"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder / "site"


@pytest.fixture(scope="module")
def model() -> Course:
    project = read_project(ROOT)
    return read_course(project.settings.title, project.texts).course


def test_options_keys_gaps_and_words_are_those_of_the_model(
    plain_site: Path, model: Course
) -> None:
    count = 0
    for lesson in model.lessons():
        page = html.fromstring((plain_site / page_url(lesson.path)).read_text("utf-8"))
        quizzes = with_class(page, "quiz", "div")
        ours = [_said(render(question, plain)) for question in lesson.questions]
        assert list(map(_shown, quizzes)) == ours
        count += len(ours)
    written = (path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert count == sum(text.split("\n").count("<quiz>") for text in written)


def _said(rendered: Rendered) -> dict[str, object]:
    """What the model says of a question."""
    return {
        "stem": _words(rendered.stem),
        "several": sum(option.correct for option in rendered.options) > 1,
        "options": [
            (_words(one.text), one.correct, _words(one.feedback)) for one in rendered.options
        ],
        "gaps": [blank.answers for blank in rendered.question.blanks],
        "places": [gap.get("n") for gap in rendered.stem.iter(GAP)],
        "explanation": _words(rendered.explanation),
    }


def _shown(quiz: HtmlElement) -> dict[str, object]:
    """What the plain plug-in shows of a question."""
    (stem,) = with_class(quiz, "quiz-question")
    gaps = with_class(stem, "quiz-blank-input")
    fields = [field for field in quiz.iter("input") if field.get("name") == "answer"]
    return {
        "stem": _words(stem),
        "several": any(field.get("type") == "checkbox" for field in fields),
        "options": [
            (
                "".join(_words(label) for label in field.getparent().iter("label")),
                field.get("data-correct") == "true",
                "".join(map(_words, with_class(field.getparent(), "answer-feedback"))),
            )
            for field in fields
        ],
        "gaps": [tuple(gap.get("data-answer").split("|")) for gap in gaps],
        "places": [gap.get("id").rpartition("-")[2] for gap in gaps],
        "explanation": "".join(_words(part) for part in with_class(quiz, "content", "section")),
    }


def _words(tree: HtmlElement) -> str:
    """The text, with what pictures say, without white space."""
    for link in with_class(tree, "headerlink"):
        remove(link)
    seen = [*("".join(tree.itertext()).split()), *(i.get("alt") or "" for i in tree.iter("img"))]
    return "".join(seen)
