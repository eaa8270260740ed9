"""What a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 60


class Topic(StrEnum):
    """What a change is about, in the order in which readers of a report need it."""

    REVIEW = "review"
    ANSWER = "answer"
    WAIVER = "waiver"
    QUESTION = "question"
    PAGE = "page"
    OBJECTIVE = "objective"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a Chinese sentence of plain text; ``line`` is 0 where none is meant."""

    topic: Topic
    path: str
    line: int
    sentence: str


def short(text: str, limit: int = _LONGEST) -> str:
    """Text on one line, cut to ``limit`` characters."""
    line = " ".join(text.split())
    return f"{line[:limit]}…" if len(line) > limit else line
