"""The real course goes to paper whole: no finding, every lesson there."""

from __future__ import annotations

from courseware.adapters.typst import known_characters
from courseware.print import book_job

from .conftest import FONTS, HERE, typeset
from .readback import bookmarks
from .render import book_of, reader

DOCS = HERE.parent.parent / "docs"


def test_the_course_prints() -> None:
    book = book_of(DOCS)
    job, found = book_job(book, reader(DOCS), characters=known_characters(FONTS))
    assert [str(one) for one in found] == []
    lessons = [f"{lesson.number} {lesson.title}" for lesson in book.course.lessons()]
    titles = [title for _, title in bookmarks(typeset(job))]
    assert [lesson for lesson in lessons if lesson not in titles] == []
