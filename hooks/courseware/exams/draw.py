"""Seeded draw of exam papers: the same seed and bank give the same papers everywhere.

A paper is drawn in two steps. Its items are matched to the blueprint's places so that no
knowledge point comes twice (augmenting paths in a bipartite graph of places and points:
if there is such a paper, one is found). Then items are exchanged, one or two at a time,
as long as that uses fewer items of earlier papers or comes closer to the blueprint's
share of each band of difficulty.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from courseware.course.layout import BLUEPRINT
from courseware.exams.blueprint import pool
from courseware.exams.filling import Option, Place, cost, fill, improved
from courseware.exams.model import Section
from courseware.exams.plan_fields import BANDS, Band
from courseware.exams.rules import EXAM_30
from courseware.questions.kinds import KINDS, LETTERS
from courseware.text.finding import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from courseware.exams.blueprint import Blueprint, Row
    from courseware.exams.filling import Filling
    from courseware.exams.model import Bank, Item
    from courseware.text.finding import Diagnostic

if TYPE_CHECKING:
    T = TypeVar("T")

_ATTEMPTS = 4
"""Starts from which a mix of difficulty is looked for, the best one counts."""
_BLOCK = 1 << 64


class Stream:
    """Deterministic random numbers: SHA-256 in counter mode.

    Block *i* is the first 8 bytes (big-endian) of the digest of ``seed/name/i``, counting
    from 0. Streams of different names are independent of each other.
    """

    def __init__(self, seed: int, name: str) -> None:
        """``name`` says what the numbers are for."""
        self._prefix = f"{seed}/{name}/"
        self._next = 0

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1, each as likely (by rejection)."""
        while True:
            digest = hashlib.sha256(f"{self._prefix}{self._next}".encode()).digest()
            self._next += 1
            number = int.from_bytes(digest[:8], "big")
            if number < _BLOCK - _BLOCK % limit:
                return number % limit

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in random order (Fisher and Yates)."""
        out = list(values)
        for last in range(len(out) - 1, 0, -1):
            other = self.below(last + 1)
            out[last], out[other] = out[other], out[last]
        return out


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item in a paper. ``order`` are positions (from 0) of its options as printed."""

    number: str
    item: Item
    order: tuple[int, ...]

    @property
    def key(self) -> str:
        """Letters of the right options as printed; empty for an item with blanks."""
        choices = self.item.question.choices
        return "".join(LETTERS[i] for i, old in enumerate(self.order) if choices[old].correct)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, section by section; ``levels`` are points by band of difficulty.

    ``reused`` are ids of items that an earlier paper of the same seed has, too.
    """

    name: str
    sections: Mapping[Section, tuple[Drawn, ...]]
    levels: Mapping[Band, int]
    reused: tuple[str, ...]

    def drawn(self) -> Iterator[Drawn]:
        """Every item in the order of the paper."""
        for section in Section:
            yield from self.sections[section]


@dataclass(frozen=True, slots=True)
class Draw:
    """Papers of one seed from one bank; ``fingerprint`` is the bank's."""

    seed: int
    fingerprint: str
    papers: tuple[Paper, ...]


def draw(
    bank: Bank, blueprint: Blueprint, seed: int, names: Sequence[str]
) -> tuple[Draw, tuple[Diagnostic, ...]]:
    """Draw the papers called ``names`` (one letter each, in any order).

    B is always drawn after A, whether A is printed or not.

    What can't be drawn as the blueprint says is a finding, and there is no paper.
    """
    used: Counter[str] = Counter()
    papers: list[Paper] = []
    for name in LETTERS[: max((LETTERS.index(name) + 1 for name in names), default=0)]:
        filled, stuck = _filled(bank, blueprint, Stream(seed, name), used)
        if stuck:
            lessons = "、".join(dict.fromkeys(stuck))
            fault = EXAM_30.at(Location(BLUEPRINT), lessons=lessons)
            return Draw(seed, bank.fingerprint, ()), (fault,)
        if name in names:
            papers.append(_paper(name, filled, blueprint, seed, used))
        used.update(item.id for _, options in filled for option in options for item in option.items)
    return Draw(seed, bank.fingerprint, tuple(papers)), ()


def _filled(
    bank: Bank, blueprint: Blueprint, stream: Stream, used: Counter[str]
) -> tuple[list[tuple[Section, list[Option]]], tuple[str, ...]]:
    """What fills the places of a paper, and the lessons that are short of items."""
    wanted = tuple(blueprint.levels[band] for band in Band)
    best: Filling = []
    lines = [(row, section) for section in Section for row in blueprint.rows]
    lines = [(row, section) for row, section in lines if row.counts.get(section)]
    for _ in range(_ATTEMPTS):
        places = [_place(bank, blueprint, line, stream, used) for line in lines]
        filling, stuck = fill(places)
        if stuck:
            return [], stuck
        filling = improved(places, filling, wanted)
        if not best or cost(filling, wanted) < cost(best, wanted):
            best = filling
        if cost(best, wanted) == (0, 0):
            break
    return [(section, best[i]) for i, (_, section) in enumerate(lines)], ()


def _place(
    bank: Bank,
    blueprint: Blueprint,
    line: tuple[Row, Section],
    stream: Stream,
    used: Counter[str],
) -> Place:
    """A number of the blueprint with what can fill it: least used first, else by chance."""
    row, section = line
    groups = sorted(pool(bank, row.lesson, section), key=lambda group: group[0].id)
    options = [_option(group, blueprint, used) for group in stream.shuffled(groups)]
    options.sort(key=lambda option: option.reused)
    return Place(row.lesson, row.counts[section], tuple(options), section is Section.CASE)


def _option(group: tuple[Item, ...], blueprint: Blueprint, used: Counter[str]) -> Option:
    value = Counter[Band]()
    for item in group:
        value[BANDS[item.level]] += blueprint.value(item)
    points = frozenset(item.point for item in group)
    reused = sum(used[item.id] for item in group)
    return Option(group, points, tuple(value[band] for band in Band), reused)


def _paper(
    name: str,
    filled: Sequence[tuple[Section, list[Option]]],
    blueprint: Blueprint,
    seed: int,
    used: Counter[str],
) -> Paper:
    """Number the items and put them, their cases and their options in random order."""
    printed: dict[Section, tuple[Drawn, ...]] = {}
    levels = Counter[Band]()
    number = 0
    for section in Section:
        chosen = [
            option.items for place, options in filled for option in options if place is section
        ]
        drawn = []
        chosen.sort(key=lambda items: items[0].id)
        mixed = Stream(seed, f"{name}/order/{section}").shuffled(chosen)
        for count, item in enumerate((item for items in mixed for item in items), start=1):
            number += 1
            shown = f"R{count}" if section is Section.RED else str(number)
            drawn.append(Drawn(shown, item, _order(item, Stream(seed, f"{name}/{item.id}"))))
            levels[BANDS[item.level]] += blueprint.value(item)
        printed[section] = tuple(drawn)
    reused = [one.item.id for part in printed.values() for one in part if used[one.item.id]]
    by_band = {band: levels[band] for band in Band}
    return Paper(name, printed, by_band, tuple(reused))


def _order(item: Item, stream: Stream) -> tuple[int, ...]:
    """Positions of the options as printed; 对 and 错 and pinned options keep theirs."""
    question = item.question
    count = len(question.choices)
    if KINDS[question.kind].fixed:
        return tuple(range(count))
    free = [index for index in range(count) if index + 1 not in question.pinned]
    mixed = iter(stream.shuffled(free))
    return tuple(next(mixed) if index in free else index for index in range(count))
