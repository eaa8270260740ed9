"""``python hooks report``: what a change means for trainees and trainers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.engine import check_course
from courseware.course.commits import lines_between, parting, read_commit
from courseware.report.compare import Version, compare
from courseware.report.writing import to_json, to_markdown
from courseware.verbs.outcome import Outcome, add_output

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

HELP = "这次改动的中文摘要"
_WRITERS = {"md": to_markdown, "json": to_json}


def add(parser: ArgumentParser) -> None:
    """Between which commits, in which form."""
    parser.add_argument("base", metavar="BASE", help="改动之前的提交、分支或标签")
    parser.add_argument("head", metavar="HEAD", help="改动之后的提交、分支或标签")
    parser.add_argument("--format", choices=list(_WRITERS), default="md")
    add_output(parser)


def run(options: Namespace, root: Path, today: date) -> Outcome:
    """Findings don't fail the report. Raises as :func:`report` does."""
    return Outcome(report(root, options.base, options.head, options.format, today))


def report(root: Path, base: str, head: str, form: str, today: date) -> str:
    """What ``head`` changes since it left ``base``, as Markdown (``md``) or ``json``.

    Both are read from git, nothing is checked out.

    Raises:
        GitError: if git can't read one of them.
    """
    before, after = parting(root, base, head)
    changed = lines_between(root, before, after)
    versions = [_version(root, commit, today) for commit in (before, after)]
    return _WRITERS[form](compare(versions[0], versions[1], changed))


def _version(root: Path, commit: str, today: date) -> Version:
    snapshot = read_commit(root, commit)
    return Version(
        check_course(snapshot.project, today, with_pinyin=False),
        snapshot.files,
        snapshot.project.bank,
        snapshot.project.settings.glossary,
    )
