"""What the plans of exams and self-examinations ask of their fields, each by its own rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.text.finding import Rule, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from courseware.text.finding import Diagnostic
    from courseware.text.yaml import YamlMap

MOST = 999
"""Largest number that a plan may ask for."""


@dataclass(frozen=True, slots=True)
class PlanFields:
    """The rules that a plan's fields can break."""

    unknown: Rule
    missing: Rule
    number: Rule

    def known(self, mapping: YamlMap, names: Collection[str]) -> Iterator[Diagnostic]:
        """Findings about fields with other names than these."""
        for key in mapping.values:
            if key not in names:
                facts = {"key": key, "known": "、".join(names), "hint": did_you_mean(key, names)}
                yield self.unknown.at(mapping.key_places[key], width=len(key), **facts)

    def present(self, mapping: YamlMap, names: Collection[str]) -> Iterator[Diagnostic]:
        """Findings about fields that are missing or empty."""
        for key in names:
            if mapping.values.get(key) in (None, ""):
                yield self.missing.at(mapping.key_places.get(key, mapping.place), key=key)

    def whole(self, mapping: YamlMap, key: str, least: int = 0) -> Iterator[Diagnostic]:
        """A finding if the field is there and no whole number from ``least`` to :data:`MOST`."""
        value = mapping.values.get(key)
        if value in (None, ""):
            return
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            shown = mapping.text(key)
            facts = {"key": key, "value": shown, "expected": f" {least} 到 {MOST} 的整数"}
            yield self.number.at(mapping.at(key), width=len(shown), **facts)
