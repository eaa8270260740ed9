"""Scripts looked through for what the oldest browsers lack."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.machine import SUPPORT
from tests.support import features

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = Path(__file__).with_name("scripts.mjs")


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    return {
        "member": features.members(),
        "static": features.statics(),
        "global": features.names(),
        "event": features.events(),
        "element": features.elements(),
        "attribute": features.attributes(),
        "selector": features.selectors(),
    }


def lacks(sources: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """``(name, line, what)`` for all that the oldest browsers lack in ``sources``, by name."""
    given = {"modules": str(SUPPORT), "tables": _tables(), "files": dict(sources)}
    done = subprocess.run(
        [shutil.which("node") or "node", str(PROGRAM)],
        input=json.dumps(given),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found: list[list[Any]] = json.loads(done.stdout)
    return [(name, line, what) for name, line, what in found]
