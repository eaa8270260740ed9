"""Moved pages: every address ever published is a page still, or leads to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.links import page_anchors
from courseware.messages import did_you_mean, finding
from courseware.model import Location
from courseware.moves import address_of, read_moves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.checks.project import Inspection
    from courseware.model import Diagnostic
    from courseware.moves import Move, PageRegister

_SOMEWHERE = "新地址"


def check(course: Inspection) -> Iterator[Diagnostic]:
    """Findings about ``docs/redirects.yml`` and the register of pages."""
    moves, faults = read_moves(course.project.redirects or "{}")
    yield from faults
    live = {address_of(path): path for path in course.pages}
    known = {move.old: move for move in moves}
    for move in moves:
        yield from _move(course, move, live, known)
    register = course.project.published
    if register is None or faults:  # a line that can't be read may be the one that is missed
        return
    yield from _unregistered(register, live, moves)
    ids = {course.pages[path].source.meta.text("id"): name for name, path in live.items()}
    for entry in register.entries.values():
        if entry.address not in live and entry.address not in known:
            new = ids.get(entry.id, "") if entry.id else ""
            facts = {"address": entry.address, "new": new or _SOMEWHERE}
            yield finding("MOVE-1", entry.location, width=len(entry.address), **facts)


def _unregistered(
    register: PageRegister, live: Mapping[str, str], moves: tuple[Move, ...]
) -> Iterator[Diagnostic]:
    for name, path in live.items():
        if name not in register.entries:
            yield finding("MOVE-2", Location(path), address=name)
    for move in moves:
        if move.old not in register.entries and move.old not in live:
            hint = did_you_mean(move.old, register.entries)
            yield finding("MOVE-10", move.location, width=len(move.old), old=move.old, hint=hint)


def _move(
    course: Inspection, move: Move, live: Mapping[str, str], known: Mapping[str, Move]
) -> Iterator[Diagnostic]:
    if move.old in live:
        yield finding("MOVE-5", move.location, width=len(move.old), old=move.old)
    elif move.new in live:
        anchors = frozenset(page_anchors(course.pages[live[move.new]], course.project.slug))
        if move.anchor and move.anchor not in anchors:
            place = move.target
            place = Location(place.path, place.line, place.column + len(move.new))
            facts = {"new": move.new, "anchor": move.anchor}
            hint = did_you_mean(move.anchor, anchors)
            yield finding("MOVE-7", place, width=len(move.anchor) + 1, hint=hint, **facts)
    elif move.new in known:
        end = _end(move, known)
        if end is None:
            yield finding("MOVE-9", move.location, width=len(move.old), old=move.old)
        else:
            yield finding("MOVE-8", move.target, width=len(move.new), new=move.new, end=end.url)
    else:
        hint = did_you_mean(move.new, live)
        yield finding("MOVE-6", move.target, width=len(move.new), new=move.new, hint=hint)


def _end(move: Move, known: Mapping[str, Move]) -> Move | None:
    """The last of a chain of moves; ``None`` where it bites its own tail."""
    seen = {move.old}
    while move.new in known:
        if move.new in seen:
            return None
        seen.add(move.new)
        move = known[move.new]
    return move
