"""``python hooks rules``: the catalogue of the check's rules, as a page of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.catalogue import catalogue
from courseware.verbs.outcome import Outcome, add_output

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date
    from pathlib import Path

HELP = "全部检查规则（Markdown）"
add = add_output


def run(_options: Namespace, _root: Path, _today: date) -> Outcome:
    """The same for every course."""
    return Outcome(catalogue())
