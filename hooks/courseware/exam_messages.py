"""Findings about the exam bank, its blueprint and its papers, from their own table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.model import Diagnostic
from courseware.rules.exam import RULES

if TYPE_CHECKING:
    from courseware.model import Location

_BY_CODE = {rule.code: rule for rule in RULES}


def exam_finding(
    code: str, location: Location, /, *, width: int = 0, **facts: object
) -> Diagnostic:
    """Make a finding; ``facts`` fill the gaps of the rule's sentence."""
    rule = _BY_CODE[code]
    return Diagnostic(location, code, rule.sentence.format(**facts), rule.severity, width)
