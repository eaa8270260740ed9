"""``python hooks build``: the site without MkDocs, byte for byte what ``mkdocs build`` makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from courseware.verbs.outcome import Outcome

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

HELP = "不用 MkDocs 建网站，和 mkdocs build 一模一样"


def add(parser: ArgumentParser) -> None:
    """Where to put it."""
    parser.add_argument("--site-dir", metavar="DIR", type=Path, help="网站放进这个文件夹")


def run(options: Namespace, root: Path, _today: date) -> Outcome:
    """Into ``site/``; exit code 1 where the course has faults."""
    from courseware.host.driver import build_site  # noqa: PLC0415 - heavy

    folder = options.site_dir.resolve() if options.site_dir else None
    is_sound, said = build_site(root, folder)
    return Outcome(note=said, code=int(not is_sound))
