"""What Markdown makes of the authors' words, judged as a browser would read it.

The build judges its own pages again; this is the same judgement without a build, for ``check``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from courseware.checks.allowed import Where
from courseware.checks.markup import authored
from courseware.checks.places import Sources
from courseware.inline import replace_gaps
from courseware.page.markdown import (
    rendered_markdown,
    shown_questions,
    unshielded,
    with_fences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courseware.checks.project import Inspection, Page
    from courseware.model import Diagnostic, Question

_PLAIN = re.compile(
    r"""
    <!--(?!-?>)(?:(?!--).)*-->                                 # a comment
    | </?quiz>
    | \{[ ]*data-lab=[a-z]+[ ]*\} | \{[ ]\.mdx-hero__lead[ ]\}
    | \]\((?:\.\./)?\w[\w-]*(?:/[\w-]+)*(?:\.\w+)?(?:\#[\w-]+)?(?:[ ]"[^"<>&{}\n]*")?\)
    | \[\[[^\[\]<>&{}\n]*\]\]                                  # a gap
    | ^-[ ]\[[ xX]\][ ]
    | ^[ ]*>[ ]
    | ^[ ]*(?:!!!|\?\?\?\+?)(?:[ ][\u4e00-\u9fff]+)+(?:[ ]"[^"<>&{}\[\]\n]*")?[ ]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What can only become what is allowed. A text of nothing else needs no rendering."""
_SIGNS = re.compile(r"[<{&\\]|\][ \t]*\n?[ \t]*[(\[:]|^[ ]*(?:!!!|\?\?\?)", re.MULTILINE)
"""By which Markdown writes tags, attributes, addresses and blocks."""
_QUIZ_TAG = re.compile(r"</?quiz>")


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about what pages, questions and the exam bank would send to a browser."""
    project = course.project
    render = project.render
    if render is None:
        return
    sources = Sources({**project.texts, **project.bank})
    hosts = project.settings.hosts
    texts = [(path, path.removeprefix("docs/"), text) for path, text in _texts(course)]
    texts += [(path, path, _QUIZ_TAG.sub("", text)) for path, text in project.bank.items()]
    for path, name, text in texts:
        if needs_rendering(text):
            yield from sources.findings(
                authored(unshielded(render(text)), Where(name, hosts)), path
            )


def needs_rendering(text: str) -> bool:
    """Whether a text of Markdown could become anything but what is allowed."""
    return bool(_SIGNS.search(_PLAIN.sub("", text)))


def _texts(course: Inspection) -> Iterator[tuple[str, str]]:
    for page in course.pages.values():
        yield page.path, _prose(course, page)
        for question in page.lesson.questions if page.lesson else ():
            for text in _parts(question):
                yield page.path, text


def _prose(course: Inspection, page: Page) -> str:
    """A page's text as the build renders it, its questions as plain Markdown."""
    asked = page.lesson.questions if page.lesson else ()
    shown = shown_questions(asked, page.source, course.reading.diagnostics)
    return _QUIZ_TAG.sub("", with_fences(rendered_markdown(page.source, shown)))


def _parts(question: Question) -> Iterator[str]:
    yield replace_gaps(question.stem, lambda _: "____")
    yield question.explanation
    for choice in question.choices:
        yield choice.text
        yield choice.feedback
