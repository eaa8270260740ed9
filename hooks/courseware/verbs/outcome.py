"""What a verb gives back, and what the file of every verb offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """``output`` is the result, for standard output; ``note`` all else, for standard error.

    ``code``: 0 is fine, 1 means faults in the course or the release, 2 that we can't run.
    """

    output: str = ""
    note: str = ""
    code: int = 0


class Verb(Protocol):
    """The file of a verb."""

    @property
    def HELP(self) -> str:  # noqa: N802 - a constant of the module
        """One line about it."""

    def add(self, parser: ArgumentParser) -> None:
        """Add its arguments."""

    def run(self, options: Namespace, root: Path, today: date) -> Outcome:
        """Do it, for the project in ``root``."""


def add_output(parser: ArgumentParser) -> None:
    """For a verb whose result is a text: where to put it."""
    parser.add_argument("--output", metavar="FILE", help="写进文件，不写到屏幕")
