"""What changes a page's tree: one file a feature, and here their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courseware.site import question_forms
from courseware.site.passes import dialogues, english, figures, small, tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from courseware.course.model import Lesson
    from courseware.questions.id_register import Register
    from courseware.questions.rendering import Rendered

    Pass = Callable[[HtmlElement, "Turn"], object]
    """A feature: changes the article. Faults of the course are found by its check, before."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a pass may know: whose page it is, ``page`` from ``docs/``, and what else there is.

    ``read`` gives the bytes of a file below ``docs/`` and raises OSError where there is none.
    ``asked`` are the page's questions, ``link`` turns what authors write as addresses in them.
    ``collected`` is shown the article when its questions are as readers get them.
    """

    page: str
    lesson: Lesson | None
    register: Register
    read: Callable[[str], bytes]
    asked: Sequence[Rendered]
    link: Callable[[str], str]
    collected: Callable[[HtmlElement], object]


def run(article: HtmlElement, turn: Turn) -> None:
    """Let every feature change the article, in order."""
    for one in PASSES:
        one(article, turn)


def _questions(article: HtmlElement, turn: Turn) -> None:
    question_forms.set_questions(article, turn.asked, turn.register, turn.link)


def _figures(article: HtmlElement, turn: Turn) -> None:
    number = turn.lesson.number if turn.lesson else ""
    figures.draw_figures(article, page=turn.page, number=number, read=turn.read)


def _of(change: Callable[[HtmlElement], object]) -> Pass:
    """A feature that needs nothing but the article."""
    return lambda article, _: change(article)


PASSES: tuple[Pass, ...] = (
    _questions,
    _of(dialogues.stage_dialogues),
    _of(tasks.set_tasks),
    _figures,
    lambda article, turn: turn.collected(article),
    _of(english.mark_english),
    _of(small.box_tables),
    _of(small.demote_empty_headers),
    _of(small.quiet_permalinks),
)
"""The features in order: later ones see what earlier ones made."""
