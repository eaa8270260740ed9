"""Draws the rooms of ``hooks/``, floor by floor, from what the modules import: ``make map``."""

from __future__ import annotations

import sys
from graphlib import CycleError, TopologicalSorter

from tests.test_architecture import HOOKS, MODULES, ROOMS, arrows, room


def floors(below: dict[str, set[str]]) -> dict[str, int]:
    """The floor of every room: one above the highest that it imports.

    Raises:
        CycleError: if rooms import each other in a circle.
    """
    found: dict[str, int] = {}
    for name in TopologicalSorter(below).static_order():
        found[name] = 1 + max((found[other] for other in below[name]), default=0)
    return found


def drawing() -> str:
    """Rooms with their modules and lines, floor by floor from the roof, and their arrows."""
    found = arrows()
    below = {name: {there for here, there in found if here == name} for name in ROOMS}
    files = {name: [n for n in MODULES if room(n) == name] for name in ROOMS}
    lines = {
        name: sum(len((HOOKS / n).read_text("utf-8").splitlines()) for n in members)
        for name, members in files.items()
    }
    try:
        level, circles = floors(below), "no circle"
    except CycleError as error:
        level, circles = dict.fromkeys(ROOMS, 1), f"circle: {' → '.join(error.args[1])}"
    drawn = []
    for floor in range(max(level.values()), 0, -1):
        for name in (name for name in ROOMS if level[name] == floor):
            to = ", ".join(
                f"{other} {len(found[name, other])}"
                for other in sorted(below[name], key=lambda other: (-level[other], other))
            )
            size = f"{len(files[name]):3} modules {lines[name]:6,} lines"
            drawn.append(f"{floor:2} │ {name:<10}{size}  {'→ ' + to if to else ''}".rstrip())
        drawn.append("───┼" + "─" * 60)
    every = sum(len(ways) for ways in found.values())
    drawn[-1] = (
        f"{len(ROOMS)} rooms on {max(level.values())} floors, {len(found)} arrows "
        f"({every} imports), {circles}; {len(MODULES)} modules, {sum(lines.values()):,} lines"
    )
    return "\n".join(drawn) + "\n"


if __name__ == "__main__":
    sys.stdout.write(drawing())
