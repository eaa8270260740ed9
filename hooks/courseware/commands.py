"""What the command line can do, each as one function that returns what to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware import catalogue as rule_catalogue
from courseware.adapters.changes import changed_lines
from courseware.adapters.files import read_project, write_text
from courseware.checks.engine import check_course
from courseware.checks.fixes import fix_pages
from courseware.coverage import coverage as coverage_page
from courseware.diagnostics import Format, render, summary, under, within
from courseware.model import Severity

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


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
        fixed = fix_pages(project, options.paths)
        for path, text in fixed.items():
            write_text(root, path, text)
        note = "".join(f"已改正：{path}\n" for path in fixed) or "没有能自动改正的地方。\n"
        project = read_project(root) if fixed else project
    rules = rule_catalogue.all_rules()
    found = under(check_course(project, today).diagnostics, options.paths)
    if changes is not None:
        found = within(found, changes, rules)
    failed = any(one.severity is Severity.ERROR for one in found)
    if options.form is not Format.TEXT:
        note += summary(found) + "\n"
    return Outcome(render(found, options.form, rules), note, int(failed))


def rules() -> Outcome:
    """The rule catalogue as a page of Markdown."""
    return Outcome(rule_catalogue.catalogue())


def coverage(root: Path, today: date) -> Outcome:
    """The matrix of objectives and questions as a page of Markdown."""
    return Outcome(coverage_page(check_course(read_project(root), today).reading.course))
