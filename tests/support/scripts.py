"""Scripts looked through: for what the oldest browsers lack, for slips, for wrong types."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import ROOT
from tests.machine import SUPPORT
from tests.support import features

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
SHELL = ROOT / "hooks" / "courseware" / "exports" / "scorm" / "shell"
OURS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in (ROOT / "overrides", SHELL)
    for path in sorted(folder.rglob("*.js"))
}
"""Every script of ours, by path from the project's root."""
PROJECTS = ("tsconfig.json", "tsconfig.worker.json")
"""Pages and the shell, which know each other's names; the service worker, which has other ones."""


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
    found: list[list[Any]] = _run("lacking.mjs", {"tables": _tables(), "files": dict(sources)})
    return [(name, line, what) for name, line, what in found]


def slips(sources: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """``(name, line, rule)`` for all that the linter finds."""
    found: list[list[Any]] = _run("lint.mjs", {"files": dict(sources)})
    return [(name, line, rule) for name, line, rule in found]


def tokens(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of each script as JavaScript reads them; one that it can't read has none."""
    found: dict[str, list[str]] = _run("tokens.mjs", {"files": dict(sources)})
    return found


def faults_of_types(project: Path) -> list[str]:
    """What TypeScript says, a line each."""
    program = SUPPORT / "node_modules" / ".bin" / "tsc"
    done = subprocess.run(
        [str(program), "--pretty", "false", "--project", str(project)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=project.parent,
    )
    return done.stdout.splitlines()


def _run(program: str, given: dict[str, Any]) -> Any:
    done = subprocess.run(
        [shutil.which("node") or "node", str(HERE / program)],
        input=json.dumps({"modules": str(SUPPORT), **given}),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)
