"""Runs commands side by side and compares them: the machine's speed drifts, ratios hold."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One finished command: seconds by the clock and of processor, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path, **environment: str) -> Run:
    """Run a command to its end; raise CalledProcessError if it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(code, list(command))
    wall = time.perf_counter() - start
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(
    commands: Mapping[str, Sequence[str]], folder: Path, rounds: int = 5, **environment: str
) -> dict[str, Run]:
    """Medians of each command's figures; the commands take turns, after one round unmeasured."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            done = run(command, folder, **environment)
            runs[name] += [done] if number else []
    return {
        name: Run(
            statistics.median(r.wall for r in done),
            statistics.median(r.cpu for r in done),
            statistics.median(r.memory for r in done),
        )
        for name, done in runs.items()
    }


def table(results: Mapping[str, Run], base: str) -> str:
    """The figures as lines, with each command's ratios to ``base``."""
    lines = [f"{'':34} {'wall s':>8} {'cpu s':>8} {'MB':>7} {'wall':>7} {'cpu':>7} {'memory':>7}"]
    b = results[base]
    for name, r in results.items():
        ratios = f"{r.wall / b.wall:7.2f} {r.cpu / b.cpu:7.2f} {r.memory / b.memory:7.2f}"
        lines.append(f"{name:34} {r.wall:8.2f} {r.cpu:8.2f} {r.memory:7.0f} {ratios}")
    return "\n".join(lines)
