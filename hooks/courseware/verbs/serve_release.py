"""``python hooks serve-release``: a release on this machine, as its server would serve it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from courseware.verbs.outcome import Outcome
from releases.server import HOSTS, LOOPBACK, SERVERS, serve_release
from releases.terminal import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

HELP = "在本机试看一个发布包"


def add(parser: ArgumentParser) -> None:
    """Which release, by which server."""
    parser.add_argument("release", metavar="RELEASE", help="发布包，或解开的文件夹")
    parser.add_argument("--server", choices=list(SERVERS), default="nginx")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--host", choices=list(HOSTS), default=LOOPBACK)


def run(options: Namespace, _root: Path, _today: date) -> Outcome:
    """Until Ctrl-C, telling on standard error how it goes."""
    release = Path(options.release)
    return Outcome(code=serve_release(release, options.server, options.port, _say, options.host))


def _say(text: str) -> None:
    sys.stderr.write(shown(text))
    sys.stderr.flush()
