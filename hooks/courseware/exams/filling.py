"""Filling a paper's places without a point twice, and exchanging what fills them.

Nothing here is random: what comes first among a place's options is preferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courseware.exams.model import Item

Vector = tuple[int, ...]
_CASE_CHOICES = 200
"""Choices of cases that are tried before a paper counts as impossible."""
_MOVES = 4_000
_ALIKE = 100
"""Moves that are looked at in one step, in all and with the same effect. A paper of 100
items from a bank three times as large has some 350; the bounds keep huge ones quick."""


@dataclass(frozen=True, slots=True)
class Option:
    """What can fill a place: an item, or all items of a case.

    ``value`` are its points by band of difficulty, ``reused`` how often earlier papers
    used its items.
    """

    items: tuple[Item, ...]
    points: frozenset[str]
    value: Vector
    reused: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``count`` of the options go; ``grouped`` options are cases."""

    lesson: str
    count: int
    options: tuple[Option, ...]
    grouped: bool


Filling = list[list[Option]]
"""The chosen options of each place, in the places' order."""


@dataclass(frozen=True, slots=True)
class _Move:
    """Put ``new`` where ``old`` is, the option ``index`` of a place's."""

    place: int
    index: int
    old: Option
    new: Option

    @property
    def effect(self) -> tuple[int, Vector]:
        value = tuple(b - a for a, b in zip(self.old.value, self.new.value, strict=True))
        return self.new.reused - self.old.reused, value


def fill(places: Sequence[Place]) -> tuple[Filling, tuple[str, ...]]:
    """Fill every place with no point twice; else the lessons that are short of options."""
    stuck: tuple[str, ...] = tuple(place.lesson for place in places if place.grouped)
    for cases in islice(_cases([place for place in places if place.grouped]), _CASE_CHOICES):
        taken = frozenset[str]().union(*(option.points for option in cases))
        items, stuck = _matched([place for place in places if not place.grouped], taken)
        if not stuck:
            left, rest = iter(cases), iter(items)
            filling = [
                list(islice(left if place.grouped else rest, place.count)) for place in places
            ]
            return filling, ()
    return [], stuck


def _cases(
    places: Sequence[Place], taken: frozenset[str] = frozenset(), start: int = 0, had: int = 0
) -> Iterator[list[Option]]:
    """Every choice of cases without a point twice, the preferred ones first.

    Of cases with the same points only the first is tried: the others fit no better.
    """
    if places and had == places[0].count:
        yield from _cases(places[1:], taken)
    elif not places:
        yield []
    else:
        tried: set[frozenset[str]] = set()
        for index in range(start, len(places[0].options)):
            option = places[0].options[index]
            if option.points not in tried and option.points.isdisjoint(taken):
                tried.add(option.points)
                for more in _cases(places, taken | option.points, index + 1, had + 1):
                    yield [option, *more]


def _matched(
    places: Sequence[Place], taken: frozenset[str]
) -> tuple[list[Option], tuple[str, ...]]:
    """A maximum matching of places and points, by shortest augmenting paths."""
    slots = [place for place in places for _ in range(place.count)]
    holders: dict[str, int] = {}
    chosen: list[Option | None] = [None] * len(slots)
    stuck = []
    for slot, place in enumerate(slots):
        if not _augment(slot, slots, chosen, holders, taken):
            stuck.append(place.lesson)
    return [option for option in chosen if option], tuple(stuck)


def _augment(
    slot: int,
    slots: Sequence[Place],
    chosen: list[Option | None],
    holders: dict[str, int],
    taken: frozenset[str],
) -> bool:
    """Fill one more slot, moving others to other points where that is needed."""
    reached: dict[str, tuple[int, Option]] = {}
    queue = [slot]
    for here in queue:
        for option in slots[here].options:
            (point,) = option.points
            if point in taken or point in reached:
                continue
            reached[point] = (here, option)
            if point in holders:
                queue.append(holders[point])
                continue
            while True:
                holder, option_there = reached[point]
                left = chosen[holder]
                chosen[holder], holders[point] = option_there, holder
                if left is None:
                    return True
                (point,) = left.points
    return False


def cost(filling: Filling, wanted: Vector) -> tuple[int, int]:
    """How far a filling is from the best: items reused, then the mix of difficulty.

    ``wanted`` are percent of all points by band; the mix is the sum of the differences in
    hundredths of a point.
    """
    options = [option for place in filling for option in place]
    have = tuple(sum(option.value[i] for option in options) for i in range(len(wanted)))
    return sum(option.reused for option in options), _distance(have, wanted)


def _distance(have: Vector, wanted: Vector) -> int:
    total = sum(have)
    return sum(abs(100 * h - w * total) for h, w in zip(have, wanted, strict=True))


def improved(places: Sequence[Place], filling: Filling, wanted: Vector) -> Filling:
    """Exchange one or two options at a time as long as that lowers the cost."""
    filling = [list(chosen) for chosen in filling]
    while cost(filling, wanted) > (0, 0):
        moves = _best_moves(places, filling, wanted)
        if not moves:
            break
        for move in moves:
            filling[move.place][move.index] = move.new
    return filling


def _best_moves(places: Sequence[Place], filling: Filling, wanted: Vector) -> tuple[_Move, ...]:
    """The exchange of one or two options that lowers the cost most; empty if none does.

    Moves of the same effect are looked at together, so that few pairs need looking at.
    """
    alike: dict[tuple[int, Vector], list[_Move]] = {}
    for move in islice(_moves(places, filling), _MOVES):
        same = alike.setdefault(move.effect, [])
        if len(same) < _ALIKE:
            same.append(move)
    options = [option for place in filling for option in place]
    have = tuple(sum(option.value[i] for option in options) for i in range(len(wanted)))
    reused, distance = cost(filling, wanted)
    kinds = [*alike]
    ranked = []
    for a, (worse, value) in enumerate(kinds):
        after = tuple(map(sum, zip(have, value, strict=True)))
        ranked.append((reused + worse, _distance(after, wanted), 1, a, a))
        for b in range(a, len(kinds)):
            both = tuple(map(sum, zip(after, kinds[b][1], strict=True)))
            ranked.append((reused + worse + kinds[b][0], _distance(both, wanted), 2, a, b))
    points = frozenset[str]().union(*(option.points for option in options))
    for bad, far, size, a, b in sorted(ranked):
        if (bad, far) >= (reused, distance):
            break
        groups = [alike[kinds[kind]] for kind in (a, b)[:size]]
        for moves in product(*groups):
            if _fits(points, *moves):
                return moves
    return ()


def _moves(places: Sequence[Place], filling: Filling) -> Iterator[_Move]:
    for number, place in enumerate(places):
        chosen = filling[number]
        others = [option for option in place.options if all(option is not c for c in chosen)]
        for index, old in enumerate(chosen):
            yield from (_Move(number, index, old, new) for new in others)


def _fits(points: frozenset[str], *moves: _Move) -> bool:
    """Whether the moves can be made together without a point twice."""
    if len({(move.place, move.index) for move in moves}) < len(moves):
        return False
    left = points
    for move in moves:
        left -= move.old.points
    for move in moves:
        if not move.new.points.isdisjoint(left):
            return False
        left |= move.new.points
    return True
