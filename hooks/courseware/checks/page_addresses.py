"""Moved pages: every address ever published is a page still, or leads to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.links import page_anchors
from courseware.course.addresses import address_of, read_moves
from courseware.text.finding import E, Location, Rule, Scope, W, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.checks.inspection import Inspection
    from courseware.course.addresses import Move, PageRegister
    from courseware.text.finding import Diagnostic

# fmt: off
MOVE_1 = Rule(
    "MOVE-1", E, "发布过的页面没有了，也没有写去哪里",
    "“{address}”发布过，现在没有这一页；请在 docs/redirects.yml 里写一行 {address}: {new}",
    "书签、打印的二维码和别处的链接还指着原来的地址，不能让人扑空。",
    scope=Scope.COURSE, waivable=False,
)
MOVE_2 = Rule(
    "MOVE-2", W, "页面还没有登记",
    "这一页的地址“{address}”还没有登记；请运行 python hooks ids",
    "登记过的页面以后挪走或删掉，才查得出来。",
    scope=Scope.COURSE, waivable=False,
)
MOVE_5 = Rule(
    "MOVE-5", E, "旧地址上还有页面",
    "“{old}”这一页还在；请删去这一行，或先把页面挪走",
    "一个地址不能既是页面，又转到别处。",
    scope=Scope.COURSE, waivable=False,
)
MOVE_6 = Rule(
    "MOVE-6", E, "新地址没有页面",
    "没有“{new}”这一页{hint}；请改正",
    "转过去也是空页。", scope=Scope.COURSE, waivable=False,
)
MOVE_7 = Rule(
    "MOVE-7", E, "新地址的小节不存在",
    "“{new}”里没有“#{anchor}”这个小节{hint}；请改正，或删去 # 和后面的部分",
    "小节改名以后，指到它的地址要跟着改。", scope=Scope.COURSE, waivable=False,
)
MOVE_8 = Rule(
    "MOVE-8", E, "新地址自己也挪走了",
    "“{new}”自己也挪走了；请直接写最后的地址 {end}",
    "一次转到，学员不用等几次，也不会有哪一环断掉。",
    scope=Scope.COURSE, waivable=False,
)
MOVE_9 = Rule(
    "MOVE-9", E, "新旧地址绕成了圈",
    "“{old}”转来转去又回到自己；请写一个现在有的页面",
    "浏览器会停下来报错。", scope=Scope.COURSE, waivable=False,
)
MOVE_10 = Rule(
    "MOVE-10", W, "旧地址没有发布过",
    "“{old}”不在页面登记簿里{hint}；请核对，没有发布过就删去这一行",
    "旧地址写错一个字，真正的旧地址就没有人管。",
    scope=Scope.COURSE, waivable=False,
)
# fmt: on


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
            yield MOVE_1.at(entry.location, width=len(entry.address), **facts)


def _unregistered(
    register: PageRegister, live: Mapping[str, str], moves: tuple[Move, ...]
) -> Iterator[Diagnostic]:
    for name, path in live.items():
        if name not in register.entries:
            yield MOVE_2.at(Location(path), address=name)
    for move in moves:
        if move.old not in register.entries and move.old not in live:
            hint = did_you_mean(move.old, register.entries)
            yield MOVE_10.at(move.location, width=len(move.old), old=move.old, hint=hint)


def _move(
    course: Inspection, move: Move, live: Mapping[str, str], known: Mapping[str, Move]
) -> Iterator[Diagnostic]:
    if move.old in live:
        yield MOVE_5.at(move.location, width=len(move.old), old=move.old)
    elif move.new in live:
        anchors = frozenset(page_anchors(course.pages[live[move.new]], course.project.slug))
        if move.anchor and move.anchor not in anchors:
            place = move.target
            place = Location(place.path, place.line, place.column + len(move.new))
            facts = {"new": move.new, "anchor": move.anchor}
            hint = did_you_mean(move.anchor, anchors)
            yield MOVE_7.at(place, width=len(move.anchor) + 1, hint=hint, **facts)
    elif move.new in known:
        end = _end(move, known)
        if end is None:
            yield MOVE_9.at(move.location, width=len(move.old), old=move.old)
        else:
            yield MOVE_8.at(move.target, width=len(move.new), new=move.new, end=end.url)
    else:
        hint = did_you_mean(move.new, live)
        yield MOVE_6.at(move.target, width=len(move.new), new=move.new, hint=hint)


def _end(move: Move, known: Mapping[str, Move]) -> Move | None:
    """The last of a chain of moves; ``None`` where it bites its own tail."""
    seen = {move.old}
    while move.new in known:
        if move.new in seen:
            return None
        seen.add(move.new)
        move = known[move.new]
    return move
