"""The one clock of build, check and release: which day it is for the course.

Nothing that is written into an output may come from here: that takes the commit's time
(:mod:`courseware.course.git`), so that the same commit gives the same bytes at any time.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from courseware.course.git import commit_time
from courseware.course.layout import CONFIG
from courseware.course.project import read_settings
from courseware.text.zones import DEFAULT, read_zone

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path


def zone_of(name: str) -> tzinfo:
    """The course's time zone; the usual one where the name is wrong, which is a finding."""
    return read_zone(name) or read_zone(DEFAULT) or UTC


def day(stamp: int, zone: tzinfo) -> date:
    """The day of a moment, in seconds since 1970."""
    return datetime.fromtimestamp(stamp, zone).date()


def today(root: Path, zone: tzinfo) -> date:
    """Today in the course's zone, whatever the machine's.

    ``SOURCE_DATE_EPOCH`` stands for the clock if it is set. It is never earlier than the
    checked-out commit, where there is one: then the clock is slow, or the epoch a made-up one.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = int(given) if given.isdecimal() else int(time.time())
    return day(max(now, commit_time(root)), zone)


def course_today(root: Path) -> date:
    """Today for the course in ``root``, by the zone that its ``mkdocs.yml`` sets."""
    try:
        text = (root / CONFIG).read_text("utf-8-sig", "replace")
    except OSError:
        text = ""
    settings, _ = read_settings(text, CONFIG)
    return today(root, zone_of(settings.timezone))
