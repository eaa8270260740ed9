"""What happened at a target, one JSON object a line, and what follows from it. Pure.

A line is written before the switch it tells of: after a crash there may be a line too many,
never one too few. What is live is said by the target's ``current`` alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Action(StrEnum):
    """What was done; the value is stored."""

    PUBLISH = "publish"
    ROLLBACK = "rollback"
    WITHDRAW = "withdraw"  # the probe failed, the release before is live again

    @property
    def word(self) -> str:
        """The Chinese word for it."""
        return {"publish": "发布", "rollback": "回退", "withdraw": "探测失败，自动撤回"}[self.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """A switch to the release ``id``.

    ``at``: local time in ISO 8601 with offset; ``by``: who, as ``user@host``; ``stamp``: the
    modification time, in seconds since 1970, of the files that this release brought.
    """

    at: str
    action: Action
    id: str
    by: str
    stamp: int


def read_history(text: str) -> tuple[Entry, ...]:
    """Entries, oldest first. A line cut short by a crash is left out."""
    return tuple(entry for line in text.splitlines() if (entry := _entry(line)))


def write_entry(entry: Entry) -> str:
    """One line, with its line end."""
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def next_stamp(history: Iterable[Entry], now: int) -> int:
    """A time for new files that no file of this target ever had, in seconds since 1970.

    nginx makes its ETag from time and size alone. A file that changed must get a new time even
    when the clock stands still or was set back, or readers keep the old one.
    """
    return max([now, *(entry.stamp + 1 for entry in history)])


def by_last_use(ids: Iterable[str], history: Iterable[Entry]) -> tuple[str, ...]:
    """Releases, the one last switched to first; those never switched to at the end."""
    last = {entry.id: place for place, entry in enumerate(history)}
    return tuple(sorted(ids, key=lambda name: (-last.get(name, -1), name)))


def to_prune(ordered: Iterable[str], keep: int, needed: Collection[str]) -> tuple[str, ...]:
    """What may go when ``keep`` releases stay; ``needed`` stay always and count among them.

    ``ordered``: as :func:`by_last_use` gives them.
    """
    others = [name for name in ordered if name not in needed]
    return tuple(others[max(0, keep - len(needed)) :])


def _entry(line: str) -> Entry | None:
    try:
        value = json.loads(line)
        return Entry(
            at=str(value["at"]),
            action=Action(value["action"]),
            id=str(value["id"]),
            by=str(value["by"]),
            stamp=int(value["stamp"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
