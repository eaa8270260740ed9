"""Options of the course: ``extra.courseware`` in ``mkdocs.yml``."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from courseware.host.faults import SiteError
from courseware.text.finding import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPERS = ("A4", "B5")
PDF = ("build", "always", "never")


@dataclass(frozen=True, slots=True)
class CourseOptions:
    """What ops and trainers can set."""

    version: str = ""
    """The course's version as readers see it, for example ``2026.11``."""

    id: str = "course"
    """Under which name browsers keep learning records: two courses on one host differ in it.
    A course without it doesn't pass its check (CONF-5)."""

    pass_mark: int = 80
    """Percentage of right answers at which a self-check counts as passed."""

    timezone: str = "Asia/Shanghai"
    """Where it is today for the course: deadlines pass at midnight there. Or an offset: +08:00."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    """Severity of a check rule by its code: error, warning or off."""

    hosts: list[str] = field(default_factory=list)
    """Hosts that external links of the course may lead to."""

    glossary: str = "glossary.yml"
    """The file of terms, from ``docs/``."""

    offline: bool = True
    """Pages open again without a network (service worker); False also clears it from devices."""

    paper: str = "A4"
    """Page size of the PDFs; B5 is JIS B5, 182 × 257 mm."""

    pdf: str = "build"
    """When PDFs are made: by a build of the site and, one by one when asked for, by ``mkdocs
    serve`` (build); by every rebuild of ``serve``, too (always); or not (never)."""


_KINDS = {
    "pass_mark": (int, "要写整数"),
    "rules": (dict, "要写“规则编号: 轻重”"),
    "hosts": (list, "要写成列表，一行一个网站"),
    "offline": (bool, "要写 true 或 false"),
}
"""Kinds of values and how to write them; all others are texts."""
_CHOICES = {"paper": PAPERS, "pdf": PDF}


def read_options(written: object) -> CourseOptions:
    """The options as ``mkdocs.yml`` has them.

    Raises:
        SiteError: at the first that is unknown or has a wrong value.
    """
    values = written or {}
    if not isinstance(values, dict):
        raise SiteError("mkdocs.yml：extra.courseware 下面要写“名称: 值”；请改正")
    known = tuple(one.name for one in fields(CourseOptions))
    for name, value in values.items():
        if name not in known:
            hint = did_you_mean(str(name), known)
            raise SiteError(f"mkdocs.yml：extra.courseware 没有“{name}”这一项{hint}；请改正或删除")
        if said := _fault(name, value):
            raise SiteError(f"mkdocs.yml：extra.courseware.{name} 的值不对（{said}）；请改正")
    return CourseOptions(**{name: value for name, value in values.items() if value is not None})


def _fault(name: str, value: object) -> str:
    """How to write the value, where it is wrong; an empty one is the default."""
    if value is None:
        return ""
    if name in _CHOICES:
        return "" if value in _CHOICES[name] else f"只能写 {'、'.join(_CHOICES[name])}"
    kind, said = _KINDS.get(name, (str, "要写文字；数字要加引号"))
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return said
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return said
    return ""
