"""``python hooks check``: every fault in the course, with its place."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from courseware.checks import catalogue
from courseware.checks.engine import check_course
from courseware.checks.formats import Format, render, summary, under, within
from courseware.course.changes import changed_lines
from courseware.course.disk import read_project, write_text
from courseware.text.finding import Severity
from courseware.verbs.outcome import Outcome, add_output

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

HELP = "查出课程里的全部问题"


def add(parser: ArgumentParser) -> None:
    """Which files, in which form, since when."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="只看这些文件或文件夹")
    parser.add_argument("--format", choices=[form.value for form in Format], default="text")
    parser.add_argument("--changed", metavar="BASE", default="", help="只看自这个提交以来改过的行")
    parser.add_argument("--fix", action="store_true", help="先改正能安全自动改的地方")
    add_output(parser)


def run(options: Namespace, root: Path, today: date) -> Outcome:
    """Every fault of the course below ``root``; exit code 1 if one is an error.

    Raises:
        GitError: if ``--changed`` is given and git can't compare with it.
    """
    paths = tuple(_from_root(path, root) for path in options.paths)
    form = Format(options.format)
    changes = changed_lines(root, options.changed) if options.changed else None
    project = read_project(root)
    note = ""
    if options.fix:
        from courseware.checks.fixes import fix_pages  # noqa: PLC0415 - only here

        fixed = fix_pages(project, paths)
        for path, text in fixed.items():
            write_text(root, path, text)
        note = "".join(f"已改正：{path}\n" for path in fixed) or "没有能自动改正的地方。\n"
        project = read_project(root) if fixed else project
    rules = catalogue.all_rules()
    found = under(check_course(project, today, with_pinyin=False).diagnostics, paths)
    if changes is not None:
        found = within(found, changes, rules)
    failed = any(one.severity is Severity.ERROR for one in found)
    if form is not Format.TEXT:
        note += summary(found) + "\n"
    return Outcome(render(found, form, rules), note, int(failed))


def _from_root(path: str, root: Path) -> str:
    """A path as findings name it: from the root, with forward slashes."""
    given = Path(path).resolve()
    shown = given.relative_to(root) if given.is_relative_to(root) else Path(path)
    return PurePosixPath(shown.as_posix()).as_posix()
