"""What the command line can do, each as one function that returns what to show.

What only one command needs it imports itself: ``check`` is run again and again, and loads
nothing that it does not use.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.checks import catalogue
from courseware.checks.engine import check_course
from courseware.checks.formats import Format, render, summary, under, within
from courseware.course.changes import changed_lines
from courseware.course.disk import read_project, write_text
from courseware.course.layout import PAGE_REGISTER
from courseware.questions.id_register import QUESTION_REGISTER
from courseware.text.finding import Severity
from releases.terminal import shown

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date
    from pathlib import Path

    from courseware.report.compare import Version


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command says (``output``), what it notes aside (``note``), and its exit code."""

    output: str
    note: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How to check: ``paths`` from the root, empty for all; ``base`` a commit or empty."""

    paths: tuple[str, ...] = ()
    form: Format = Format.TEXT
    base: str = ""
    fix: bool = False


def check(root: Path, options: CheckOptions, today: date) -> Outcome:
    """Every fault of the course below ``root``; exit code 1 if one is an error.

    Raises:
        ChangesError: if ``base`` is given and git can't compare with it.
    """
    changes = changed_lines(root, options.base) if options.base else None
    project = read_project(root)
    note = ""
    if options.fix:
        from courseware.checks.fixes import fix_pages  # noqa: PLC0415 - only here

        fixed = fix_pages(project, options.paths)
        for path, text in fixed.items():
            write_text(root, path, text)
        note = "".join(f"已改正：{path}\n" for path in fixed) or "没有能自动改正的地方。\n"
        project = read_project(root) if fixed else project
    rules = catalogue.all_rules()
    found = under(check_course(project, today, with_pinyin=False).diagnostics, options.paths)
    if changes is not None:
        found = within(found, changes, rules)
    failed = any(one.severity is Severity.ERROR for one in found)
    if options.form is not Format.TEXT:
        note += summary(found) + "\n"
    return Outcome(render(found, options.form, rules), note, int(failed))


def rules() -> Outcome:
    """The rule catalogue as a page of Markdown."""
    return Outcome(catalogue.catalogue())


def coverage(root: Path, today: date) -> Outcome:
    """The matrix of objectives and questions as a page of Markdown."""
    from courseware.course.coverage import coverage as coverage_page  # noqa: PLC0415 - only here

    return Outcome(
        coverage_page(check_course(read_project(root), today, with_pinyin=False).reading.course)
    )


def ids(root: Path) -> Outcome:
    """Put missing question ids into the pages and bring both registers up to date."""
    from courseware.course.registers import give_ids, register_pages  # noqa: PLC0415

    given = give_ids(root)
    if given.faults:
        return Outcome("".join(f"{fault}\n" for fault in given.faults), code=1)
    lines = [f"已补题号：{path}\n" for path in given.pages]
    lines += [f"题号登记簿已更新：{QUESTION_REGISTER}\n"] if given.registered else []
    written, faults = register_pages(root)
    if faults:
        return Outcome("".join([*lines, *(f"{fault}\n" for fault in faults)]), code=1)
    lines += [f"页面登记簿已更新：{PAGE_REGISTER}\n"] if written else []
    return Outcome("".join(lines) or "题号齐全，没有改动。\n")


def exam(root: Path, seed: int, papers: str, out: str) -> Outcome:
    """Draw papers from the exam bank and typeset them below ``out``."""
    from courseware.verbs.exam import exam_command  # noqa: PLC0415 - sets type

    said, code = exam_command(root, seed, papers, out)
    return Outcome(said, code=code)


def release(root: Path, key: Path | None, *, allow_dirty: bool, overdue: str = "") -> Outcome:
    """Build the checked-out commit and pack it into ``dist/``, signed by ``key`` if given."""
    from courseware.verbs.release import release_command  # noqa: PLC0415 - packers

    said, code = release_command(root, key, allow_dirty=allow_dirty, overdue=overdue)
    return Outcome(said, code=code)


def wheelhouse(root: Path) -> Outcome:
    """Collect every package of the lock file, with hashes, into ``dist/wheelhouse``."""
    from releases.wheelhouse import wheelhouse_command  # noqa: PLC0415 - pip's business

    said, code = wheelhouse_command(root)
    return Outcome(said, code=code)


def serve_release(release: Path, server: str, port: int, host: str) -> Outcome:
    """Serve a release on loopback until Ctrl-C, telling on standard error how it goes."""
    from releases.server import serve_release as serve  # noqa: PLC0415 - lxml

    return Outcome("", code=serve(release, server, port, _say, host))


def publishing(options: Namespace) -> Outcome:
    """Publish, list, roll back or verify releases at a target; the adapter's own arguments."""
    from releases.command import run  # noqa: PLC0415 - for ops only

    said, code = run(options)
    return Outcome("", said, code) if code else Outcome(said)


def export_questions(root: Path, bank: str, form: str, out: str) -> Outcome:
    """Write a bank's questions below ``out`` in the form of another system."""
    from courseware.verbs.export import export_command  # noqa: PLC0415 - reads tables

    said, code = export_command(root, bank, form, out)
    return Outcome(said, code=code)


def import_questions(root: Path, file: Path, bank: str, today: date, *, apply: bool) -> Outcome:
    """Put what a trainer edited in a spreadsheet back into the pages."""
    from courseware.verbs.import_ import import_command  # noqa: PLC0415 - reads tables

    said, code = import_command(root, file, bank, today, apply=apply)
    return Outcome(said, code=code)


def scorm(root: Path, site: str, out: str) -> Outcome:
    """Pack the site built in ``site`` for learning platforms, below ``out``."""
    from courseware.verbs.scorm import scorm_command  # noqa: PLC0415 - reads a site

    said, code = scorm_command(root, site, out)
    return Outcome(said, code=code) if not code else Outcome("", said, code)


def report(root: Path, base: str, head: str, form: str, today: date) -> Outcome:
    """What ``head`` changes since it left ``base``, as Markdown (``md``) or ``json``.

    Both are read from git, nothing is checked out. Findings don't fail the report.

    Raises:
        ChangesError: if git can't read one of them.
    """
    from courseware.course.commits import lines_between, parting  # noqa: PLC0415 - only here
    from courseware.report.compare import compare  # noqa: PLC0415
    from courseware.report.writing import to_json, to_markdown  # noqa: PLC0415

    before, after = parting(root, base, head)
    changed = lines_between(root, before, after)
    versions = [_version(root, commit, today) for commit in (before, after)]
    write = to_json if form == "json" else to_markdown
    return Outcome(write(compare(versions[0], versions[1], changed)))


def _version(root: Path, commit: str, today: date) -> Version:
    from courseware.course.commits import read_commit  # noqa: PLC0415 - only here
    from courseware.report.compare import Version  # noqa: PLC0415 - for its type as well

    snapshot = read_commit(root, commit)
    return Version(
        check_course(snapshot.project, today, with_pinyin=False),
        snapshot.files,
        snapshot.project.bank,
        snapshot.project.settings.glossary,
    )


def _say(text: str) -> None:
    sys.stderr.write(shown(text))
    sys.stderr.flush()
