"""Which scripts and style sheets a page loads: one row a file, the only place that says so.

To add one, put it into ``overrides/assets/`` and give it a row. Rows stand in the order of loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class On(Flag):
    """What a page is; a page may be several things."""

    EVERY = auto()
    """Also the one that says that there is no such page."""
    HOME = auto()
    CHAPTER = auto()
    LESSON = auto()
    LAB = auto()
    """Something on it can be tried: it holds a ``data-lab``."""
    GLOSSARY = auto()
    RECORD = auto()
    SELF_EXAM = auto()
    DRAWN = auto()
    """The self-examination, where there is a sound plan to draw it by."""
    MOVED = auto()
    """A page that only leads on; it has a frame of its own and is no page for ``EVERY``."""
    LEARNING = HOME | CHAPTER | LESSON | RECORD | DRAWN


@dataclass(frozen=True, slots=True)
class Script:
    """A script as pages load it, from ``assets/javascripts/``, without ``.js``.

    ``parts`` are the files it is put together from, each below those that it uses, without what
    only their readers need; without parts the build makes it. It runs once the page is read,
    unless it is ``early``. ``version``: it is told the course's. ``later``: the address of a file
    that it fetches when it needs it.
    """

    name: str
    on: On
    parts: tuple[str, ...] = ()
    early: bool = False
    version: bool = False
    later: str = ""

    @property
    def address(self) -> str:
        """From the site's root."""
        return script(self.name)


@dataclass(frozen=True, slots=True)
class Style:
    """A style sheet as pages load it, from ``assets/stylesheets/``, without ``.css``.

    ``parts`` are the files it is put together from, in the order in which their rules take each
    other's place, without what only their readers need; none of them has the sheet's own name.
    Without parts it is a file as it lies there. What of the theme's can be used comes first of all.
    """

    name: str
    on: On
    parts: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """From the site's root."""
        return f"assets/stylesheets/{self.name}.css"


def script(name: str) -> str:
    """The address of a script, or of a part of one."""
    return f"assets/javascripts/{name}.js"


TERMS_DATA = script("terms-data")
"""Explanations of all terms; fetched when the first is asked for."""
EXAM_DATA = script("exam-data")
OFFLINE = "frame/offline"
"""The part that is left out where pages aren't kept."""

# fmt: off
SCRIPTS = (
    Script("early", On.EVERY, ("frame/early",), early=True),
    Script("site", On.EVERY, (
        "lib/dom", "lib/place", "frame/colours", "frame/drawer", "frame/reading",
        "search/matching", "search/index", "search/results", "search/dialog",
        "frame/versions", OFFLINE,
    ), version=True),
    Script("learn", On.LEARNING, (
        "lib/numbers", "record/stamps", "record/format", "record/storage", "record/store",
        "record/notice", "record/drafts", "record/marks",
        "lesson/judge", "lesson/question", "lesson/questions", "lesson/terms",
    ), later=TERMS_DATA),
    Script("glossary", On.GLOSSARY, ("glossary/filter",)),
    Script("labs", On.LAB, ("lesson/labs",)),
    Script("exam-data", On.DRAWN),
    Script("attempts", On.RECORD | On.DRAWN, ("exam/attempts",)),
    Script("exam", On.DRAWN, (
        "exam/draw", "exam/renewal", "exam/paper", "exam/desk", "exam/clock", "exam/sheet",
        "exam/certificate", "exam/result", "exam/exam",
    )),
    Script("record", On.RECORD, ("lib/bits", "record/old-code", "record/code", "record/record")),
    Script("moved", On.MOVED, ("frame/moved",), early=True),
)
STYLES = (
    Style("site", On.EVERY, (
        "colours.css", "type.css", "header.css", "nav.css", "footer.css", "opening.css",
        "blocks.css", "dialogue.css", "figure.css", "ending.css", "terms.css", "glossary.css",
        "home.css", "search.css", "versions.css", "print.css", "labs.css", "old-browsers.css",
        "questions.css", "scores.css", "record.css", "scenario.css", "questions-print.css",
    )),
    Style("exam", On.SELF_EXAM, ("self-exam.css", "certificate.css", "exam-print.css")),
)
# fmt: on


def scripts_on(page: On) -> tuple[Script, ...]:
    """What such a page loads, in order."""
    return tuple(row for row in SCRIPTS if row.on & page)


def styles_on(page: On) -> tuple[Style, ...]:
    """What such a page is styled with, in order."""
    return tuple(row for row in STYLES if row.on & page)
