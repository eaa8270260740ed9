"""What the shell must know of a site: its questions, lessons, pages and pass mark.

From the model, so that nothing is read back from a page. Layout of the data
(``shell/suspend.js`` and ``shell/shell.js`` read it)::

    {"course": "id", "pass": 80, "lessons": ["role", …], "pages": ["index.html", …],
     "questions": {"2-07": ["3fa2b1c4", "choice", ["token", …]],
                   "2-09": ["1a2b3c4d", "gaps", [["accepted", …], …]]}}
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from courseware.course import naming
from courseware.questions.id_register import published
from courseware.questions.identity import folded
from courseware.questions.kinds import KINDS, Shape, pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from courseware.course.model import Course, Lesson
    from courseware.questions.id_register import Register
    from courseware.questions.model import Question


def shell_data(
    course: Course, register: Register, pages: Iterable[str], identifier: str, pass_mark: int
) -> str:
    """The data as JSON in one line; ``pages`` are the site's addresses from its root."""
    asked = {q.id: _question(q, register) for q in course.questions()}
    data = {
        "course": identifier,
        "pass": pass_mark,
        "lessons": [lesson.id for lesson in sorted(course.lessons(), key=_address)],
        "pages": sorted(pages),
        "questions": dict(sorted(asked.items())),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def stale(course: Course, register: Register, pages: Mapping[str, bytes]) -> Iterator[str]:
    """Addresses of lessons whose page is missing, or asks something else than the course."""
    for lesson in course.lessons():
        page = pages.get(_address(lesson), b"")
        marks = (f'data-hash="{published(q, register).fingerprint}"' for q in lesson.questions)
        if not page or any(mark.encode() not in page for mark in marks):
            yield _address(lesson)


def _address(lesson: Lesson) -> str:
    return naming.page_url(lesson.path)


def _question(question: Question, register: Register) -> list[Any]:
    identity = published(question, register)
    shape = KINDS[question.kind].shape
    if shape is Shape.CHOICES:
        return [identity.fingerprint, "choice", list(identity.tokens)]
    given = [folded(text) for text in pool(question)]
    known = [given if shape is Shape.PAIRS else list(blank.answers) for blank in question.blanks]
    return [identity.fingerprint, "gaps", known]
