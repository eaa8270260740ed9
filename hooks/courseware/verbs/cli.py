"""The command line, ``python hooks <verb>``: the table of verbs, streams and exit codes.

Only the verb that is asked for is loaded: ``check`` is run again and again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from courseware.checks.mishap import mishap
from courseware.course.clock import course_today
from courseware.course.git import GitError
from courseware.course.layout import DOCS
from courseware.verbs.outcome import Outcome
from releases.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courseware.verbs.outcome import Verb

VERBS = (
    "check", "build_", "ids", "rules", "schemas", "coverage", "guessing", "report", "print_",
    "exam", "export_questions", "import_questions", "scorm", "release", "wheelhouse",
    "serve_release",
)  # fmt: skip
"""The file of every verb, in this folder. A verb is typed with hyphens: ``export-questions``."""
PUBLISHING = ("publish", "releases", "rollback", "verify", "versions")
"""Verbs that are the releases' own: they need no course."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb; 0 is fine, 1 means faults in the course or release, 2 that we can't run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that can't show a sign shows “?”
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(words[:1]).parse_args(words)
    outcome = _written(_outcome(options), getattr(options, "output", ""))
    sys.stdout.write(shown(outcome.output))
    sys.stdout.flush()
    sys.stderr.write(shown(outcome.note))
    return outcome.code


def typed(file: str) -> str:
    """A verb as it is typed."""
    return file.strip("_").replace("_", "-")


def _outcome(options: argparse.Namespace) -> Outcome:
    root = Path(options.root).resolve()
    if options.command not in PUBLISHING and not (root / DOCS).is_dir():
        return Outcome(
            note=f"{root} 下没有 docs 目录；请在项目根目录运行，或用 --root 指定\n", code=2
        )
    verb: Verb = options.verb
    try:
        return verb.run(options, root, options.today or course_today(root))
    except GitError as error:
        return Outcome(note=f"{error}\n", code=2)
    except Exception as error:  # noqa: BLE001 - the edge: nobody reads a traceback
        return Outcome(note=f"{mishap(f'运行 {options.command} ', error)}\n", code=2)


def _written(outcome: Outcome, file: str) -> Outcome:
    """The outcome once its result is in ``file``; unchanged without one."""
    if not file or outcome.code > 1:
        return outcome
    try:
        Path(file).write_text(shown(outcome.output), encoding="utf-8")
    except OSError as error:
        said = f"写不进 {file}（{error.strerror}）；请换一个文件名或文件夹\n"
        return Outcome(note=said, code=2)
    return Outcome(note=outcome.note, code=outcome.code)


def _parser(first: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for the verb in ``first``; for all of them if it names none."""
    parser = argparse.ArgumentParser(prog="python hooks", description="课程工具")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", default=Path(__file__).parents[3], help="项目根目录")
    common.add_argument("--today", type=dt.date.fromisoformat, help=argparse.SUPPRESS)
    every = [*map(typed, VERBS), *PUBLISHING]
    asked = [name for name in every if name in first]
    verbs = parser.add_subparsers(
        dest="command", required=True, metavar=f"{{{','.join(every)}}}" if asked else None
    )
    for name in asked or every:
        verb = _verb(name)
        own = verbs.add_parser(name, parents=[common], help=verb.HELP)
        verb.add(own)
        if "--output" not in own.format_usage():
            own.add_argument("--output", action=_NoOutput, help=argparse.SUPPRESS)
        own.set_defaults(verb=verb)
    return parser


def _verb(name: str) -> Verb:
    if name in PUBLISHING:
        from courseware.verbs.publishing import Publishing  # noqa: PLC0415 - for ops only

        return Publishing(name)
    file = next(file for file in VERBS if typed(file) == name)
    return cast("Verb", importlib.import_module(f"courseware.verbs.{file}"))


class _NoOutput(argparse.Action):
    """Refuses ``--output`` where the result is no text: it would get a message instead."""

    def __init__(self, option_strings: Sequence[str], dest: str, **others: Any) -> None:
        """As argparse wants it, with no value for ``dest``."""
        super().__init__(option_strings, dest, default="", **others)

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        """Say so, and what else there is."""
        folder = "请用 --out 指定文件夹" if "--out " in parser.format_usage() else "请去掉"
        parser.error(f"这个命令自己写文件，没有 --output；{folder}")
