"""``python hooks wheelhouse``: every package of the lock file, for machines without internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.verbs.outcome import Outcome
from releases.wheels import wheelhouse_command

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from pathlib import Path

HELP = "收齐软件包，供不联网的机器安装"


def add(_parser: ArgumentParser) -> None:
    """It has no arguments of its own."""


def run(_options: Namespace, root: Path, _today: date) -> Outcome:
    """Into ``dist/wheelhouse``, with hashes."""
    said, code = wheelhouse_command(root)
    return Outcome(note=said, code=code) if code else Outcome(said)
