"""Kills a publisher at every system call that touches its target, one run for each.

strace counts the calls of a whole run first; then the N-th call of a kind brings SIGKILL
instead of happening. Calls that touch only Python's own files are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from releases.command import parse, run
from releases.durable import scan
from releases.target_folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.releases.sample_releases import Sample

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
CALLS = (
    "mkdir", "mkdirat", "rename", "renameat", "renameat2", "symlink", "symlinkat", "link",
    "unlink", "unlinkat", "rmdir", "flock", "fsync", "fdatasync", "write", "pwrite64",
    "ftruncate", "openat", "open", "utimensat", "chmod", "fchmod", "fchmodat",
)  # fmt: skip
_READS = re.compile(r"openat\(.*, O_RDONLY")
"""Opening to read changes nothing: a kill there is the same as one at the next call."""
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\(")


@dataclass(frozen=True)
class Scene:
    """A folder's state (``before``, absent for none), a command, what may be live after a kill.

    ``{target}`` in the command is the folder; ``whole`` are the releases by id.
    """

    name: str
    before: Path
    command: tuple[str, ...]
    whole: dict[str, Sample]
    live: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Died:
    """A kill: which call, the how-manyeth, what was live then, and what was wrong."""

    call: str
    number: int
    live: str
    faults: tuple[str, ...]


def points(scene: Scene, folder: Path) -> Iterator[tuple[str, int]]:
    """Every call of a run that touches the target: its name and number among its kind."""
    target = _fresh(scene, folder)
    log = folder / "log"
    _strace(scene, target, "-y", "-o", str(log), "-e", f"trace={_trace()}")
    numbers = {call: count(1) for call in CALLS}
    for line in log.read_text("utf-8", "replace").splitlines():
        if found := _LINE.match(line):
            number = next(numbers[found["call"]])
            if str(target) in line and not _READS.search(line):
                yield found["call"], number


def kill_everywhere(scene: Scene, folder: Path, step: int = 1, workers: int = 2) -> list[Died]:
    """One run for every ``step``-th point."""
    every = list(points(scene, folder))[::step]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda n: _kill(scene, folder / f"{n}", *every[n]), range(len(every))))


def table(name: str, died: Sequence[Died], old: str) -> str:
    """Kill points by call: how many, old or new release live after, faults."""
    lines = [f"{name}: {len(died)} kill points"]
    for call, number in sorted(Counter(one.call for one in died).items()):
        of = [one for one in died if one.call == call]
        before = sum(one.live == old for one in of)
        faults = sum(bool(one.faults) for one in of)
        lines.append(
            f"  {call:10} {number:4}  old {before:4}  new {number - before:4}  bad {faults}"
        )
    return "\n".join(lines) + "\n"


def wrong_files(folder: Folder, name: str, whole: dict[str, Sample]) -> list[str]:
    """How what is live differs from the release as it was packed."""
    if not name:
        return []
    top = folder.root / "current"
    found = scan(top.resolve())
    modes = {path.stat().st_mode & 0o777 for path in top.rglob("*") if path.is_file()}
    expected = {file.path: file for file in whole[name].manifest.files}
    differing = [path for path, file in expected.items() if found.get(path) != file]
    extra = set(found) - set(expected) - {"manifest.json"}
    odd = modes - {0o644}
    return [*differing, *sorted(extra), *(f"mode {mode:o}" for mode in odd)]


def _kill(scene: Scene, folder: Path, call: str, number: int) -> Died:
    target = _fresh(scene, folder)
    inject = f"inject={call}:signal=KILL:when={number}"
    _strace(scene, target, "-o", "/dev/null", "-e", f"trace={call}", "-e", inject, killed=True)
    here = Folder(target)
    live = here.linked("current")
    faults = [] if live in scene.live else [f"live: {live}"]
    faults += wrong_files(here, live, scene.whole)
    if run(parse(_command(scene, target)))[1]:
        faults.append("the second run did not finish")
    if here.linked("current") != scene.live[-1]:
        faults.append("the second run did not switch")
    faults += wrong_files(here, here.linked("current"), scene.whole)
    faults += _debris(here, scene)
    shutil.rmtree(folder)
    return Died(call, number, live, tuple(faults))


def _debris(here: Folder, scene: Scene) -> list[str]:
    links = ["current", "previous"] if len(scene.kept) > 1 else ["current"]
    names = [".courseware-target.json", ".courseware.lock", *links, "history.jsonl", "releases"]
    names += ["versions", "versions.json", "versions/v2026.11"]
    found = sorted(path.name for path in here.root.iterdir())
    found += [f"versions/{path.name}" for path in here.versions.iterdir()]
    found.sort()
    kept = sorted(path.name for path in here.releases.iterdir())
    return (
        [f"debris: {found} {kept}"] if (found, kept) != (sorted(names), sorted(scene.kept)) else []
    )


def _fresh(scene: Scene, folder: Path) -> Path:
    target = folder / "course"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if scene.before.exists():
        shutil.copytree(scene.before, target, symlinks=True)
    return target


def _command(scene: Scene, target: Path) -> list[str]:
    return [str(target) if word == "{target}" else word for word in scene.command]


def _strace(scene: Scene, target: Path, *options: str, killed: bool = False) -> None:
    module = "releases.command"
    done = subprocess.run(
        [
            *("strace", "-f", "-qq", *options, "--"),
            *(sys.executable, "-m", module, *_command(scene, target)),
        ],
        capture_output=True,
        check=False,
        umask=0o077,  # whoever publishes: readers must be able to read
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HOOKS),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
        },
    )
    assert done.returncode == (-9 if killed else 0), done


def _trace() -> str:
    return ",".join(f"?{call}" for call in CALLS)
