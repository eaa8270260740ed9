"""``python hooks ids``: missing question ids into the pages, both registers up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.course.layout import PAGE_REGISTER
from courseware.course.registers import give_ids, register_pages
from courseware.questions.id_register import QUESTION_REGISTER
from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

HELP = "补题号，更新题号登记簿"


def add(_parser: ArgumentParser) -> None:
    """It has no arguments of its own."""


def run(_options: Namespace, root: Path, _today: date) -> Outcome:
    """Exit code 1 if a register can't be read; what was done before is said all the same."""
    return give(root)


def give(root: Path) -> Outcome:
    """The same, for the project in ``root``."""
    given = give_ids(root)
    if given.faults:
        return Outcome(note="".join(f"{fault}\n" for fault in given.faults), code=1)
    lines = [f"已补题号：{path}\n" for path in given.pages]
    lines += [f"题号登记簿已更新：{QUESTION_REGISTER}\n"] if given.registered else []
    written, faults = register_pages(root)
    if faults:
        return Outcome("".join(lines), "".join(f"{fault}\n" for fault in faults), 1)
    lines += [f"页面登记簿已更新：{PAGE_REGISTER}\n"] if written else []
    return Outcome("".join(lines) or "题号齐全，没有改动。\n")
