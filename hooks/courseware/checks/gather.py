"""The course's files, read → a project that can be checked. Where they come from is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.bank import FOLDER as EXAMS
from courseware.blueprint import PATH as BLUEPRINT
from courseware.catalogue import all_rules
from courseware.checks.project import Project
from courseware.checks.settings import read_settings
from courseware.moves import REDIRECTS
from courseware.self_exam import PATH as SELF_EXAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from courseware.filetext import FileText
    from courseware.model import Diagnostic
    from courseware.moves import PageRegister
    from courseware.register import Register

DOCS = "docs"
CONFIG = "mkdocs.yml"


def in_bank(path: str) -> bool:
    """Whether a file is the exam bank's: its questions, or the blueprint."""
    folder, _, name = path.rpartition("/")
    return folder == EXAMS and (name.endswith(".md") or path == BLUEPRINT)


def gather(  # noqa: PLR0913 - the parts of a project
    contents: Mapping[str, FileText],
    sizes: Mapping[str, int],
    faults: Iterable[Diagnostic],
    *,
    slug: Callable[[str], str],
    heads: Mapping[str, bytes] | None = None,
    render: Callable[[str], str] | None = None,
    register: Register | None = None,
    published: PageRegister | None = None,
) -> Project:
    """Put every file into its place.

    ``contents`` are the texts of :data:`CONFIG`, of ``docs/`` and of the bank, by path from
    the project's root; ``sizes`` the bytes of every file below ``docs/``, ``heads`` the first
    bytes of bitmaps; ``faults`` what was found while they were read.
    """
    settings, found = read_settings(contents[CONFIG].text, CONFIG, frozenset(all_rules()))
    course = {path: content for path, content in contents.items() if path != CONFIG}
    bank = {path: content.text for path, content in course.items() if in_bank(path)}
    pages = {path: content.text for path, content in course.items() if path not in bank}
    glossary, self_exam = course.get(settings.glossary), course.get(SELF_EXAM)
    redirects = course.get(REDIRECTS)
    return Project(
        settings=settings,
        texts={path: text for path, text in pages.items() if path.endswith(".md")},
        pictures={path: text for path, text in pages.items() if path.endswith(".svg")},
        files=sizes,
        heads=heads or {},
        render=render,
        glossary=glossary.text if glossary and glossary.readable else None,
        self_exam=self_exam.text if self_exam and self_exam.readable else None,
        redirects=redirects.text if redirects and redirects.readable else None,
        slug=slug,
        register=register,
        published=published,
        blueprint=bank.pop(BLUEPRINT, None),
        bank={path: text for path, text in bank.items() if course[path].readable},
        faults=(*faults, *(one for file in contents.values() for one in file.faults), *found),
        unreadable=frozenset(path for path, file in course.items() if not file.readable),
    )
