"""``python hooks publish``, ``releases``, ``rollback``, ``verify``, ``versions``.

What they are and do is the releases' own business: they run without a course as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.verbs.outcome import Outcome, add_output
from releases import command

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Publishing:
    """One of these verbs; ``name`` as it is typed."""

    name: str

    @property
    def HELP(self) -> str:  # noqa: N802 - as the files of the other verbs have it
        """One line about it."""
        return command.VERBS[self.name].help

    def add(self, parser: ArgumentParser) -> None:
        """Add its arguments."""
        command.VERBS[self.name].add(parser)
        add_output(parser)

    def run(self, options: Namespace, _root: Path, _today: date) -> Outcome:
        """Carry it out; ``options`` names the verb."""
        said, code = command.run(options)
        return Outcome(note=said, code=code) if code else Outcome(said)
