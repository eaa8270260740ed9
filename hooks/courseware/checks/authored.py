"""What Markdown makes of the authors' words, judged as a browser would read it.

The build judges its own pages again; this is the same judgement without a build, for ``check``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.checks.places import Sources
from courseware.questions.page_markdown import rendered_markdown, shown_questions, unshielded
from courseware.questions.reading import question_lines
from courseware.text.allowed import Where
from courseware.text.inline import replace_gaps
from courseware.text.markup import authored, needs_rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.inspection import Inspection, Page
    from courseware.questions.model import Question
    from courseware.text.finding import Diagnostic

_QUIZ_TAG = re.compile(r"</?quiz>")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about what pages, questions and the exam bank would send to a browser."""
    project = course.project
    render = project.render
    if render is None:
        return
    sources = Sources({**project.texts, **project.bank})
    hosts = project.settings.hosts
    for path, near, text in _texts(course):
        if needs_rendering(text):
            where = Where(path.removeprefix("docs/"), hosts)
            offences = authored(unshielded(render(text)), where)
            yield from sources.findings(offences, path, near=near)
    for path, text in project.bank.items():
        plain = _QUIZ_TAG.sub("", text)
        if needs_rendering(plain):
            yield from sources.findings(
                authored(unshielded(render(plain)), Where(path, hosts)), path
            )


def _texts(course: Inspection) -> Iterator[tuple[str, frozenset[int], str]]:
    """What the pages' Markdown is rendered from: path, its lines there, text."""
    for page in course.pages.values():
        body = frozenset(line.number for line in page.source.body())
        yield page.path, body, _prose(course, page)
        for question in page.lesson.questions if page.lesson else ():
            near = frozenset(question_lines(question, page.source))
            for text in _parts(question):
                yield page.path, near, text


def _prose(course: Inspection, page: Page) -> str:
    """A page's text as the build renders it, without its questions."""
    asked = page.lesson.questions if page.lesson else ()
    shown = shown_questions(asked, page.source, course.reading.diagnostics)
    return rendered_markdown(page.source, shown)


def _parts(question: Question) -> Iterator[str]:
    yield replace_gaps(question.stem, lambda _: "____")
    yield question.explanation
    for choice in question.choices:
        yield choice.text
        yield choice.feedback
