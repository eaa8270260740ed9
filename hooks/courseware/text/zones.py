"""Time zones by name: in which one it is "today" for the course."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT = "Asia/Shanghai"
"""Where the course is written and read, unless ``extra.courseware.timezone`` says otherwise."""

_OFFSET = re.compile(r"(?:UTC)?([+-])(\d\d):([0-5]\d)")
_LONGEST = 14
"""Hours: no zone is further from UTC."""
_FIXED = {
    "Asia/Shanghai": 8, "Asia/Chongqing": 8, "Asia/Hong_Kong": 8, "Asia/Macau": 8,
    "Asia/Taipei": 8, "Asia/Urumqi": 6, "PRC": 8, "UTC": 0, "Etc/UTC": 0,
}  # fmt: skip
"""Hours from UTC where the system has no table of zones, as Windows: none of these changes."""


def read_zone(name: str) -> tzinfo | None:
    """A zone by its IANA name (``Asia/Shanghai``) or offset (``+08:00``); None if unknown."""
    if offset := _OFFSET.fullmatch(name):
        hours, minutes = int(offset[2]), int(offset[3])
        ahead = timedelta(hours=hours, minutes=minutes)
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * ahead) if ahead <= timedelta(hours=_LONGEST) else None
    if name in _FIXED:
        return timezone(timedelta(hours=_FIXED[name])) if _FIXED[name] else UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
