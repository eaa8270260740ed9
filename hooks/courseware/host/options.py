"""Options of the course: ``extra.courseware`` in ``mkdocs.yml``."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class CourseOptions(Config):
    """What ops and trainers can set."""

    version = c.Type(str, default="")
    """The course's version as readers see it, for example ``2026.11``."""

    id = c.Type(str, default="course")
    """Under which name browsers keep learning records: two courses on one host differ in it.
    A course without it doesn't pass its check (CONF-5)."""

    pass_mark = c.Type(int, default=80)
    """Percentage of right answers at which a self-check counts as passed."""

    timezone = c.Type(str, default="Asia/Shanghai")
    """Where it is today for the course: deadlines pass at midnight there. Or an offset: +08:00."""

    rules = c.Type(dict, default={})
    """Severity of a check rule by its code: error, warning or off."""

    hosts = c.ListOfItems(c.Type(str), default=[])
    """Hosts that external links of the course may lead to."""

    glossary = c.Type(str, default="glossary.yml")
    """The file of terms, from ``docs/``."""

    offline = c.Type(bool, default=True)
    """Pages open again without a network (service worker); False also clears it from devices."""

    paper = c.Choice(("A4", "B5"), default="A4")
    """Page size of the PDFs; B5 is JIS B5, 182 × 257 mm."""

    pdf = c.Choice(("build", "always", "never"), default="build")
    """When PDFs are made: by ``mkdocs build`` and, one by one when asked for, by ``mkdocs serve``
    (build); by every rebuild of ``serve``, too (always); or not (never)."""
