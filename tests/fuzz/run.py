"""Mutants of a course's files: ``make fuzz N=100000 SEED=1``.

Of each mutant the check must raise nothing, end, say the same twice and with the pages in
another order, and point into the file. A sample is rendered as well, those that the check
passes above all: what it passes must come out whole. The same seed makes the same mutants; a
mutant is known by its number. Totals come every so often, and at the end, also at an early one.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(ROOT / "hooks"))

from courseware.checks.engine import check_course
from courseware.checks.fixes import fix_pages
from courseware.questions.id_giving import insert_ids
from courseware.questions.id_register import Register, update_register
from courseware.text.finding import Severity
from tests.checks.course import TODAY
from tests.fuzz.mutations import mutated
from tests.fuzz.rendering import render
from tests.fuzz.sample import briefly, project, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courseware.checks.engine import Checked
    from courseware.text.finding import Diagnostic

LONGEST = 20.0
"""Seconds of processor time after which a mutant counts as hanging."""
AGAIN = 4
"""One mutant in so many is checked again with its pages in another order."""
RENDERED = 200
"""One mutant in so many is rendered, and one in :data:`PASSED` of those that pass."""
PASSED = 5
TOTALS = 5000
"""The totals are said after so many mutants."""
BEFORE = frozenset({"FILE-1", "FILE-4", "FILE-7"})
"""Findings about a file that was not read whole."""


class Hang(BaseException):
    """A mutant took more than :data:`LONGEST`."""


@dataclass
class Tally:
    """What became of the mutants of one kind of file."""

    mutants: int = 0
    rendered: int = 0
    faults: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Fault:
    """A mutant that fared badly: its number, kind of file and damage, and what happened."""

    number: int
    path: str
    damage: str
    what: str
    detail: str

    def __str__(self) -> str:
        return f"{self.number} {self.path} {self.damage}: {self.what}\n{self.detail}"


class Fuzzer:
    """Makes and judges mutants of the sample course."""

    def __init__(self, seed: int) -> None:
        """``seed`` decides all mutants."""
        self.seed = seed
        self.whole = sample()
        self.short = briefly(self.whole)
        self.tallies: dict[str, Tally] = {}

    def mutant(self, number: int) -> tuple[dict[str, bytes], str, str]:
        """The files of a mutant, the damaged one and the damage."""
        chance = self._chance(number)
        paths = sorted(self.whole)
        path = chance.choice(
            [*paths, *(p for p in paths if p.endswith(".md")), "docs/02-network/signal.md"]
        )
        is_page = path.startswith("docs/") and path.endswith(".md")
        files = dict(self.whole if is_page else self.short)
        if is_page and chance.random() < 0.8:
            files = {p: data for p, data in files.items() if not p.startswith("exam/")}
        others = [data for name, data in files.items() if name != path]
        files[path], damage = mutated(files[path], others, chance)
        return files, path, damage

    def totals(self) -> str:
        """What became of the mutants so far, a line for each kind of file."""
        lines = [f"{'':24}{'mutants':>9}{'rendered':>9}  faults"]
        for kind, tally in sorted(self.tallies.items()):
            faults = ", ".join(f"{name} {count}" for name, count in sorted(tally.faults.items()))
            lines.append(f"{kind:24}{tally.mutants:9}{tally.rendered:9}  {faults or 'none'}")
        return "\n".join([*lines, ""])

    def judged(self, number: int) -> Iterator[Fault]:
        """What is wrong with how a mutant is treated."""
        files, path, damage = self.mutant(number)
        tally = self.tallies.setdefault(_kind(path), Tally())
        tally.mutants += 1
        signal.signal(signal.SIGVTALRM, _hangs)
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            for what, detail in self._treated(files, number, tally):
                tally.faults[what] += 1
                yield Fault(number, path, damage, what, detail)
        except Hang:
            tally.faults["hang"] += 1
            yield Fault(number, path, damage, "hang", traceback.format_exc(limit=-6))
        except Exception:  # noqa: BLE001 - this is what is looked for
            tally.faults["traceback"] += 1
            yield Fault(number, path, damage, "traceback", traceback.format_exc(limit=-6))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _treated(
        self, files: dict[str, bytes], number: int, tally: Tally
    ) -> Iterator[tuple[str, str]]:
        made = project(files)
        checked = check_course(made, TODAY, with_pinyin=False)
        for one in checked.diagnostics:
            if said := _misplaced(one, files):
                yield "place", said
        if number % AGAIN == 0:
            fix_pages(made)
            insert_ids(dict(made.texts), made.register or Register())
            update_register(made.register or Register(), checked.reading.course.questions())
            back = project(dict(reversed(files.items())))
            again = check_course(back, TODAY, with_pinyin=False).diagnostics
            if again != checked.diagnostics:
                other = {*map(str, again)} ^ {*map(str, checked.diagnostics)}
                yield "difference", "\n".join(sorted(other)[:4])
        mishaps = [str(one) for one in checked.diagnostics if one.code == "FILE-13"]
        if mishaps:
            yield "traceback", mishaps[0]
        passes = not any(one.severity is Severity.ERROR for one in checked.diagnostics)
        chance = self._chance(-number - 1)
        if chance.randrange(PASSED if passes else RENDERED) == 0:
            tally.rendered += 1
            yield from _lost(checked, files, passes=passes)

    def _chance(self, number: int) -> random.Random:
        return random.Random(f"{self.seed} {number}")  # noqa: S311 - damage that can be repeated


def _lost(
    checked: Checked, files: Mapping[str, bytes], *, passes: bool
) -> Iterator[tuple[str, str]]:
    pictures = {p.removeprefix("docs/"): data for p, data in files.items() if p.endswith(".svg")}
    found = [str(one) for one in render(checked, pictures)]
    if passes and found:
        yield "lost", "\n".join(found[:4])


def _misplaced(one: Diagnostic, files: Mapping[str, bytes]) -> str:
    """Why a finding's place is not in its file; empty if it is."""
    place = one.location
    if place.path not in files:
        missing = place.path.startswith(("docs/", "exam/"))
        return "" if missing and (place.line, place.column) == (1, 1) else f"no such file: {one}"
    if one.code in BEFORE:
        return ""
    text = files[place.path].decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 1 <= place.line <= len(lines):
        return f"{len(lines)} lines: {one}"
    if not 1 <= place.column <= len(lines[place.line - 1]) + 1:
        return f"{len(lines[place.line - 1])} columns: {one}"
    return ""


def _kind(path: str) -> str:
    if path.startswith("docs/") and path.endswith(".md"):
        names = {"signal.md": "lesson", "index.md": "chapter or frame", "notes.md": "frame"}
        return names[Path(path).name]
    return "svg" if path.endswith(".svg") else path


def _hangs(*_: object) -> None:
    raise Hang


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    """Run ``N`` mutants; 1 if one fared badly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int, default=-1, help="this one mutant")
    given = parser.parse_args()
    fuzzer = Fuzzer(given.seed)
    only = given.only >= 0
    numbers = [given.only] if only else range(given.first, given.first + given.count)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    failed = False
    try:
        for done, number in enumerate(numbers, start=1):
            for fault in fuzzer.judged(number):
                failed = True
                _say(f"{fault}\n")
            if done % TOTALS == 0:
                _say(f"… {done}\n{fuzzer.totals()}")
    except KeyboardInterrupt:
        failed = True
        _say("stopped early\n")
    _say(fuzzer.totals())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
