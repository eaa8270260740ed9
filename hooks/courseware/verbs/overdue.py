"""The gate of a release: pages whose time was up when its commit was made.

A build never fails because time went by. A release does stop here, by the day of its commit and
not by today's: so the same commit is let through, or held, at any time, and gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from courseware.checks.engine import check_course
from courseware.checks.facts import OVERDUE
from courseware.course.clock import day, today, zone_of
from courseware.course.disk import read_project
from courseware.course.git import trailer
from releases.manifest import Overdue
from releases.paths import is_readable

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from courseware.course.project import Project
    from courseware.text.finding import Diagnostic

TRAILER = "Overdue"
"""Of a commit's message: with it the release follows from the commit alone, in CI as well."""


class OverdueError(Exception):
    """The release is held; the message is for the operator."""


def held_back(root: Path, stamp: int, reason: str) -> tuple[Overdue | None, str]:
    """What to write into the manifest, and what to say of today, may be empty.

    ``stamp`` is the commit's time in seconds since 1970; ``reason`` is why to release what is
    overdue, may be empty: then it may stand in the commit's message (``Overdue: why``).

    Raises:
        OverdueError: if something is overdue and there is no reason.
    """
    project = read_project(root)
    zone = zone_of(project.settings.timezone)
    made, now = day(stamp, zone), today(root, zone)
    found = _overdue(project, made)
    why = reason or trailer(root, TRAILER)
    if found and not is_readable(why or "\n"):
        listed = "".join(f"{one}\n" for one in found)
        raise OverdueError(
            f"{listed}按提交的日期 {made}，有 {len(found)} 处内容已过期，没有打包；"
            "请核对并改正后提交。\n"
            "等不及核对时写明理由再打，理由和清单会记进发布清单：--overdue 理由，"
            f"或在提交说明的最后一段写 {TRAILER}: 理由"
        )
    if found:
        pages = tuple(f"{one.location.path}:{one.location.line} {_fact(one)}" for one in found)
        return Overdue(why, pages), ""
    since = _overdue(project, now) if now > made else ()
    note = "没有到期的内容，--overdue 的理由没有记进清单。\n" if reason else ""
    if since:
        note += (
            f"注意：提交的日期是 {made}；到今天（{now}）有 {len(since)} 处内容已过期，"
            "运行 hooks check 可看清单。\n"
        )
    return None, note


def _overdue(project: Project, on: date) -> tuple[Diagnostic, ...]:
    found = check_course(project, on, with_pinyin=False).diagnostics
    return tuple(one for one in found if one.code in OVERDUE)


def _fact(one: Diagnostic) -> str:
    """What is wrong, without what to do about it."""
    return one.message.partition("；")[0]
