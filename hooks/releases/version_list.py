"""Versions of the course side by side: what each is called, and the list that pages read. Pure.

::

    versions/v2026.08 → ../releases/<id>   served at /v2026.08/
    versions/v2026.11 → ../releases/<id>
    versions.json                          served at /versions.json

A version newer than what is live was rolled back from: its link stays, for pages that are
open, but it is not listed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releases.manifest import Manifest

FOLDER = "versions"
FILE = "versions.json"
LINK = "v[0-9][0-9A-Za-z._-]*"
"""What a link of a version is called, as a pattern for servers."""
_LINK = re.compile(LINK)


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list: ``path`` from the list's own address, ``date`` in ISO 8601."""

    version: str
    path: str
    date: str
    latest: bool = False


def link_of(version: str) -> str:
    """The name of a version's link; empty for a version that has no number to go by."""
    name = f"v{version}"
    return name if _LINK.fullmatch(name) else ""


def listed(live: Manifest, others: Iterable[Manifest]) -> tuple[Version, ...]:
    """What readers can choose from: the latest, then the older ones, the newest first."""
    older = [one for one in others if link_of(one.version) and _is_before(one, live)]
    older.sort(key=lambda one: _order(one.version), reverse=True)
    first = Version(live.version, "./", _date(live.sequence), latest=True)
    return first, *(
        Version(one.version, f"{link_of(one.version)}/", _date(one.sequence)) for one in older
    )


def write_versions(versions: Iterable[Version]) -> str:
    """The list as JSON, the same text for the same versions."""
    value = [asdict(one) for one in versions]
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _is_before(one: Manifest, live: Manifest) -> bool:
    return _order(one.version) < _order(live.version)


def _order(version: str) -> list[tuple[int, int, str]]:
    """By number, not by time: an old version may be mended later. 2.0-rc1 < 2.0 < 2.0.1 < 2.10."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return [*((1, int(p), "") if p.isdigit() else (0, 0, p) for p in parts), (1, -1, "")]


def _date(sequence: int) -> str:
    return datetime.fromtimestamp(sequence, UTC).date().isoformat()
