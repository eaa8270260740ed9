"""Questions as they stand in a file: the comment above, and the lines between the tags.

Everything that must find a question again (the reader, the ids, the import of sheets, the exam
bank) asks here, so that all see the same ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.questions.kinds import LETTERS, WRITTEN
from courseware.questions.plugin_syntax import CLOSES, OPENS
from courseware.text.lines import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from courseware.text.finding import Location
    from courseware.text.lines import Line, Source

LABEL = re.compile(r"<!--\s*question\b(.*?)-->")
WAIVER = re.compile(r"[ \t]*<!--\s*check:[^>]*-->[ \t]*")
_PAIR = re.compile(r"(?<!\S)(\w+)=(\S*)")
_KEYS = {
    "id": r".*",
    "objective": r".*",
    "type": "|".join(WRITTEN),
    "minor": "[0-9a-f]{8}",
    "pin": r"[1-9]\d?(?:,[1-9]\d?)*",
}
"""What a label can say with ``=``, and how the value must look."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the comment above a question says."""

    id: str = ""
    objectives: tuple[str, ...] = ()
    red: bool = False
    unknown: tuple[str, ...] = ()
    kind: str = ""
    minor: str = ""
    pinned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A question's lines, from ``<quiz>`` to ``</quiz>``; ``label`` is that of its comment."""

    label: Line | None
    lines: tuple[Line, ...]
    closed: bool = True

    @property
    def first(self) -> int:
        """The number of the line with the label, or with ``<quiz>``."""
        return (self.label or self.lines[0]).number

    @property
    def last(self) -> int:
        """The number of the line with ``</quiz>``."""
        return self.lines[-1].number

    @property
    def comment(self) -> str:
        """The words of its label."""
        found = LABEL.search((self.label or self.lines[0]).text)
        return found[1] if found else ""

    @property
    def id(self) -> str:
        """The question's id; empty if it has none."""
        return parse_label(self.comment).id


def parse_label(inner: str, own: Collection[str] = ()) -> Label:
    """Read the words of a question comment (``id=2-07 objective=a,b red``).

    ``type=match`` or ``type=order`` makes gaps fields to pick from; ``minor=`` a fingerprint
    says that this wording is a minor change; ``pin`` keeps the options in order, ``pin=4``
    (or ``pin=3,4``) keeps the fourth where it is. ``own`` are keys that say more elsewhere.
    """
    words = inner.split()
    pairs: dict[str, str] = {}
    unknown = []
    for word in words:
        key, sign, value = word.partition("=")
        known = sign and (key in _KEYS or key in own) and key not in pairs
        if known and (key in own or re.fullmatch(_KEYS[key], value)):
            pairs[key] = value
        elif word not in {"red", "pin"}:
            unknown.append(word)
    objectives = tuple(part for part in pairs.get("objective", "").split(",") if part)
    pinned = range(1, len(LETTERS) + 1) if "pin" in words else pairs.get("pin", "").split(",")
    return Label(
        pairs.get("id", ""),
        objectives,
        "red" in words,
        tuple(unknown),
        pairs.get("type", ""),
        pairs.get("minor", ""),
        tuple(int(number) for number in pinned if number),
    )


def label_values(source: Source, line: Line | None) -> dict[str, tuple[str, Location]]:
    """What a label says with ``=``, the first of each key, and where the value stands."""
    label = LABEL.search(line.text) if line else None
    found: dict[str, tuple[str, Location]] = {}
    if line and label:
        for pair in _PAIR.finditer(line.text, *label.span(1)):
            place = source.at(line.number, pair.start(2) + 1)
            found.setdefault(pair[1], (pair[2], place))
    return found


def read_blocks(source: Source) -> tuple[tuple[Block, ...], tuple[Line, ...]]:
    """The questions of a page, also those left open, and labels that belong to none."""
    blocks: list[Block] = []
    loose: list[Line] = []
    lines: list[Line] = []
    label: Line | None = None
    for line in source.lines:
        opens, closes = OPENS in line.text, CLOSES in line.text
        if lines and (opens or line.kind is not Kind.QUIZ):
            blocks.append(Block(label, tuple(lines), closed=False))
            lines, label = [], None
        if line.kind is Kind.QUIZ and (lines or opens):
            lines.append(line)
            if closes:
                blocks.append(Block(label, tuple(lines)))
                lines, label = [], None
        elif line.kind is Kind.PROSE and line.text.strip() and not WAIVER.fullmatch(line.text):
            loose += [label] if label else []
            label = line if LABEL.search(line.text) else None
    if lines:
        blocks.append(Block(label, tuple(lines), closed=False))
    loose += [label] if label else []
    return tuple(blocks), tuple(loose)
