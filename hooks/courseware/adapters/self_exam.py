"""The self-examination of a build of the site: collects the lessons' questions, writes the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.page.exam_forms import exam_forms
from courseware.self_exam import read_plan
from courseware.self_exam_view import EXAM_DATA, EXAM_PAGE, exam_data, exam_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from courseware.adapters.templates import Fragments
    from courseware.model import Course
    from courseware.options import CourseOptions
    from courseware.page.exam_forms import ExamForm
    from courseware.register import Register

SCRIPTS = ("learn", "exam-data", "exam-draw", "exam-record", "exam-paper", "exam")
"""What the page loads, in order."""
STYLES = ("exam",)


class SelfExam:
    """The plan and the questions seen so far; without a sound plan the page says so.

    ``files`` is what to publish, by address.
    """

    def __init__(self, text: str | None, course: Course, options: CourseOptions) -> None:
        """``text`` is the plan; its faults are reported by the check of the course."""
        self.course = course
        self.options = options
        self.plan = read_plan(text, course)[0] if text is not None else None
        self.forms: dict[str, ExamForm] = {}
        self.files: dict[str, bytes] = {}

    def collect(self, article: HtmlElement, page: str) -> None:
        """Take over the questions of a finished lesson; ``page`` is its address."""
        if self.plan:
            self.forms |= {form.id: form for form in exam_forms(article, page, EXAM_PAGE)}

    def fragment(self, fragments: Fragments, workbook: str) -> str:
        """The page's markup; ``workbook`` is the PDF for readers without scripts, or empty."""
        facts = exam_facts(self.plan, self.options.pass_mark) if self.plan else None
        title = self.course.title
        return fragments.render("self-exam", exam=facts, workbook=workbook, course=title)

    def gather(self, register: Register, link: Callable[[str], str]) -> None:
        """Make the data, once every lesson is collected.

        ``link`` makes addresses as seen from the page.
        """
        if not self.plan:
            return
        data = exam_data(
            self.plan,
            self.course,
            register,
            self.forms,
            link,
            version=self.options.version,
            pass_mark=self.options.pass_mark,
        )
        self.files[EXAM_DATA] = f"self.courseExam={data};\n".encode()

    def scripts(self, url: str) -> list[str]:
        """Scripts of the page at ``url``."""
        return list(SCRIPTS) if self.plan and url == EXAM_PAGE else []

    def styles(self, url: str) -> list[str]:
        """Style sheets of the page at ``url``."""
        return list(STYLES) if url == EXAM_PAGE else []
