"""The pure scripts of the pages in Node: no browser, no page, no clock but the one given."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

HERE = Path(__file__).resolve().parent
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
NAMES = (
    *("lib/numbers", "lib/bits", "lesson/judge", "search/matching", "search/index"),
    *("record/stamps", "record/format", "record/old-code", "record/code"),
    *("exam/attempts", "exam/draw", "exam/renewal"),
)
"""All that say “Pure” at their head, each below those that it uses."""
PURE = [str(SCRIPTS / f"{name}.js") for name in NAMES]
DAY = 86_400_000
NOON = 1_795_000_000_000
HOUR = 3_600_000


def node(*arguments: str, text: str = "") -> Any:
    """What a program prints, from JSON."""
    program = shutil.which("node") or "node"
    done = subprocess.run(
        [program, *arguments], input=text.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def evaluate(run: str, given: Any = None) -> Any:
    """What a function of JavaScript, knowing the pure scripts, gives for a value."""
    text = json.dumps({"run": run, "input": given})
    return node(str(HERE / "world.js"), *PURE, text=text)
