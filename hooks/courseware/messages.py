"""Every sentence a trainer reads about a fault: the front of :mod:`courseware.rules`.

A sentence says the fact and, after “；”, the next step. The code is its anchor in the
rule catalogue and the word by which it is waived.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from courseware.model import Diagnostic
from courseware.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection

    from courseware.model import Location


def finding(code: str, location: Location, /, *, width: int = 0, **facts: object) -> Diagnostic:
    """Make a finding from the table; ``facts`` fill the sentence's gaps."""
    rule = RULES[code]
    return Diagnostic(location, code, rule.sentence.format(**facts), rule.severity, width)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """“，是不是想写“x””, or nothing where no known word is close."""
    close = get_close_matches(word, known, n=1)
    return f"，是不是想写“{close[0]}”" if close else ""
